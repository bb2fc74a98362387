import type { Activity, ActivityState } from '../../shared/activities/activity.ts'
import { expectedMembers } from '../../shared/activities/expected.ts'
import { must } from '../../shared/base/check.ts'
import {
  newId,
  type ActivityId,
  type BatchId,
  type EntryId,
  type KioskId,
  type MemberId,
} from '../../shared/base/ids.ts'
import { dateOf, plainDateAt, type PlainDate } from '../../shared/base/plain-date.ts'
import { points } from '../../shared/base/hundredths.ts'
import { refuse } from '../../shared/base/problem.ts'
import type { Author, Fact, FactBody } from '../../shared/journal/facts.ts'
import type { MemberView } from '../../shared/people/member.ts'
import type { Entry } from '../../shared/points/entry.ts'
import { refreshActivityFeed } from './activity-feed.ts'
import { ledgerDesk } from './ledger.ts'
import type { Office, Reads, Work } from './ports.ts'
import { mustScheme, schemeInForce } from './scheme.ts'

/** Activities: planned, signed in to, closed with credits, reopened with a reason. */

export interface PlannedActivity {
  readonly activity: Activity
  readonly state: ActivityState
  readonly closedAt: number | null
}

export interface Attendance {
  readonly memberId: MemberId
  readonly at: number
  readonly way: 'card' | 'hand'
  readonly kioskId: KioskId | null
  readonly recordId: string | null
}

export interface ActivityReads {
  /** Those that start on a day of the range, both included, in order of their start. */
  between(from: PlainDate, to: PlainDate): Promise<readonly PlannedActivity[]>
  one(activityId: ActivityId): Promise<PlannedActivity | null>
  byCode(code: string): Promise<readonly PlannedActivity[]>
  /** In the order in which people came. */
  attendance(activityId: ActivityId): Promise<readonly Attendance[]>
  leaves(activityId: ActivityId): Promise<readonly { memberId: MemberId; reason: string }[]>
}

/** An activity as a form or a file brings it; without an id it is new. */
export type ActivityInput = Omit<Activity, 'activityId'> & { readonly activityId: ActivityId | null }

/** Plans an activity, or plans it anew while it is not closed (AT). @throws Refusal */
export async function planActivity(office: Office, by: Author, input: ActivityInput): Promise<ActivityId> {
  return await office.store.write(by, async work => {
    const fact = await planned(office, work, input, null)
    await work.append(fact)
    await refreshActivityFeed(office, work, [fact.body.activity.activityId])
    return fact.body.activity.activityId
  })
}

/** Takes a list of activities in as one batch; a code that the year has already is planned anew, never doubled. */
export async function importActivities(
  office: Office,
  by: Author,
  inputs: readonly ActivityInput[],
): Promise<{ added: number; updated: number; unchanged: number }> {
  return await office.store.write(by, async work => {
    const batchId = newId<BatchId>(office.clock.now(), office.random)
    const facts: Fact[] = []
    const ids: ActivityId[] = []
    let updated = 0
    let unchanged = 0
    for (const input of inputs) {
      const same = input.code
        ? (await work.activities.byCode(input.code)).find(
            each => each.activity.start.slice(0, 4) === input.start.slice(0, 4),
          )
        : undefined
      const activityId = same?.activity.activityId ?? null
      if (same && isSame(same.activity, input)) {
        unchanged += 1
        continue
      }
      if (same) updated += 1
      const fact = await planned(office, work, { ...input, activityId }, batchId)
      facts.push(fact)
      ids.push(fact.body.activity.activityId)
    }
    await work.append(...facts)
    await refreshActivityFeed(office, work, ids)
    return { added: facts.length - updated, updated, unchanged }
  })
}

const isSame = (known: Activity, input: ActivityInput): boolean =>
  JSON.stringify(ordered(known)) === JSON.stringify(ordered({ ...input, activityId: known.activityId }))

