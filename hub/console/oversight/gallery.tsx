import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { ActivityId, MemberId, NoticeId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import type { Oversight, ParticipationCell } from './model.ts'
import { OversightSheet } from './paper-page.tsx'
import { OversightView } from './view.tsx'

/** The overview of a branch in November, of one that has a single quarter behind it, and of one with nothing yet. */

const CATEGORIES = [
  { id: 'inPost', label: '在职党员' },
  { id: 'noPost', label: '无职党员' },
  { id: 'olderNoPost', label: '60岁以上无职党员' },
  { id: 'floating', label: '流动党员' },
] as const
const PEOPLE = { inPost: 9, noPost: 18, olderNoPost: 11, floating: 4 }
const TYPES = ['generalMeeting', 'partyLecture', 'themePartyDay', 'volunteerService'] as const

/** Figures that look like a year: a dip at harvest time, few floating members. */
function cellsOf(months: number): ParticipationCell[] {
  return Array.from({ length: months }, (_, at) => at + 1).flatMap(month =>
    TYPES.flatMap((type, of) =>
      CATEGORIES.flatMap(({ id }, rank) => {
        if (type === 'generalMeeting' && month % 3 !== 1) return []
        const people = PEOPLE[id]
        const volunteers = type === 'volunteerService'
        const expected = volunteers || id === 'floating' ? 0 : people
        const missing = expected === 0 ? 0 : (month * 5 + of * 3 + rank * 2) % (month === 6 ? 7 : 4)
        const extra = volunteers ? (month + rank * 3) % 5 : id === 'floating' ? month % 2 : 0
        return [{ month, type, category: id, expected, came: expected - missing, onLeave: missing > 1 ? 1 : 0, extra }]
      }),
    ),
  )
}

const hundredths = (points: number) => Math.round(points * 100) as Hundredths

function pointsOf(periods: readonly string[], running: string): NonNullable<Oversight['points']> {
  return periods.map((period, at) => ({
    period: period as Period,
    running: period === running,
    ofCategory: CATEGORIES.map(({ id }, rank) => {
      const people = PEOPLE[id]
      const scale = (period === running ? 0.5 : 1) * (id === 'floating' ? 0.3 : 1) * people
      return {
        category: id,
        people,
        dimensions: {
          political: hundredths(scale * (5 + ((at + rank) % 3))),
          discipline: hundredths(scale * (9 - rank - (at % 2))),
          character: hundredths(scale * (2 + rank * 0.5)),
          role: hundredths(scale * (3 + ((at * 2 + rank) % 4))),
        },
        total: hundredths(scale * (18 + at)),
      }
    }),
  }))
}

const far = (
  no: number,
  name: string,
  values: readonly number[],
  change: Partial<NonNullable<Oversight['usual']>['far'][number]>,
): NonNullable<Oversight['usual']>['far'][number] => ({
  memberId: `gallery-${no}` as MemberId,
  memberNo: no,
  name,
  nameNote: '',
  category: 'noPost',
  now: hundredths(values.at(-1) ?? 0),
  median: hundredths(19),
  spread: hundredths(3.8),
  earlier: values.length - 1,
  steps: -3.2,
  far: 'below',
  trend: values.map((points, at) => ({
    period: `${2025 + Math.floor(at / 4)}-Q${(at % 4) + 1}` as Period,
    points: hundredths(points),
  })),
  dimensions: { political: hundredths(-2), discipline: hundredths(-8), character: hundredths(0), role: hundredths(-2) },
  ...change,
})

const FULL: Oversight = {
  cycle: 2026,
  today: '2026-11-22' as PlainDate,
  categories: [...CATEGORIES],
  participation: {
    activities: [
      { type: 'generalMeeting', count: 4 },
      { type: 'partyLecture', count: 11 },
      { type: 'themePartyDay', count: 11 },
      { type: 'volunteerService', count: 11 },
    ],
    open: 2,
    cells: cellsOf(11),
  },
  points: pointsOf(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'], '2026-Q4'),
  usual: {
    period: '2026-Q3' as Period,
    compared: 39,
    tooFew: 3,
    far: [
      far(12, '王建国', [18, 21, 19, 20, 18, 19, 3], { nameNote: '大', steps: -4.21 }),
      far(31, '阿依古丽·买买提', [20, 17, 19, 22, 19, 18, 6.5], { category: 'inPost', steps: -3.29 }),
      far(7, '丁桂芳', [16, 19, 20, 19, 18, 21, 34], {
        far: 'above',
        steps: 3.95,
        dimensions: {
          political: hundredths(1),
          discipline: hundredths(0),
          character: hundredths(4),
          role: hundredths(10),
        },
      }),
    ],
  },
  overdue: [
    {
      kind: 'activity',
      activityId: 'gallery' as ActivityId,
      title: '九月志愿服务：清理河道，帮助低洼住户转移物资',
      due: '2026-10-04' as PlainDate,
      days: 49,
    },
    { kind: 'settle', period: '2026-Q3' as Period, due: '2026-10-30' as PlainDate, days: 23 },
    { kind: 'answer', period: '2026-Q3' as Period, matter: 'defence', due: '2026-11-10' as PlainDate, days: 12 },
    { kind: 'declaration', count: 4, due: '2026-11-15' as PlainDate, days: 7 },
    {
      kind: 'notice',
      noticeId: 'gallery' as NoticeId,
      title: '十一月主题党日',
      due: '2026-11-20' as PlainDate,
      days: 2,
    },
  ],
}

const ONE: Oversight = {
  ...FULL,
  participation: { activities: FULL.participation.activities.slice(0, 2), open: 0, cells: cellsOf(3) },
  points: pointsOf(['2026-Q1', '2026-Q2'], '2026-Q2'),
  usual: { period: '2026-Q1' as Period, compared: 0, tooFew: 42, far: [] },
  overdue: [],
}

const NONE: Oversight = {
  ...ONE,
  categories: [],
  participation: { activities: [], open: 0, cells: [] },
  points: null,
  usual: null,
}

const Screen = ({ year }: { year: Oversight }) => (
  <>
    <PageHead title={words().oversight.title} terms={['dimension', 'usual']} />
    <OversightView year={year} />
  </>
)

export const OVERSIGHT_SCREENS = [
  { id: 'oversight', page: 'oversight', render: () => <Screen year={FULL} /> },
  { id: 'oversight-first-quarter', page: 'oversight', render: () => <Screen year={ONE} /> },
  { id: 'oversight-none', page: 'oversight', render: () => <Screen year={NONE} /> },
  {
    id: 'paper-oversight',
    page: null,
    render: () => (
      <main>
        <OversightSheet year={FULL} />
      </main>
    ),
  },
]
