import * as v from 'valibot'
import { idSchema, type BatchId } from '../../base/ids.ts'
import { PlainDateSchema } from '../../base/plain-date.ts'
import { EntrySchema } from '../../points/entry.ts'
import { SchemeSchema } from '../../points/scheme.ts'
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
  'entry.registered': v.object({
    entry: EntrySchema,
    /** The branch's own number on paper or in an imported file (`L0001`); null when the program numbered it. */
    code: v.nullable(v.pipe(v.string(), v.maxLength(24))),
    /** Words: what was done, or why it is reversed. */
    note: v.nullable(PrivateRefSchema),
    batchId: v.nullable(idSchema<BatchId>()),
  }),
  'ledger.imported': v.object({
    batchId: idSchema<BatchId>(),
    fileHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
}
