import * as v from 'valibot'
import { idSchema, MillisSchema, type RecordId } from '../base/ids.ts'
import { HashSchema, PositionSchema, StreamEpochSchema } from '../sync/fields.ts'

/** As in `signIn.recorded`: where the record came from, and when it was made. */
export const recorded = {
  recordId: idSchema<RecordId>(),
  epoch: StreamEpochSchema,
  seq: PositionSchema,
  hash: HashSchema,
  at: MillisSchema,
  correctedAt: MillisSchema,
  /** Between when and when, where the kiosk's clock left it open. */
  span: v.exactOptional(v.object({ from: MillisSchema, to: MillisSchema })),
}
