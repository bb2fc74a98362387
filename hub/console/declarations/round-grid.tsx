import { useEffect, useRef } from 'preact/hooks'
import type { Item } from '../../../shared/points/item.ts'
import { pointsText } from '../../pages/format.ts'
import { sentenceOf } from '../../pages/language.ts'
import { cx } from '../../pages/ui/cx.ts'
import { focusNext } from '../../pages/ui/focus-next.ts'
import { Icon } from '../../pages/ui/icon.tsx'
import { nameOf, PersonBox } from '../../pages/ui/person-picker.tsx'
import { ItemBox } from '../ledger/item-finder.tsx'
import { personOf, type MemberRow } from '../members/member-row.ts'
import { words } from '../text/words.ts'
import { worthOf } from './model.ts'
import { isBlank, newRow, type Cell, type Fault, type Faults, type ReadRow, type RoundRow } from './round.ts'
import fieldCss from '../../pages/ui/field.module.css'
import css from './round.module.css'

export interface RoundGridProps {
  readonly rows: readonly RoundRow[]
  readonly read: readonly ReadRow[]
  readonly faults: ReadonlyMap<number, Faults>
  readonly members: readonly MemberRow[]
  readonly items: readonly Item[]
  readonly onChange: (rows: readonly RoundRow[]) => void
}

/** One slip per row; Enter walks from box to box and opens the next row behind the last one. */
export function RoundGrid(props: RoundGridProps) {
  const { rows, read, faults, onChange } = props
  const { columns } = words().declarations.round
  const body = useRef<HTMLTableSectionElement>(null)
  const known = useRef(rows.length)
  useEffect(() => {
    // A row that was added is gone into; one more than before, at the end.
    if (rows.length > known.current) body.current?.lastElementChild?.querySelector('input')?.focus()
    known.current = rows.length
  }, [rows.length])
  const set = (key: number, change: Partial<RoundRow>) =>
    onChange(rows.map(row => (row.key === key ? { ...row, ...change } : row)))
  const add = () => onChange([...rows, newRow(Math.max(0, ...rows.map(row => row.key)) + 1)])
  const remove = (key: number) => {
    const left = rows.filter(row => row.key !== key)
    onChange(left.length > 0 ? left : [newRow(key + 1)])
  }
  const press = (event: KeyboardEvent) => {
    const { target } = event
    if (!(target instanceof HTMLInputElement) || event.isComposing || !body.current) return
    const at = rows.findIndex(row => String(row.key) === target.closest('tr')?.dataset['key'])
    const row = rows[at]
    if (!row) return
    if (event.key === 'Enter' && !event.ctrlKey) {
      event.preventDefault()
      if (!focusNext(body.current, target) && !isBlank(row)) add()
    } else if (event.ctrlKey && event.key === 'Delete') {
      event.preventDefault()
      remove(row.key)
    } else if (event.ctrlKey && event.key.toLowerCase() === 'd') {
      event.preventDefault()
      const above = rows[at - 1]
      if (above) set(row.key, { itemCode: above.itemCode, date: above.date, quantity: above.quantity })
    }
  }
  return (
    <table class={css.grid}>
      <thead>
        <tr>
          <th class={css.no}>{columns.no}</th>
          <th class={css.member}>{columns.member}</th>
          <th>{columns.item}</th>
          <th class={css.date}>{columns.date}</th>
          <th class={css.quantity}>{columns.quantity}</th>
          <th class={css.points}>{columns.points}</th>
          <th>{columns.words}</th>
          <th />
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={press}>
        {rows.map((row, at) => (
          <GridRow
            key={row.key}
            {...props}
            row={row}
            number={at + 1}
            said={read.find(each => each.key === row.key) ?? null}
            wrong={faults.get(row.key) ?? {}}
            onSet={change => set(row.key, change)}
            onRemove={() => remove(row.key)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface GridRowProps extends RoundGridProps {
  readonly row: RoundRow
  readonly number: number
  /** Null: the row is blank. */
  readonly said: ReadRow | null
  readonly wrong: Faults
  readonly onSet: (change: Partial<RoundRow>) => void
  readonly onRemove: () => void
}

function GridRow(props: GridRowProps) {
  const { row, number, said, wrong, members, items, onSet, onRemove } = props
  const { round } = words().declarations
  const member = members.find(each => each.memberId === row.memberId)
  const points = said && worthOf(said.item, said.quantity)
  const boxOf = (cell: Cell, column: string) => ({
    id: `r${row.key}-${cell}`,
    label: round.cell(number, column),
    invalid: wrong[cell] !== undefined,
  })
  const person = boxOf('memberId', round.columns.member)
  const item = boxOf('itemCode', round.columns.item)
  const text = (cell: 'date' | 'quantity' | 'words', column: string, placeholder: string) => {
    const { id, label, invalid } = boxOf(cell, column)
    return (
      <td>
        <input
          id={id}
          type="text"
          class={cx(fieldCss.control, cell === 'quantity' && css.number)}
          aria-label={label}
          aria-invalid={invalid}
          autocomplete="off"
          maxLength={cell === 'words' ? 200 : 12}
          placeholder={placeholder}
          value={row[cell]}
          onInput={event => onSet({ [cell]: event.currentTarget.value })}
        />
        <FaultLine fault={wrong[cell]} />
      </td>
    )
  }
  return (
    <tr data-key={row.key}>
      <td class={css.no}>{number}</td>
      <td>
        <PersonBox
          attrs={{ id: person.id, 'aria-invalid': person.invalid }}
          label={person.label}
          placeholder={round.memberHint}
          people={members.filter(each => each.status === 'active').map(personOf)}
          shown={member ? nameOf(personOf(member)) : ''}
          autofocus={number === 1}
          onPick={(found, stays) => {
            onSet({ memberId: members.find(each => each.memberId === found.memberId)?.memberId ?? null })
            if (stays) goTo(item.id)
          }}
          onTyping={() => row.memberId !== null && onSet({ memberId: null })}
        />
        <FaultLine fault={wrong.memberId} />
      </td>
      <td>
        <ItemBox
          attrs={{ id: item.id, 'aria-invalid': item.invalid }}
          label={item.label}
          placeholder={round.itemHint}
          items={items}
          value={row.itemCode}
          onChange={itemCode => onSet({ itemCode })}
          onPicked={() => goTo(`r${row.key}-date`)}
        />
        <FaultLine fault={wrong.itemCode} />
      </td>
      {text('date', round.columns.date, said?.date ?? '11-3')}
      {text('quantity', round.columns.quantity, said?.quantity ? pointsText(said.quantity) : '1')}
      <td class={css.points}>{points === null ? '' : pointsText(points, true)}</td>
      {text('words', round.columns.words, '')}
      <td class={css.acts}>
        <button type="button" aria-label={round.removeRow(number)} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </td>
    </tr>
  )
}

/** A choice made, the next box is meant. */
const goTo = (id: string): void => document.getElementById(id)?.focus()

function FaultLine({ fault }: { fault: Fault | undefined }) {
  if (fault === undefined) return null
  const { faults } = words().declarations.round
  return (
    <small class={css.fault} role="alert">
      {typeof fault === 'string' ? faults[fault] : sentenceOf(fault.said)}
    </small>
  )
}
