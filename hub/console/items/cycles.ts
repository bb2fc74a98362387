import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { SchemeVersion } from '../../../shared/points/scheme.ts'

/** A version as the hub tells it. */
export interface Published extends SchemeVersion {
  /** Milliseconds. */
  readonly publishedAt: number
}

/** The versions of one cycle, oldest first. */
export const versionsOf = (published: readonly Published[], cycle: number): readonly Published[] =>
  published.filter(each => each.scheme.cycle === cycle)

/** What is in force today; before its own day, or for another year, the newest version there is. */
export function versionToShow(versions: readonly Published[], today: PlainDate): Published | null {
  const inForce = versions.findLast(each => each.effectiveFrom <= today)
  return inForce ?? versions.at(-1) ?? null
}

/** Years to choose from: those with a scheme, this one, and from November on the next one. The newest first. */
export function cyclesToShow(published: readonly Published[], today: PlainDate): number[] {
  const year = yearOf(today)
  const next = today.slice(5) >= '11-01' ? [year + 1] : []
  return [...new Set([...published.map(each => each.scheme.cycle), year, ...next])].sort((a, b) => b - a)
}
