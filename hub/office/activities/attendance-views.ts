import { expectedMembers } from '../../../shared/activities/expected.ts'
import { LAPSES, type Attended, type Lapse } from '../../../shared/activities/attendance.ts'
import { must } from '../../../shared/base/check.ts'
import type { ActivityId, MemberId } from '../../../shared/base/ids.ts'
import { addDays, dateOf, plainDateAt, type PlainDate, type PlainDateTime } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Item } from '../../../shared/points/item.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import type { LeaveRequest, PlannedActivity } from './activities.ts'
import type { Names, Office, Reads } from '../ports.ts'
import { accountOf, attendedBy, creditsOf, meantFor, rollOf, staleDeductions } from './roll.ts'
import type { ClosingDeduction, CreditLineup, Roll } from './roll.ts'
import { schemeInForce } from '../points/scheme.ts'

/** What the console shows of activities: the month's numbers, the wall with its names, a closing before it is done. */

/** An activity in a calendar: how many should come, and how many came. */
export interface ActivitySummary extends PlannedActivity {
  readonly expected: number
  readonly present: number
  readonly onLeave: number
}

export async function activitySummaries(read: Reads, from: PlainDate, to: PlainDate): Promise<ActivitySummary[]> {
  const members = await read.people.all()
  const summaries: ActivitySummary[] = []
  for (const planned of await read.activities.between(from, to)) {
    const { activityId, expected } = planned.activity
    const present = new Set((await read.activities.attendance(activityId)).map(each => each.memberId))
    const leaves = await read.activities.leaves(activityId)
    summaries.push({
      ...planned,
      expected: expectedMembers(expected, members).length,
      present: present.size,
      onLeave: leaves.filter(each => !present.has(each.memberId)).length,
    })
  }
  return summaries
}

/** The live sign-in wall: signed, not yet, on leave, and who came without being expected. */
export interface SignInWall {
  readonly planned: PlannedActivity
  readonly expectedIds: readonly MemberId[]
  readonly attendance: Roll['attendance']
  readonly leaves: Roll['leaves']
  /** Asked for and not answered yet. */
  readonly leaveAsked: readonly LeaveRequest[]
  /** Were at the make-up session, or at the original of this one. */
  readonly madeUpIds: readonly MemberId[]
  readonly absenceIds: readonly MemberId[]
  /** Other sessions of the same thing: the original of a make-up session, or the make-ups. */
  readonly sessions: readonly { activityId: ActivityId; title: string; start: string }[]
  /** Came after the closing and are meant to have the credit: closing again posts it (补记). */
  readonly uncreditedIds: readonly MemberId[]
}

/** @throws Refusal ACTIVITY_UNKNOWN */
export async function signInWall(read: Reads, activityId: ActivityId): Promise<SignInWall> {
  const roll = await rollOf(read, activityId)
  const { activity, state, closedAt, expectedIds, attendance, leaves, absenceIds } = roll
  const madeUp = [...attendedBy(roll)].filter(([, each]) => each.state === 'madeUp')
  return {
    planned: { activity, state, closedAt },
    expectedIds,
    attendance,
    leaves,
    leaveAsked: (await read.activities.leaveRequests(activityId)).filter(each => each.state === 'asked'),
    madeUpIds: madeUp.map(([memberId]) => memberId),
    absenceIds,
    sessions: roll.sessions.map(({ activity: { activityId: id, title, start } }) => ({ activityId: id, title, start })),
    uncreditedIds: state === 'closed' ? await uncredited(read, roll) : [],
  }
}

/** Those whose other session is closed, or who were here: what is still open there, that closing will credit. */
async function uncredited(read: Reads, roll: Roll): Promise<MemberId[]> {
  const settled = [roll, ...roll.sessions.filter(each => each.state === 'closed')]
  const there = new Set(settled.flatMap(each => each.attendance.map(({ memberId }) => memberId)))
  return (await creditsOf(read, roll, await accountOf(read, roll)))
    .filter(({ memberId, credit }) => there.has(memberId) && isOpen(credit))
    .map(each => each.memberId)
}

const isOpen = ({ kind }: CreditLineup['credit']): boolean => kind === 'units' || kind === 'hoursMissing'

/** A person on the wall. */
export type WallPerson = Pick<
  MemberView,
  'memberId' | 'memberNo' | 'name' | 'nameNote' | 'group' | 'type' | 'category'
> & {
  /** Agreed on paper to be named where others read along, such as on a projector (PR). */
  readonly consent: boolean
}

export interface NamedWall extends SignInWall {
  /** Everybody the wall speaks of, in 姓氏笔画 order. */
  readonly people: readonly WallPerson[]
  /** What attendance gives; null where it gives no points, or where no scheme says. */
  readonly item: Pick<Item, 'code' | 'title' | 'points'> | null
}

