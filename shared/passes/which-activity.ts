import type { FeedActivity } from '../activities/activity.ts'
import type { MemberId } from '../base/ids.ts'
import { dateOf, type PlainDateTime } from '../base/plain-date.ts'
import type { ClockTrust } from './clock.ts'

/** Which activity a member who stands before a kiosk has come for, and where the time lies in its sign-in window. */

const MINUTE_MS = 60_000
/** How far an unsure clock may be off for an activity's window still to be the one that is meant. */
const UNSURE_REACH_MINUTES = 24 * 60

interface Known {
  readonly activities: readonly FeedActivity[]
  /** A person chose the one that is given, so no time has to find it. */
  readonly chosen?: boolean | undefined
  readonly clockTrust: ClockTrust
}

interface Who {
  readonly memberId: MemberId
}

/**
 * The one that is meant: an open window first, then where the member is expected, then the nearest. It does not look
 * at what the member signed already: a second scan must never sign anybody in to something else on its own.
 */
export function chooseActivity(known: Known, member: Who, at: PlainDateTime): FeedActivity | null {
  const eligibles = known.activities.filter(each => isEligible(each, known, at))
  if (eligibles.length <= 1) return eligibles[0] ?? null
  const rank = (each: FeedActivity) => [
    // What staff closed never wins over what is still to come.
    each.state === 'planned' ? 0 : 1,
    minutesOutside(each, at) === 0 ? 0 : 1,
    isExpected(each, member) ? 0 : 1,
    minutesOutside(each, at),
    Math.abs(minutesBetween(each.activity.start, at)),
  ]
  const candidates = eligibles
    .map(each => ({ each, rank: rank(each) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || (a.each.activity.activityId < b.each.activity.activityId ? -1 : 1))
  return candidates[0]?.each ?? null
}

function isEligible(each: FeedActivity, { chosen, clockTrust }: Known, at: PlainDateTime): boolean {
  if (chosen) return each.state !== 'cancelled'
  if (clockTrust === 'synced') return each.state !== 'cancelled' && isOnItsDays(each, at)
  return each.state === 'planned' && minutesOutside(each, at) <= UNSURE_REACH_MINUTES
}

/** Everybody is welcome where volunteers are wanted. */
export function isExpected({ activity, expectedIds }: FeedActivity, member: Who): boolean {
  return activity.expected.kind === 'volunteers' || expectedIds.includes(member.memberId)
}

export type SignInPhase = 'early' | 'open' | 'late' | 'over'

/** Where a wall-clock minute lies in the sign-in window; the minutes `opens`, `lateAfter` and `closes` belong to it. */
export function phaseAt({ activity }: FeedActivity, at: PlainDateTime): SignInPhase {
  if (at < activity.opens) return 'early'
  if (at > activity.closes) return 'over'
  return at > activity.lateAfter ? 'late' : 'open'
}

/** From the day it opens to the day it ends: who leaves after midnight signs out of what they came to. */
export function isOnItsDays({ activity }: FeedActivity, at: PlainDateTime): boolean {
  const last = activity.closes > activity.end ? activity.closes : activity.end
  return dateOf(activity.opens) <= dateOf(at) && dateOf(at) <= dateOf(last)
}

/** 0 inside the window. */
function minutesOutside({ activity }: FeedActivity, at: PlainDateTime): number {
  if (at < activity.opens) return minutesBetween(at, activity.opens)
  return at > activity.closes ? minutesBetween(activity.closes, at) : 0
}

const minutesBetween = (from: PlainDateTime, to: PlainDateTime): number =>
  (Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / MINUTE_MS

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