const ordered = (activity: Activity) => Object.entries(activity).sort(([a], [b]) => (a < b ? -1 : 1))

async function planned(
  office: Office,
  work: Work,
  input: ActivityInput,
  batchId: BatchId | null,
): Promise<Extract<Fact, { kind: 'activity.planned' }>> {
  if (input.activityId) mustBePlanned(await work.activities.one(input.activityId))
  if (input.itemCode !== null) await mustBeAttendanceItem(work, input.itemCode, dateOf(input.start))
  if (input.end <= input.start) {
    refuse('ACTIVITY_TIMES', { zh: '结束时间要晚于开始时间。', en: 'The end must be after the start.' }, 'end')
  }
  if (!(input.opens <= input.lateAfter && input.lateAfter <= input.closes)) {
    refuse(
      'ACTIVITY_WINDOW',
      {
        zh: '签到时间要按“开始签到、迟到起算、停止签到”的先后填写。',
        en: 'The window must run: opens, late after, closes.',
      },
      'opens',
    )
  }
  const activityId = input.activityId ?? newId<ActivityId>(office.clock.now(), office.random)
  return { kind: 'activity.planned', body: { activity: { ...input, activityId }, batchId } }
}

async function mustBeAttendanceItem(work: Work, itemCode: string, date: PlainDate): Promise<void> {
  // Before the year's scheme is published nothing can be checked; closing checks again.
  const inForce = await schemeInForce(work, date)
  if (!inForce) return
  const item = inForce.scheme.items.find(each => each.code === itemCode)
  if (!item || item.component === 'deduction' || item.component === 'veto') {
    refuse(
      'ACTIVITY_ITEM',
      {
        zh: `方案里没有可以按签到计分的项目 ${itemCode}。`,
        en: `The scheme has no such item for attendance: ${itemCode}.`,
      },
      'itemCode',
    )
  }
}

function mustBePlanned(found: PlannedActivity | null): PlannedActivity {
  if (!found) refuse('ACTIVITY_UNKNOWN', { zh: '没有这项活动。', en: 'There is no such activity.' })
  if (found.state === 'cancelled') {
    refuse('ACTIVITY_CANCELLED', { zh: '活动已经取消。', en: 'The activity is cancelled.' })
  }
  if (found.state === 'closed') {
    refuse('ACTIVITY_CLOSED', {
      zh: '活动已经结束并计分，要改请先重新打开。',
      en: 'The activity is closed; reopen it first.',
    })
  }
  return found
}

/** Calls an activity off. Nobody signs in to it any more; nothing is posted. */
export async function cancelActivity(office: Office, by: Author, activityId: ActivityId, why: string): Promise<void> {
  await office.store.write(by, async work => {
    mustBePlanned(await work.activities.one(activityId))
    const words = why ? await work.keepWords('note', why) : null
    await work.append({ kind: 'activity.cancelled', body: { activityId, why: words } })
    await refreshActivityFeed(office, work, [activityId])
  })
}

/** Grants leave (请假), or takes it back with null. */
export async function setLeave(
  office: Office,
  by: Author,
  activityId: ActivityId,
  memberId: MemberId,
  reason: FactBody<'leave.granted'>['reason'] | null,
): Promise<void> {
  await office.store.write(by, async work => {
    mustBePlanned(await work.activities.one(activityId))
    await mustKnow(work, memberId)
    await work.append(
      reason === null
        ? { kind: 'leave.withdrawn', body: { activityId, memberId } }
        : { kind: 'leave.granted', body: { activityId, memberId, reason } },
    )
    await refreshActivityFeed(office, work, [activityId])
  })
}

