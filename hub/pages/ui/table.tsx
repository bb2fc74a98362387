import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import { kitWords } from './kit-words.ts'
import { nextOrder, sortedRows, windowOf, type SortOrder } from './table-rows.ts'
import css from './table.module.css'

export interface Column<Row> {
  readonly id: string
  readonly head: ComponentChildren
  readonly cell: (row: Row) => ComponentChildren
  /** Absent: the column cannot be sorted by. */
  readonly sortBy?: (row: Row) => string | number | null
  readonly align?: 'start' | 'end' | 'center' | undefined
  /** CSS width. Give one to all columns but one in long tables: only rows in view are drawn, so widths are fixed. */
  readonly width?: string | undefined
}

export interface TableProps<Row> {
  /** Read aloud before the rows: what this list is. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Enter or a press on a row. */
  readonly onOpen?: ((row: Row) => void) | undefined
  /** With both: a box in front of each row, and one for all. */
  readonly chosen?: ReadonlySet<string> | undefined
  readonly onChoose?: ((chosen: ReadonlySet<string>) => void) | undefined
  /** Whom the box for all takes; left out: every row. */
  readonly takesAll?: ((row: Row) => boolean) | undefined
  readonly sort?: SortOrder | undefined
  /** What to say when there is no row. */
  readonly empty?: ComponentChildren | undefined
  /** px; 44 by default. Long tables clip what does not fit. */
  readonly rowHeight?: number | undefined
  /** quiet: greyed (left the branch, retired) · struck: undone by a later entry · marked: to be looked at */
  readonly toneOf?: (row: Row) => 'quiet' | 'struck' | 'marked' | null
  /** The table fills its parent and scrolls inside; else it is as high as its rows, up to the height of the screen. */
  readonly fill?: boolean | undefined
  /** Left of the count below the table. */
  readonly foot?: ComponentChildren | undefined
  /** Brings a row into view and makes it the one the arrows go on from; `turn` tells two jumps to one row apart. */
  readonly jump?: { readonly key: string; readonly turn: number } | null | undefined
  /** False where the rows are one page of many: their count would mislead. */
  readonly counted?: boolean
}

/** From so many rows on, only those in view are drawn. */
const LONG = 200

export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, keyOf, empty, rowHeight = 44, chosen } = props
  const [order, setOrder] = useState<SortOrder | null>(props.sort ?? null)
  const [active, setActive] = useState(-1)
  const scroller = useRef<HTMLDivElement>(null)
  const sorted = useMemo(() => inOrder(rows, columns, order), [rows, columns, order])
  const view = useWindow(scroller, sorted.length, rowHeight)
  const long = sorted.length > LONG

  const moveTo = (at: number) => {
    const next = Math.max(0, Math.min(sorted.length - 1, at))
    setActive(next)
    keepInView(scroller.current, next, rowHeight)
  }
  useEffect(() => {
    const at = props.jump ? sorted.findIndex(row => keyOf(row) === props.jump?.key) : -1
    if (at >= 0) {
      setActive(at)
      toTop(scroller.current, at, rowHeight)
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once per jump: rows that change later do not repeat it
  }, [props.jump])
  const press = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const row = sorted[active]
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page }[event.key]
    if (to !== undefined) moveTo(to)
    else if (event.key === 'Home') moveTo(0)
    else if (event.key === 'End') moveTo(sorted.length - 1)
    else if (event.key === 'Enter' && row) props.onOpen?.(row)
    else if (event.key === ' ' && row) toggle(props, keyOf(row))
    else return
    event.preventDefault()
  }

  return (
    <div class={cx(css.hold, props.fill && css.fill)}>
      <div
        ref={scroller}
        class={css.scroller}
        data-flow
        data-rows
        tabIndex={0}
        role="group"
        aria-label={label}
        onKeyDown={press}
      >
        <table class={cx(css.table, long && css.fixed)} aria-rowcount={sorted.length + 1}>
          <colgroup>
            {props.onChoose && <col style={{ width: '44px' }} />}
            {columns.map(column => (
              <col key={column.id} style={column.width ? { width: column.width } : {}} />
            ))}
          </colgroup>
          <Head {...props} rows={sorted} order={order} onOrder={column => setOrder(nextOrder(order, column))} />
          <tbody>
            {view.first > 0 && <tr aria-hidden="true" style={{ height: `${view.first * rowHeight}px` }} />}
            {sorted.slice(view.first, view.last).map((row, at) => (
              <BodyRow
                key={keyOf(row)}
                table={props}
                row={row}
                at={view.first + at}
                active={view.first + at === active}
                height={rowHeight}
              />
            ))}
            {view.last < sorted.length && (
              <tr aria-hidden="true" style={{ height: `${(sorted.length - view.last) * rowHeight}px` }} />
            )}
          </tbody>
        </table>
        {sorted.length === 0 && <div class={css.empty}>{empty ?? kitWords().nothing}</div>}
      </div>
      {sorted.length > 0 && (
        <div class={css.foot}>
          <span>{props.foot}</span>
          <span>
            {chosen && chosen.size > 0 && <b>{kitWords().chosenRows(chosen.size)} · </b>}
            {props.counted !== false && kitWords().rows(sorted.length)}
          </span>
        </div>
      )}
    </div>
  )
}

