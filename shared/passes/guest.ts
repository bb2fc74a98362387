import * as v from 'valibot'
import { utf8ToBytes } from '../base/bytes.ts'
import { idSchema, type ActivityId, type StaffId } from '../base/ids.ts'
import { CLOCK_TRUSTS } from './clock.ts'
import { WrittenSchema, type Written } from './written.ts'

/**
 * A guest at the door: a floating member of another branch (流动党员). The body of a record of kind `guest`. Who they
 * are travels sealed to the hub (base/seal.ts, about the record's id) and is kept apart from the journal.
 */
export const GuestBodySchema = v.strictObject({
  activityId: idSchema<ActivityId>(),
  /** `GuestWords` as JSON, sealed; hex. */
  sealed: v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){72,7000}$/)),
  /** Six digits on the slip: what a question about it is asked by. */
  slipNo: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  clockTrust: v.picklist(CLOCK_TRUSTS),
  /** Who let them in; null where guests wrote themselves in. */
  staffId: v.nullable(idSchema<StaffId>()),
})
export type GuestBody = v.InferOutput<typeof GuestBodySchema>

/** Bytes of UTF-8 that the JSON of a guest's words may have: sealed and in hex they still fit into one record. */
export const GUEST_WORDS_BYTES = 6_911

export const GuestWordsSchema = v.pipe(
  v.strictObject({
    name: WrittenSchema,
    homeBranch: WrittenSchema,
    /** Kept apart, optional. */
    phone: v.pipe(v.string(), v.regex(/^(\d{7,12})?$/)),
  }),
  v.check(words => wordsFit(words), 'longer than a record'),
)
interface Words {
  readonly name: Written
  readonly homeBranch: Written
  readonly phone: string
}
export type GuestWords = v.InferOutput<typeof GuestWordsSchema>

const wordsFit = (words: Words): boolean => utf8ToBytes(JSON.stringify(words)).length <= GUEST_WORDS_BYTES
