import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64Url, toBase64Url } from '../base/base64url.ts'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../base/bytes.ts'
import { canonical, type Json } from '../base/canonical.ts'
import type { PhoneRef } from '../people/roster.ts'
import { parseBranchTag, type BranchTag } from './digits.ts'
import { phoneSecret, type PhoneSecret } from './phone.ts'

/**
 * How a phone comes to its secret and shows later that it has it. The secret stands in the part of the address after
 * `#`, which no browser sends: it goes from the screen into the phone and nowhere else.
 */

/** What the one-time QR says. The names are for the member's eyes: the phone never asks for them over the network. */
export interface PhoneOffer {
  readonly branchTag: BranchTag
  readonly ref: PhoneRef
  readonly secret: PhoneSecret
  readonly branchName: string
  readonly memberName: string
}

/** How long a shown code may be taken. */
export const OFFER_MS = 10 * 60_000

const VERSION = 1
const HEAD_BYTES = 1 + 3 + 5 + 16
/** Longer names would make a QR that old phones cannot read. */
const NAME_CHARACTERS = 24

/** The text after `#e=`. */
export function offerText({ branchTag, ref, secret, branchName, memberName }: PhoneOffer): string {
  const tag = Number(branchTag)
  const head = Uint8Array.of(VERSION, (tag >> 16) & 255, (tag >> 8) & 255, tag & 255)
  const names = utf8ToBytes([branchName, memberName].map(short).join('\n'))
  return toBase64Url(concatBytes(head, hexToBytes(ref), secret, names))
}

const short = (name: string): string => [...name.replaceAll('\n', ' ')].slice(0, NAME_CHARACTERS).join('')

/** Null for anything that is no offer of this version. */
export function readOffer(text: string): PhoneOffer | null {
  const bytes = fromBase64Url(text)
  if (!bytes || bytes.length < HEAD_BYTES || bytes[0] !== VERSION) return null
  const [, high = 0, middle = 0, low = 0] = bytes
  const branchTag = parseBranchTag(String((high << 16) | (middle << 8) | low).padStart(5, '0'))
  const names = utf8(bytes.subarray(HEAD_BYTES))?.split('\n')
  if (!branchTag || names?.length !== 2) return null
  const [branchName = '', memberName = ''] = names
  const ref = bytesToHex(bytes.subarray(4, 9)) as PhoneRef
  return { branchTag, ref, secret: phoneSecret(bytes.slice(9, HEAD_BYTES)), branchName, memberName }
}

/** Without TextDecoder, which pure code has not; null for bytes that are no UTF-8. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return decodeURIComponent([...bytes].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch (cause) {
    if (cause instanceof URIError) return null
    throw cause
  }
}

/** What a phone may ask the hub for. Each has proofs of its own: one asked for can never be taken for another. */
export type PhoneAsk = 'claim' | 'news' | 'code' | 'leave' | 'forget' | 'own' | 'answer' | 'declarable' | 'declare'

/** Shows that who asks has the secret, without saying it: HMAC over the canonical request, lower-case hex. */
export function phoneProof(secret: PhoneSecret, ask: PhoneAsk, said: { readonly [name: string]: Json }): string {
  const key = hmac(sha256, secret, utf8ToBytes('branch-board phone ask v1'))
  return bytesToHex(hmac(sha256, key, utf8ToBytes(canonical({ ask, said }))))
}

/** Compares every character, whatever the first ones say. */
export function isPhoneProof(
  secret: PhoneSecret,
  ask: PhoneAsk,
  said: { readonly [name: string]: Json },
  proof: string,
): boolean {
  const right = phoneProof(secret, ask, said)
  let difference = right.length ^ proof.length
  for (let at = 0; at < right.length; at++) difference |= right.charCodeAt(at) ^ proof.charCodeAt(at)
  return difference === 0
}
