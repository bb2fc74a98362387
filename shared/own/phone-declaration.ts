import * as v from 'valibot'
import { fromBase64Url, toBase64Url } from '../base/base64url.ts'
import { canonical } from '../base/canonical.ts'
import { idSchema, type RandomBytes, type RecordId } from '../base/ids.ts'
import { PlainDateSchema } from '../base/plain-date.ts'
import { ATTACHMENT_BYTES } from '../declarations/attachment.ts'
import { DECLARED_TEXT_MAX, DeclaredQuantitySchema } from '../declarations/declaration.ts'
import type { PhoneSecret } from '../passes/phone.ts'
import type { PhoneRef } from '../people/roster.ts'
import { ItemCodeSchema } from '../points/item.ts'
import { openUnder, phoneOwnKey, sealUnder } from './seal-own.ts'

/** A declaration (申报) from a member's own phone: what the kiosk sends as a record, in one question over TLS. */

/** Characters of the sealed words, a photo included. */
const SEALED_MAX = 240_000

export const PhoneDeclarationSchema = v.strictObject({
  itemCode: ItemCodeSchema,
  schemeVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  date: PlainDateSchema,
  quantity: DeclaredQuantitySchema,
  /** The one that was asked back and is sent again by this. */
  follows: v.nullable(idSchema<RecordId>()),
  /** `PhoneWords`, sealed by `sealDeclared`. */
  sealed: v.pipe(v.string(), v.maxLength(SEALED_MAX)),
})
export type PhoneDeclaration = v.InferOutput<typeof PhoneDeclarationSchema>

const WordsSchema = v.strictObject({
  text: v.pipe(v.string(), v.trim(), v.maxLength(DECLARED_TEXT_MAX)),
  /** Base64url of a picture. */
  photo: v.nullable(v.pipe(v.string(), v.maxLength(Math.ceil((ATTACHMENT_BYTES.photo * 4) / 3)))),
})

/** What the member typed, and the picture they took. */
export interface PhoneWords {
  readonly text: string
  readonly photo: Uint8Array | null
}

interface About {
  readonly ref: PhoneRef
  /** A UUIDv7 that the phone made: the same in every repetition. */
  readonly id: RecordId
}

const aboutOf = ({ ref, id }: About): string => canonical({ declared: ref, id })

export function sealDeclared(words: PhoneWords, secret: PhoneSecret, about: About, random: RandomBytes): string {
  const { text, photo } = words
  const plain = JSON.stringify({ text, photo: photo && toBase64Url(photo) })
  return sealUnder(plain, phoneOwnKey(secret), aboutOf(about), random)
}

/** Null for whatever is not what this phone said in this question. */
export function openDeclared(sealed: string, secret: PhoneSecret, about: About): PhoneWords | null {
  const plain = openUnder(sealed, phoneOwnKey(secret), aboutOf(about))
  if (plain === null) return null
  try {
    const parsed = v.safeParse(WordsSchema, JSON.parse(plain))
    if (!parsed.success) return null
    const { text, photo } = parsed.output
    const bytes = photo === null ? null : fromBase64Url(photo)
    return photo !== null && bytes === null ? null : { text, photo: bytes }
  } catch (cause) {
    // JSON.parse: no JSON.
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}
