import { must } from '../../../shared/base/check.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { EntryId, MemberId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import { groupByMember } from '../../../shared/points/standing.ts'
import { standingsTable, type TableMember } from '../../../shared/points/standings-table.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { PageHead } from '../page-head.tsx'
import { ItemsTab } from '../items/items-tab.tsx'
import { RulesTab } from '../items/rules-tab.tsx'
import { EVERYTHING } from '../ledger/filter.ts'
import { LineTable } from '../ledger/line-table.tsx'
import { LedgerSheet } from '../ledger/paper-page.tsx'
import type { LedgerRow, Names } from '../ledger/books.ts'
import type { MemberRow } from '../members/member-row.ts'
import ledgerCss from '../ledger/ledger.module.css'
import { words } from '../text/words.ts'
import { rowsOfPeriod } from './rows.ts'
import { StandingsTable } from './table.tsx'

/** The books with fixtures: scheme, ledger, standings of one small branch in the third quarter of 2026. */

const SCHEME = templateScheme(2026)
const NAMES = '王建国 李秀英 努尔买买提·阿卜杜热合曼 陈𬸪 欧阳德顺 张伟'.split(' ')

const MEMBERS: readonly TableMember[] = NAMES.map((name, at) => ({
  memberId: `m${at}` as MemberId,
  memberNo: at + 1,
  name,
  nameNote: at === 0 ? '大' : '',
  category: at < 3 ? 'inPost' : 'noPost',
  exempt: false,
}))

const anEntry = (at: number, code: string, date: string, units: number, change: Partial<Entry> = {}): LedgerRow => {
  const item = must(
    SCHEME.items.find(each => each.code === code),
    code,
  )
  return {
    no: at,
    entryId: `e${at}` as EntryId,
    memberId: `m${at % NAMES.length}` as MemberId,
    itemCode: code,
    component: item.component,
    dimension: item.dimension,
    date: date as PlainDate,
    quantity: (units * 100) as Hundredths,
    points: ((item.points ?? 0) * units) as Hundredths,
    source: item.evidence,
    recordedBy: 'branch',
    activityId: null,
    reverses: null,
    basis: null,
    code: null,
    note: at % 3 === 0 ? '清理村口水渠，从早上七点一直干到中午十二点，带动周围群众十余人参加' : '',
    batchId: null,
    reversedBy: null,
    ...change,
  }
}

const LINES: readonly LedgerRow[] = [
  anEntry(6, 'C05', '2026-09-20', 1),
  anEntry(1, 'C26', '2026-08-08', -1, { reverses: 'e7' as EntryId }),
  { ...anEntry(7, 'C26', '2026-07-30', 1), reversedBy: 'e1' as EntryId },
  anEntry(2, 'X04', '2026-07-21', 1),
  anEntry(3, 'C15', '2026-07-18', 2),
  anEntry(4, 'B04', '2026-07-10', 5),
  anEntry(5, 'V04', '2026-07-02', 1, {
    basis: { documentNo: '青委〔2026〕3号', meetingDate: '2026-07-01' as PlainDate },
  }),
]

const PARTNERS = { ['e7' as EntryId]: '2026-07-30' as PlainDate, ['e1' as EntryId]: '2026-08-08' as PlainDate }
const PEOPLE = MEMBERS.map((member): readonly [MemberId, MemberRow] => [
  member.memberId,
  {
    memberId: member.memberId,
    memberNo: member.memberNo,
    name: member.name,
    nameNote: member.nameNote ?? '',
    type: 'full',
    category: member.category,
    inPost: false,
    committee: false,
    group: '',
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
    strokeKey: '',
    pinyin: '',
    card: null,
  },
])
const NAMES_OF: Names = { members: new Map(PEOPLE), items: new Map(SCHEME.items.map(item => [item.code, item])) }
const PERIOD = '2026-Q3' as Period
const nothing = () => undefined

const Items = () => (
  <>
    <PageHead title={words().items.title} />
    <ItemsTab shown={{ version: 2, effectiveFrom: '2026-07-01' as PlainDate, publishedAt: 0, scheme: SCHEME }} />
  </>
)

const Rules = () => (
  <>
    <PageHead title={words().items.title} />
    <RulesTab scheme={SCHEME} />
  </>
)

const Ledger = () => (
  <>
    <PageHead title={words().ledger.title} />
    <div class={ledgerCss.listCard}>
      <LineTable label="" lines={LINES} partners={PARTNERS} names={NAMES_OF} onReverse={nothing} />
    </div>
  </>
)

const Standings = () => (
  <>
    <PageHead title={words().standings.title} />
    <StandingsTable
      rows={rowsOfPeriod(standingsTable(MEMBERS, groupByMember(LINES), SCHEME, PERIOD), PERIOD)}
      scheme={SCHEME}
      categories={SCHEME.categories}
      strokeOf={() => ''}
      open={null}
      onOpen={nothing}
    />
  </>
)

const LedgerPaper = () => (
  <main>
    <LedgerSheet
      books={{
        members: PEOPLE.map(([, member]) => member),
        published: [{ version: 1, effectiveFrom: '2026-01-01' as PlainDate, publishedAt: 0, scheme: SCHEME }],
      }}
      lines={LINES}
      cycle={2026}
      filter={EVERYTHING}
    />
  </main>
)

export const BOOK_SCREENS = [
  { id: 'scheme', page: 'scheme', render: () => <Items /> },
  { id: 'scheme-rules', page: 'scheme', render: () => <Rules /> },
  { id: 'ledger', page: 'ledger', render: () => <Ledger /> },
  { id: 'standings', page: 'standings', render: () => <Standings /> },
  { id: 'paper-ledger', page: null, render: () => <LedgerPaper /> },
] as const
