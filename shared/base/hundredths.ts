import * as v from 'valibot'
import type { Brand } from './brand.ts'

/** Points, or a quantity, in hundredths of one: 0.5 points is 50. Integers only; floats would drift (PT1). */
export type Hundredths = Brand<number, 'Hundredths'>

/** |value| ≤ 10,000,000 points; keeps every sum a branch can reach far below 2^53. */
const LIMIT = 1_000_000_000

export const HundredthsSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(-LIMIT),
  v.maxValue(LIMIT),
  v.transform(value => value as Hundredths),
)

export const ZERO = 0 as Hundredths

/** Whole points as hundredths. */
export const points = (whole: number): Hundredths => Math.round(whole * 100) as Hundredths

/**
 * Reads decimal text such as `12`, `-0.5`, `3.50`, also with full-width digits. At most two decimals.
 * @returns null for anything else, so that the caller can say where the bad text stands.
 */
export function parseHundredths(text: string): Hundredths | null {
  const match = /^([+-]?)(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text.normalize('NFKC').replace(/[−﹣]/g, '-').trim())
  if (!match) return null
  const [, sign, whole, fraction = ''] = match
  const size = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  return (sign === '-' && size !== 0 ? -size : size) as Hundredths
}

/** The shortest decimal text: 1250 → `12.5`, -50 → `-0.5`, 300 → `3`. */
export function formatHundredths(value: Hundredths): string {
  const size = Math.abs(value)
  const fraction = String(size % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${Math.floor(size / 100)}${fraction && `.${fraction}`}`
}

export const sumHundredths = (values: Iterable<Hundredths>): Hundredths => {
  let sum = 0
  for (const value of values) sum += value
  return sum as Hundredths
}
