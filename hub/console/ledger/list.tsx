import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import { COMPONENTS } from '../../../shared/points/item.ts'
import { may } from '../../../shared/people/rights.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { PersonPicker } from '../../pages/ui/person-picker.tsx'
import { Select } from '../../pages/ui/inputs.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { cyclesToShow } from '../items/cycles.ts'
import { personOf } from '../members/member-row.ts'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { SmallSelect } from '../parts/small-select.tsx'
import { UndoLine } from '../parts/undo-line.tsx'
import { useQuery } from '../query.ts'
import { go } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { namesOf, schemeOf, useBooks, usualCycle, type Books, type LedgerRow } from './books.ts'
import { ExportDialog } from './export-dialog.tsx'
import { EVERYTHING, isNarrowed, queryOf, type LedgerFilter } from './filter.ts'
import { ItemFinder } from './item-finder.tsx'
import { LineTable } from './line-table.tsx'
import { ledgerPaper } from './paper-page.tsx'
import { mayErase } from '../parts/erase-dialog.tsx'
import { EraseNoteDialog } from './erase-note-dialog.tsx'
import { ReverseDialog } from './reverse-dialog.tsx'
import css from './ledger.module.css'

const PER_PAGE = 100

export function LedgerList({ memberId }: { memberId: string | null }) {
  const { ledger } = words()
  const books = useBooks()
  const [chosen, setCycle] = useState<number | null>(null)
  const [filter, setFilter] = useState<LedgerFilter>({ ...EVERYTHING, memberId: memberId as MemberId | null })
  const cycle = chosen ?? (books.data ? usualCycle(books.data) : 0)
  const cycles = books.data ? cyclesToShow(books.data.published, today()) : []
  return (
    <>
      <PageHead
        title={ledger.title}
        terms={['ledger', 'reversal', 'fingerprint']}
        tools={
          <>
            <SmallSelect
              label={ledger.yearLabel}
              value={String(cycle)}
              options={cycles.map(year => ({ value: String(year), label: ledger.year(year) }))}
              onChange={year => {
                setCycle(Number(year))
                setFilter({ ...filter, itemCode: null })
              }}
            />
            <span class={css.push} />
            {books.data && <Tools cycle={cycle} filter={filter} />}
          </>
        }
      />
      <Loading of={books}>
        {data =>
          schemeOf(data, cycle) === null ? (
            <Card title={ledger.year(cycle)}>
              <EmptyState
                icon="items"
                text={ledger.noScheme}
                action={<Button onClick={() => go('scheme')}>{ledger.toScheme}</Button>}
              />
            </Card>
          ) : (
            <>
              <UndoLine />
              <Lines books={data} cycle={cycle} filter={filter} onFilter={setFilter} />
            </>
          )
        }
      </Loading>
    </>
  )
}

function Tools({ cycle, filter }: { cycle: number; filter: LedgerFilter }) {
  const { ledger } = words()
  const [exporting, setExporting] = useState(false)
  const now = session.value
  const allowed = (action: 'ledger.register' | 'ledger.deduct') => now.state === 'in' && may(now.me.role, action)
  return (
    <>
      <Button icon="printer" why={offlineWhy()} onClick={() => window.open(ledgerPaper(cycle, filter))}>
        {ledger.print}
      </Button>
      <Button icon="download" onClick={() => setExporting(true)}>
        {ledger.exportFile}
      </Button>
      {allowed('ledger.register') && <Button onClick={() => go('ledger', 'openings')}>{ledger.openings}</Button>}
      {allowed('ledger.deduct') && (
        <Button icon="upload" onClick={() => go('ledger', 'import')}>
          {ledger.import}
        </Button>
      )}
      {allowed('ledger.register') && (
        <Button kind="primary" icon="plus" onClick={() => go('ledger', 'register')}>
          {ledger.register}
        </Button>
      )}
      {exporting && <ExportDialog cycle={cycle} filter={filter} onClose={() => setExporting(false)} />}
    </>
  )
}

