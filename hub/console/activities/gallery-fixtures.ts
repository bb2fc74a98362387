import type { Activity } from '../../../shared/activities/activity.ts'
import type { ActivityId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import type { Wall } from './wall-model.ts'

/** One afternoon's fixtures: 15 October 2026, a quarter to three. */

export const at = (day: number, time: string) => `2026-10-${String(day).padStart(2, '0')}T${time}` as PlainDateTime
export const NOW = at(15, '14:45')

export const anActivity = (day: number, change: Partial<Activity> = {}): Activity => ({
  activityId: `gallery-${day}-${change.code ?? ''}` as ActivityId,
  code: '',
  type: 'themePartyDay',
  title: '10月主题党日：重阳敬老服务，走访慰问孤寡老人',
  start: at(day, '15:00'),
  end: at(day, '17:00'),
  place: '党群服务中心二楼会议室',
  expected: { kind: 'allMembers' },
  itemCode: 'B05',
  opens: at(day, '14:00'),
  lateAfter: at(day, '14:30'),
  closes: at(day, '17:00'),
  ...change,
})

export const NAMES =
  '丁一 于大海 马长林 王芳 王芳 方志远 田玉兰 冯为民 许国平 孙桂香 李德厚 吴志强 何秀兰 努尔买买提·阿卜杜热合曼 张建国 陈𬸪 欧阳德顺 林少华'.split(
    ' ',
  )

const PEOPLE = NAMES.map((name, no) => ({
  memberId: `m${no}` as MemberId,
  memberNo: no + 1,
  name,
  nameNote: '',
  group: '第一党小组',
  type: 'full' as const,
  category: 'noPost',
  consent: no % 3 > 0,
}))

export const WALL: Wall = {
  planned: { activity: anActivity(15), state: 'planned', closedAt: null },
  expectedIds: PEOPLE.slice(0, 16).map(each => each.memberId),
  attendance: PEOPLE.filter((_, no) => no % 4 > 0).map(({ memberId }, order) => ({
    memberId,
    at: (Date.parse('2026-10-15T14:10+08:00') + order * 120_000) as Millis,
    outAt: order % 5 === 1 ? (Date.parse('2026-10-15T16:20+08:00') as Millis) : null,
    way: (['hand', 'card', 'card', 'phone'] as const)[order % 4] ?? 'card',
    kioskId: null,
    recordId: null,
  })),
  leaves: [{ memberId: 'm8' as MemberId, reason: 'away' }],
  leaveAsked: [
    {
      memberId: 'm4' as MemberId,
      reason: 'illness',
      at: 0 as Millis,
      recordId: 'r1' as RecordId,
      state: 'asked',
    },
  ],
  madeUpIds: ['m12' as MemberId],
  absenceIds: [],
  sessions: [],
  uncreditedIds: ['m2' as MemberId],
  people: PEOPLE,
  item: null,
}
