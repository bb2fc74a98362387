import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MatterId, MemberId, Millis } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { NOT_SETTLED, STALE, unanswered, untold } from '../../../shared/review/because.ts'
import type { GalleryScreen } from '../gallery/screens.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import { AnswerDialog } from './answer-dialog.tsx'
import type { HearingRow, MatterRow, Review } from './model.ts'
import { SettleDialog } from './step-dialogs.tsx'
import { ReviewView } from './view.tsx'

/** A quarter at each of its steps, as it looks in the gallery. */

const PERIOD = '2026-Q3' as Period
const at = (text: string): Millis => Date.parse(`2026-10-${text}:00+08:00`) as Millis
const NAMES = [
  '王建国',
  '欧阳德顺',
  '李秀英',
  '张伟',
  '陈𬸪',
  '阿依古丽·买买提',
  '刘桂兰',
  '赵德才',
  '黄秀英',
  '吴阿根',
]

const aRow = (number: number, change: Partial<HearingRow> = {}): HearingRow => {
  const memberId = `gallery-${number}` as MemberId
  const sum = (value: number) => (value * 100) as Hundredths
  const [base, contribution, deduction] = [
    sum(12 - (number % 4)),
    sum((number * 3) % 9),
    sum(number % 5 === 3 ? -2 : 0),
  ]
  const inPeriod = (base + contribution + deduction) as Hundredths
  return {
    memberId,
    name: NAMES[number] ?? '',
    nameNote: '',
    figures: { memberId, base, contribution, deduction, inPeriod, toDate: sum(60 + number), vetoed: false },
    told:
      number % 3 === 0
        ? { how: 'kiosk', at: at('05T10:03'), by: '', where: '大厅1' }
        : { how: number % 2 === 0 ? 'person' : 'slip', at: at('05T15:20'), by: '黄秀英', where: '' },
    changed: false,
    acceptedAt: number === 3 ? at('05T10:04') : null,
    ...change,
  }
}

const aMatter = (change: Partial<MatterRow> = {}): MatterRow => ({
  matterId: 'gallery-matter' as MatterId,
  kind: 'defence',
  memberId: 'gallery-1' as MemberId,
  name: '欧阳德顺',
  raisedAt: at('06T09:12'),
  words: '八月十六日清理河道我去了，一上午都在，怎么没有记分？三组的李组长可以作证。',
  drawn: [],
  said: { by: 'member', where: '大厅1' },
  signed: null,
  attachments: [],
  answer: null,
  ...change,
})

const ANSWERED = aMatter({
  matterId: 'gallery-answered' as MatterId,
  kind: 'inquiry',
  name: '刘桂兰',
  words: '基础分为什么只有十分？',
  said: { by: 'staff', where: '' },
  answer: {
    outcome: 'explained',
    words: '七月请假一次、八月请假一次，按方案请假不扣分也不得分。已经当面说明。',
    at: at('07T16:30'),
    by: '黄秀英',
    corrections: 0,
  },
})

const rows = Array.from({ length: 10 }, (_, number) => aRow(number))
const heardRows = rows.map((each, number) =>
  number === 1 ? { ...each, told: null, changed: true } : number > 6 ? { ...each, told: null } : each,
)
const NONE = { compile: [], settle: [], reopen: [], close: [], archive: [] }

const HUNG: Review['notice'] = {
  live: true,
  until: '2026-10-20' as PlainDate,
  days: ['14', '15', '16', '19', '20'].map(each => `2026-10-${each}` as PlainDate),
}

const aReview = (change: Partial<Review> = {}): Review => ({
  period: PERIOD,
  days: { from: '2026-07-01' as PlainDate, to: '2026-09-30' as PlainDate },
  stage: 'compiled',
  needed: true,
  people: 10,
  told: 6,
  openMatters: 1,
  notice: { live: false, until: null, days: [] },
  current: true,
  compiledAt: at('03T09:30'),
  settledAt: null,
  closedAt: null,
  archivedAt: null,
  done: { compiled: '黄秀英', settled: '', closed: '', archived: '' },
  file: null,
  hearings: heardRows,
  matters: [aMatter(), ANSWERED],
  late: [],
  blocks: { ...NONE, settle: [untold(['欧阳德顺', '赵德才', '黄秀英', '吴阿根']), unanswered(1)] },
  ...change,
})

/** Two that the first page shows as well. */
export const HEARING = aReview()
export const HANGING = aReview({
  stage: 'settled',
  told: 10,
  openMatters: 1,
  matters: [aMatter({ kind: 'objection', memberId: null, name: '' }), ANSWERED],
  settledAt: at('11T10:00'),
  done: { compiled: '黄秀英', settled: '方志远', closed: '', archived: '' },
  notice: HUNG,
  blocks: NONE,
})

const page = (review: Review) => (
  <>
    <PageHead
      title={words().reviews.title}
      terms={['compile', 'feedback', 'defence', 'inquiry', 'settle', 'archive']}
    />
    <ReviewView review={review} role="secretary" />
  </>
)

const noting = () => undefined
const all = { told: 10, openMatters: 0, hearings: rows, matters: [ANSWERED] }
const settled = { ...all, stage: 'settled', settledAt: at('11T10:00'), blocks: NONE } as const

export const REVIEW_SCREENS: readonly GalleryScreen[] = [
  {
    id: 'reviews-due',
    page: 'reviews',
    render: () =>
      page(aReview({ stage: 'due', people: 0, told: 0, openMatters: 0, compiledAt: null, hearings: [], matters: [] })),
  },
  { id: 'reviews-hearing', page: 'reviews', render: () => page(aReview()) },
  {
    id: 'reviews-stale',
    page: 'reviews',
    render: () => page(aReview({ current: false, blocks: { ...NONE, settle: [STALE] } })),
  },
  { id: 'reviews-ready', page: 'reviews', render: () => page(aReview({ ...all, blocks: NONE })) },
  {
    id: 'reviews-late',
    page: 'reviews',
    render: () =>
      page(
        aReview({
          ...settled,
          late: [
            {
              no: 9,
              name: '赵德才',
              said: 'defence',
              why: 'over',
              at: at('11T10:40'),
              where: '二楼走廊',
              words: '',
              drawn: [
                [
                  [20, 30, 30, 80, 45, 20, 60, 85],
                  [90, 25, 92, 80],
                  [120, 20, 180, 22, 130, 60, 190, 64],
                ],
              ],
            },
            {
              no: 8,
              name: '刘桂兰',
              said: 'accepted',
              why: 'stale',
              at: at('06T08:15'),
              where: '大厅1',
              words: '',
              drawn: [],
            },
          ],
        }),
      ),
  },
  { id: 'reviews-settled', page: 'reviews', render: () => page(aReview(settled)) },
  {
    id: 'reviews-hanging',
    page: 'reviews',
    render: () => page(aReview({ ...settled, notice: HUNG })),
  },
  {
    id: 'reviews-archived',
    page: 'reviews',
    render: () =>
      page(
        aReview({
          ...settled,
          stage: 'archived',
          notice: HUNG,
          closedAt: at('21T09:00'),
          archivedAt: at('21T09:05'),
          blocks: { ...NONE, settle: [NOT_SETTLED] },
        }),
      ),
  },
  {
    id: 'reviews-settle-dialog',
    page: 'reviews',
    render: () => <SettleDialog period={PERIOD} onClose={noting} />,
  },
  {
    id: 'reviews-answer',
    page: 'reviews',
    render: () => <AnswerDialog review={aReview()} matter={aMatter({ memberId: null, name: '' })} onClose={noting} />,
  },
]
