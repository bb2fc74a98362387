import type { Activity } from '../../../shared/activities/activity.ts'
import { SignInSheet } from '../../pages/papers/sign-in-sheet.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import type { ActivityRow } from './activity-row.ts'
import { Calendar } from './calendar.tsx'
import { ATTENDANCE_SCREENS } from './gallery-attendance.tsx'
import { anActivity, NAMES, NOW, WALL } from './gallery-fixtures.ts'
import { MonthList } from './month-list.tsx'
import { WallCard } from './wall-card.tsx'
import { sheetWords } from './sheet-paper-page.tsx'
import css from './activities.module.css'

/** The activities' views with one afternoon's fixtures: 15 October 2026, a quarter to three. */

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
          outAt: no % 4 > 0 ? '16:55' : '',
          way: no % 4 > 0 ? words().activities.wall.ways.card : '',
          remark: no % 4 > 0 ? '' : words().activities.wall.leave,
        }))}
        emptyLines={0}
        signed={false}
        guests={[
          { name: '周海英', homeBranch: '白石镇柳湾村党支部', cameAt: '14:52', slipNo: '407318' },
          { name: '阿不都拉·买买提', homeBranch: '青禾镇供销社党支部', cameAt: '14:58', slipNo: '092264' },
        ]}
        emptyGuests={0}
        foot={[sheet.page, sheet.printedAt('2026-10-15 17:20')]}
        words={sheetWords()}
      />
    </main>
  )
}

export const ACTIVITY_SCREENS = [
  ...ATTENDANCE_SCREENS,
  { id: 'activities', page: 'activities', render: () => <Month /> },
  { id: 'activity-wall', page: 'activities', render: () => <TheWall /> },
  { id: 'paper-sign-in-sheet', page: null, render: () => <Sheet /> },
] as const
