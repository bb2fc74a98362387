import * as v from 'valibot'
import { idSchema, type MemberId } from '../base/ids.ts'
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
})
export type RosterPerson = v.InferOutput<typeof RosterPersonSchema>

/** A card that no longer counts, without a name: the old one after a reissue, a lost one. */
export const RevokedCardSchema = v.object({ type: v.literal('revokedCard'), hash: v.string() })
export type RevokedCard = v.InferOutput<typeof RevokedCardSchema>

export const RosterItemSchema = v.variant('type', [RosterPersonSchema, RevokedCardSchema])
export type RosterItem = v.InferOutput<typeof RosterItemSchema>
