import { useState } from 'preact/hooks'
import { fitting } from '../../../shared/people/matching.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import type { StandingsRow } from '../../../shared/points/standings-table.ts'
import { api } from '../api.ts'
import { namesOf, schemeOf, type Books } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { PersonDrawer } from './drawer.tsx'
import { categoriesWithRows, rowsOfPeriod } from './rows.ts'
import { StandingsTable } from './table.tsx'
import css from './standings.module.css'

const ALL = 'all'

/** One period: a table per category, and beside it the page of one person. */
export function StandingsView(props: { books: Books; period: Period; person: string | null }) {
  const { books, period, person } = props
  const { standings, find } = words()
  const [typed, setTyped] = useState('')
  const [category, setCategory] = useState(ALL)
  const found = useQuery(['entry', 'standings', period], () => api.ledger.standings.query({ period }), [
    'ledger',
    'member',
    'roster',
    'scheme',
  ])
  const scheme = schemeOf(books, Number(period.slice(0, 4)))
  if (scheme === null) return null
  const names = namesOf(books, scheme)
  const strokeOf = (row: StandingsRow) => names.members.get(row.member.memberId)?.strokeKey ?? ''
  return (
    <Loading of={found}>
      {({ rows, categories }) => {
        const all = rowsOfPeriod(rows, period)
        const kinds = categoriesWithRows(all, categories)
        const ofCategory = category === ALL ? all : all.filter(row => row.member.category === category)
        const shown = fitting(ofCategory, typed, ({ member }) => ({
          name: member.name,
          initials: names.members.get(member.memberId)?.pinyin,
          code: member.memberNo,
          notes: [member.nameNote ?? ''],
        }))
        return (
          <>
            <FindBox value={typed} placeholder={find.people} onChange={setTyped} />
            <Tabs
              label={standings.title}
              tabs={[
                { id: ALL, label: standings.allCategories, count: all.length },
                ...kinds.map(({ id, label, rows }) => ({ id, label, count: rows.length })),
              ]}
              current={category}
              onChange={setCategory}
            />
            <div class={css.columns} data-open={person !== null}>
              <StandingsTable
                rows={shown}
                scheme={scheme}
                strokeOf={strokeOf}
                categories={category === ALL ? categories : null}
                open={person}
                onOpen={row => go('standings', period, row.member.memberId)}
              />
              {person !== null && (
                <PersonDrawer
                  key={`${person} ${period}`}
                  memberId={person}
                  period={period}
                  scheme={scheme}
                  names={names}
                  onClose={() => go('standings', period)}
                />
              )}
            </div>
          </>
        )
      }}
    </Loading>
  )
}
