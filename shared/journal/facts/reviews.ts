import * as v from 'valibot'
import { HashSchema } from '../../base/hash-schema.ts'
import { idSchema, type EntryId, type MatterId, type MemberId } from '../../base/ids.ts'
import { PeriodSchema } from '../../base/plain-date.ts'
import { FiguresSchema } from '../../review/figures.ts'
import { MATTERS, OUTCOMES, WAYS_TOLD } from '../../review/review.ts'
import { PrivateRefSchema } from '../private-ref.ts'

const period = PeriodSchema
const memberId = idSchema<MemberId>()
const matterId = idSchema<MatterId>()

/** The review of a period; who and when are the line's own author and time. */
export const reviewFacts = {
  'review.compiled': v.object({
    period,
    head: v.object({ size: v.pipe(v.number(), v.integer(), v.minValue(0)), hash: HashSchema }),
    figures: v.pipe(v.array(FiguresSchema), v.minLength(1)),
  }),
  'review.told': v.object({
    period,
    memberIds: v.pipe(v.array(memberId), v.minLength(1)),
    how: v.picklist(WAYS_TOLD),
  }),
  'review.accepted': v.object({ period, memberId }),
  /** Words: what was said. A resident's name, if they gave one, is among them. */
  'review.raised': v.object({
    period,
    matterId,
    kind: v.picklist(MATTERS),
    memberId: v.nullable(memberId),
    words: PrivateRefSchema,
  }),
  /** Words: what the branch answered. The entries are the corrections that follow from it. */
  'review.answered': v.object({
    period,
    matterId,
    outcome: v.picklist(OUTCOMES),
    entryIds: v.array(idSchema<EntryId>()),
    words: PrivateRefSchema,
  }),
  'review.settled': v.object({ period }),
  'review.reopened': v.object({ period, reason: PrivateRefSchema }),
  'review.closed': v.object({ period }),
  'review.archived': v.object({ period }),
}