function inOrder<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: SortOrder | null): readonly Row[] {
  const by = columns.find(column => column.id === order?.column)?.sortBy
  return by && order ? sortedRows(rows, by, order.descending) : rows
}

function Head<Row>(props: TableProps<Row> & { order: SortOrder | null; onOrder: (column: string) => void }) {
  const { columns, rows, keyOf, chosen, onChoose, order, onOrder } = props
  const meant = props.takesAll ? rows.filter(props.takesAll) : rows
  const all = chosen !== undefined && meant.length > 0 && meant.every(row => chosen.has(keyOf(row)))
  return (
    <thead>
      <tr>
        {onChoose && (
          <th class={css.choose}>
            <label class={css.tick}>
              <input
                type="checkbox"
                class={css.box}
                aria-label={kitWords().chooseAll}
                checked={all}
                onChange={() => onChoose(all ? new Set() : new Set(meant.map(keyOf)))}
              />
            </label>
          </th>
        )}
        {columns.map(column => (
          <th key={column.id} class={css[column.align ?? 'start']} aria-sort={ariaSort(column.id, order)}>
            {column.sortBy ? (
              <button type="button" class={css.sort} onClick={() => onOrder(column.id)}>
                {column.head}
                <Icon
                  name={order?.column === column.id && order.descending ? 'down' : 'up'}
                  class={order?.column === column.id ? undefined : css.hint}
                />
              </button>
            ) : (
              column.head
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const ariaSort = (column: string, order: SortOrder | null) =>
  order?.column === column ? (order.descending ? 'descending' : 'ascending') : undefined

function BodyRow<Row>(props: { table: TableProps<Row>; row: Row; at: number; active: boolean; height: number }) {
  const { table, row, at, active, height } = props
  const { columns, keyOf, onOpen, chosen, onChoose, toneOf } = table
  const key = keyOf(row)
  const tone = toneOf?.(row)
  const open = (event: MouseEvent) => {
    // A control inside the row, or a text being marked, is not a press on the row.
    const inner = event.target instanceof Element && event.target.closest('button, a, input, label, select')
    if (!inner && String(getSelection() ?? '') === '') onOpen?.(row)
  }
  return (
    <tr
      class={cx(onOpen && css.open, active && css.active, chosen?.has(key) && css.chosen, tone && css[tone])}
      style={{ height: `${height}px` }}
      aria-rowindex={at + 2}
      aria-selected={chosen ? chosen.has(key) : undefined}
      onClick={open}
    >
      {onChoose && (
        <td class={css.choose}>
          <label class={css.tick}>
            <input
              type="checkbox"
              class={css.box}
              aria-label={kitWords().chooseRow}
              checked={chosen?.has(key) ?? false}
              onChange={() => toggle(table, key)}
            />
          </label>
        </td>
      )}
      {columns.map(column => (
        <td key={column.id} class={css[column.align ?? 'start']}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

function toggle<Row>({ chosen, onChoose }: TableProps<Row>, key: string): void {
  if (!chosen || !onChoose) return
  const next = new Set(chosen)
  if (!next.delete(key)) next.add(key)
  onChoose(next)
}

/** The rows to draw: all of a short table, those near the view of a long one. */
function useWindow(scroller: { readonly current: HTMLDivElement | null }, count: number, rowHeight: number) {
  const [box, setBox] = useState({ top: 0, height: 800 })
  const long = count > LONG
  useEffect(() => {
    const element = scroller.current
    if (!element || !long) return
    const measure = () => setBox({ top: element.scrollTop, height: element.clientHeight })
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      watch.disconnect()
    }
  }, [long, scroller])
  return long ? windowOf(box.top, box.height, rowHeight, count) : { first: 0, last: count }
}

/** A row jumped to stands first below the head, or in view where the table is as high as its rows. */
function toTop(scroller: HTMLDivElement | null, at: number, rowHeight: number): void {
  if (!scroller) return
  scroller.scrollTop = at * rowHeight
  scroller.querySelector(`tr[aria-rowindex="${at + 2}"]`)?.scrollIntoView({ block: 'nearest' })
}

/** The sticky head covers the first row's height of the view. */
function keepInView(scroller: HTMLDivElement | null, at: number, rowHeight: number): void {
  if (!scroller) return
  const head = scroller.querySelector('thead')?.offsetHeight ?? 0
  const top = at * rowHeight
  if (top < scroller.scrollTop) scroller.scrollTop = top
  const bottom = top + rowHeight + head - scroller.clientHeight
  if (bottom > scroller.scrollTop) scroller.scrollTop = bottom
}
