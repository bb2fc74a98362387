import { periodsUpTo, type Period } from '../../../shared/base/plain-date.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { withNote } from '../../../shared/people/names.ts'
import type { StandingsRow } from '../../../shared/points/standings-table.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { StandingsPaper, type StandingsPaperRow } from '../../pages/papers/standings.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { schemeOf, useBooks, type Books } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { periodText } from '../parts/periods.ts'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { categoriesWithRows, rowsOfPeriod } from './rows.ts'

/** The standings of a period on paper, for the branch's own review: `#/standings-paper/2026-Q3`. */
export function StandingsPaperPage({ rest }: PageProps) {
  const { standings } = words()
  const period = (rest[0] ?? '') as Period
  const known = /^\d{4}(-(Q[1-4]|H[12]))?$/.test(period) && periodsUpTo(period, 'quarter') !== null
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('standings', period), label: standings.title }}
        title={known ? periodText(period) : ''}
        {...(known ? { print: standings.print } : {})}
      />
      <main>{known ? <Asked period={period} /> : <EmptyState icon="alert" text={words().shell.pageNotFound} />}</main>
    </>
  )
}

function Asked({ period }: { period: Period }) {
  const books = useBooks()
  const found = useQuery(['entry', 'standings', period], () => api.ledger.standings.query({ period }), ['member'])
  return (
    <Loading of={books}>
      {data => (
        <Loading of={found}>
          {({ rows, categories }) => <Sheet {...{ books: data, rows, categories, period }} />}
        </Loading>
      )}
    </Loading>
  )
}

interface SheetProps {
  readonly books: Books
  readonly rows: readonly StandingsRow[]
  readonly categories: Parameters<typeof categoriesWithRows>[1]
  readonly period: Period
}

function Sheet({ books, rows, categories, period }: SheetProps) {
  const { paper } = words().standings
  const { branchName, head } = hubState.value
  const scheme = schemeOf(books, Number(period.slice(0, 4)))
  return (
    <StandingsPaper
      title={paper.title(branchName, periodText(period))}
      head={[scheme ? paper.scheme(scheme.title.replace(/[《》]/g, '')) : '', paper.asOf(dateText(today()))]}
      columns={paper.columns}
      categories={categoriesWithRows(rowsOfPeriod(rows, period), categories).map(each => ({
        label: paper.category(each.label, each.rows.length),
        rows: each.rows.map(paperRow),
      }))}
      signatures={paper.signatures}
      foot={[paper.foot, ...(head ? [`${words().shell.fingerprint} ${fingerprint(head.hash)}`] : [])]}
    />
  )
}

function paperRow({ member, standing, place, tied }: StandingsRow): StandingsPaperRow {
  const { paper } = words().standings
  const { components, total } = standing.inPeriod
  return {
    key: member.memberId,
    place: String(place),
    memberNo: String(member.memberNo),
    name: withNote(member.name, member.nameNote ?? ''),
    base: pointsText(components.base.counted),
    contribution: pointsText(components.contribution.counted),
    deduction: pointsText(components.deduction.counted),
    periodTotal: pointsText(total),
    yearTotal: pointsText(standing.total),
    note: [tied && paper.tied, standing.vetoed && paper.vetoed].filter(Boolean).join('，'),
  }
}
