import type { MemberId } from '../../shared/base/ids.ts'
import { yearOf, type Period } from '../../shared/base/plain-date.ts'
import type { Reads } from './ports.ts'
import { schemeOfPeriod } from './scheme.ts'
import { standingsOf } from './standings.ts'

/** Somebody's own place (RK13), and the one switch that takes every ranking away (RK14). */

export interface OwnPlace {
  readonly place: number
  /** How many are ranked in the category. */
  readonly of: number
  readonly tied: boolean
}

/**
 * Within the own category, by the total of the year to date at the end of the period. Null: not ranked, or rankings are
 * switched off.
 * @throws Refusal SCHEME_NONE, PERIOD_NOT_OF_SCHEME
 */
export async function placeOf(read: Reads, memberId: MemberId, period: Period): Promise<OwnPlace | null> {
  if (!(await ranksOpenly(read, period))) return null
  const { rows } = await standingsOf(read, period)
  const own = rows.find(row => row.period === period && row.member.memberId === memberId)
  return own ? { place: own.place, of: own.categorySize, tied: own.tied } : null
}

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
