import { stillStanding } from '../../../shared/points/still-standing.ts'
import {
  attendanceOf,
  creditUnits,
  lapsesOf,
  servedHours,
  type Attended,
  type Came,
  type CreditUnits,
  type Lapse,
} from '../../../shared/activities/attendance.ts'
import type { Activity } from '../../../shared/activities/activity.ts'
import { expectedMembers } from '../../../shared/activities/expected.ts'
import { must } from '../../../shared/base/check.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { ActivityId, EntryId, MemberId } from '../../../shared/base/ids.ts'
import { dateOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import type { Item } from '../../../shared/points/item.ts'
import { mustBeKnown, type Attendance, type PlannedActivity } from './activities.ts'
import type { Reads } from '../ports.ts'
import { mustScheme } from '../points/scheme.ts'

/** The roll of one activity: who should come, who came, and what the ledger has of it already. */

export interface ClosingReads {
  /** Whose absence a person confirmed since the activity was last reopened. */
  absences(activityId: ActivityId): Promise<readonly MemberId[]>
  /** Every deduction that closings made for the activity, reversed ones too. */
  deductions(activityId: ActivityId): Promise<readonly ClosingDeduction[]>
  /** The item that was deducted last for this. */
  lastItem(why: Lapse): Promise<string | null>
  /** The make-up sessions of an activity, in order of their start. */
  makeUpsOf(activityId: ActivityId): Promise<readonly PlannedActivity[]>
}

export interface ClosingDeduction {
  readonly memberId: MemberId
  readonly entryId: EntryId
  readonly why: Lapse
}

/** Another session of the same thing, with who was there. */
export interface Session extends PlannedActivity {
  readonly attendance: readonly Attendance[]
}

export interface Roll extends PlannedActivity {
  readonly timeZone: string
  readonly expectedIds: readonly MemberId[]
  /** In the order in which people came. */
  readonly attendance: readonly Attendance[]
  readonly leaves: readonly { memberId: MemberId; reason: string }[]
  readonly sessions: readonly Session[]
  readonly absenceIds: readonly MemberId[]
}

/** @throws Refusal ACTIVITY_UNKNOWN */
export async function rollOf(read: Reads, activityId: ActivityId): Promise<Roll> {
  const planned = mustBeKnown(await read.activities.one(activityId))
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  return {
    ...planned,
    timeZone,
    expectedIds: expectedMembers(planned.activity.expected, await read.people.all()),
    attendance: await read.activities.attendance(activityId),
    leaves: await read.activities.leaves(activityId),
    sessions: await otherSessions(read, planned.activity),
    absenceIds: await read.closings.absences(activityId),
  }
}

/** AT17: the make-up sessions of an activity; of a make-up session the original and its other make-ups. */
async function otherSessions(read: Reads, activity: Activity): Promise<Session[]> {
  const origin = activity.makesUpFor ?? activity.activityId
  const all = [await read.activities.one(origin), ...(await read.closings.makeUpsOf(origin))]
  const sessions: Session[] = []
  for (const each of all) {
    if (each === null || each.state === 'cancelled' || each.activity.activityId === activity.activityId) continue
    sessions.push({ ...each, attendance: await read.activities.attendance(each.activity.activityId) })
  }
  return sessions
}

/** How everybody of the roll stands: who was expected, who came, who has leave, and who was at another session. */
export function attendedBy(roll: Roll): ReadonlyMap<MemberId, Attended> {
  const expected = new Set(roll.expectedIds)
  const came = new Map(roll.attendance.map(each => [each.memberId, each]))
  const leaves = new Set(roll.leaves.map(each => each.memberId))
  const others = new Set(roll.sessions.flatMap(each => each.attendance.map(there => there.memberId)))
  const confirmed = new Set(roll.absenceIds)
  // A make-up session is not the list of everybody who was at the original.
  const counted = [...expected, ...came.keys(), ...leaves, ...(roll.activity.makesUpFor ? [] : others)]
  return new Map(
    [...new Set(counted)].map(id => [
      id,
      attendanceOf(
        roll.activity,
        {
          expected: expected.has(id),
          came: cameOf(came.get(id)),
          leave: leaves.has(id),
          atOtherSession: others.has(id),
          absenceConfirmed: confirmed.has(id),
        },
        roll.timeZone,
      ),
    ]),
  )
}

const cameOf = (there: Attendance | undefined): Came | null => (there ? { at: there.at, outAt: there.outAt } : null)

/** Where somebody served, here or at the other session, and for how long; hours are null where nobody signed out. */
function servedBy(roll: Roll, memberId: MemberId): { activity: Activity; hours: Hundredths | null } | null {
  for (const session of [roll, ...roll.sessions]) {
    const came = cameOf(session.attendance.find(each => each.memberId === memberId))
    if (came) return { activity: session.activity, hours: servedHours(session.activity, came, roll.timeZone) }
  }
  return null
}

/** What the ledger has of an activity and its other sessions. */
export interface Account {
  /** Hold a credit that is not reversed (AT1, AT17). */
  readonly creditedIds: ReadonlySet<MemberId>
  /** The day on which each member's credit was last reversed (AT10). */
  readonly reversedOn: ReadonlyMap<MemberId, PlainDate>
  /** Deductions of this activity that are not reversed. */
  readonly deductions: readonly ClosingDeduction[]
}

export async function accountOf(read: Reads, roll: Roll): Promise<Account> {
  const { activityId } = roll.activity
  const own = await read.ledger.ofActivity(activityId)
  const entries = [...own]
  for (const session of roll.sessions) entries.push(...(await read.ledger.ofActivity(session.activity.activityId)))
  const standing = new Set(stillStanding(own).map(each => each.entryId))
  return {
    creditedIds: creditedMembers(entries),
    reversedOn: reversalDays(entries),
    deductions: (await read.closings.deductions(activityId)).filter(each => standing.has(each.entryId)),
  }
}

const isCredit = ({ component }: Pick<Entry, 'component'>) => component === 'base' || component === 'contribution'

type CreditLine = Pick<Entry, 'memberId' | 'entryId' | 'reverses' | 'component'>

/** Members who hold a credit of the activity that is not reversed. */
function creditedMembers(entries: readonly CreditLine[]): ReadonlySet<MemberId> {
  return new Set(stillStanding(entries).flatMap(each => (isCredit(each) ? each.memberId : [])))
}

/**
 * A credit posted again counts from the day of the reversal on: dated the activity's day, it would stand beside the
 * reversed one in every period that ended before the reversal (AT10).
 */
function reversalDays(entries: readonly Pick<Entry, 'memberId' | 'date' | 'reverses' | 'component'>[]) {
  const days = new Map<MemberId, PlainDate>()
  for (const { memberId, date, reverses, component } of entries) {
    if (isCredit({ component }) && reverses !== null && date > (days.get(memberId) ?? '')) days.set(memberId, date)
  }
  return days
}

/** The activity's item, and for whom it is meant; null where it gives no points. @throws Refusal SCHEME_NONE */
export async function meantFor(
  read: Reads,
  activity: Activity,
): Promise<{ item: Item; eligibleIds: ReadonlySet<MemberId> } | null> {
  if (activity.itemCode === null) return null
  const { scheme } = await mustScheme(read, dateOf(activity.start))
  const item = scheme.items.find(each => each.code === activity.itemCode)
  if (!item) return null
  const { appliesTo } = item
  const isMeant = (member: MemberView) => appliesTo === 'all' || appliesTo.includes(member.category)
  return { item, eligibleIds: new Set((await read.people.all()).filter(isMeant).map(member => member.memberId)) }
}

/** What one person who was there, here or at another session, has or gets. */
export type Credit =
  | CreditUnits
  | { readonly kind: 'credited' }
  /** The activity gives no points, or its item is not meant for their category. */
  | { readonly kind: 'noItem' }
  | { readonly kind: 'notMeantFor' }

export interface CreditLineup {
  readonly memberId: MemberId
  readonly credit: Credit
  /** As sign-in and sign-out say; null where the activity does not count hours, or nobody knows them. */
  readonly hours: Hundredths | null
}

/** AT15: the credit of everybody who was there. @param stated hours by the registrar's word, which count over the clock's */
export async function creditsOf(
  read: Reads,
  roll: Roll,
  account: Account,
  stated: ReadonlyMap<MemberId, Hundredths> = new Map(),
): Promise<CreditLineup[]> {
  const meant = await meantFor(read, roll.activity)
  const attended = attendedBy(roll)
  const lineup: CreditLineup[] = []
  for (const [memberId, { state }] of attended) {
    // A make-up session credits who came to it; who was at the original has their credit there.
    const counts = state === 'present' || (state === 'madeUp' && !roll.activity.makesUpFor)
    const served = counts ? servedBy(roll, memberId) : null
    if (!served) continue
    const hours = served.activity.byHour === true ? (stated.get(memberId) ?? served.hours) : null
    const credit = ((): Credit => {
      if (account.creditedIds.has(memberId)) return { kind: 'credited' }
      if (!meant) return { kind: 'noItem' }
      if (!meant.eligibleIds.has(memberId)) return { kind: 'notMeantFor' }
      return creditUnits(served.activity, meant.item, hours)
    })()
    lineup.push({ memberId, credit, hours })
  }
  return inOrderOfComing(roll, lineup)
}

/** Those who came first come first; who was elsewhere comes last. */
function inOrderOfComing<T extends { readonly memberId: MemberId }>(roll: Roll, lines: readonly T[]): T[] {
  const place = new Map(roll.attendance.map((each, at) => [each.memberId, at]))
  return lines.toSorted((a, b) => (place.get(a.memberId) ?? Infinity) - (place.get(b.memberId) ?? Infinity) || 0)
}

/** AT16: deductions whose reason no longer holds: they came after all, have leave, or made up for it. */
export function staleDeductions(roll: Roll, account: Account): ClosingDeduction[] {
  const attended = attendedBy(roll)
  return account.deductions.filter(({ memberId, why }) => {
    const now = attended.get(memberId)
    return now === undefined || !lapsesOf(now).includes(why)
  })
}