interface LinesProps {
  readonly books: Books
  readonly cycle: number
  readonly filter: LedgerFilter
  readonly onFilter: (filter: LedgerFilter) => void
}

function Lines({ books, cycle, filter, onFilter }: LinesProps) {
  const { ledger } = words()
  const key = JSON.stringify([cycle, filter])
  // Another filter begins at its first page.
  const [at, setAt] = useState({ key, offset: 0 })
  const offset = at.key === key ? at.offset : 0
  const setOffset = (next: number) => setAt({ key, offset: next })
  const [reversing, setReversing] = useState<LedgerRow | null>(null)
  const names = namesOf(books, schemeOf(books, cycle))
  const query = queryOf(cycle, filter)
  const page = useQuery(
    ['entry', 'page', key, offset],
    () => api.ledger.page.query({ ...query, offset, limit: PER_PAGE }),
    ['ledger'],
  )
  const [erasing, setErasing] = useState<LedgerRow | null>(null)
  const now = session.value
  const mayReverse = now.state === 'in' && may(now.me.role, 'ledger.reverse')
  return (
    <div class={css.listCard}>
      <Filters books={books} cycle={cycle} filter={filter} onFilter={onFilter} />
      <Loading of={page}>
        {({ lines, partners, total }) => (
          <LineTable
            label={ledger.title}
            lines={lines}
            partners={partners}
            names={names}
            {...(mayReverse ? { onReverse: setReversing } : {})}
            {...(filter.memberId && mayErase() ? { onErase: setErasing } : {})}
            empty={isNarrowed(filter) ? ledger.emptyFiltered : ledger.empty}
            foot={<Pager offset={offset} shown={lines.length} total={total} onOffset={setOffset} />}
          />
        )}
      </Loading>
      {erasing && <EraseNoteDialog line={erasing} onClose={() => setErasing(null)} />}
      {reversing && <ReverseDialog line={reversing} names={names} onClose={() => setReversing(null)} />}
    </div>
  )
}

function Filters({ books, cycle, filter, onFilter }: LinesProps) {
  const { ledger, items } = words()
  const scheme = schemeOf(books, cycle)
  const set = (change: Partial<LedgerFilter>) => onFilter({ ...filter, ...change })
  return (
    <div class={css.filters}>
      <PersonPicker
        label={ledger.filters.member}
        people={books.members.map(personOf)}
        value={filter.memberId}
        onChange={memberId => set({ memberId: memberId as MemberId | null })}
      />
      <ItemFinder
        label={ledger.filters.item}
        items={scheme?.items ?? []}
        value={filter.itemCode}
        onChange={itemCode => set({ itemCode })}
      />
      <Select
        label={ledger.filters.component}
        value={filter.component ?? 'all'}
        options={[
          { value: 'all' as const, label: ledger.filters.all },
          ...COMPONENTS.map(value => ({ value, label: items.components[value] })),
        ]}
        onChange={component => set({ component: component === 'all' ? null : component })}
      />
      {isNarrowed(filter) && <Button onClick={() => onFilter(EVERYTHING)}>{ledger.clearFilters}</Button>}
    </div>
  )
}

interface PagerProps {
  readonly offset: number
  readonly shown: number
  readonly total: number
  readonly onOffset: (offset: number) => void
}

function Pager({ offset, shown, total, onOffset }: PagerProps) {
  const { ledger } = words()
  return (
    <span class={css.pager}>
      {ledger.range(offset + 1, offset + shown, total)}
      {total > PER_PAGE && (
        <>
          {offset > 0 && (
            <Button kind="link" onClick={() => onOffset(Math.max(0, offset - PER_PAGE))}>
              {ledger.newer}
            </Button>
          )}
          {offset + shown < total && (
            <Button kind="link" onClick={() => onOffset(offset + PER_PAGE)}>
              {ledger.older}
            </Button>
          )}
        </>
      )}
    </span>
  )
}
