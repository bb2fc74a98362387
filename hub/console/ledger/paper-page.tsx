import { formatHundredths, sumHundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { withNote } from '../../../shared/people/names.ts'
import { COMPONENTS } from '../../../shared/points/item.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { LedgerPaper, type LedgerPaperLine } from '../../pages/papers/ledger.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { namesOf, schemeOf, type Books, type LedgerRow, type Names } from './books.ts'
import { queryOf, type LedgerFilter } from './filter.ts'
import { noteText } from './line-table.tsx'

/** Stands for “not narrowed” in the address. */
const ALL = 'all'

/** The address of the printed ledger. */
export const ledgerPaper = (cycle: number, filter: LedgerFilter): string =>
  hrefTo('ledger-paper', String(cycle), filter.memberId ?? ALL, filter.itemCode ?? ALL, filter.component ?? ALL)

/** The ledger on paper: `#/ledger-paper/2026/<member|all>/<item|all>/<component|all>`, by date, the oldest first. */
export function LedgerPaperPage({ rest }: PageProps) {
  const { ledger } = words()
  const [year, member, item, component] = rest
  const cycle = Number(year)
  const filter: LedgerFilter = {
    memberId: member === undefined || member === ALL ? null : (member as MemberId),
    itemCode: item === undefined || item === ALL ? null : item,
    component: COMPONENTS.find(each => each === component) ?? null,
  }
  const all = useQuery(['entry', 'paper', ...rest], () => askAll(cycle, filter), ['member'])
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('ledger'), label: ledger.title }}
        title={ledger.paper.count(all.data?.lines.length ?? 0)}
        print={ledger.print}
      />
      <main>
        <Loading of={all}>
          {({ books, lines }) => <LedgerSheet books={books} lines={lines} cycle={cycle} filter={filter} />}
        </Loading>
      </main>
    </>
  )
}

const STEP = 500

async function askAll(cycle: number, filter: LedgerFilter): Promise<{ books: Books; lines: LedgerRow[] }> {
  const [members, published] = await Promise.all([api.members.list.query(), api.scheme.published.query()])
  const lines: LedgerRow[] = []
  for (;;) {
    const page = await api.ledger.page.query({ ...queryOf(cycle, filter), offset: lines.length, limit: STEP })
    lines.push(...page.lines)
    if (page.lines.length < STEP) return { books: { members, published }, lines: lines.reverse() }
  }
}

export interface SheetProps {
  readonly books: Books
  readonly lines: readonly LedgerRow[]
  readonly cycle: number
  readonly filter: LedgerFilter
}

export function LedgerSheet({ books, lines, cycle, filter }: SheetProps) {
  const { paper } = words().ledger
  const { branchName, head } = hubState.value
  const names = namesOf(books, schemeOf(books, cycle))
  const person = filter.memberId === null ? undefined : names.members.get(filter.memberId)
  return (
    <LedgerPaper
      title={person ? paper.titleOf(withNote(person.name, person.nameNote), cycle) : paper.title(branchName, cycle)}
      head={[person ? branchName : paper.count(lines.length), paper.asOf(dateText(today()))]}
      columns={paper.columns}
      withName={person === undefined}
      lines={lines.map(line => paperLine(line, names))}
      total={
        person ? { label: paper.total, points: formatHundredths(sumHundredths(lines.map(line => line.points))) } : null
      }
      signatures={paper.signatures}
      foot={[paper.foot, ...(head ? [`${words().shell.fingerprint} ${fingerprint(head.hash)}`] : [])]}
    />
  )
}

function paperLine(line: LedgerRow, names: Names): LedgerPaperLine {
  const { items, ledger } = words()
  const { states } = ledger.paper
  const member = names.members.get(line.memberId)
  const opening = line.source === 'opening'
  return {
    key: line.entryId,
    date: line.date.slice(5),
    name: member ? withNote(member.name, member.nameNote) : ledger.unknownMember,
    code: line.itemCode ?? '',
    title: names.items.get(line.itemCode ?? '')?.title ?? ledger.openingOf(items.components[line.component]),
    dimension: line.dimension === null ? '' : items.dimensionsShort[line.dimension],
    component: items.components[line.component],
    points: line.component === 'veto' ? '' : pointsText(line.points, true),
    source: items.evidences[line.source],
    recordedBy: items.recorders[line.recordedBy],
    state:
      line.reverses !== null
        ? states.reversal
        : line.reversedBy !== null
          ? states.reversed
          : opening
            ? states.opening
            : states.valid,
    note: noteText(line),
    struck: line.reversedBy !== null,
  }
}
