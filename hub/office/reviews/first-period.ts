import { must } from '../../../shared/base/check.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { plainDateAt, rangeOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { periodsOf, type Scheme } from '../../../shared/points/scheme.ts'
import { takesEntries } from '../../../shared/review/review.ts'
import type { Reads } from '../ports.ts'
import { reviewOf } from './period-sums.ts'

/**
 * RV33: the first period of the year that needs a review: that of the earliest entry, or of the day the branch was
 * founded, whichever is earlier. Null: none of this year does, so far.
 */
export async function firstPeriod(read: Reads, scheme: Scheme): Promise<Period | null> {
  const periods = periodsOf(scheme)
  const founded = await dayFounded(read)
  const from = (day: PlainDate) => periods.find(period => rangeOf(period).to >= day) ?? null
  if (from(founded) === periods[0]) return from(founded)
  const [entry] = await read.ledger.ofCycle(scheme.cycle)
  return from(entry && entry.date < founded ? entry.date : founded)
}

/** The first line of the journal is the founding. */
async function dayFounded(read: Reads): Promise<PlainDate> {
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  const [line] = await read.journal.lines(1, 1)
  const { at } = JSON.parse(must(line, 'the first line').line) as { readonly at: Millis }
  return plainDateAt(at, timeZone)
}

export const needsReview = (period: Period, first: Period | null): boolean => first !== null && period >= first

/**
 * Where the review of a period stands in its year. `open`: one before it that needs settling is not settled;
 * `passed`: it was left out, and a later one is settled.
 */
export async function placeInYear(read: Reads, scheme: Scheme, period: Period): Promise<'settled' | 'open' | 'passed'> {
  const first = await firstPeriod(read, scheme)
  if (await isPassed(read, scheme, period, first)) return 'passed'
  for (const before of periodsOf(scheme).toReversed()) {
    if (before >= period) continue
    const review = await reviewOf(read, before)
    if (review === null && !needsReview(before, first)) continue
    return takesEntries(review) ? 'open' : 'settled'
  }
  return 'settled'
}

/** Left out, and a later one is settled: an entry in it would change what is settled. */
export async function isPassed(read: Reads, scheme: Scheme, period: Period, first?: Period | null): Promise<boolean> {
  if ((await reviewOf(read, period)) !== null) return false
  for (const later of periodsOf(scheme)) {
    if (later <= period || takesEntries(await reviewOf(read, later))) continue
    return !needsReview(period, first === undefined ? await firstPeriod(read, scheme) : first)
  }
  return false
}
