import type { Hundredths } from '../base/hundredths.ts'
import { DIMENSIONS, type Dimension } from './item.ts'
import { whyNotMeant, type ItemReader } from './items-for.ts'
import type { Scheme } from './scheme.ts'
import type { Stretch } from './standing.ts'
import { medianOf } from './usual.ts'

/**
 * Why a period is low, for a talk and never for a wall (RV22): by dimension, what is missing against what is usual in the
 * category, and the things that most of the others did.
 */
export interface PeriodOf {
  readonly inPeriod: Stretch
  /** Codes of the items with entries that are not reversed. */
  readonly items: ReadonlySet<string>
}

export interface Cause {
  readonly dimension: Dimension
  readonly own: Hundredths
  /** Median of the others in the category. */
  readonly usual: Hundredths
  /** Above 0. */
  readonly missing: Hundredths
  /** Codes: meant for this member, done by at least half of the others and not by them. */
  readonly items: readonly string[]
}

const ITEMS_MAX = 3

/** The largest gap first; empty where nobody else is in the category, or nothing is missing. */
export function causesOf(scheme: Scheme, reader: ItemReader, own: PeriodOf, others: readonly PeriodOf[]): Cause[] {
  if (others.length === 0) return []
  return DIMENSIONS.flatMap(dimension => {
    const counted = (each: PeriodOf) => each.inPeriod.dimensions[dimension].counted
    const usual = Math.round(medianOf(others.map(counted))) as Hundredths
    const missing = (usual - counted(own)) as Hundredths
    const items = scheme.items
      .filter(item => item.dimension === dimension && (item.component === 'base' || item.component === 'contribution'))
      .filter(item => !own.items.has(item.code) && whyNotMeant(scheme, item, reader) === null)
      .filter(item => others.filter(each => each.items.has(item.code)).length * 2 >= others.length)
    if (missing <= 0) return []
    return [{ dimension, own: counted(own), usual, missing, items: items.slice(0, ITEMS_MAX).map(item => item.code) }]
  }).toSorted((a, b) => b.missing - a.missing)
}
