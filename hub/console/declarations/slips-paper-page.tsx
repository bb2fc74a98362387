import { useState } from 'preact/hooks'
import { plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import { isDeclarable } from '../../../shared/declarations/declaration.ts'
import type { Item } from '../../../shared/points/item.ts'
import { pointsText } from '../../pages/format.ts'
import { DeclarationSlips } from '../../pages/papers/declaration-slips.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { schemeOf, useBooks, usualCycle, type Books } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import { groupsOf, inStrokeOrder } from '../members/member-row.ts'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { SmallSelect } from '../parts/small-select.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'

/** Slips for a round of declarations: `#/declaration-slips-paper`. */
export function SlipsPaperPage(_props: PageProps) {
  const books = useBooks()
  return <Loading of={books}>{data => <SlipsPaper books={data} />}</Loading>
}

function SlipsPaper({ books }: { books: Books }) {
  const cycle = usualCycle(books)
  const used = useQuery(['entry', 'used', cycle], () => api.rounds.used.query({ cycle }), ['ledger'])
  return <Loading of={used}>{counts => <SlipsView books={books} used={counts} />}</Loading>
}

export type Used = readonly { readonly itemCode: string; readonly count: number }[]

export function SlipsView({ books, used, perSheet: first = 'two' }: SlipsViewProps) {
  const { slip, back } = words().declarations
  const [perSheet, setPerSheet] = useState<'two' | 'four'>(first)
  const [group, setGroup] = useState('')
  const count = perSheet === 'two' ? 2 : 4
  const members = inStrokeOrder(books.members)
    .map(each => each.member)
    .filter(each => each.status === 'active' && each.exemption === null && (group === '' || each.group === group))
  const items = schemeOf(books, usualCycle(books))?.items ?? []
  const { timeZone, branchName } = hubState.value
  const printedAt = slip.printedAt(plainDateTimeAt(now(), timeZone).slice(0, 10))
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('declarations', 'round'), label: back }}
        title={slip.sheets(members.length, Math.ceil(members.length / count))}
        note={slip.paper}
        more={
          <>
            <SmallSelect
              label={slip.perSheet}
              value={perSheet}
              options={(['two', 'four'] as const).map(value => ({ value, label: slip.perSheets[value] }))}
              onChange={setPerSheet}
            />
            <SmallSelect
              label={slip.group}
              value={group}
              options={[
                { value: '', label: slip.everyone },
                ...groupsOf(books.members).map(value => ({ value, label: value })),
              ]}
              onChange={setGroup}
            />
          </>
        }
        {...(members.length > 0 && { print: slip.print })}
      />
      <main>
        {members.length === 0 && <EmptyState icon="people" text={slip.nobody} />}
        <DeclarationSlips
          members={members}
          perSheet={count}
          branchName={branchName}
          usual={usualItems(items, used).map(item => slip.usualOf(item.code, item.title, worthOf(item)))}
          words={slip}
          printedAt={printedAt}
        />
      </main>
    </>
  )
}

interface SlipsViewProps {
  readonly books: Books
  readonly used: Used
  readonly perSheet?: 'two' | 'four'
}

const worthOf = (item: Item): string => (item.points === null ? '' : pointsText(item.points, true))

/** What is registered most comes first, then what members declare themselves; nothing that attendance brings by itself. */
export function usualItems(items: readonly Item[], used: Used): Item[] {
  const counts = new Map(used.map(each => [each.itemCode, each.count]))
  const rank = (item: Item) => (counts.get(item.code) ?? 0) + (item.recordedBy === 'member' ? 0.5 : 0)
  return items
    .filter(item => isDeclarable(item.component) && item.retiredFrom === undefined && item.recordedBy !== 'attendance')
    .map((item, at) => ({ item, at, rank: rank(item) }))
    .sort((a, b) => b.rank - a.rank || a.at - b.at)
    .map(each => each.item)
}
