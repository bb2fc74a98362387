import * as v from 'valibot'
import { HashSchema } from '../../base/hash-schema.ts'
import { idSchema, MillisSchema, type EntryId, type MatterId, type MemberId, type RecordId } from '../../base/ids.ts'
import { PeriodSchema } from '../../base/plain-date.ts'
import { ArchiveRecordSchema } from '../../review/archive-record.ts'
import { FiguresSchema } from '../../review/figures.ts'
import { LATE_REASONS, MATTERS, OUTCOMES, WAYS_TOLD } from '../../review/review.ts'
import { PrivateRefSchema } from '../private-ref.ts'

const period = PeriodSchema
const memberId = idSchema<MemberId>()
const matterId = idSchema<MatterId>()
/** When it was at the kiosk; left out: when the line was written. */
const at = v.exactOptional(MillisSchema)

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
    at,
  }),
  'review.accepted': v.object({ period, memberId, at }),
  /**
   * Words: what was said. A resident's name, if they gave one, is among them. `OwnWords` as JSON where the member said it
   * at a kiosk or on their phone: a line that no staff wrote. `AttestationWords` where somebody objected at a kiosk.
   */
  'review.raised': v.object({
    period,
    matterId,
    kind: v.picklist(MATTERS),
    memberId: v.nullable(memberId),
    words: PrivateRefSchema,
    at,
  }),
  /**
   * A member accepted or disputed figures and it has no effect: they were compiled anew since (`stale`), the review is over
   * or does not have them, the card no longer counted, or the member's own PIN was not given.
   */
  'review.late': v.object({
    period,
    memberId,
    recordId: idSchema<RecordId>(),
    said: v.picklist(['accepted', 'defence', 'inquiry']),
    why: v.picklist(LATE_REASONS),
    at: MillisSchema,
    /** `OwnWords` as JSON. */
    words: v.exactOptional(PrivateRefSchema),
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
  /** Lines written before there were records have none. */
  'review.archived': v.object({ period, record: v.exactOptional(ArchiveRecordSchema) }),
}