/** The sign-in wall with its names (AT8). @throws Refusal ACTIVITY_UNKNOWN */
export async function namedWall(read: Reads, names: Names, activityId: ActivityId): Promise<NamedWall> {
  const wall = await signInWall(read, activityId)
  const { itemCode, start } = wall.planned.activity
  const scheme = itemCode === null ? null : await schemeInForce(read, dateOf(start))
  const item = scheme?.scheme.items.find(each => each.code === itemCode)
  const shown = new Set([
    ...wall.expectedIds,
    ...wall.attendance.map(each => each.memberId),
    ...wall.leaves.map(each => each.memberId),
    ...wall.leaveAsked.map(each => each.memberId),
    ...wall.madeUpIds,
  ])
  const people = (await read.people.all()).filter(member => shown.has(member.memberId))
  return {
    ...wall,
    people: inStrokeOrder(people, names).map(wallPerson),
    item: item ? { code: item.code, title: item.title, points: item.points } : null,
  }
}

const wallPerson = (member: MemberView): WallPerson => ({
  memberId: member.memberId,
  memberNo: member.memberNo,
  name: member.name,
  nameNote: member.nameNote,
  group: member.group,
  type: member.type,
  category: member.category,
  consent: member.consent !== null,
})

/** 姓氏笔画 order; namesakes by their number (PL18). */
export function inStrokeOrder<P extends Pick<MemberView, 'name' | 'memberNo'>>(
  people: readonly P[],
  names: Names,
): P[] {
  return people
    .map(person => ({ person, key: names.strokeKey(person.name) }))
    .sort((a, b) => (a.key === b.key ? a.person.memberNo - b.person.memberNo : a.key < b.key ? -1 : 1))
    .map(each => each.person)
}

/** A request for leave that waits for an answer. */
export interface LeaveToAnswer extends LeaveRequest {
  readonly name: string
  readonly activityId: ActivityId
  readonly title: string
  readonly start: PlainDateTime
}

/** AT18: of activities that are not closed, from a month back on; by the activity's start. */
export async function leaveToAnswer({
  store: { read },
  clock,
}: Pick<Office, 'store' | 'clock'>): Promise<LeaveToAnswer[]> {
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  const today = plainDateAt(clock.now(), timeZone)
  const names = new Map((await read.people.all()).map(each => [each.memberId, each.name]))
  const asked: LeaveToAnswer[] = []
  for (const { activity, state } of await read.activities.between(addDays(today, -31), addDays(today, 400))) {
    if (state !== 'planned') continue
    const { activityId, title, start } = activity
    for (const each of await read.activities.leaveRequests(activityId)) {
      if (each.state !== 'asked') continue
      asked.push({ ...each, name: names.get(each.memberId) ?? '', activityId, title, start })
    }
  }
  return asked
}

/** What closing would do now, before anybody does it. */
export interface ClosingPreview {
  /** Everybody who was there, and what each has or gets. */
  readonly lineup: readonly CreditLineup[]
  /** How everybody of the roll stands. */
  readonly attended: readonly { readonly memberId: MemberId; readonly attended: Attended }[]
  /** Asked for leave and nobody answered: better answered before they are called absent. */
  readonly leaveAsked: readonly LeaveRequest[]
  /** The activity's item; null where it gives no points. */
  readonly item: Pick<Item, 'code' | 'title' | 'points' | 'unit' | 'quantity'> | null
  /** What the scheme can deduct on the activity's day, and what the branch chose last for each reason. */
  readonly deductionItems: readonly Pick<Item, 'code' | 'title' | 'points' | 'unit'>[]
  readonly lastItems: { readonly [why in Lapse]: string | null }
  readonly deducted: readonly ClosingDeduction[]
  /** Deductions that closing takes back, because their reason no longer holds. */
  readonly stale: readonly ClosingDeduction[]
}

/** @throws Refusal ACTIVITY_UNKNOWN, ACTIVITY_CANCELLED, SCHEME_NONE */
export async function closingPreview(read: Reads, activityId: ActivityId): Promise<ClosingPreview> {
  const roll = await rollOf(read, activityId)
  const { activity, state } = roll
  if (state === 'cancelled') {
    refuse('ACTIVITY_CANCELLED', { zh: '活动已经取消。', en: 'The activity is cancelled.' })
  }
  const account = await accountOf(read, roll)
  const meant = await meantFor(read, activity)
  const inForce = await schemeInForce(read, dateOf(activity.start))
  const deductible = (inForce?.scheme.items ?? []).filter(
    each => each.component === 'deduction' && (each.retiredFrom ?? '9999') > dateOf(activity.start),
  )
  const lastItems = new Map<Lapse, string | null>()
  for (const why of LAPSES) lastItems.set(why, await read.closings.lastItem(why))
  const last = (why: Lapse) => deductible.find(each => each.code === lastItems.get(why))?.code ?? null
  return {
    lineup: await creditsOf(read, roll, account),
    attended: [...attendedBy(roll)].map(([memberId, attended]) => ({ memberId, attended })),
    leaveAsked: (await read.activities.leaveRequests(activityId)).filter(each => each.state === 'asked'),
    item: meant && partOf(meant.item),
    deductionItems: deductible.map(partOf),
    lastItems: { late: last('late'), leftEarly: last('leftEarly'), absent: last('absent') },
    deducted: account.deductions,
    stale: staleDeductions(roll, account),
  }
}

const partOf = ({ code, title, points, unit, quantity }: Item) => ({
  code,
  title,
  points,
  unit,
  ...(quantity && { quantity }),
})
