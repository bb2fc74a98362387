import * as v from 'valibot'
import { CountSchema, PositionSchema, RefusedSchema, StreamEpochSchema } from './fields.ts'
import { LIMITS } from './limits.ts'
import { fitsBytes, RecordTextSchema } from './record.ts'

/**
 * Kiosk → hub: the records at `from`, `from + 1` … of the stream. This message of version 1 is frozen for ever: a
 * kiosk however old can always unload.
 */
export const PushSchema = v.object({
  epoch: StreamEpochSchema,
  from: PositionSchema,
  recs: v.pipe(
    v.array(RecordTextSchema),
    v.minLength(1),
    v.maxLength(LIMITS.pushRecords),
    v.check(recs => fitsBytes(recs, LIMITS.pushBytes), 'too many bytes'),
  ),
})
export type Push = v.InferOutput<typeof PushSchema>

/** `new` took effect · `dup` was there before · `held` is kept, without effect, for a person to look at. */
export const OutcomeSchema = v.object({
  seq: PositionSchema,
  st: v.picklist(['new', 'dup', 'held']),
  /** Its number in the journal. */
  no: v.optional(PositionSchema),
})
export type Outcome = v.InferOutput<typeof OutcomeSchema>

/** Everything up to `upto`, the end of the push, is on the hub's disk. Sent only after the commit. */
export const AckSchema = v.object({
  ok: v.literal(true),
  epoch: StreamEpochSchema,
  upto: CountSchema,
  res: v.array(OutcomeSchema),
})
export type Ack = v.InferOutput<typeof AckSchema>

export const PushReplySchema = v.variant('ok', [AckSchema, RefusedSchema])
export type PushReply = v.InferOutput<typeof PushReplySchema>
