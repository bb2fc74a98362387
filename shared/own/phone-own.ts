import * as v from 'valibot'
import { canonical, type Json } from '../base/canonical.ts'
import type { RandomBytes, RecordId } from '../base/ids.ts'
import { PeriodSchema } from '../base/plain-date.ts'
import { readOwnWords, type OwnWords } from '../passes/own-words.ts'
import type { PhoneSecret } from '../passes/phone.ts'
import type { PhoneRef } from '../people/roster.ts'
import { readOwnPage, type OwnPage } from './own-page.ts'
import { openUnder, phoneOwnKey, sealUnder } from './seal-own.ts'

/**
 * The own page on a member's own phone (SG, docs/protocol.md §13): besides TLS it is sealed under a key of the phone's
 * secret, and bound to the one question that it answers, so that an old answer is none.
 */

/** 16 random bytes of the phone's own, hex. */
export const OwnNonceSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))

const figures = { period: PeriodSchema, no: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }

/** What a member says of their figures on the phone; as `memberAct` says it at a kiosk. */
export const PhoneAnswerSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('seeFigures'), ...figures }),
  v.strictObject({ kind: v.literal('acceptFigures'), ...figures }),
  v.strictObject({
    kind: v.literal('raiseMatter'),
    ...figures,
    matter: v.picklist(['defence', 'inquiry']),
    /** `OwnWords`, sealed by `sealWords`. */
    sealed: v.pipe(v.string(), v.maxLength(12_000)),
  }),
])
export type PhoneAnswer = v.InferOutput<typeof PhoneAnswerSchema>

const aboutPage = (ref: PhoneRef, nonce: string): string => canonical({ own: ref, nonce })
const aboutWords = (ref: PhoneRef, id: RecordId): string => canonical({ words: ref, id })

export const sealForPhone = (
  page: OwnPage,
  secret: PhoneSecret,
  about: { readonly ref: PhoneRef; readonly nonce: string },
  random: RandomBytes,
): string =>
  sealUnder(canonical(page as unknown as Json), phoneOwnKey(secret), aboutPage(about.ref, about.nonce), random)

/** Null for whatever is not the answer to this question of this phone. */
export function openOnPhone(
  text: string,
  secret: PhoneSecret,
  about: { readonly ref: PhoneRef; readonly nonce: string },
): OwnPage | null {
  const opened = openUnder(text, phoneOwnKey(secret), aboutPage(about.ref, about.nonce))
  return opened === null ? null : readOwnPage(opened)
}

/** @param id of the answer: a UUIDv7 that the phone made, the same in every repetition */
export const sealWords = (
  words: OwnWords,
  secret: PhoneSecret,
  about: { readonly ref: PhoneRef; readonly id: RecordId },
  random: RandomBytes,
): string => sealUnder(JSON.stringify(words), phoneOwnKey(secret), aboutWords(about.ref, about.id), random)

export function openWords(
  text: string,
  secret: PhoneSecret,
  about: { readonly ref: PhoneRef; readonly id: RecordId },
): OwnWords | null {
  const opened = openUnder(text, phoneOwnKey(secret), aboutWords(about.ref, about.id))
  return opened === null ? null : readOwnWords(opened)
}
