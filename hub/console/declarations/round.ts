import { parseHundredths, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { parsePlainDate, yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import { isDeclarable } from '../../../shared/declarations/declaration.ts'
import type { Item } from '../../../shared/points/item.ts'
import { parseDay } from '../../pages/ui/dates.tsx'

/** The slips of a round of declarations as they are typed in: rows of text, and what is wrong with each. */

/** What is typed stays as typed until everything is good. */
export interface RoundRow {
  readonly key: number
  readonly memberId: MemberId | null
  readonly itemCode: string | null
  /** Empty: as in the row above, in the first row the day of the meeting. */
  readonly date: string
  /** Empty: the least that the item takes, usually 1. */
  readonly quantity: string
  /** What was done, as on the slip. */
  readonly words: string
}

const CELLS = ['memberId', 'itemCode', 'date', 'quantity', 'words'] as const
export type Cell = (typeof CELLS)[number]

/** By what is wrong, in the words of the catalogue; by sentence where the hub said it. */
export type Fault =
  'noMember' | 'noItem' | 'notDeclarable' | 'badDate' | 'future' | 'badQuantity' | 'twice' | { readonly said: Problem }
export type Faults = Readonly<Partial<Record<Cell, Fault>>>

export const newRow = (key: number): RoundRow => ({
  key,
  memberId: null,
  itemCode: null,
  date: '',
  quantity: '',
  words: '',
})

export const isBlank = (row: RoundRow): boolean =>
  row.memberId === null && row.itemCode === null && `${row.date}${row.quantity}${row.words}`.trim() === ''

/** What the rows are read with. */
export interface RoundWorld {
  readonly items: readonly Item[]
  readonly meetingDate: PlainDate
  readonly today: PlainDate
}

/** A row as it would be sent; null where a part is missing or no value. */
export interface ReadRow {
  readonly key: number
  readonly memberId: MemberId | null
  readonly item: Item | null
  readonly date: PlainDate | null
  readonly quantity: Hundredths | null
  readonly words: string
}

/** The rows that say anything, each read with what it leaves to the row above it. */
export function readRows(rows: readonly RoundRow[], { items, meetingDate }: RoundWorld): ReadRow[] {
  let above: PlainDate | null = meetingDate
  return rows
    .filter(row => !isBlank(row))
    .map(row => {
      const item = items.find(each => each.code === row.itemCode) ?? null
      const date = row.date.trim() === '' ? above : parseShortDay(row.date, meetingDate)
      above = date ?? above
      const quantity = row.quantity.trim() === '' ? usualQuantity(item) : parseHundredths(row.quantity)
      return { key: row.key, memberId: row.memberId, item, date, quantity, words: row.words.trim() }
    })
}

/** The least that the item takes; 1 where it says nothing, or as much as it takes at most where that is less. */
const usualQuantity = (item: Item | null): Hundredths =>
  item?.quantity?.least ?? (Math.min(ONE, item?.quantity?.most ?? ONE) as Hundredths)

const ONE = 100 as Hundredths

/**
 * A day as people write it on a slip: `11-3`, `11.3`, `11月3日`, `1103`, or in full. Without a year it is the nearest such
 * day not after the meeting.
 */
export function parseShortDay(text: string, meetingDate: PlainDate): PlainDate | null {
  const full = parseDay(text)
  if (full) return full
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[月./]/g, '-')
    .replace(/日$/, '')
  const match = /^(\d{1,2})-(\d{1,2})$/.exec(plain) ?? /^(\d\d)(\d\d)$/.exec(plain)
  const [, month = '', day = ''] = match ?? []
  if (!match) return null
  const inYear = (year: number) => parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  const year = yearOf(meetingDate)
  const same = inYear(year)
  return same !== null && same <= meetingDate ? same : (inYear(year - 1) ?? same)
}

/** What the desk itself sees at once, by row. */
export function ownFaults(read: readonly ReadRow[], { today }: RoundWorld): ReadonlyMap<number, Faults> {
  const seen = new Map<string, number>()
  const found = new Map<number, Faults>()
  for (const row of read) {
    const faults: Partial<Record<Cell, Fault>> = {}
    if (row.memberId === null) faults.memberId = 'noMember'
    if (row.item === null) faults.itemCode = 'noItem'
    else if (!isDeclarable(row.item.component)) faults.itemCode = 'notDeclarable'
    if (row.date === null) faults.date = 'badDate'
    else if (row.date > today) faults.date = 'future'
    if (row.quantity === null || row.quantity <= 0 || !inRange(row.quantity, row.item)) faults.quantity = 'badQuantity'
    const same = `${row.memberId} ${row.item?.code} ${row.date}`
    if (Object.keys(faults).length === 0 && seen.has(same)) faults.itemCode = 'twice'
    seen.set(same, row.key)
    if (Object.keys(faults).length > 0) found.set(row.key, faults)
  }
  return found
}

function inRange(quantity: Hundredths, item: Item | null): boolean {
  const { least = 0, most = Infinity } = item?.quantity ?? {}
  return quantity >= least && quantity <= most
}

/** Where in the list of rows a problem of the hub belongs: `rows.3` or `rows.3.date`, counted from 0. */
const PLACE = /^rows\.(\d+)(?:[.·](\w+))?$/

/** The hub's problems by row, and those that belong to none. */
export function saidFaults(
  read: readonly ReadRow[],
  problems: readonly Problem[],
): { readonly byRow: ReadonlyMap<number, Faults>; readonly others: readonly Problem[] } {
  const byRow = new Map<number, Faults>()
  const others: Problem[] = []
  for (const each of problems) {
    const [, at = '', name = ''] = PLACE.exec(each.where ?? '') ?? []
    const row = at === '' ? undefined : read[Number(at)]
    if (!row) {
      others.push(each)
      continue
    }
    const cell = CELLS.find(cell => cell === name) ?? cellOfCode(each.code)
    byRow.set(row.key, { ...byRow.get(row.key), [cell]: { said: each } })
  }
  return { byRow, others }
}

/** A problem that names only its row stands where it is put right. */
function cellOfCode(code: string): Cell {
  if (/MEMBER/.test(code)) return 'memberId'
  if (/QUANTITY|POINTS/.test(code)) return 'quantity'
  return /DATE|FUTURE|CYCLE|PERIOD|SETTLED/.test(code) ? 'date' : 'itemCode'
}

/** Rows as the hub takes them, in order; null while anything is missing. */
export function rowsToSend(read: readonly ReadRow[]) {
  const rows = read.flatMap(({ memberId, item, date, quantity, words }) =>
    memberId && item && date && quantity ? [{ memberId, itemCode: item.code, date, quantity, words }] : [],
  )
  return rows.length === read.length && rows.length > 0 ? rows : null
}
