import * as v from 'valibot'
import { MillisSchema, type Millis } from '../base/ids.ts'
import { plainDateAt, type PlainDate } from '../base/plain-date.ts'
import { ShownDocSchema } from '../notices/shown-doc.ts'
import { CLOCK_TRUSTS } from '../passes/clock.ts'
import type { PlacedTime } from '../passes/placing.ts'

/**
 * What a kiosk says about its glass: the body of a record of kind `shown`. A span says that these documents were seen
 * on the glass at both of its ends, and so often between them as the kiosk looked; it says nothing of what was between
 * two looks. Spans are folded by taking the earliest and the latest, so telling one twice changes nothing.
 */

/** Steady milliseconds are finite and never negative, as in a record's head. */
const mono = v.pipe(v.number(), v.finite(), v.minValue(0))

export const ShownSpanSchema = v.strictObject({
  docs: v.pipe(v.array(ShownDocSchema), v.minLength(1), v.maxLength(200)),
  /** The kiosk's best time at the first and at the last look. */
  first: MillisSchema,
  last: MillisSchema,
  trust: v.picklist(CLOCK_TRUSTS),
  /** The steady clock at the two looks, in the record's own run; null: it was another run. */
  mono: v.nullable(v.strictObject({ first: mono, last: mono })),
})
export type ShownSpan = v.InferOutput<typeof ShownSpanSchema>

const spans = v.pipe(v.array(ShownSpanSchema), v.maxLength(80))

export const ShownBodySchema = v.strictObject({
  clockTrust: v.picklist(CLOCK_TRUSTS),
  /** The board was on the glass, and the document could be read from there (NT30). */
  posted: spans,
  /** Its own page was on the glass. */
  opened: spans,
  /** It is no longer among what the board has: withdrawn, replaced or expired; `first` is when that was seen. */
  gone: spans,
  /** Spans that had to be thrown away for want of room; 0 in all but the worst of times. */
  lost: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})
export type ShownBody = v.InferOutput<typeof ShownBodySchema>

/** A span on the hub's own time line. */
export interface PlacedSpan {
  readonly first: Millis
  readonly last: Millis
  /** The time is as good as a synced clock's. What is not sure proves no day (NT32). */
  readonly sure: boolean
}

/** A synced clock may be this far ahead of the record that tells of it, as in `placeTimes`. */
const AHEAD_MS = 120_000

/**
 * Places a span in time as its record was placed: a synced clock is believed; otherwise the steady clock says how long
 * before the record it was, where both are of one run; otherwise nobody knows (SY143).
 */
export function placeSpan(span: ShownSpan, record: { readonly mono: number }, placed: PlacedTime): PlacedSpan {
  const last = Math.max(span.first, span.last)
  if (span.trust === 'synced' && last <= placed.to + AHEAD_MS) {
    return { first: span.first, last: last as Millis, sure: true }
  }
  if (span.mono) {
    const before = (at: number) => Math.round(Math.max(0, placed.at - Math.max(0, record.mono - at))) as Millis
    return {
      first: before(span.mono.first),
      last: before(Math.max(span.mono.first, span.mono.last)),
      sure: placed.known,
    }
  }
  const said = (at: number) => Math.min(at, placed.at) as Millis
  return { first: said(span.first), last: said(last), sure: false }
}

export interface DaySpan extends PlacedSpan {
  readonly day: PlainDate
}

/** Both ends were looks, and nothing is reckoned between them: over midnight a span is one look on either day. */
export function byDay(span: PlacedSpan, timeZone: string): DaySpan[] {
  const [day, lastDay] = [plainDateAt(span.first, timeZone), plainDateAt(span.last, timeZone)]
  if (day === lastDay) return [{ ...span, day }]
  return [
    { ...span, last: span.first, day },
    { ...span, first: span.last, day: lastDay },
  ]
}
