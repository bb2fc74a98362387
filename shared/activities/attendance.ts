import type { Hundredths } from '../base/hundredths.ts'
import type { MemberId, Millis } from '../base/ids.ts'
import { instantOf, plainDateTimeAt } from '../base/plain-date.ts'
import type { Item } from '../points/item.ts'
import type { Activity, ActivityState } from './activity.ts'

/** How somebody stands to one activity (出勤): one rule for wall, closing, sheet and file. Nothing here reads a clock. */

/** Somebody who was there: by the earliest sign-in that counts, and their last sign-out after it. */
export interface Came {
  readonly at: Millis
  /** Null: nobody saw them go. */
  readonly outAt: Millis | null
}

/** Everything that is known of one person at one activity. */
export interface PersonAt {
  readonly expected: boolean
  readonly came: Came | null
  /** Granted, not merely asked for. */
  readonly leave: boolean
  /** Was there at another session of the same thing (补课, or the session that a 补课 makes up for). */
  readonly atOtherSession: boolean
  /** The registrar has said so; a machine never does (AT14). */
  readonly absenceConfirmed: boolean
}

/** Each situation with its own facts. */
export type Attended =
  | { readonly state: 'present'; readonly late: boolean; readonly leftEarly: boolean; readonly expected: boolean }
  | { readonly state: 'madeUp' }
  | { readonly state: 'onLeave' }
  /** Expected, not there, no leave: proposed until somebody confirms it. */
  | { readonly state: 'absent'; readonly confirmed: boolean }
  /** Not there, and nobody missed them. */
  | { readonly state: 'notMissed' }

/** AT11: what somebody did counts before what they were excused from, and that before what they failed to do. */
export function attendanceOf(activity: Activity, person: PersonAt, timeZone: string): Attended {
  const { came, expected } = person
  if (came) {
    const late = isLate(activity, came.at, timeZone)
    return { state: 'present', late, leftEarly: hasLeftEarly(activity, came.outAt, timeZone), expected }
  }
  if (person.atOtherSession) return { state: 'madeUp' }
  if (person.leave) return { state: 'onLeave' }
  if (!expected) return { state: 'notMissed' }
  return { state: 'absent', confirmed: person.absenceConfirmed }
}

/** Everything that an attendance can be called in one word. */
export const ATTENDANCE_STATUSES = [
  'onTime',
  'late',
  'leftEarly',
  'lateAndLeftEarly',
  'madeUp',
  'onLeave',
  'absent',
  'notExpectedPresent',
  'notMissed',
] as const
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number]

/** The one word. Who was not asked to come is neither late nor early: nobody waited for them. */
export function statusOf(attended: Attended): AttendanceStatus {
  if (attended.state !== 'present') return attended.state
  if (!attended.expected) return 'notExpectedPresent'
  if (attended.late) return attended.leftEarly ? 'lateAndLeftEarly' : 'late'
  return attended.leftEarly ? 'leftEarly' : 'onTime'
}

/** AT12: the minute `lateAfter` itself is in time (as SG15 has it). */
export const isLate = (activity: Activity, at: Millis, timeZone: string): boolean =>
  plainDateTimeAt(at, timeZone) > activity.lateAfter

/** AT12: only who signed out before `stayUntil` left early; who forgot to sign out is believed to have stayed. */
export const hasLeftEarly = (activity: Activity, outAt: Millis | null, timeZone: string): boolean => {
  const { stayUntil = null } = activity
  return stayUntil !== null && outAt !== null && plainDateTimeAt(outAt, timeZone) < stayUntil
}

const MINUTE_MS = 60_000
const HALF_HOUR_MINUTES = 30
/** Half an hour, in hundredths of an hour. */
const HALF_HOUR = 50

/**
 * AT13: hours of service from sign-in to sign-out, whole minutes as the wall clock shows them, within the activity's
 * own hours: waiting for the start is no service, and overtime is for the registrar to grant. Rounded down to half
 * hours, because points of half an hour exist, and because only what was served in full is credited.
 * @returns hundredths of an hour; null without a sign-out: the registrar says the hours at closing
 */
export function servedHours(activity: Activity, came: Came, timeZone: string): Hundredths | null {
  if (came.outAt === null) return null
  const from = Math.max(minuteOf(came.at), minuteOf(instantOf(activity.start, timeZone)))
  const to = Math.min(minuteOf(came.outAt), minuteOf(instantOf(activity.end, timeZone)))
  return (Math.floor(Math.max(0, to - from) / HALF_HOUR_MINUTES) * HALF_HOUR) as Hundredths
}

const minuteOf = (at: Millis): number => Math.floor(at / MINUTE_MS)

/** Hours that a person may state: above nothing, a day at most, in half hours (AT13). */
export const mayBeHours = (hours: Hundredths): boolean => hours > 0 && hours <= 2400 && hours % HALF_HOUR === 0

/** How many units of the activity's item an attendance is worth. */
export type CreditUnits =
  | { readonly kind: 'units'; readonly quantity: Hundredths }
  /** By the hour, and nobody knows the hours yet. */
  | { readonly kind: 'hoursMissing' }
  /** By the hour, and below the least that one entry of the item takes. */
  | { readonly kind: 'tooShort' }

const ONCE = 100 as Hundredths

/**
 * AT15: once; by the hour as many units as hours, never more than one entry of the item takes. What the caps of period
 * and cycle leave of it is the standing's business.
 */
export function creditUnits(
  activity: Pick<Activity, 'byHour'>,
  item: Pick<Item, 'quantity'>,
  hours: Hundredths | null,
): CreditUnits {
  if (activity.byHour !== true) return { kind: 'units', quantity: ONCE }
  if (hours === null) return { kind: 'hoursMissing' }
  const { least = 0, most = Infinity } = item.quantity ?? {}
  if (hours <= 0 || hours < least) return { kind: 'tooShort' }
  return { kind: 'units', quantity: Math.min(hours, most) as Hundredths }
}

/** An item whose unit is an hour, and whose points have halves: what an activity can be counted by the hour with. */
export const isHourly = (item: Pick<Item, 'unit' | 'points'>): boolean =>
  /时|hour|^h$/i.test(item.unit) && item.points !== null && (item.points * HALF_HOUR) % 100 === 0

/** What a branch may deduct for, each for itself (迟到、早退、无故缺席). */
export const LAPSES = ['late', 'leftEarly', 'absent'] as const
export type Lapse = (typeof LAPSES)[number]

/** AT16: what can be held against somebody; nothing where they were not expected, excused, or made up for it. */
export function lapsesOf(attended: Attended): readonly Lapse[] {
  if (attended.state === 'absent') return attended.confirmed ? ['absent'] : []
  if (attended.state !== 'present' || !attended.expected) return []
  return [...(attended.late ? (['late'] as const) : []), ...(attended.leftEarly ? (['leftEarly'] as const) : [])]
}

/**
 * AT19: whether a sign-in becomes attendance there. A cancelled activity holds none: the record stays and is shown to
 * people as a conflict, because the member has seen a green tick.
 */
export const takesAttendance = (state: ActivityState): boolean => state !== 'cancelled'

/** One person who was there, in the order of a list. */
export interface Present extends Came {
  readonly memberId: MemberId
}
