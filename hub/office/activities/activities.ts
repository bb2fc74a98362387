import type { Activity, ActivityState } from '../../../shared/activities/activity.ts'
import { isHourly } from '../../../shared/activities/attendance.ts'
import {
  newId,
  type ActivityId,
  type BatchId,
  type KioskId,
  type MemberId,
  type Millis,
  type RecordId,
} from '../../../shared/base/ids.ts'
import { dateOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { Refusal, refuse } from '../../../shared/base/problem.ts'
import type { Author, Fact, FactBody } from '../../../shared/journal/facts.ts'
import { refreshActivityFeed } from './feed.ts'
import { activityLook } from '../notices/board-exit.ts'
import type { Office, Work } from '../ports.ts'
import { schemeInForce } from '../points/scheme.ts'

/** Activities: planned and signed in to; what closing makes of them is in `closing.ts`. */

export interface PlannedActivity {
  readonly activity: Activity
  readonly state: ActivityState
  readonly closedAt: number | null
}

export interface Attendance {
  readonly memberId: MemberId
  readonly at: Millis
  readonly way: 'card' | 'phone' | 'code' | 'hand'
  readonly kioskId: KioskId | null
  readonly recordId: string | null
  /** The latest sign-out; null when nobody signed out. */
  readonly outAt: Millis | null
}

/** The newest wish of a member about an activity, said at a kiosk or a phone. */
export interface LeaveRequest {
  readonly memberId: MemberId
  /** One of LEAVE_REASONS. */
  readonly reason: string
  readonly at: Millis
  readonly recordId: RecordId
  readonly state: 'asked' | 'granted' | 'refused' | 'dropped'
}

export interface ActivityReads {
  /** Those that start on a day of the range, both included, in order of their start. */
  between(from: PlainDate, to: PlainDate): Promise<readonly PlannedActivity[]>
  one(activityId: ActivityId): Promise<PlannedActivity | null>
  byCode(code: string): Promise<readonly PlannedActivity[]>
  /** In the order in which people came. */
  attendance(activityId: ActivityId): Promise<readonly Attendance[]>
  /** One member's, also where it was taken back; null where there never was any. */
  presenceOf(activityId: ActivityId, memberId: MemberId): Promise<(Attendance & { readonly struck: boolean }) | null>
  leaves(activityId: ActivityId): Promise<readonly { memberId: MemberId; reason: string }[]>
  /** In the order in which they were asked. */
  leaveRequests(activityId: ActivityId): Promise<readonly LeaveRequest[]>
}

/** An activity as a form or a file brings it; without an id it is new. */
export type ActivityInput = Omit<Activity, 'activityId'> & { readonly activityId: ActivityId | null }

/** Plans an activity, or plans it anew while it is not closed (AT). @throws Refusal */
export async function planActivity(office: Office, by: Author, input: ActivityInput): Promise<ActivityId> {
  return await office.store.write(by, async work => {
    const look = await activityLook(work, dateOf(input.start))
    const fact = await planned(office, { work, look }, input, null)
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
    let look: Look | null = null
    let updated = 0
    let unchanged = 0
    for (const input of inputs) {
      const same = input.code
        ? (await work.activities.byCode(input.code)).find(
            each => each.activity.start.slice(0, 4) === input.start.slice(0, 4),
          )
        : undefined
      const wanted = same ? keepsSettings(same.activity, input) : input
      if (same && isSame(same.activity, wanted)) {
        unchanged += 1
        continue
      }
      if (same) updated += 1
      look ??= await activityLook(work, dateOf(input.start))
      const fact = await planned(
        office,
        { work, look },
        { ...wanted, activityId: same?.activity.activityId ?? null },
        batchId,
      )
      facts.push(fact)
      ids.push(fact.body.activity.activityId)
    }
    await work.append(...facts)
    await refreshActivityFeed(office, work, ids)
    return { added: facts.length - updated, updated, unchanged }
  })
}

/** AT63: what a file cannot say (sign-in rules, hours, make-up) stays as somebody set it in the console. */
function keepsSettings(known: Activity, input: ActivityInput): ActivityInput {
  const { signIn, byHour, stayUntil, makesUpFor } = known
  return {
    ...(signIn !== undefined && { signIn }),
    ...(byHour !== undefined && { byHour }),
    ...(stayUntil !== undefined && { stayUntil }),
    ...(makesUpFor !== undefined && { makesUpFor }),
    ...input,
    activityId: known.activityId,
  }
}

const isSame = (known: Activity, input: ActivityInput): boolean =>
  JSON.stringify(ordered(known)) === JSON.stringify(ordered(input))

const ordered = (activity: object) => Object.entries(activity).sort(([a], [b]) => (a < b ? -1 : 1))

/** The look at the words of activities. */
type Look = Awaited<ReturnType<typeof activityLook>>

async function planned(
  office: Office,
  { work, look }: { readonly work: Work; readonly look: Look },
  input: ActivityInput,
  batchId: BatchId | null,
): Promise<Extract<Fact, { kind: 'activity.planned' }>> {
  const known = input.activityId ? await work.activities.one(input.activityId) : null
  if (input.activityId) mustBePlanned(known)
  if (known?.activity.title !== input.title || known.activity.place !== input.place) {
    const problems = look(input)
    if (problems.length > 0) throw new Refusal(problems)
  }
  if (input.itemCode !== null)
    await mustBeAttendanceItem(work, input.itemCode, dateOf(input.start), input.byHour === true)
  else if (input.byHour) {
    const text = { zh: '按小时计分，先要选一个积分项目。', en: 'Counting hours needs a point item.' }
    refuse('ACTIVITY_HOURS_ITEM', text, 'byHour')
  }
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
  if (input.stayUntil && !(input.start < input.stayUntil && input.stayUntil <= input.end)) {
    const text = { zh: '早退起算的时间要在活动开始以后、结束以前。', en: 'Stay until lies within the activity.' }
    refuse('ACTIVITY_STAY_UNTIL', text, 'stayUntil')
  }
  if (input.makesUpFor) await mustMakeUp(work, input, input.makesUpFor)
  const activityId = input.activityId ?? newId<ActivityId>(office.clock.now(), office.random)
  return { kind: 'activity.planned', body: { activity: { ...input, activityId }, batchId } }
}

/** AT17: a make-up session comes after its original in the same cycle, credits the same item, and is no chain. */
async function mustMakeUp(work: Work, input: ActivityInput, originId: ActivityId): Promise<void> {
  const say = (code: string, zh: string, en: string) => refuse(code, { zh, en }, 'makesUpFor')
  const origin =
    (await work.activities.one(originId)) ?? say('ACTIVITY_UNKNOWN', '没有要补的那项活动。', 'No such activity.')
  if (origin.state === 'cancelled') say('ACTIVITY_CANCELLED', '要补的活动已经取消。', 'That activity is cancelled.')
  const { activity } = origin
  const isChain =
    activity.makesUpFor || (input.activityId && (await work.closings.makeUpsOf(input.activityId)).length > 0)
  if (originId === input.activityId || isChain) {
    say(
      'ACTIVITY_MAKE_UP_CHAIN',
      '补课的活动不能再有补课，请选最初的那项活动。',
      'Choose the original activity itself.',
    )
  }
  if (activity.start >= input.start || activity.start.slice(0, 4) !== input.start.slice(0, 4)) {
    say(
      'ACTIVITY_MAKE_UP_TIME',
      '补课要在原活动以后、同一年度之内。',
      'A make-up session comes later in the same year.',
    )
  }
  if (activity.itemCode !== input.itemCode || (activity.byHour === true) !== (input.byHour === true)) {
    say(
      'ACTIVITY_MAKE_UP_ITEM',
      '补课的积分项目和计分办法要和原活动一样。',
      'A make-up session credits as its original does.',
    )
  }
}

async function mustBeAttendanceItem(work: Work, itemCode: string, date: PlainDate, byHour: boolean): Promise<void> {
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
  if (byHour && !isHourly(item)) {
    const zh = `项目 ${itemCode} 不是按小时计的（单位是“${item.unit}”），不能按小时计分。`
    refuse('ACTIVITY_HOURS_UNIT', { zh, en: `${itemCode} is not counted by the hour.` }, 'byHour')
  }
}

export function mustBeKnown(found: PlannedActivity | null): PlannedActivity {
  return found ?? refuse('ACTIVITY_UNKNOWN', { zh: '没有这项活动。', en: 'There is no such activity.' })
}

export function mustBePlanned(known: PlannedActivity | null): PlannedActivity {
  const found = mustBeKnown(known)
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

/** AT18: a request for leave that is not granted; with `setLeave` it is. */
export async function refuseLeave(
  office: Office,
  by: Author,
  activityId: ActivityId,
  memberId: MemberId,
  why: string,
): Promise<void> {
  await office.store.write(by, async work => {
    mustBePlanned(await work.activities.one(activityId))
    const asked = (await work.activities.leaveRequests(activityId)).find(each => each.memberId === memberId)
    if (asked?.state !== 'asked') {
      refuse('LEAVE_NOT_ASKED', { zh: '没有待处理的请假。', en: 'There is no request for leave to answer.' })
    }
    const words = why ? await work.keepWords('note', why) : null
    await work.append({ kind: 'leave.refused', body: { activityId, memberId, why: words } })
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
  await office.store.write(by, work => strikeWithin(office, work, { activityId, memberId, why }))
}

/** The same as a part of a larger change. */
export async function strikeWithin(
  office: Office,
  work: Work,
  { activityId, memberId, why }: { readonly activityId: ActivityId; readonly memberId: MemberId; readonly why: string },
): Promise<void> {
  mustBePlanned(await work.activities.one(activityId))
  const words = await work.keepWords('note', why)
  await work.append({ kind: 'attendance.struck', body: { activityId, memberId, why: words } })
  await refreshActivityFeed(office, work, [activityId])
}

async function mustKnow(work: Work, memberId: MemberId): Promise<void> {
  if (!(await work.people.one(memberId))) {
    refuse('MEMBER_UNKNOWN', { zh: '没有这名党员。', en: 'There is no such member.' })
  }
}
