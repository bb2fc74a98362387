import type { Millis } from '../base/ids.ts'
import type { ClockTrust } from './clock.ts'

/**
 * When a kiosk's records were made, as well as the hub can know: by the kiosk's clock where that was the hub's own, by
 * the steady clock of the run in which the hub spoke with it, and otherwise between the records around them. The order
 * of a stream is the order in which its records were made, and a steady clock may stand still but never runs ahead:
 * from the two follow bounds that hold whatever the wall clock said.
 */

/** What a record says about its time. */
export interface SaidTime {
  readonly at: number
  readonly mono: number
  readonly boot: string
  readonly trust: ClockTrust
}

/** Both clocks at the kiosk's last hello, and the hub's own: what a record's time is corrected by. */
export interface ClockAtHello {
  readonly mono: number
  readonly boot: string
  readonly hubTime: Millis
}

/** The newest record of a stream, as it was placed. */
export interface StreamTime {
  readonly at: number
  readonly from: number
  readonly mono: number
  readonly boot: string
}

export interface PlacedTime {
  readonly at: Millis
  /** The true time lies between these two, both included. */
  readonly from: Millis
  readonly to: Millis
  /** Known: nothing about it is left for a person to judge. */
  readonly known: boolean
}

/** A synced clock may be this far ahead of the hub's (SYNCED_MS_MAX of drift, twice over); more is no synced clock. */
const SYNCED_AHEAD_MS = 120_000
/** Bounds this close say the time as well as a clock would. */
const CLOSE_MS = 60_000
/** 9999-12-30: dates beyond have no four-digit year in every zone. */
const LATEST = Date.UTC(9999, 11, 30)

/**
 * Places the records of one push, in the order of their stream. Corrected times never go back against it.
 * @param before the stream's newest record so far; null for its first
 * @param receivedAt the hub's time: nothing was made later
 */
export function placeTimes(
  before: StreamTime | null,
  records: readonly SaidTime[],
  hello: ClockAtHello,
  receivedAt: Millis,
): { readonly placed: readonly PlacedTime[]; readonly after: StreamTime | null } {
  const uppers = upperBounds(records, hello, receivedAt)
  const placed: PlacedTime[] = []
  let last = before
  for (const [index, record] of records.entries()) {
    const upper = uppers[index] ?? { to: receivedAt, anchored: false }
    const time = placeOne(last, record, upper, hello, receivedAt)
    placed.push(time)
    last = { at: time.at, from: time.from, mono: record.mono, boot: record.boot }
  }
  return { placed, after: last }
}

interface Upper {
  readonly to: number
  /** Reckoned by the steady clock alone from a time that is known: exact unless the machine slept in between. */
  readonly anchored: boolean
}

/** From the newest to the oldest: nothing was made later than what came after it. */
function upperBounds(records: readonly SaidTime[], hello: ClockAtHello, receivedAt: Millis): readonly Upper[] {
  const uppers: Upper[] = []
  let next: (Upper & { readonly mono: number; readonly boot: string }) | null = null
  for (const record of records.toReversed()) {
    const own = boundByHello(record, hello, receivedAt)
    const byNext: Upper | null = next && boundBy(next, record)
    const byOther: Upper = byNext !== null && byNext.to < own.to ? byNext : own
    const upper: Upper = isBelieved(record, receivedAt)
      ? { to: Math.min(record.at, byOther.to), anchored: true }
      : byOther
    uppers.unshift(upper)
    next = { ...upper, mono: record.mono, boot: record.boot }
  }
  return uppers
}

const isBelieved = (record: SaidTime, receivedAt: Millis): boolean =>
  record.trust === 'synced' && record.at <= receivedAt + SYNCED_AHEAD_MS

function boundByHello(record: SaidTime, hello: ClockAtHello, receivedAt: Millis): Upper {
  // Made before the page was loaded in which the kiosk spoke with the hub.
  if (record.boot !== hello.boot) return { to: Math.min(receivedAt, hello.hubTime - hello.mono), anchored: false }
  const before = hello.mono - record.mono
  return before >= 0
    ? { to: Math.min(receivedAt, hello.hubTime - before), anchored: true }
    : { to: receivedAt, anchored: false }
}

/** In the same run earlier by what the steady clock ran at least; before it, earlier than the run began. */
function boundBy(next: Upper & { readonly mono: number; readonly boot: string }, record: SaidTime): Upper {
  const isSameRun = record.boot === next.boot
  const passed = Math.max(0, isSameRun ? next.mono - record.mono : next.mono)
  return { to: next.to - passed, anchored: isSameRun && next.anchored }
}

function placeOne(
  last: StreamTime | null,
  record: SaidTime,
  upper: Upper,
  hello: ClockAtHello,
  receivedAt: Millis,
): PlacedTime {
  const floor = last?.at ?? 0
  if (isBelieved(record, receivedAt)) {
    // An earlier one, placed too late across a sleep, may stand in the way: the order is kept, the truth lies between.
    const at = inCalendar(Math.max(floor, record.at))
    return { at, from: inCalendar(record.at), to: at, known: at - record.at <= CLOSE_MS }
  }
  const lowest = Math.min(lowerBound(last, record, hello), receivedAt)
  const to = Math.max(upper.to, lowest, 0)
  const isHelloRun = record.boot === hello.boot && record.mono >= hello.mono
  const guess = upper.anchored ? to : isHelloRun ? hello.hubTime + record.mono - hello.mono : record.at
  const at = inCalendar(Math.max(floor, Math.min(Math.max(guess, lowest), to)))
  const known = upper.anchored || isHelloRun || to - lowest <= CLOSE_MS
  return { at, from: inCalendar(Math.min(lowest, at)), to: inCalendar(Math.max(to, at)), known }
}

/** Not before what came before it, by as much as the steady clock ran at least; nor before the hello it came after. */
function lowerBound(last: StreamTime | null, record: SaidTime, hello: ClockAtHello): number {
  const afterHello =
    record.boot === hello.boot && record.mono >= hello.mono ? hello.hubTime + record.mono - hello.mono : 0
  if (!last) return afterHello
  const passed = Math.max(0, record.boot === last.boot ? record.mono - last.mono : record.mono)
  return Math.max(afterHello, last.from + passed)
}

/** No clock's nonsense may be a date that cannot be computed with: the record would never be taken in. */
const inCalendar = (time: number): Millis => Math.round(Math.min(Math.max(0, time), LATEST)) as Millis
