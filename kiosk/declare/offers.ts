import { addDays, rangeOf, type DateRange, type Period, type PlainDate } from '../../shared/base/plain-date.ts'
import { isDeclarable } from '../../shared/declarations/declaration.ts'
import type { BoardDocument, BodyOf } from '../../shared/notices/document.ts'
import { DIMENSIONS, type Dimension } from '../../shared/points/item.ts'
import { newestOf } from '../board/notice-view.ts'
import type { PublishedItem } from '../board/items-view.ts'

/** What may be declared and vouched for here, by the items that hang on the board: the hub judges again. */

export interface Offer {
  readonly schemeVersion: number
  readonly items: readonly PublishedItem[]
  /**
   * The cycle's days up to today, without those of periods that are settled: they were before their points could be
   * published. No day at all where `to` comes before `from`.
   */
  readonly days: DateRange
}

export type Days = Pick<Offer, 'days'>

/** Null where no items hang on the board, or their cycle has not begun. @param category id of the member's category */
export function offerFor(documents: readonly BoardDocument[], category: string, today: PlainDate): Offer | null {
  const body = newestOf(documents, 'items')?.body
  if (!body) return null
  const cycle = rangeOf(String(body.cycle) as Period)
  if (today < cycle.from) return null
  const settled = settledUpTo(documents)
  return {
    schemeVersion: body.schemeVersion,
    items: body.items.filter(each => isDeclarable(each.component) && isBrought(each) && isFor(body, each, category)),
    days: {
      from: settled !== null && settled >= cycle.from ? addDays(settled, 1) : cycle.from,
      to: today < cycle.to ? today : cycle.to,
    },
  }
}

/** Periods are settled one after the other: the last day of the newest that hangs here. */
function settledUpTo(documents: readonly BoardDocument[]): PlainDate | null {
  const ends = documents.flatMap(({ body }) =>
    body.kind === 'periodPoints' || body.kind === 'ranking' ? [rangeOf(body.period).to] : [],
  )
  return ends.sort().at(-1) ?? null
}

/** What attendance brings by itself is not declared: it would be there twice. */
const isBrought = ({ recordedBy }: PublishedItem): boolean => recordedBy !== 'attendance'

/** Documents of an earlier hub do not say whose labels are whose: then the branch looks. */
function isFor({ categories }: BodyOf<'items'>, { appliesTo }: PublishedItem, category: string): boolean {
  const label = categories?.find(each => each.id === category)?.label
  return appliesTo.length === 0 || label === undefined || appliesTo.includes(label)
}

export const isOpenDay = ({ days }: Days, day: PlainDate): boolean => day >= days.from && day <= days.to

/** Tabs of the list: what is declared here most, then the four dimensions; only those that hold something. */
export type Shelf = 'often' | Dimension

/** Of the most used ones, so many. */
const OFTEN = 8

export interface Shelved {
  readonly shelf: Shelf
  readonly items: readonly PublishedItem[]
}

/** @param uses how often each code was declared at this kiosk */
export function shelvesOf(items: readonly PublishedItem[], uses: Readonly<Record<string, number>>): readonly Shelved[] {
  const usesOf = ({ code }: PublishedItem): number => uses[code] ?? 0
  const all: readonly Shelved[] = [
    { shelf: 'often', items: [...items].sort((a, b) => rank(a, b, usesOf)).slice(0, OFTEN) },
    ...DIMENSIONS.map(shelf => ({ shelf, items: items.filter(each => each.dimension === shelf) })),
  ]
  return all.filter(each => each.items.length > 0)
}

/** What members themselves bring comes before what the branch mostly brings; then as the scheme has it. */
const rank = (a: PublishedItem, b: PublishedItem, usesOf: (item: PublishedItem) => number): number =>
  usesOf(b) - usesOf(a) || Number(b.recordedBy === 'member') - Number(a.recordedBy === 'member')

export interface CalendarDay {
  readonly day: PlainDate
  readonly open: boolean
}

/** The weeks of the month that holds the day, Monday first; null stands for days of other months. */
export function monthOf(offer: Days, day: PlainDate): readonly (CalendarDay | null)[] {
  const first = `${day.slice(0, 7)}-01` as PlainDate
  const blanks = new Date(`${first}T00:00:00Z`).getUTCDay()
  const cells: (CalendarDay | null)[] = Array.from({ length: (blanks + 6) % 7 }, () => null)
  for (let each = first; each.slice(0, 7) === day.slice(0, 7); each = addDays(each, 1)) {
    cells.push({ day: each, open: isOpenDay(offer, each) })
  }
  while (cells.length < 42) cells.push(null)
  return cells
}

/** Every day that may be chosen, in order. */
export function openDays({ days }: Days): readonly PlainDate[] {
  const all: PlainDate[] = []
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) all.push(day)
  return all
}

/** The last day of the month before, the first of the next; null where the cycle has none. */
export function monthBeside({ days }: Days, day: PlainDate, by: 1 | -1): PlainDate | null {
  const first = `${day.slice(0, 7)}-01` as PlainDate
  const beside = by < 0 ? addDays(first, -1) : addDays(first, 32)
  const month = beside.slice(0, 7)
  if (month < days.from.slice(0, 7) || month > days.to.slice(0, 7)) return null
  return by < 0 ? beside : (`${month}-01` as PlainDate)
}
