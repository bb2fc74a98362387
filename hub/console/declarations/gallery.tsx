import type { ComponentChildren } from 'preact'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { EntryId, KioskId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { problem } from '../../../shared/base/problem.ts'
import type { AttachmentId } from '../../../shared/declarations/attachment.ts'
import { isDeclarable } from '../../../shared/declarations/declaration.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import type { GalleryScreen } from '../gallery/screens.tsx'
import type { Books } from '../ledger/books.ts'
import type { MemberRow } from '../members/member-row.ts'
import { PageHead } from '../page-head.tsx'
import { UndoLineView } from '../parts/undo-line.tsx'
import { words } from '../text/words.ts'
import { AttachmentUrl } from './attachments.tsx'
import { DoneList } from './done.tsx'
import { Inbox } from './inbox.tsx'
import type { DecidedRow, InboxRow } from './model.ts'
import { TabLine } from './page.tsx'
import { newRow, type RoundRow } from './round.ts'
import { RoundForm } from './round-page.tsx'
import { FalseForm, SampleView } from './sample.tsx'
import { DeclarationsSummary } from './today-card.tsx'
import { SlipsView } from './slips-paper-page.tsx'

/** The inbox with one of every sort, a round half typed in, and the slips; 15 October 2026. */

const SCHEME = templateScheme(2026)
const ITEMS = SCHEME.items.filter(item => isDeclarable(item.component))
const NAMES =
  '丁桂芳 吴志强 何秀兰 周玉珍 郑有福 努尔买买提·阿卜杜热合曼 欧阳德顺 王建国 马长林 田玉兰 陈立新 赵春梅'.split(' ')
const at = (text: string): Millis => Date.parse(`2026-10-${text}:00+08:00`) as Millis
const nothing = () => undefined

const NO_HINTS: InboxRow['hints'] = { duplicates: [], cap: null, problems: [], warnings: [] }

let count = 0
function aRow(who: number, code: string | null, date: string, change: Partial<InboxRow> = {}): InboxRow {
  count += 1
  return {
    declarationId: `d${count}` as RecordId,
    kind: 'declaration',
    no: 900 + count,
    memberId: `m${who}` as MemberId,
    itemCode: code,
    schemeVersion: 1,
    date: date as PlainDate,
    quantity: 100 as Hundredths,
    sentAt: at('14T09:20'),
    way: 'kiosk',
    kioskId: 'k1' as KioskId,
    kiosk: '村部一楼大厅',
    review: [],
    follows: null,
    resentBy: null,
    state: 'waiting',
    decided: null,
    entryId: null,
    sampled: false,
    member: { memberNo: who + 1, name: NAMES[who] ?? '', nameNote: who === 7 ? '大' : '', category: 'noPost' },
    itemTitle: SCHEME.items.find(each => each.code === code)?.title ?? '',
    words: { text: '帮邻居独居老人修了屋顶，换了二十多片瓦。' },
    attested: null,
    answer: null,
    checked: null,
    attachments: [],
    hints: NO_HINTS,
    ...change,
  }
}

const attachment = (
  type: InboxRow['attachments'][number]['type'],
  change: Partial<InboxRow['attachments'][number]> = {},
): InboxRow['attachments'][number] => ({
  attachmentId: `${type}` as AttachmentId,
  type,
  state: 'kept',
  why: null,
  ms: type === 'voice' ? 17_400 : null,
  got: 1,
  count: 1,
  ...change,
})

const FULL = aRow(0, 'C05', '2026-10-11', {
  sentAt: at('11T10:05'),
  attachments: [attachment('photo'), attachment('voice'), attachment('drawing')],
  hints: {
    duplicates: [
      { kind: 'entry', entryId: 'e1' as EntryId, points: 100 as Hundredths, source: 'branchRecord' },
      { kind: 'declaration', declarationId: 'd9' as RecordId, state: 'askedBack' },
    ],
    cap: {
      points: 100 as Hundredths,
      counts: 50 as Hundredths,
      caps: [],
      titles: [SCHEME.items.find(each => each.code === 'C05')?.title ?? ''],
    },
    problems: [],
    warnings: [],
  },
})

const WITNESS = aRow(0, 'C05', '2026-10-11', {
  kind: 'attestation',
  sentAt: at('12T15:40'),
  words: null,
  attested: {
    name: { kind: 'typed', text: '赵秀英' },
    note: { kind: 'typed', text: '屋顶漏雨，桂芳同志带着儿子修了一天。' },
  },
})

const ROWS: readonly InboxRow[] = [
  FULL,
  WITNESS,
  aRow(1, 'C03', '2026-10-12', { sentAt: at('12T18:21'), attachments: [attachment('photo')] }),
  aRow(2, 'C08', '2026-10-13', { way: 'slip', kioskId: null, kiosk: null, words: { text: '' } }),
  aRow(3, 'C10', '2026-06-20', {
    review: ['clockUnsure'],
    hints: {
      ...NO_HINTS,
      problems: [
        problem('PERIOD_SETTLED', {
          zh: '2026-06-20所在的一期已经审定，不能再登记到那一期。请按今天的日期登记。',
          en: 'The period of 2026-06-20 is settled: date the entry today.',
        }),
      ],
    },
  }),
  aRow(5, null, '2026-10-14', {
    kind: 'attestation',
    words: null,
    attested: {
      name: null,
      note: {
        kind: 'drawn',
        strokes: [
          [40, 60, 160, 60],
          [100, 20, 100, 180],
          [220, 50, 360, 50],
          [290, 20, 260, 170],
          [300, 70, 360, 170],
        ],
      },
    },
  }),
  aRow(4, 'C11', '2026-10-05', { state: 'askedBack', answer: '请补一张现场照片。' }),
]

const PHOTO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 220"><rect width="320" height="220" fill="#b9c7cf"/><path d="M0 220V150L90 70l120 90 60-40 50 36v64z" fill="#6d5a4a"/><path d="M96 150h130v70H96z" fill="#d8cdbb"/></svg>',
)}`
const DRAWING = `data:application/json,${encodeURIComponent(
  JSON.stringify({
    strokes: [
      [100, 120, 300, 120],
      [200, 60, 200, 330],
      [120, 220, 290, 220],
      [420, 90, 640, 90, 600, 300],
      [520, 60, 470, 330],
      [720, 110, 900, 110],
      [810, 60, 810, 320],
      [740, 320, 890, 320],
    ],
  }),
)}`

const urlOf = (id: string): string => ({ photo: PHOTO, drawing: DRAWING })[id] ?? 'data:audio/wav,'

const itemsOf = () => ITEMS

function Frame({ tab, children }: { tab: 'waiting' | 'done' | 'sample'; children: ComponentChildren }) {
  const { declarations } = words()
  return (
    <AttachmentUrl.Provider value={urlOf}>
      <PageHead title={declarations.title} />
      <TabLine tab={tab} waiting={6} onTab={nothing} />
      {children}
    </AttachmentUrl.Provider>
  )
}

const DONE: readonly DecidedRow[] = [
  aRow(0, 'C05', '2026-10-02', {
    state: 'accepted',
    entryId: 'e5' as EntryId,
    decided: { at: at('09T16:10'), by: null },
    sampled: true,
  }),
  aRow(6, 'C03', '2026-10-01', {
    state: 'refused',
    decided: { at: at('08T11:00'), by: null },
    answer: '这是岗位上的本职工作，不在申报范围。谢谢您一直以来的付出。',
  }),
  aRow(7, 'C08', '2026-09-28', {
    state: 'accepted',
    entryId: 'e6' as EntryId,
    decided: { at: at('03T09:30'), by: null },
    checked: { found: 'true', at: at('10T10:00'), words: '电话问了受助的老人，属实。' },
    sampled: true,
  }),
]

const MEMBERS: readonly MemberRow[] = NAMES.map((name, place) => ({
  memberId: `m${place}` as MemberId,
  memberNo: place + 1,
  name,
  nameNote: place === 7 ? '大' : '',
  type: 'full',
  category: 'noPost',
  inPost: false,
  committee: false,
  group: `第${'一二三'[place % 3]}党小组`,
  floating: false,
  exemption: null,
  consent: null,
  status: 'active',
  pin: false,
  sex: 'unknown',
  birth: '',
  joined: '',
  ethnic: '',
  duty: '',
  floatingPlace: '',
  note: '',
  strokeKey: String(place).padStart(2, '0'),
  pinyin: '',
  card: null,
}))

const BOOKS: Books = {
  members: MEMBERS,
  published: [{ version: 1, effectiveFrom: '2026-01-01' as PlainDate, publishedAt: 0, scheme: SCHEME }],
}

const typed = (key: number, who: number, code: string, change: Partial<RoundRow> = {}): RoundRow => ({
  ...newRow(key),
  memberId: `m${who}` as MemberId,
  itemCode: code,
  words: '清理村口水渠',
  ...change,
})

const TYPED: readonly RoundRow[] = [
  typed(1, 0, 'C05', { date: '10-3' }),
  typed(2, 5, 'C03', { words: '给三户老人送药、量血压' }),
  typed(3, 6, 'C08', { quantity: '2' }),
  typed(4, 7, 'C10', { date: '10-11' }),
  newRow(5),
]
const WRONG: readonly RoundRow[] = [
  typed(1, 0, 'C05', { date: '13-3' }),
  typed(2, 5, 'C03', { quantity: '0' }),
  typed(3, 6, 'C08', { memberId: null }),
  typed(4, 1, 'C10'),
  typed(5, 1, 'C10'),
]

const Round = ({ rows, tried }: { rows: readonly RoundRow[]; tried: boolean }) => (
  <>
    <PageHead title={words().declarations.round.title} back={{ href: '#/', label: words().declarations.back }} />
    <UndoLineView text={words().ledger.undo.done(12)} busy={false} onUndo={nothing} onClose={nothing} />
    <RoundForm books={BOOKS} start={{ rows, decision: tried ? 'approved' : 'inbox', tried }} />
  </>
)

const USED = [
  { itemCode: 'C05', count: 40 },
  { itemCode: 'C03', count: 22 },
]
const PERIOD = '2026-Q4' as Period

/** As it stands on the first page. */
export const WaitingDeclarations = () => <DeclarationsSummary rows={ROWS} itemsOf={itemsOf} />

export const DECLARATION_SCREENS: readonly GalleryScreen[] = [
  {
    id: 'declarations',
    page: 'declarations',
    render: () => (
      <Frame tab="waiting">
        <Inbox rows={ROWS} itemsOf={itemsOf} first={null} mayDecide />
      </Frame>
    ),
  },
  {
    id: 'declarations-accept',
    page: 'declarations',
    render: () => (
      <Frame tab="waiting">
        <Inbox rows={ROWS} itemsOf={itemsOf} first={null} act="accept" mayDecide />
      </Frame>
    ),
  },
  {
    id: 'declarations-refuse',
    page: 'declarations',
    render: () => (
      <Frame tab="waiting">
        <Inbox rows={ROWS} itemsOf={itemsOf} first={ROWS[4]?.declarationId ?? null} act="refuse" mayDecide />
      </Frame>
    ),
  },
  {
    id: 'declarations-vouched',
    page: 'declarations',
    render: () => (
      <Frame tab="waiting">
        <Inbox rows={ROWS} itemsOf={itemsOf} first={ROWS[5]?.declarationId ?? null} mayDecide />
      </Frame>
    ),
  },
  {
    id: 'declarations-none',
    page: 'declarations',
    render: () => (
      <Frame tab="waiting">
        <Inbox rows={[]} itemsOf={itemsOf} first={null} mayDecide />
      </Frame>
    ),
  },
  {
    id: 'declarations-done',
    page: 'declarations',
    render: () => (
      <Frame tab="done">
        <DoneList rows={DONE} itemsOf={itemsOf} first={DONE[1]?.declarationId ?? null} />
      </Frame>
    ),
  },
  {
    id: 'declarations-sample',
    page: 'declarations',
    render: () => (
      <Frame tab="sample">
        <SampleView periods={[PERIOD]} period={PERIOD} onPeriod={nothing} rows={DONE} />
      </Frame>
    ),
  },
  {
    id: 'declarations-false',
    page: 'declarations',
    render: () => (
      <Frame tab="sample">
        <SampleView periods={[PERIOD]} period={PERIOD} onPeriod={nothing} rows={DONE} />
        {DONE[0] && <FalseForm row={DONE[0]} item="X19 虚假申报积分 −5" onClose={nothing} />}
      </Frame>
    ),
  },
  { id: 'declarations-round', page: 'declarations', render: () => <Round rows={TYPED} tried={false} /> },
  { id: 'declarations-round-wrong', page: 'declarations', render: () => <Round rows={WRONG} tried /> },
  { id: 'paper-declarations-two', page: null, render: () => <SlipsView books={BOOKS} used={USED} /> },
  { id: 'paper-declarations-four', page: null, render: () => <SlipsView books={BOOKS} used={USED} perSheet="four" /> },
]
