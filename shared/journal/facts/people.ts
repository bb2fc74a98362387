import * as v from 'valibot'
import { idSchema, type BatchId, type MemberId } from '../../base/ids.ts'
import { MemberRecordSchema } from '../../people/member.ts'
import { PrivateRefSchema } from '../private-ref.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** The roster and the cards. */
export const peopleFacts = {
  /** A new member, or a member as they are from now on. */
  'member.recorded': v.object({
    record: MemberRecordSchema,
    /** Words: MemberWords as JSON. */
    words: PrivateRefSchema,
    /** Words: MemberIdentifiers as JSON; null when there are none. */
    identifiers: v.nullable(PrivateRefSchema),
    batchId: v.nullable(idSchema<BatchId>()),
  }),
  /** Taken off the roster again because the import that added them was undone. */
  'member.removed': v.object({ memberId: idSchema<MemberId>(), batchId: idSchema<BatchId>() }),
  'roster.imported': v.object({ batchId: idSchema<BatchId>(), fileHash: sha256, added: count, updated: count }),
  'roster.importUndone': v.object({ batchId: idSchema<BatchId>() }),
  'card.issued': v.object({
    memberId: idSchema<MemberId>(),
    /** Printed on the card; counts up per branch. */
    serial: v.pipe(v.string(), v.regex(/^\d{6}$/)),
    cardHash: sha256,
  }),
  /** From here on the hub no longer knows the secret: a reprint is a reissue. */
  'card.printed': v.object({ serials: v.array(v.pipe(v.string(), v.regex(/^\d{6}$/))) }),
  'card.revoked': v.object({
    memberId: idSchema<MemberId>(),
    cardHash: sha256,
    why: v.picklist(['lost', 'reissued', 'left']),
  }),
}
