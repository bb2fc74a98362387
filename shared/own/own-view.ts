import { formatHundredths, type Hundredths } from '../base/hundredths.ts'
import type { Period } from '../base/plain-date.ts'
import type { OwnEntry, OwnPage } from './own-page.ts'
import { DIMENSION_KEYS, SCORED, type DimensionKey, type Scored } from '../points/scheme-index.ts'

/** What the pictures of the own page show at a kiosk and on the phone, as numbers alone (KS51). */

export type Stretch = NonNullable<OwnPage['standing']>['inPeriod']

export interface Bar<Key> {
  readonly key: Key
  readonly counted: Hundredths
  /** Before the caps. */
  readonly recorded: Hundredths
  readonly cap: Hundredths | null
  /** Of the track, percent: of the cap, or of the longest bar where there is none. */
  readonly share: number
}

/** Base, contribution, deduction. A cap of nothing is a full track that nothing fills. */
export const componentBars = ({ components }: Stretch): readonly Bar<Scored>[] =>
  toBars(SCORED.map(key => ({ key, ...components[key] })))

/** The four, and what belongs to none where there is something. */
export const dimensionBars = ({ dimensions }: Stretch): readonly Bar<DimensionKey>[] =>
  toBars(
    DIMENSION_KEYS.filter(key => key !== 'none' || dimensions.none.recorded !== 0 || dimensions.none.counted !== 0).map(
      key => ({ key, ...dimensions[key], cap: null }),
    ),
  )

type Row<Key> = Omit<Bar<Key>, 'share'>

function toBars<Key>(rows: readonly Row<Key>[]): readonly Bar<Key>[] {
  const longest = Math.max(...rows.map(each => Math.abs(each.counted)), 0)
  return rows.map(row => {
    const full = row.cap !== null && row.cap > 0 ? row.cap : longest
    return { ...row, share: full === 0 ? 0 : Math.min(100, (Math.abs(row.counted) / full) * 100) }
  })
}

export interface TrendBar {
  readonly period: Period
  readonly points: Hundredths
  /** Percent of the picture's height, from its top; the zero line is common to all. */
  readonly top: number
  readonly height: number
  readonly isNow: boolean
}

/** The sums of the year's periods on one scale that begins at zero. */
export function trendOf({ quarters, period }: Pick<OwnPage, 'quarters' | 'period'>): {
  readonly bars: readonly TrendBar[]
  /** Where the zero line is, percent from the top. */
  readonly zero: number
} {
  const sums = quarters.map(each => each.inPeriod)
  const low = Math.min(0, ...sums)
  // Where all are nothing, the line lies below, with room for what will come.
  const high = Math.max(low === 0 ? 1 : 0, ...sums)
  const range = high - low
  const bars = quarters.map(each => ({
    period: each.period,
    points: each.inPeriod,
    top: ((high - Math.max(0, each.inPeriod)) / range) * 100,
    height: (Math.abs(each.inPeriod) / range) * 100,
    isNow: each.period === period,
  }))
  return { bars, zero: (high / range) * 100 }
}

/** `12.5`, `−3`: with a minus that is as wide as a digit. */
export const plain = (points: Hundredths): string => formatHundredths(points).replace('-', '−')
/** `+2`, `−3`, `0`. */
export const signed = (points: Hundredths): string => (points > 0 ? `+${plain(points)}` : plain(points))

/** Facts behind it are told only after one more touch: others may be looking. */
export const isGuarded = ({ component }: OwnEntry): boolean => component === 'deduction' || component === 'veto'
