import * as v from 'valibot'
import { canonical, type Json } from '../base/canonical.ts'
import { idSchema, type NoticeId, type RandomBytes, type RecordId } from '../base/ids.ts'
import { PeriodSchema } from '../base/plain-date.ts'
import { readOwnWords, type OwnWords } from '../passes/own-words.ts'
import type { PhoneSecret } from '../passes/phone.ts'
import type { PhoneRef } from '../people/roster.ts'
import { InnerDocumentSchema } from '../notices/inner-document.ts'
import { INNER_MAX } from './inner-key.ts'
import { OwnPageSchema } from './own-page.ts'
import { openUnder, phoneOwnKey, sealUnder } from './seal-own.ts'

/**
 * The own page on a member's own phone (SG, docs/protocol.md §13): besides TLS it is sealed under a key of the phone's
 * secret, and bound to the one question that it answers, so that an old answer is none.
 */

/** 16 random bytes of the phone's own, hex. */
export const OwnNonceSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))

const figures = { period: PeriodSchema, no: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }

/** What a member says on the phone, of their figures or of what they read; as `memberAct` says it at a kiosk. */
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
  /** They opened this document. */
  v.strictObject({
    kind: v.literal('readInner'),
    noticeId: idSchema<NoticeId>(),
    rev: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  }),
])
export type PhoneAnswer = v.InferOutput<typeof PhoneAnswerSchema>

const aboutPage = (ref: PhoneRef, nonce: string): string => canonical({ own: ref, nonce })
const aboutWords = (ref: PhoneRef, id: RecordId): string => canonical({ words: ref, id })

/** A phone has no feeds: what the page opens comes with it. */
const PhonePageSchema = v.object({
  ...OwnPageSchema.entries,
  /** Of `inner`, in its order. */
  documents: v.pipe(v.array(InnerDocumentSchema), v.maxLength(INNER_MAX)),
})
export type PhonePage = v.InferOutput<typeof PhonePageSchema>

export const sealForPhone = (
  page: PhonePage,
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
): PhonePage | null {
  const opened = openUnder(text, phoneOwnKey(secret), aboutPage(about.ref, about.nonce))
  return opened === null ? null : readPhonePage(opened)
}

function readPhonePage(text: string): PhonePage | null {
  try {
    const parsed = v.safeParse(PhonePageSchema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch (cause) {
    // JSON.parse: not JSON.
    if (cause instanceof SyntaxError) return null
    throw cause
  }
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
