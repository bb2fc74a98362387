import { yearOf, type Period } from '../../../shared/base/plain-date.ts'
import type { Reads } from '../ports.ts'
import { schemeOfPeriod } from './scheme.ts'

/** The one switch that takes every ranking away (RK14). */

/**
 * Whether rankings of the period are told to anybody but staff: the scheme of the period allows it, and the newest
 * version of its cycle does not keep them private. Closing works at once, for what was before it too.
 * @throws Refusal SCHEME_NONE
 */
export async function ranksOpenly(read: Pick<Reads, 'scheme'>, period: Period): Promise<boolean> {
  const { scheme } = await schemeOfPeriod(read, period)
  const newest = (await read.scheme.published()).findLast(each => each.scheme.cycle === yearOf(period))
  return scheme.ranking.public && (newest?.scheme.ranking.public ?? true)
}
