import type { Item } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { dateText } from '../../pages/format.ts'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { words } from '../text/words.ts'
import { CHANGE_TONE } from './diff-list.tsx'
import type { ItemChange } from './diff.ts'
import { capText, groupOf, worthText } from './wording.ts'
import css from './items.module.css'

export interface ItemTableProps {
  readonly scheme: Scheme
  readonly rows: readonly Item[]
  readonly onOpen: (item: Item) => void
  /** What the draft does to an item, in the editor. */
  readonly changes?: ReadonlyMap<string, ItemChange['kind']>
  readonly isWrong?: (item: Item) => boolean
}

export function ItemTable({ scheme, rows, onOpen, changes, isWrong }: ItemTableProps) {
  const { items } = words()
  const columns: Column<Item>[] = [
    { id: 'code', head: items.columns.code, width: '72px', sortBy: item => item.code, cell: item => item.code },
    {
      id: 'title',
      head: items.columns.title,
      sortBy: item => item.title,
      cell: item => (
        <span class={css.titleCell}>
          <b>{item.title}</b>
          <small>
            {items.components[item.component]} · {items.dimensionsShort[item.dimension]}
            {item.retiredFrom && ` · ${items.retiredFrom(dateText(item.retiredFrom))}`}
          </small>
        </span>
      ),
    },
    {
      id: 'points',
      head: items.columns.points,
      width: '108px',
      align: 'end',
      sortBy: item => item.points,
      cell: item => <b>{worthText(item)}</b>,
    },
    {
      id: 'cap',
      head: items.columns.cap,
      width: '150px',
      align: 'end',
      cell: item => <CapCell item={item} scheme={scheme} />,
    },
    {
      id: 'evidence',
      head: items.columns.evidence,
      width: '124px',
      sortBy: item => item.evidence,
      cell: item => (
        <span class={css.titleCell}>
          {items.evidences[item.evidence]}
          <small>{items.recorders[item.recordedBy]}</small>
        </span>
      ),
    },
    ...(changes ? [stateColumn(changes)] : []),
  ]
  return (
    <Table
      fill
      label={items.title}
      columns={columns}
      rows={rows}
      keyOf={item => item.code}
      rowHeight={52}
      onOpen={onOpen}
      empty={items.nothingFound}
      toneOf={item => (isWrong?.(item) ? 'marked' : item.retiredFrom ? 'quiet' : null)}
    />
  )
}

const stateColumn = (changes: ReadonlyMap<string, ItemChange['kind']>): Column<Item> => ({
  id: 'state',
  head: words().items.columns.state,
  width: '88px',
  cell: item => {
    const kind = changes.get(item.code)
    return (
      kind && (
        <Tag tone={CHANGE_TONE[kind]} icon={null}>
          {words().items.diff[kind]}
        </Tag>
      )
    )
  },
})

/** Its own cap; below it, quietly, that of the group it shares. */
function CapCell({ item, scheme }: { item: Item; scheme: Scheme }) {
  const { items } = words()
  const group = groupOf(scheme, item.code)
  const own = capText(item.caps, scheme.reviewPeriod)
  if (!group) return <>{own}</>
  const others = group.items.filter(code => code !== item.code).join('、')
  return (
    <span class={css.titleCell}>
      <span>{own}</span>
      <small>{items.inGroup(others, capText(group.caps, scheme.reviewPeriod))}</small>
    </span>
  )
}
