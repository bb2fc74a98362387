import type { Period } from '../../../shared/base/plain-date.ts'
import { DIMENSIONS, type Dimension } from '../../../shared/points/item.ts'
import type { api } from '../api.ts'

/** The overview's figures as they are drawn and tabled. */

export type Oversight = Awaited<ReturnType<typeof api.oversight.year.query>>
export type ParticipationCell = Oversight['participation']['cells'][number]
export type PeriodPoints = NonNullable<Oversight['points']>[number]
export type FarMember = NonNullable<Oversight['usual']>['far'][number]
export type OverdueStep = Oversight['overdue'][number]

/** Cells added up: times come and expected, and those who came without having to. */
export interface Turnout {
  readonly expected: number
  readonly came: number
  readonly extra: number
}

export const turnoutOf = (cells: readonly ParticipationCell[]): Turnout => ({
  expected: cells.reduce((sum, each) => sum + each.expected, 0),
  came: cells.reduce((sum, each) => sum + each.came, 0),
  extra: cells.reduce((sum, each) => sum + each.extra, 0),
})

/** Whole per cent; null where nobody had to come. Never rounded up to all, nor down to none. */
export function shareOf({ came, expected }: Turnout): number | null {
  if (expected === 0) return null
  const share = Math.round((came / expected) * 100)
  if (share === 100 && came < expected) return 99
  return share === 0 && came > 0 ? 1 : share
}

/** January to December; months in which nobody had to come have no share. */
export const sharesByMonth = (cells: readonly ParticipationCell[]): (number | null)[] =>
  Array.from({ length: 12 }, (_, at) => shareOf(turnoutOf(cells.filter(each => each.month === at + 1))))

/** What one period came to for one person, in points; null where the category had nobody. */
export interface MeanPoints {
  readonly period: Period
  readonly running: boolean
  readonly people: number
  readonly dimensions: Readonly<Record<Dimension, number>>
  readonly total: number
}

/** @param category null: everybody */
export function meansOf(points: readonly PeriodPoints[], category: string | null): MeanPoints[] {
  return points.flatMap(({ period, running, ofCategory }) => {
    const chosen = ofCategory.filter(each => category === null || each.category === category)
    const people = chosen.reduce((sum, each) => sum + each.people, 0)
    if (people === 0) return []
    const mean = (value: (each: (typeof chosen)[number]) => number) =>
      Math.round(chosen.reduce((sum, each) => sum + value(each), 0) / people) / 100
    const dimensions = Object.fromEntries(
      DIMENSIONS.map(dimension => [dimension, mean(each => each.dimensions[dimension])]),
    ) as Record<Dimension, number>
    return [{ period, running, people, dimensions, total: mean(each => each.total) }]
  })
}

/** Categories that somebody of the year belongs to, in the scheme's order. */
export function categoriesMet({ categories, participation, points }: Oversight): Oversight['categories'] {
  const met = new Set([
    ...participation.cells.map(each => each.category),
    ...(points ?? []).flatMap(each => each.ofCategory.map(({ category }) => category)),
  ])
  return categories.filter(({ id }) => met.has(id))
}

/** 8.5, −3: with the minus sign of the design. */
export const plain = (value: number): string => String(value).replace('-', '−')

/** Q3, 下半年 → the short mark below a bar. */
export const shortPeriod = (period: Period): string => period.slice(5)
