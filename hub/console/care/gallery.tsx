import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId, Millis, NoticeId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import type { HelpId, TalkId } from '../../../shared/people/care.ts'
import type { GalleryScreen } from '../gallery/screens.tsx'
import { PageHead } from '../page-head.tsx'
import { words } from '../text/words.ts'
import type { CareBoard, HelperRow, LowRow, PraisedRow, TalkRow } from './model.ts'
import { PraiseView } from './praise-card.tsx'
import { ReminderSlip } from './slip-paper-page.tsx'
import { RemindDialog } from './remind-dialog.tsx'
import { EraseTalkDialog, TalkDialog } from './talk-dialogs.tsx'
import { CareView } from './view.tsx'

/** A quarter with somebody low, a talk that is due, helpers and people to praise. */

const noting = () => undefined
const day = (text: string) => text as PlainDate
const points = (value: number) => (value * 100) as Hundredths
const who = (name: string, nameNote = '') => ({ memberId: name as MemberId, name, nameNote })

const aLow = (change: Partial<LowRow>): LowRow => ({
  ...who('李秀英', '南溪'),
  category: '年老党员',
  labels: ['谈心提醒'],
  run: [
    { period: '2026-Q2' as Period, inPeriod: points(6.5), total: points(11) },
    { period: '2026-Q3' as Period, inPeriod: points(4), total: points(15) },
  ],
  causes: [
    {
      dimension: 'political',
      missing: points(4),
      usual: points(6),
      items: ['参加集中学习', '学习笔记'],
    },
    { dimension: 'discipline', missing: points(2), usual: points(4.5), items: ['参加主题党日'] },
  ],
  reminded: null,
  helpers: [],
  ...change,
})

const LOW: LowRow[] = [
  aLow({}),
  aLow({
    ...who('上官明月'),
    category: '流动党员',
    run: [
      { period: '2026-Q1' as Period, inPeriod: points(3.5), total: points(3.5) },
      { period: '2026-Q2' as Period, inPeriod: points(3.5), total: points(7) },
      { period: '2026-Q3' as Period, inPeriod: points(3.5), total: points(10.5) },
    ],
    causes: [],
    reminded: {
      how: 'person',
      at: Date.parse('2026-10-13T09:00:00+08:00') as Millis,
      words: '在外打工，答应每季度参加当地一次活动，带回参加证明。',
      letterId: null,
    },
    helpers: ['王建国'],
  }),
  aLow({
    ...who('黄秀英'),
    reminded: {
      how: 'letter',
      at: Date.parse('2026-10-14T09:00:00+08:00') as Millis,
      words: '二季度以来积分连续偏低，主要是集中学习来得少。有什么难处可以跟支部说，我们一起想办法。',
      letterId: '1' as NoticeId,
    },
  }),
]

const aTalk = (change: Partial<TalkRow>): TalkRow => ({
  ...who('赵德才'),
  talkId: '1' as TalkId,
  date: day('2026-09-20'),
  followUpOn: day('2026-10-10'),
  due: true,
  metOn: null,
  words: { by: '王建国', reason: 'worries', said: '老伴行动不便，走不开，想在家里参加学习。商量好由小组上门送学。' },
  notes: [],
  ...change,
})

const TALKS: TalkRow[] = [
  aTalk({}),
  aTalk({
    ...who('李秀英', '南溪'),
    talkId: '2' as TalkId,
    date: day('2026-08-02'),
    followUpOn: null,
    due: false,
    words: { by: '李梅', reason: 'low', said: '两次主题党日都在外地带孙子，说好回来就参加。' },
    notes: [{ date: day('2026-09-02'), words: '已经回村，八月的主题党日来了。' }],
  }),
  aTalk({ ...who('陈𬸪'), talkId: '3' as TalkId, date: day('2026-03-11'), followUpOn: null, due: false, words: null }),
]

const aHelp = (at: number, name: string, helper: string, until: PlainDate | null = null): HelperRow => ({
  ...who(name),
  helpId: String(at) as HelpId,
  helper,
  note: until ? '' : '每月上门一次，送学习材料',
  erased: false,
  since: day('2026-03-01'),
  until,
})

const BOARD: CareBoard = {
  today: day('2026-10-15'),
  period: '2026-Q3' as Period,
  low: LOW,
  talks: TALKS,
  helpers: [
    aHelp(1, '上官明月', '王建国'),
    aHelp(2, '赵德才', '镇医院护士小陈'),
    aHelp(3, '陈𬸪', '张伟', day('2026-06-30')),
  ],
}

const aPraised = (name: string, change: Partial<PraisedRow>): PraisedRow => ({
  ...who(name),
  category: 'noPost',
  place: 1,
  inPeriod: points(19.5),
  reasons: ['points'],
  deeds: '',
  consent: true,
  ...change,
})

const PRAISED: PraisedRow[] = [
  aPraised('黄秀英', { reasons: ['deeds', 'points'], deeds: '调解矛盾纠纷2件、结对帮扶困难户、老人3次' }),
  aPraised('吴阿根', { place: 6, reasons: ['deeds'], deeds: '好人好事1次', inPeriod: points(11), consent: false }),
  aPraised('阿依古丽·买买提', { category: 'inPost', inPeriod: points(14.5) }),
]
const LABELS = new Map([
  ['noPost', '无职党员'],
  ['inPost', '在职党员'],
])

const PERIOD = '2026-Q3' as Period

export const CARE_SCREENS: readonly GalleryScreen[] = [
  { id: 'care-low', page: 'care', render: () => <CareView board={BOARD} tab="low" /> },
  { id: 'care-none', page: 'care', render: () => <CareView board={{ ...BOARD, low: [] }} tab="low" /> },
  { id: 'care-talks', page: 'care', render: () => <CareView board={BOARD} tab="talks" /> },
  {
    id: 'care-reminder-paper',
    page: null,
    render: () => (
      <main>
        <ReminderSlip row={aLow({ helpers: ['王建国'] })} period={PERIOD} />
      </main>
    ),
  },
  { id: 'care-helpers', page: 'care', render: () => <CareView board={BOARD} tab="helpers" /> },
  {
    id: 'care-praise',
    page: 'care',
    render: () => (
      <>
        <PageHead title={words().care.title} />
        <PraiseView period={PERIOD} labels={LABELS} rows={PRAISED} />
      </>
    ),
  },
  {
    id: 'care-remind-dialog',
    page: 'care',
    render: () => <RemindDialog row={aLow({})} period={PERIOD} onClose={noting} />,
  },
  { id: 'care-talk-dialog', page: 'care', render: () => <TalkDialog about={aLow({})} onClose={noting} /> },
  { id: 'care-erase-dialog', page: 'care', render: () => <EraseTalkDialog talk={aTalk({})} onClose={noting} /> },
]
