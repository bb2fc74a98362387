import * as v from 'valibot'
import { idSchema, type MemberId } from '../base/ids.ts'
import type { Brand } from '../base/brand.ts'
import { MEMBER_TYPES } from './member.ts'

/** One person as a kiosk knows them (feed `roster`): enough to greet and to count, nothing that may not hang in the room. */
export const RosterPersonSchema = v.object({
  type: v.literal('person'),
  memberId: idSchema<MemberId>(),
  /** False once the person has left: signs in no more, shown no more. */
  present: v.boolean(),
  name: v.string(),
  maskedName: v.string(),
  /** Agreed to be named in public: otherwise the masked name is what the room sees. */
  consent: v.boolean(),
  /** Compare as plain text for 姓氏笔画 order; made by the hub because collations differ between browsers. */
  strokeKey: v.string(),
  /** Lower-case initials for search, e.g. `wjg`. */
  pinyin: v.string(),
  memberType: v.picklist(MEMBER_TYPES),
  category: v.string(),
  group: v.string(),
  duty: v.string(),
  committee: v.boolean(),
  /** The card that counts now: SHA-256 of its secret, and the serial printed on it. Null before the first card. */
  card: v.nullable(v.object({ hash: v.string(), serial: v.string() })),
  /** Verifier of the member's own PIN, keyed by the secret of that card. Left out: none is set. */
  pin: v.exactOptional(v.string()),
})
export type RosterPerson = v.InferOutput<typeof RosterPersonSchema>

/** A card that no longer counts, without a name: the old one after a reissue, a lost one. */
export const RevokedCardSchema = v.object({ type: v.literal('revokedCard'), hash: v.string() })
export type RevokedCard = v.InferOutput<typeof RevokedCardSchema>

/** Five random bytes, lower-case hex: names an enrolled phone, not a person. */
export type PhoneRef = Brand<string, 'PhoneRef'>
/** 16 bytes, lower-case hex: what a kiosk checks one day's codes with. */
export type DayKey = Brand<string, 'DayKey'>

export const PhoneRefSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{10}$/),
  v.transform(text => text as PhoneRef),
)

/** An enrolled phone with the keys of the next days (`DAY_KEYS` in passes/phone.ts), renewed daily. */
export const RosterPhoneSchema = v.object({
  type: v.literal('phone'),
  ref: PhoneRefSchema,
  memberId: idSchema<MemberId>(),
  /** By UTC day, `YYYY-MM-DD`. */
  keys: v.record(
    v.string(),
    v.pipe(
      v.string(),
      v.regex(/^[0-9a-f]{32}$/),
      v.transform(text => text as DayKey),
    ),
  ),
})
export type RosterPhone = v.InferOutput<typeof RosterPhoneSchema>

/** A phone that no longer counts, without a name. */
export const RevokedPhoneSchema = v.object({ type: v.literal('revokedPhone'), ref: v.string() })

export const RosterItemSchema = v.variant('type', [
  RosterPersonSchema,
  RevokedCardSchema,
  RosterPhoneSchema,
  RevokedPhoneSchema,
])
export type RosterItem = v.InferOutput<typeof RosterItemSchema>
