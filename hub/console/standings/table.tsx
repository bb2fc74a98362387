import type { MemberId } from '../../../shared/base/ids.ts'
import { inStrokeOrderBy } from '../../../shared/people/matching.ts'
import type { Scheme, SchemeCategory } from '../../../shared/points/scheme.ts'
import type { Amount } from '../../../shared/points/standing.ts'
import type { StandingsRow } from '../../../shared/points/standings-table.ts'
import { withNote } from '../../../shared/people/names.ts'
import { pointsText } from '../../pages/format.ts'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { words } from '../text/words.ts'
import { capName } from './rows.ts'
import css from './standings.module.css'

export interface StandingsTableProps {
  readonly rows: readonly StandingsRow[]
  readonly scheme: Scheme
  /** Given where several categories stand in one table. */
  readonly categories: readonly SchemeCategory[] | null
  /** 姓氏笔画: what the column of names is sorted by. */
  readonly strokeOf: (row: StandingsRow) => string
  /** The person whose page is open. */
  readonly open: string | null
  readonly onOpen: (row: StandingsRow) => void
}

export function StandingsTable({ rows, scheme, categories, strokeOf, open, onOpen }: StandingsTableProps) {
  const { standings } = words()
  const inStrokes = inStrokeOrderBy(rows, row => ({ strokeKey: strokeOf(row), tie: row.member.memberNo }))
  const places = new Map(inStrokes.map((row, at) => [row.member.memberId, at]))
  return (
    <div class={css.tableCard}>
      <Table
        fill
        label={standings.title}
        columns={columnsOf(scheme, categories, open === null, places)}
        rows={categories === null ? rows : byCategory(rows, categories)}
        keyOf={row => row.member.memberId}
        rowHeight={50}
        onOpen={onOpen}
        toneOf={row => (row.member.memberId === open ? 'marked' : null)}
        empty={standings.empty}
        foot={standings.note}
      />
    </div>
  )
}

const byCategory = (rows: readonly StandingsRow[], categories: readonly SchemeCategory[]): StandingsRow[] => {
  const order = new Map(categories.map((each, at) => [each.id, at]))
  const of = (row: StandingsRow) => order.get(row.member.category) ?? categories.length
  return rows.toSorted((a, b) => of(a) - of(b) || a.place - b.place || a.member.memberNo - b.member.memberNo)
}

function columnsOf(
  scheme: Scheme,
  categories: readonly SchemeCategory[] | null,
  wide: boolean,
  places: ReadonlyMap<MemberId, number>,
): Column<StandingsRow>[] {
  const { columns } = words().standings
  const { standings } = words()
  const label = (id: string) => categories?.find(each => each.id === id)?.label ?? id
  const amount = (id: 'base' | 'contribution' | 'deduction'): Column<StandingsRow> => ({
    id,
    head: columns[id],
    width: '104px',
    align: 'end',
    sortBy: row => row.standing.inPeriod.components[id].counted,
    cell: row => <AmountCell amount={row.standing.inPeriod.components[id]} />,
  })
  return [
    { id: 'place', head: columns.place, width: '88px', sortBy: row => row.place, cell: row => <PlaceCell row={row} /> },
    {
      id: 'no',
      head: columns.memberNo,
      width: '60px',
      align: 'end',
      sortBy: row => row.member.memberNo,
      cell: row => row.member.memberNo,
    },
    {
      id: 'name',
      head: columns.name,
      sortBy: row => places.get(row.member.memberId) ?? 0,
      cell: row => <b>{withNote(row.member.name, row.member.nameNote ?? '')}</b>,
    },
    ...(categories === null
      ? []
      : [
          {
            id: 'category',
            head: columns.category,
            width: '112px',
            sortBy: (row: StandingsRow) => label(row.member.category),
            cell: (row: StandingsRow) => label(row.member.category),
          },
        ]),
    // Beside an open page, which says it in full, there is room for the totals alone.
    ...(wide ? [amount('base'), amount('contribution'), amount('deduction')] : []),
    {
      id: 'total',
      head: columns.total,
      width: '96px',
      align: 'end',
      sortBy: row => row.standing.inPeriod.total,
      cell: row => pointsText(row.standing.inPeriod.total),
    },
    {
      id: 'yearTotal',
      head: columns.yearTotal,
      width: '108px',
      align: 'end',
      sortBy: row => row.standing.total,
      cell: row => (
        <span class={css.amount}>
          <b class={css.big}>{pointsText(row.standing.total)}</b>
          {row.standing.raw !== row.standing.total && <small>{standings.rawAs(pointsText(row.standing.raw))}</small>}
        </span>
      ),
    },
    ...(wide ? [capsColumn(scheme)] : []),
  ]
}

const capsColumn = (scheme: Scheme): Column<StandingsRow> => ({
  id: 'caps',
  head: words().standings.columns.caps,
  width: '72px',
  align: 'end',
  sortBy: row => row.standing.capsReached.length,
  cell: row => <CapsCell row={row} scheme={scheme} />,
})

/** Counted; below it what was recorded, where a cap made a difference. */
function AmountCell({ amount }: { amount: Amount }) {
  const { standings } = words()
  return (
    <span class={css.amount}>
      {pointsText(amount.counted)}
      {amount.recorded !== amount.counted && <small>{standings.recordedAs(pointsText(amount.recorded))}</small>}
    </span>
  )
}

function PlaceCell({ row }: { row: StandingsRow }) {
  const { standings } = words()
  return (
    <span class={css.place}>
      <b>{row.place}</b>
      {row.tied && <small>{standings.tied}</small>}
      {row.standing.vetoed && <Tag tone="stop">{standings.vetoed}</Tag>}
    </span>
  )
}

function CapsCell({ row, scheme }: { row: StandingsRow; scheme: Scheme }) {
  const { standings } = words()
  const { capsReached } = row.standing
  if (capsReached.length === 0) return null
  return (
    <span title={capsReached.map(cap => capName(cap, scheme)).join('\n')}>
      {standings.capCount(capsReached.length)}
    </span>
  )
}
