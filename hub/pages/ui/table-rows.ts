/** The pure half of the table: order and window. */

export interface SortOrder {
  readonly column: string
  readonly descending: boolean
}

type Sortable = string | number | null

/** Pinyin order for Chinese, numbers inside text by value: 2组 before 10组. */
const collator = new Intl.Collator('zh-CN', { numeric: true })

/** Rows in the order asked; empty values last either way, equal ones stay as they came. */
export function sortedRows<Row>(rows: readonly Row[], by: (row: Row) => Sortable, descending: boolean): Row[] {
  const sign = descending ? -1 : 1
  return rows
    .map(row => ({ row, key: by(row) }))
    .sort((a, b) => compare(a.key, b.key, sign))
    .map(each => each.row)
}

function compare(a: Sortable, b: Sortable, sign: number): number {
  const [emptyA, emptyB] = [a === null || a === '', b === null || b === '']
  if (emptyA || emptyB) return Number(emptyA) - Number(emptyB)
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)))
}

/** A press on a heading: up, down, then the order the rows came in. */
export function nextOrder(order: SortOrder | null, column: string): SortOrder | null {
  if (order?.column !== column) return { column, descending: false }
  return order.descending ? null : { column, descending: true }
}

/** Which rows are drawn: those in view and a few on either side, so that scrolling shows no gap. Last is exclusive. */
export function windowOf(scrollTop: number, viewHeight: number, rowHeight: number, count: number) {
  const spare = 12
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - spare)
  const last = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare)
  return { first, last: Math.max(first, last) }
}
