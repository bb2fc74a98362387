import * as v from 'valibot'
import { idSchema, type ActivityId, type EntryId, type MemberId, type RecordId } from '../../base/ids.ts'
import { PlainDateSchema } from '../../base/plain-date.ts'
import { PrivateRefSchema } from '../private-ref.ts'

/** 出勤凭条, both ways: what the branch does about its guests, and its own members' slips from other branches. */
export const slipFacts = {
  /** A guest written down in the console: name and home branch, and the telephone apart, as private words. */
  'guest.listed': v.object({
    guestId: idSchema<RecordId>(),
    activityId: idSchema<ActivityId>(),
    words: PrivateRefSchema,
    phone: v.nullable(PrivateRefSchema),
    slipNo: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  }),
  /** Handwriting read by a person: what they read, as private words. The strokes stay. */
  'guest.transcribed': v.object({ guestId: idSchema<RecordId>(), words: PrivateRefSchema }),
  /** A floating member was at another branch's activity. Host, what and slip number are private words. */
  'elsewhere.recorded': v.object({
    elsewhereId: idSchema<RecordId>(),
    memberId: idSchema<MemberId>(),
    date: PlainDateSchema,
    entryId: idSchema<EntryId>(),
    words: PrivateRefSchema,
  }),
}
