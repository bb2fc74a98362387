import * as v from 'valibot'
import type { Brand } from './brand.ts'
import type { Millis } from './ids.ts'

/** `YYYY-MM-DD` in the branch's own time zone. Plain text compares in time order. */
export type PlainDate = Brand<string, 'PlainDate'>

/** `YYYY-MM-DDTHH:MM` in the branch's own time zone. */
export type PlainDateTime = Brand<string, 'PlainDateTime'>

/** A review period: `2026-Q3`, `2026-H1`, or the whole cycle `2026`. */
export type Period = Brand<string, 'Period'>

const DAY_MS = 86_400_000

/** The date, or null where there is no such day (2026-02-30). Years 1900–2199. */
export function parsePlainDate(text: string): PlainDate | null {
  const match = /^((?:19|20|21)\d\d)-(\d\d)-(\d\d)$/.exec(text)
  if (!match) return null
  const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return new Date(at).toISOString().startsWith(text) ? (text as PlainDate) : null
}

export function parsePlainDateTime(text: string): PlainDateTime | null {
  const match = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  if (!match || !parsePlainDate(match[1] ?? '')) return null
  return `${match[1]}T${match[2]}:${match[3]}` as PlainDateTime
}

export const PlainDateSchema = v.pipe(
  v.string(),
  v.check(text => parsePlainDate(text) !== null, 'no such date'),
  v.transform(text => text as PlainDate),
)

export const PlainDateTimeSchema = v.pipe(
  v.string(),
  v.check(text => parsePlainDateTime(text) === text, 'no such date and time'),
  v.transform(text => text as PlainDateTime),
)

export const PeriodSchema = v.pipe(
  v.string(),
  v.regex(/^(19|20|21)\d\d(-Q[1-4]|-H[12])?$/),
  v.transform(text => text as Period),
)

const utc = (date: PlainDate): number => Date.parse(`${date}T00:00Z`)

export const addDays = (date: PlainDate, days: number): PlainDate =>
  new Date(utc(date) + days * DAY_MS).toISOString().slice(0, 10) as PlainDate

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => Math.round((utc(to) - utc(from)) / DAY_MS)

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export const dayOfWeek = (date: PlainDate): number => new Date(utc(date)).getUTCDay() || 7

export const dateOf = (at: PlainDateTime): PlainDate => at.slice(0, 10) as PlainDate

export const yearOf = (date: PlainDate | Period): number => Number(date.slice(0, 4))

/** First and last day, both included. */
export interface DateRange {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** The days of a period. */
export function rangeOf(period: Period): DateRange {
  const year = period.slice(0, 4)
  const part = period.slice(5)
  const [first, last] =
    part === ''
      ? [1, 12]
      : part.startsWith('H')
        ? [Number(part[1]) * 6 - 5, Number(part[1]) * 6]
        : [Number(part[1]) * 3 - 2, Number(part[1]) * 3]
  const month = (value: number) => String(value).padStart(2, '0')
  const to = new Date(Date.UTC(Number(year), last, 0)).toISOString().slice(0, 10)
  return { from: `${year}-${month(first)}-01` as PlainDate, to: to as PlainDate }
}

export type ReviewPeriodLength = 'quarter' | 'halfYear'

/** The review period that holds the date. */
export function periodOf(date: PlainDate, length: ReviewPeriodLength): Period {
  const month = Number(date.slice(5, 7))
  const part = length === 'quarter' ? `Q${Math.ceil(month / 3)}` : `H${Math.ceil(month / 6)}`
  return `${date.slice(0, 4)}-${part}` as Period
}

/** All review periods of the cycle up to and including `last`, in order. For the whole cycle, all of them. */
export function periodsUpTo(last: Period, length: ReviewPeriodLength): Period[] {
  const marks = length === 'quarter' ? ['Q1', 'Q2', 'Q3', 'Q4'] : ['H1', 'H2']
  const year = last.slice(0, 4)
  const all = marks.map(mark => `${year}-${mark}` as Period)
  return last.length === 4 ? all : all.filter(period => period <= last)
}

/** Making one costs a hundred times what using it does. A memo, so no state that anybody could see. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(timeZone, made)
  return made
}

/** The minutes that were asked for last, by zone: a screen and a rule ask for the same few again and again. */
const minutes = new Map<string, Map<number, PlainDateTime>>()
const MINUTES_KEPT = 1_000

/** The wall clock of the zone at an instant. */
export function plainDateTimeAt(at: Millis, timeZone: string): PlainDateTime {
  const known = minutes.get(timeZone) ?? new Map<number, PlainDateTime>()
  minutes.set(timeZone, known)
  const minute = Math.floor(at / 60_000)
  const found = known.get(minute)
  if (found !== undefined) return found
  const parts = formatterOf(timeZone).formatToParts(at)
  const part = (type: string) => parts.find(each => each.type === type)?.value ?? ''
  const made = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}` as PlainDateTime
  if (known.size >= MINUTES_KEPT) known.clear()
  known.set(minute, made)
  return made
}

export const plainDateAt = (at: Millis, timeZone: string): PlainDate => dateOf(plainDateTimeAt(at, timeZone))

/** The instant of a wall-clock time. In a gap or overlap of summer time the later offset wins; the branch has none. */
export function instantOf(at: PlainDateTime, timeZone: string): Millis {
  const asIfUtc = Date.parse(`${at}:00Z`)
  const offset = Date.parse(`${plainDateTimeAt(asIfUtc as Millis, timeZone)}:00Z`) - asIfUtc
  return (asIfUtc - offset) as Millis
}
