import type { Hundredths } from '../base/hundredths.ts'

/**
 * How far somebody's newest period is from their own usual level: a question to ask, never a judgement. Only their own
 * earlier periods are looked at (RT22); medians, so that one exceptional period neither hides the next nor raises it.
 */

/** Fewer earlier periods than this tell nothing usual. */
export const EARLIER_MIN = 2
/** Distances are counted in spreads; from so many on somebody is named. */
export const FAR = 3
/** Makes the median distance of a bell curve equal to its standard deviation. */
const MAD_TO_DEVIATION = 1.4826
/** Where the earlier periods were all alike, a spread is at least two points, or a fifth of what is usual. */
const SPREAD_MIN = 200
const SPREAD_MIN_SHARE = 0.2

export interface Usual {
  /** Median of the earlier periods. */
  readonly median: Hundredths
  /** What counts as one ordinary step away from it. */
  readonly spread: Hundredths
  /** Earlier periods looked at. */
  readonly earlier: number
}

export interface Distance extends Usual {
  readonly now: Hundredths
  /** In spreads; below zero: less than usual. Two decimals at most. */
  readonly steps: number
  readonly far: 'below' | 'above' | null
}

/** Null: too few earlier periods to say what is usual. */
export function usualOf(earlier: readonly Hundredths[]): Usual | null {
  if (earlier.length < EARLIER_MIN) return null
  const median = medianOf(earlier)
  const deviation = medianOf(earlier.map(each => Math.abs(each - median))) * MAD_TO_DEVIATION
  const spread = Math.max(deviation, SPREAD_MIN, Math.abs(median) * SPREAD_MIN_SHARE)
  return {
    median: Math.round(median) as Hundredths,
    spread: Math.round(spread) as Hundredths,
    earlier: earlier.length,
  }
}

/** @param earlier what the periods before it came to, in any order, `now` not among them */
export function distanceOf(now: Hundredths, earlier: readonly Hundredths[]): Distance | null {
  const usual = usualOf(earlier)
  if (usual === null) return null
  const steps = Math.round(((now - usual.median) / usual.spread) * 100) / 100
  return { ...usual, now, steps, far: Math.abs(steps) < FAR ? null : steps < 0 ? 'below' : 'above' }
}

/** Of at least one value. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [left = 0, right = 0] = [sorted[half - 1], sorted[half]]
  return sorted.length % 2 === 1 ? right : (left + right) / 2
}
