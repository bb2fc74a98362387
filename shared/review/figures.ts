import * as v from 'valibot'
import { HundredthsSchema } from '../base/hundredths.ts'
import { idSchema, type MemberId } from '../base/ids.ts'
import type { Standing } from '../points/standing.ts'

/** What a member is told of a period: the sums that the scheme counts, in hundredths of a point. */
export const FiguresSchema = v.object({
  memberId: idSchema<MemberId>(),
  base: HundredthsSchema,
  contribution: HundredthsSchema,
  /** Zero or less. */
  deduction: HundredthsSchema,
  /** The sum of the period. */
  inPeriod: HundredthsSchema,
  /** The year so far, with start, caps, floor and veto. */
  toDate: HundredthsSchema,
  vetoed: v.boolean(),
})
export type Figures = v.InferOutput<typeof FiguresSchema>

export function figuresOf(memberId: MemberId, { inPeriod, total, vetoed }: Standing): Figures {
  const { base, contribution, deduction } = inPeriod.components
  return {
    memberId,
    base: base.counted,
    contribution: contribution.counted,
    deduction: deduction.counted,
    inPeriod: inPeriod.total,
    toDate: total,
    vetoed,
  }
}

export const sameFigures = (one: Figures, other: Figures): boolean =>
  one.memberId === other.memberId &&
  one.base === other.base &&
  one.contribution === other.contribution &&
  one.deduction === other.deduction &&
  one.inPeriod === other.inPeriod &&
  one.toDate === other.toDate &&
  one.vetoed === other.vetoed
