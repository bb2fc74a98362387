import { expectedMembers } from '../../shared/activities/expected.ts'
import type { ActivityId, MemberId } from '../../shared/base/ids.ts'
import { dateOf, type PlainDate } from '../../shared/base/plain-date.ts'
import { refuse } from '../../shared/base/problem.ts'
import type { Item } from '../../shared/points/item.ts'
import type { MemberView } from '../../shared/people/member.ts'
import { creditedMembers, eligibleMembers, signInWall, type PlannedActivity, type SignInWall } from './activities.ts'
import type { Names, Reads } from './ports.ts'
import { schemeInForce } from './scheme.ts'

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

/** What closing would do now, before anybody does it. */
export interface ClosingPreview {
  /** Would have the credit posted. */
  readonly dueIds: readonly MemberId[]
  /** Have it already, from an earlier closing or from an imported ledger. */
  readonly creditedIds: readonly MemberId[]
  /** There, and without credit: the activity gives no points, or its item is not meant for them. */
  readonly without: readonly { memberId: MemberId; why: 'noItem' | 'notMeantFor' }[]
  readonly onLeaveIds: readonly MemberId[]
  /** Expected, not there, no leave. Nothing is deducted by closing: a person decides (AT). */
  readonly absentIds: readonly MemberId[]
}

/** @throws Refusal ACTIVITY_UNKNOWN, ACTIVITY_CANCELLED, SCHEME_NONE */
export async function closingPreview(read: Reads, activityId: ActivityId): Promise<ClosingPreview> {
  const wall = await signInWall(read, activityId)
  const { activity, state } = wall.planned
  if (state === 'cancelled') {
    refuse('ACTIVITY_CANCELLED', { zh: '活动已经取消。', en: 'The activity is cancelled.' })
  }
  const credited = creditedMembers(await read.ledger.ofActivity(activityId))
  const eligible = await eligibleMembers(read, activity)
  const presentIds = wall.attendance.map(each => each.memberId)
  const present = new Set(presentIds)
  const onLeave = new Set(wall.leaves.map(each => each.memberId).filter(id => !present.has(id)))
  const why = activity.itemCode === null ? 'noItem' : 'notMeantFor'
  return {
    dueIds: presentIds.filter(id => eligible.has(id) && !credited.has(id)),
    creditedIds: presentIds.filter(id => credited.has(id)),
    without: presentIds
      .filter(id => !eligible.has(id) && !credited.has(id))
      .map(memberId => ({ memberId, why }) as const),
    onLeaveIds: [...onLeave],
    absentIds: wall.expectedIds.filter(id => !present.has(id) && !onLeave.has(id)),
  }
}
