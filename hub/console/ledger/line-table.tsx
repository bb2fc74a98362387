import type { ComponentChildren } from 'preact'
import type { EntryId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dayText, pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { words } from '../text/words.ts'
import type { LedgerRow, Names } from './books.ts'
import css from './ledger.module.css'

export interface LineTableProps {
  readonly label: string
  readonly lines: readonly LedgerRow[]
  /** Days of entries and reversals that are not among the lines. */
  readonly partners: { readonly [entryId: EntryId]: PlainDate }
  readonly names: Names
  /** Absent on one person's page. */
  readonly withMember?: boolean
  readonly onReverse?: (line: LedgerRow) => void
  /** Erases the note; offered on one person's lines alone. */
  readonly onErase?: (line: LedgerRow) => void
  readonly empty?: string
  readonly foot?: ComponentChildren
}

/** Lines of the ledger, an undone one struck through beside the day of its reversal. */
export function LineTable(props: LineTableProps) {
  const { label, lines, names, withMember = true, empty, foot } = props
  const { ledger } = words()
  const { columns } = ledger
  const all: (Column<LedgerRow> | false)[] = [
    {
      id: 'date',
      head: columns.date,
      width: '98px',
      cell: line => <span class={css.oneLine}>{dayText(line.date)}</span>,
    },
    withMember && memberColumn(names),
    { id: 'item', head: columns.item, cell: line => <ItemCell line={line} names={names} /> },
    {
      id: 'quantity',
      head: columns.quantity,
      width: '84px',
      align: 'end',
      cell: line => quantityText(line, names),
    },
    {
      id: 'points',
      head: columns.points,
      width: '72px',
      align: 'end',
      cell: line => <b>{line.component === 'veto' ? '' : pointsText(line.points, true)}</b>,
    },
    { id: 'source', head: columns.source, width: '100px', cell: line => <SourceCell line={line} /> },
    {
      id: 'note',
      head: columns.note,
      width: withMember ? '17%' : '20%',
      cell: line => (
        <span class={css.noteCell}>
          {noteText(line)}
          {props.onErase && line.note !== '' && (
            <Button kind="link" onClick={() => props.onErase?.(line)}>
              {words().care.acts.erase}
            </Button>
          )}
        </span>
      ),
    },
    {
      id: 'state',
      head: columns.state,
      width: '156px',
      align: 'end',
      cell: line => <StateCell {...props} line={line} />,
    },
  ]
  return (
    <Table
      fill
      label={label}
      columns={all.filter(column => column !== false)}
      rows={lines}
      keyOf={line => line.entryId}
      rowHeight={50}
      counted={false}
      toneOf={line => (line.reversedBy === null ? null : 'quiet')}
      empty={empty}
      foot={foot}
    />
  )
}

const memberColumn = (names: Names): Column<LedgerRow> => ({
  id: 'member',
  head: words().ledger.columns.name,
  width: '156px',
  cell: line => {
    const member = names.members.get(line.memberId)
    return (
      <span class={css.who}>
        <small>{member?.memberNo}</small>
        <b>{member ? withNote(member.name, member.nameNote) : words().ledger.unknownMember}</b>
      </span>
    )
  },
})

function ItemCell({ line, names }: { line: LedgerRow; names: Names }) {
  const { items, ledger } = words()
  const item = names.items.get(line.itemCode ?? '')
  const title = item?.title ?? ledger.openingOf(items.components[line.component])
  return (
    <span class={css.twoLines}>
      <span class={line.reversedBy === null ? undefined : css.struck}>
        {line.itemCode} {title}
      </span>
      <small>
        {items.components[line.component]}
        {line.dimension && ` · ${items.dimensionsShort[line.dimension]}`}
      </small>
    </span>
  )
}

function quantityText(line: LedgerRow, names: Names): string {
  const unit = names.items.get(line.itemCode ?? '')?.unit
  return unit === undefined || line.source === 'opening'
    ? ''
    : words().ledger.quantityOf(pointsText(line.quantity), unit)
}

/** The note, and for a veto its basis before it. */
export function noteText(line: LedgerRow): string {
  const { ledger } = words()
  const basis = line.basis && ledger.basis(line.basis.documentNo, dayText(line.basis.meetingDate))
  return [basis, line.noteErased ? words().care.erased : line.note].filter(Boolean).join('；')
}

function SourceCell({ line }: { line: LedgerRow }) {
  const { items } = words()
  return (
    <span class={css.twoLines}>
      {items.evidences[line.source]}
      <small>{items.recorders[line.recordedBy]}</small>
    </span>
  )
}

function StateCell({ line, partners, onReverse }: LineTableProps & { line: LedgerRow }) {
  const { ledger } = words()
  const dayOf = (id: EntryId) => {
    const date = partners[id]
    return date === undefined ? '' : dayText(date)
  }
  if (line.reverses !== null) return <Tag tone="plain">{ledger.reversal(dayOf(line.reverses))}</Tag>
  if (line.reversedBy !== null) return <Tag tone="stop">{ledger.reversed(dayOf(line.reversedBy))}</Tag>
  return (
    <span class={css.acts}>
      {line.source === 'opening' && <Tag tone="plain">{ledger.opening}</Tag>}
      {onReverse && (
        <Button kind="link" icon="undo" onClick={() => onReverse(line)}>
          {ledger.reverse}
        </Button>
      )}
    </span>
  )
}
