import type { Activity } from '../../../shared/activities/activity.ts'
import type { ActivityId, MemberId } from '../../../shared/base/ids.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import { SignInSheet } from '../../pages/papers/sign-in-sheet.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import type { ActivityRow } from './activity-row.ts'
import { Calendar } from './calendar.tsx'
import { MonthList } from './month-list.tsx'
import { WallCard } from './wall-card.tsx'
import type { Wall } from './wall-model.ts'
import css from './activities.module.css'

/** The activities' views with one afternoon's fixtures: 15 October 2026, a quarter to three. */

const at = (day: number, time: string) => `2026-10-${String(day).padStart(2, '0')}T${time}` as PlainDateTime
const NOW = at(15, '14:45')

const anActivity = (day: number, change: Partial<Activity> = {}): Activity => ({
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

const row = (activity: Activity, change: Partial<ActivityRow> = {}): ActivityRow => ({
  activity,
  state: 'planned',
  closedAt: null,
  expected: 32,
  present: 28,
  onLeave: 1,
  ...change,
})

const ROWS: readonly ActivityRow[] = [
  row(anActivity(5, { type: 'committeeMeeting', title: '支部委员会会议' }), {
    state: 'closed',
    expected: 5,
    present: 5,
  }),
  row(anActivity(9, { type: 'volunteerService', title: '志愿服务：秋收帮工' }), { expected: 0, present: 11 }),
  row(anActivity(12, { title: '党课：党章专题' }), { state: 'cancelled' }),
  row(anActivity(15)),
  ...['A1', 'A2', 'A3', 'A4'].map(code =>
    row(anActivity(21, { code, type: 'groupMeeting', title: `党小组会 ${code}` })),
  ),
]

const Month = () => (
  <>
    <PageHead title={words().activities.title} />
    <div class={css.monthPage}>
      <Calendar month="2026-10" rows={ROWS} now={NOW} onAdd={() => undefined} />
      <MonthList rows={ROWS} now={NOW} />
    </div>
  </>
)

const NAMES =
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

const WALL: Wall = {
  planned: { activity: anActivity(15), state: 'planned', closedAt: null },
  expectedIds: PEOPLE.slice(0, 16).map(each => each.memberId),
  attendance: PEOPLE.filter((_, no) => no % 4 > 0).map(({ memberId }, order) => ({
    memberId,
    at: Date.parse('2026-10-15T14:10+08:00') + order * 120_000,
    way: order % 3 === 0 ? ('hand' as const) : ('card' as const),
    kioskId: null,
    recordId: null,
  })),
  leaves: [{ memberId: 'm8' as MemberId, reason: 'away' }],
  uncreditedIds: ['m2' as MemberId],
  people: PEOPLE,
  item: null,
}

const TheWall = () => (
  <>
    <PageHead title={WALL.planned.activity.title} />
    <WallCard wall={WALL} onPick={() => undefined} onOthers={() => undefined} />
  </>
)

const Sheet = () => {
  const { sheet } = words().activities
  return (
    <main>
      <SignInSheet
        heading={`青溪村党支部${sheet.filledHeading}`}
        title={WALL.planned.activity.title}
        type={words().activities.types.themePartyDay}
        time="2026年10月15日 15:00–17:00"
        place="党群服务中心二楼会议室"
        countLine={sheet.countLine('32', '28', '1', '3')}
        people={NAMES.map((name, no) => ({
          name,
          type: words().members.typesShort.probationary,
          signedAt: no % 4 > 0 ? '14:36' : '',
          way: no % 4 > 0 ? words().activities.wall.ways.card : '',
          remark: no % 4 > 0 ? '' : words().activities.wall.leave,
        }))}
        emptyLines={2}
        foot={[sheet.page, sheet.printedAt('2026-10-15 17:20')]}
        words={sheet}
      />
    </main>
  )
}

export const ACTIVITY_SCREENS = [
  { id: 'activities', page: 'activities', render: () => <Month /> },
  { id: 'activity-wall', page: 'activities', render: () => <TheWall /> },
  { id: 'paper-sign-in-sheet', page: null, render: () => <Sheet /> },
] as const
