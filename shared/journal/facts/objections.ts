import * as v from 'valibot'
import { idSchema, type NoticeId, type RecordId } from '../../base/ids.ts'
import { PeriodSchema } from '../../base/plain-date.ts'
import { AttachmentClaimSchema } from '../../declarations/attachment.ts'
import { OBJECTION_WHYS } from '../../declarations/declaration.ts'
import { CLOCK_TRUSTS } from '../../passes/clock.ts'
import { CountSchema } from '../../sync/fields.ts'
import { PrivateRefSchema } from '../private-ref.ts'
import { recorded } from '../recorded.ts'

const objectionId = idSchema<RecordId>()

/** Objections (异议) from kiosks to what hangs on the board. */
export const objectionFacts = {
  /** Words: `AttestationWords` as JSON. */
  'objection.received': v.object({
    ...recorded,
    docId: idSchema<NoticeId>(),
    rev: CountSchema,
    clockTrust: v.picklist(CLOCK_TRUSTS),
    words: PrivateRefSchema,
    attachments: v.array(AttachmentClaimSchema),
    review: v.array(v.picklist(['clockUnsure'])),
  }),
  /** Either a matter of the review of `period`, which has the same id, or answered by itself, and `why`. */
  'objection.placed': v.object({
    objectionId,
    period: v.nullable(PeriodSchema),
    why: v.nullable(v.picklist(OBJECTION_WHYS)),
  }),
  /** Of one that is answered by itself. */
  'objection.answered': v.object({ objectionId, words: PrivateRefSchema }),
}
