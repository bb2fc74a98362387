import type { Period } from '../../../shared/base/plain-date.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { publicName } from '../../../shared/notices/public-name.ts'
import { withNote } from '../../../shared/people/names.ts'
import { publicRanking, type Band } from '../../../shared/points/ranking.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import type { StandingsRow } from '../../../shared/points/standings-table.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { RankingPaper } from '../../pages/papers/ranking.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { schemeOf, useBooks, type Books } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { periodText } from '../parts/periods.ts'
import { useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { categoriesWithRows, rowsOfPeriod } from './rows.ts'

const VARIANTS = ['staff', 'public'] as const
export type Variant = (typeof VARIANTS)[number]

/** 排名表: `#/ranking-paper/2026-Q3/staff` the full list · `…/public` what may be seen of it. */
export function RankingPaperPage({ rest }: PageProps) {
  const { papers, standings } = words()
  const period = (rest[0] ?? '') as Period
  const variant = VARIANTS.find(each => each === rest[1]) ?? 'staff'
  const books = useBooks()
  const found = useQuery(['entry', 'standings', period], () => api.ledger.standings.query({ period }), ['member'])
  const scheme = books.data ? schemeOf(books.data, Number(period.slice(0, 4))) : null
  const off = variant === 'public' && scheme?.ranking.public === false
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('standings', period), label: standings.title }}
        title={`${papers.ranking.paper} · ${periodText(period)}`}
        {...(variant === 'public' && { note: papers.ranking.publicNote })}
        {...(!off && { print: papers.print })}
        more={
          <Tabs
            label={papers.ranking.paper}
            tabs={VARIANTS.map(id => ({ id, label: papers.ranking[id] }))}
            current={variant}
            onChange={next => go('ranking-paper', period, next)}
          />
        }
      />
      <main>
        <Loading of={books}>
          {data => (
            <Loading of={found}>
              {({ rows }) =>
                scheme === null || off ? (
                  <EmptyState icon="rank" text={scheme ? papers.ranking.off : standings.noScheme} />
                ) : (
                  <RankingSheet {...{ rows, scheme, period, variant }} members={data.members} />
                )
              }
            </Loading>
          )}
        </Loading>
      </main>
    </>
  )
}

/** Who agreed to be named in public, all that the public list asks of the roster. */
export type Consents = readonly (Pick<Books['members'][number], 'memberId'> & { readonly consent: object | null })[]

export interface RankingSheetProps {
  readonly members: Consents
  readonly rows: readonly StandingsRow[]
  readonly scheme: Scheme
  readonly period: Period
  readonly variant: Variant
}

export function RankingSheet({ members, rows, scheme, period, variant }: RankingSheetProps) {
  const { ranking: say } = words().papers
  const { branchName, head } = hubState.value
  const categories = categoriesWithRows(rowsOfPeriod(rows, period), scheme.categories)
  return (
    <RankingPaper
      title={say.title(branchName, periodText(period))}
      head={[say.scheme(scheme.title.replace(/[《》]/g, '')), say.asOf(dateText(today()))]}
      columns={variant === 'staff' ? say.columns : say.publicColumns}
      categories={categories.map(each => ({
        label: say.category(each.label, each.rows.length),
        ...(variant === 'staff'
          ? { rows: each.rows.map(staffRow), bands: [] }
          : publicPart(each.rows, members, scheme)),
      }))}
      signatures={say.signatures}
      foot={[
        variant === 'staff' ? say.staffFoot : say.publicFoot,
        ...(head ? [`${words().papers.fingerprint} ${fingerprint(head.hash)}`] : []),
      ]}
    />
  )
}

function staffRow({ member, standing, place, tied }: StandingsRow) {
  const { ranking: say } = words().papers
  const note = [tied && say.tied, standing.vetoed && say.vetoed].filter(Boolean).join('，')
  const name = withNote(member.name, member.nameNote ?? '')
  const points = [pointsText(standing.inPeriod.total), pointsText(standing.total)]
  return { key: member.memberId, cells: [String(place), name, ...points, note] }
}

/** RK: the best by name as far as they agreed, all others counted; never a bottom place. */
function publicPart(rows: readonly StandingsRow[], members: Consents, scheme: Scheme) {
  const { ranking: say } = words().papers
  const consents = new Set(members.filter(each => each.consent !== null).map(each => each.memberId))
  const shown = publicRanking(
    rows.map(({ member, standing }) => ({
      name: publicName({
        name: member.name,
        nameNote: member.nameNote ?? '',
        consent: consents.has(member.memberId),
      }),
      points: standing.total,
    })),
    scheme.ranking.topN,
  )
  return {
    rows: shown.rows.map((row, at) => ({
      key: `${at}`,
      cells: [`${row.place}${row.tied ? `（${say.tied}）` : ''}`, row.name, pointsText(row.points)],
    })),
    bands: shown.bands.map(bandText),
  }
}

function bandText({ from, to, count }: Band): string {
  const { ranking: say } = words().papers
  if (from !== null && from === to) return say.bandOne(pointsText(to), count)
  if (from !== null && to !== null) return say.band(pointsText(from), pointsText(to), count)
  return to === null ? say.others(count) : say.bandBelow(pointsText(to), count)
}
