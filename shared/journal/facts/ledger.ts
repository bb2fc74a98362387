import * as v from 'valibot'
import { HashSchema } from '../../base/hash-schema.ts'
import { idSchema, type ActivityId, type BatchId, type EntryId, type MemberId } from '../../base/ids.ts'
import { PlainDateSchema } from '../../base/plain-date.ts'
import { ERASE_REASONS } from '../../people/erasure.ts'
import { EntrySchema } from '../../points/entry.ts'
import { PostIdSchema, SchemeSchema } from '../../points/scheme.ts'
import { PrivateRefSchema } from '../private-ref.ts'

/** The scheme and the ledger. */
export const ledgerFacts = {
  'scheme.drafted': v.object({ scheme: SchemeSchema }),
  'scheme.published': v.object({
    /** Counts up per cycle. */
    version: v.pipe(v.number(), v.integer(), v.minValue(1)),
    effectiveFrom: PlainDateSchema,
    scheme: SchemeSchema,
  }),
  /** The draft was told to the members' meeting (PT45). */
  'scheme.briefed': v.object({
    cycle: v.pipe(v.number(), v.integer()),
    /** Of the draft as it was told: of its canonical text. */
    digest: HashSchema,
    date: PlainDateSchema,
    minutesNo: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
    /** The meeting, where it is in the books. */
    activityId: v.nullable(idSchema<ActivityId>()),
  }),
  /** The duty posts a member holds from a day on, instead of those before; empty: none (PT40). */
  'scheme.postsGiven': v.object({
    cycle: v.pipe(v.number(), v.integer()),
    memberId: idSchema<MemberId>(),
    from: PlainDateSchema,
    posts: v.pipe(v.array(PostIdSchema), v.maxLength(40)),
  }),
  'entry.registered': v.object({
    entry: EntrySchema,
    /** The branch's own number on paper or in an imported file (`L0001`); null when the program numbered it. */
    code: v.nullable(v.pipe(v.string(), v.maxLength(24))),
    /** Words: what was done, or why it is reversed. */
    note: v.nullable(PrivateRefSchema),
    batchId: v.nullable(idSchema<BatchId>()),
  }),
  /** The note is gone; the entry stays as it is. */
  'entry.noteErased': v.object({ entryId: idSchema<EntryId>(), reason: v.picklist(ERASE_REASONS) }),
  'ledger.imported': v.object({
    batchId: idSchema<BatchId>(),
    fileHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
}
