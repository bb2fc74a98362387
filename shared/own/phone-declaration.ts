import * as v from 'valibot'
import { fromBase64Url, toBase64Url } from '../base/base64url.ts'
import { canonical } from '../base/canonical.ts'
import { idSchema, type RandomBytes, type RecordId } from '../base/ids.ts'
import { PlainDateSchema } from '../base/plain-date.ts'
import { ATTACHMENT_BYTES, ATTACHMENT_TYPES, type AttachmentType } from '../declarations/attachment.ts'
import { DECLARED_TEXT_MAX, DeclaredQuantitySchema } from '../declarations/declaration.ts'
import type { PhoneSecret } from '../passes/phone.ts'
import type { PhoneRef } from '../people/roster.ts'
import { ItemCodeSchema } from '../points/item.ts'
import { openUnder, phoneOwnKey, sealUnder } from './seal-own.ts'

/** A declaration (申报) from a member's own phone: what the kiosk sends as a record, in one question over TLS. */

/** Characters of the sealed words with a picture, a voice note and handwriting, all as large as they may be. */
export const PHONE_SEALED_MAX = 720_000

export const PhoneDeclarationSchema = v.strictObject({
  itemCode: ItemCodeSchema,
  schemeVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  date: PlainDateSchema,
  quantity: DeclaredQuantitySchema,
  /** The one that was asked back and is sent again by this. */
  follows: v.nullable(idSchema<RecordId>()),
  /** `PhoneWords`, sealed by `sealDeclared`. */
  sealed: v.pipe(v.string(), v.maxLength(PHONE_SEALED_MAX)),
})
export type PhoneDeclaration = v.InferOutput<typeof PhoneDeclarationSchema>

const attached = (type: AttachmentType) =>
  v.nullable(v.pipe(v.string(), v.maxLength(Math.ceil((ATTACHMENT_BYTES[type] * 4) / 3))))

const WordsSchema = v.strictObject({
  text: v.pipe(v.string(), v.trim(), v.maxLength(DECLARED_TEXT_MAX)),
  /** Base64url each. */
  photo: attached('photo'),
  voice: attached('voice'),
  drawing: attached('drawing'),
})

/** What the member typed, and what comes with it. */
export interface PhoneWords extends Readonly<Record<AttachmentType, Uint8Array | null>> {
  readonly text: string
}

interface About {
  readonly ref: PhoneRef
  /** A UUIDv7 that the phone made: the same in every repetition. */
  readonly id: RecordId
}

const aboutOf = ({ ref, id }: About): string => canonical({ declared: ref, id })

export function sealDeclared(words: PhoneWords, secret: PhoneSecret, about: About, random: RandomBytes): string {
  const { text } = words
  const base64 = (type: AttachmentType) => words[type] && toBase64Url(words[type])
  const plain = { text, photo: base64('photo'), voice: base64('voice'), drawing: base64('drawing') }
  return sealUnder(JSON.stringify(plain), phoneOwnKey(secret), aboutOf(about), random)
}

/** Null for whatever is not what this phone said in this question. */
export function openDeclared(sealed: string, secret: PhoneSecret, about: About): PhoneWords | null {
  const plain = openUnder(sealed, phoneOwnKey(secret), aboutOf(about))
  if (plain === null) return null
  try {
    const parsed = v.safeParse(WordsSchema, JSON.parse(plain))
    if (!parsed.success) return null
    const words = parsed.output
    const bytes = (type: AttachmentType) => (words[type] === null ? null : fromBase64Url(words[type]))
    const opened = { text: words.text, photo: bytes('photo'), voice: bytes('voice'), drawing: bytes('drawing') }
    const isWhole = ATTACHMENT_TYPES.every(type => (opened[type] === null) === (words[type] === null))
    return isWhole ? opened : null
  } catch (cause) {
    // JSON.parse: no JSON.
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}
