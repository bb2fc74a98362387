import type { Period } from '../../../shared/base/plain-date.ts'
import { figuresOf } from '../../../shared/review/figures.ts'
import type { Review, Sums } from '../../../shared/review/review.ts'
import type { Reads } from '../ports.ts'
import { standingsOf } from '../points/standings.ts'

/** What the ledger comes to in a period, and how far its review is: asked by the reviews and by the notices. */

/** For everybody who is scored, now. @throws Refusal SCHEME_NONE, PERIOD_NOT_OF_SCHEME */
export async function sumsOf(read: Reads, period: Period): Promise<Sums> {
  const rows = (await standingsOf(read, period)).rows.filter(row => row.period === period)
  const { size, hash } = await read.journal.head()
  return { head: { size, hash }, figures: rows.map(({ member, standing }) => figuresOf(member.memberId, standing)) }
}

export const reviewOf = async (read: Pick<Reads, 'reviews'>, period: Period): Promise<Review | null> =>
  (await read.reviews.one(period))?.review ?? null