/** Confirms by hand that somebody is there (card forgotten, kiosk broken): the staff account stands for it (SG). */
export async function confirmAttendance(
  office: Office,
  by: Author,
  activityId: ActivityId,
  memberIds: readonly MemberId[],
): Promise<void> {
  await office.store.write(by, async work => {
    mustBePlanned(await work.activities.one(activityId))
    const there = new Set((await work.activities.attendance(activityId)).map(each => each.memberId))
    for (const memberId of memberIds) {
      await mustKnow(work, memberId)
      if (!there.has(memberId)) await work.append({ kind: 'attendance.confirmed', body: { activityId, memberId } })
    }
    await refreshActivityFeed(office, work, [activityId])
  })
}

/** Takes a mistaken attendance back; the record of the sign-in stays in the journal. */
export async function strikeAttendance(
  office: Office,
  by: Author,
  activityId: ActivityId,
  memberId: MemberId,
  why: string,
): Promise<void> {
  await office.store.write(by, async work => {
    mustBePlanned(await work.activities.one(activityId))
    const words = await work.keepWords('note', why)
    await work.append({ kind: 'attendance.struck', body: { activityId, memberId, why: words } })
    await refreshActivityFeed(office, work, [activityId])
  })
}

async function mustKnow(work: Work, memberId: MemberId): Promise<void> {
  if (!(await work.people.one(memberId))) {
    refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' })
  }
}

/** What closing did, or would do. */
export interface Closing {
  readonly presentIds: readonly MemberId[]
  readonly credits: readonly { memberId: MemberId; entryId: EntryId }[]
  /** Present, but the item is not meant for their category, or no item is set. */
  readonly withoutCredit: readonly MemberId[]
}

/**
 * Closes an activity: at most one credit per (activity, member), by the activity's item (AT1). Closing a closed one
 * posts what came in since — a kiosk that was offline — and nothing twice.
 */
export async function closeActivity(office: Office, by: Author, activityId: ActivityId): Promise<Closing> {
  return await office.store.write(by, async work => {
    const found = await work.activities.one(activityId)
    if (found?.state !== 'closed') mustBePlanned(found)
    const { activity } = found ?? mustBePlanned(null)
    const presentIds = (await work.activities.attendance(activityId)).map(each => each.memberId)
    const entries = await work.ledger.ofActivity(activityId)
    const credited = creditedMembers(entries)
    const eligible = await eligibleMembers(work, activity)
    const due = presentIds.filter(memberId => eligible.has(memberId) && !credited.has(memberId))
    const credits = await postCredits(office, work, activity, due, reversalDays(entries))
    await work.append({ kind: 'activity.closed', body: { activityId, presentIds, credits: [...credits] } })
    await refreshActivityFeed(office, work, [activityId])
    return { presentIds, credits, withoutCredit: presentIds.filter(memberId => !eligible.has(memberId)) }
  })
}

/** Members who hold a credit of the activity that is not reversed. */
export function creditedMembers(
  entries: readonly { memberId: MemberId; entryId: EntryId; reverses: EntryId | null }[],
) {
  const reversed = new Set(entries.map(entry => entry.reverses))
  return new Set(entries.filter(each => !each.reverses && !reversed.has(each.entryId)).map(each => each.memberId))
}

/**
 * The day on which each member's credit was last reversed. A credit posted again counts from that day on: dated the
 * activity's day, it would stand beside the reversed one in every period that ended before the reversal (AT10).
 */
function reversalDays(entries: readonly Pick<Entry, 'memberId' | 'date' | 'reverses'>[]): Map<MemberId, PlainDate> {
  const days = new Map<MemberId, PlainDate>()
  for (const { memberId, date, reverses } of entries) {
    if (reverses !== null && date > (days.get(memberId) ?? '')) days.set(memberId, date)
  }
  return days
}

/** For whom the activity's item is meant; nobody where it gives no points. @throws Refusal SCHEME_NONE */
export async function eligibleMembers(read: Reads, activity: Activity): Promise<ReadonlySet<MemberId>> {
  if (activity.itemCode === null) return new Set()
  const { scheme } = await mustScheme(read, dateOf(activity.start))
  const item = scheme.items.find(each => each.code === activity.itemCode)
  if (!item) return new Set()
  const { appliesTo } = item
  const meant = (member: MemberView) => appliesTo === 'all' || appliesTo.includes(member.category)
  return new Set((await read.people.all()).filter(meant).map(member => member.memberId))
}

