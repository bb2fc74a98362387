import * as v from 'valibot'
import { MillisSchema, type KioskId } from '../base/ids.ts'
import { utf8ToBytes } from '../base/bytes.ts'
import { canonical } from '../base/canonical.ts'
import { PhoneRefSchema } from '../people/roster.ts'
import { HashSchema, RefusedSchema } from './fields.ts'

/**
 * Kiosk → hub, after a member's card was scanned: a one-time code for this member's phone. The card proves the wish; the
 * phone's secret comes back sealed to a key that the kiosk made for this one question, so that it lies open on no wire.
 */
export const EnrolPhoneSchema = v.strictObject({
  passHash: HashSchema,
  /** The kiosk's time. */
  at: MillisSchema,
  /** X25519, hex (`base/seal.ts`). */
  sealTo: HashSchema,
  /** The member gave their own PIN, and it was right. */
  pin: v.boolean(),
  /** HMAC under the card's proof key over `enrolBytes`. */
  proof: HashSchema,
})
export type EnrolPhone = v.InferOutput<typeof EnrolPhoneSchema>

/** What the card's proof is over: this kiosk, this moment, this sealing key. */
export const enrolBytes = (kioskId: KioskId, { passHash, at, sealTo, pin }: Omit<EnrolPhone, 'proof'>): Uint8Array =>
  utf8ToBytes(canonical({ ask: 'enrolPhone', kioskId, passHash, at, sealTo, pin }))

/** Why no code was made. */
export const ENROL_REFUSALS = ['unknownCard', 'revoked', 'notMember', 'pinNeeded', 'stale', 'tooMany'] as const

export const EnrolledSchema = v.object({
  ok: v.literal(true),
  ref: PhoneRefSchema,
  /** The phone's secret, 32 hex digits, sealed to `sealTo` about `ref`. */
  sealed: v.pipe(v.string(), v.maxLength(600)),
  /** The hub's time after which the code is not taken. */
  until: MillisSchema,
})
const NotEnrolledSchema = v.object({
  ok: v.literal(false),
  code: v.literal('REFUSED'),
  why: v.picklist(ENROL_REFUSALS),
})
export const EnrolPhoneReplySchema = v.union([EnrolledSchema, NotEnrolledSchema, RefusedSchema])
export type EnrolPhoneReply = v.InferOutput<typeof EnrolPhoneReplySchema>