async function postCredits(
  office: Office,
  work: Work,
  activity: Activity,
  memberIds: readonly MemberId[],
  notBefore: ReadonlyMap<MemberId, PlainDate>,
): Promise<Closing['credits']> {
  if (activity.itemCode === null || memberIds.length === 0) return []
  const desk = await ledgerDesk(office, work)
  for (const memberId of memberIds) {
    await desk.add(
      {
        kind: 'item',
        entryId: desk.newId(),
        itemCode: activity.itemCode,
        date: notBefore.get(memberId) ?? dateOf(activity.start),
        quantity: points(1),
        source: 'signIn',
        recordedBy: 'attendance',
        activityId: activity.activityId,
        basis: null,
      },
      memberId,
      { note: '' },
    )
  }
  const { entries } = await desk.finish(null)
  return entries.map(({ memberId, entryId }) => ({ memberId, entryId }))
}

/** Opens a closed activity again: its credits are reversed, dated the hub's today, and closing posts them anew. */
export async function reopenActivity(
  office: Office,
  by: Author,
  activityId: ActivityId,
  input: { why: string },
): Promise<void> {
  await office.store.write(by, async work => {
    const { timeZone } = must(await work.branch.founded(), 'a founded branch')
    const today = plainDateAt(office.clock.now(), timeZone)
    const found = await work.activities.one(activityId)
    if (found?.state !== 'closed') {
      refuse('ACTIVITY_NOT_CLOSED', { zh: '活动还没有结束，不用重新打开。', en: 'The activity is not closed.' })
    }
    const entries = await work.ledger.ofActivity(activityId)
    const reversed = new Set(entries.map(entry => entry.reverses))
    const standing = entries.filter(
      entry => !entry.reverses && !reversed.has(entry.entryId) && entry.source === 'signIn',
    )
    const desk = await ledgerDesk(office, work)
    for (const entry of standing) await desk.reverse(entry.entryId, today, input.why)
    if (standing.length > 0) await desk.finish(null)
    await work.append({ kind: 'activity.reopened', body: { activityId, why: await work.keepWords('note', input.why) } })
    await refreshActivityFeed(office, work, [activityId])
  })
}

/** The live sign-in wall: signed, not yet, on leave, and who came without being expected. */
export interface SignInWall {
  readonly planned: PlannedActivity
  readonly expectedIds: readonly MemberId[]
  readonly attendance: readonly Attendance[]
  readonly leaves: readonly { memberId: MemberId; reason: string }[]
  /** Came after the closing and are meant to have the credit: closing again posts it (补记). */
  readonly uncreditedIds: readonly MemberId[]
}

export async function signInWall(read: Reads, activityId: ActivityId): Promise<SignInWall> {
  const found =
    (await read.activities.one(activityId)) ??
    refuse('ACTIVITY_UNKNOWN', { zh: '没有这项活动。', en: 'There is no such activity.' })
  const attendance = await read.activities.attendance(activityId)
  return {
    planned: found,
    expectedIds: expectedMembers(found.activity.expected, await read.people.all()),
    attendance,
    leaves: await read.activities.leaves(activityId),
    uncreditedIds: found.state === 'closed' ? await uncredited(read, found.activity, attendance) : [],
  }
}

async function uncredited(read: Reads, activity: Activity, attendance: readonly Attendance[]): Promise<MemberId[]> {
  const credited = creditedMembers(await read.ledger.ofActivity(activity.activityId))
  const eligible = await eligibleMembers(read, activity)
  return attendance.map(each => each.memberId).filter(id => eligible.has(id) && !credited.has(id))
}
