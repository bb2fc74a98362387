import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { bytesToUtf8 } from '@noble/ciphers/utils.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64Url, toBase64Url } from '../base/base64url.ts'
import { concatBytes, utf8ToBytes } from '../base/bytes.ts'
import { canonical, type Json } from '../base/canonical.ts'
import type { MemberId, RandomBytes } from '../base/ids.ts'
import { padded, unpadded } from '../base/seal.ts'
import type { OwnKey } from '../passes/card.ts'
import type { PhoneSecret } from '../passes/phone.ts'
import { readOwnPage, type OwnPage } from './own-page.ts'

/**
 * The envelope of a member's own page: XChaCha20-Poly1305 under a key that only the member's card (`ownKey` in
 * passes/card.ts) or phone gives, bound to the member and to the revision of the feed's item. Whoever moves it to another
 * person, or shows an old one again as the newest, holds what does not open.
 */

const NONCE_BYTES = 24
/** An envelope is as long as the first of 4, 8, 16 … KiB that its page fits into, so that its length tells little. */
const SMALLEST_BYTES = 4_096
/** Between the parts of a text; says how the rest is to be read. */
const PREFIX = 'own1.'

export interface OwnAbout {
  readonly memberId: MemberId
  /** Of the item in the feed; of a phone's answer, its own number. */
  readonly rev: number
}

/** What seals the page on its way to a phone. */
export const phoneOwnKey = (secret: PhoneSecret): OwnKey =>
  hkdf(sha256, secret, undefined, utf8ToBytes('branch-board phone own page v1'), 32) as OwnKey

export function sealOwn(page: OwnPage, key: OwnKey, rev: number, random: RandomBytes): string {
  // Schema types are JSON by construction.
  return sealUnder(canonical(page as unknown as Json), key, aboutText({ memberId: page.memberId, rev }), random)
}

/** Null for whatever is not this member's page of this revision under this key. */
export function openOwn(text: string, key: OwnKey, about: OwnAbout): OwnPage | null {
  const opened = openUnder(text, key, aboutText(about))
  if (opened === null) return null
  const page = readOwnPage(opened)
  return page?.memberId === about.memberId ? page : null
}

const aboutText = ({ memberId, rev }: OwnAbout): string => canonical({ own: memberId, rev })

/** @param about bound to the text: it opens only where the same is said */
export function sealUnder(text: string, key: OwnKey, about: string, random: RandomBytes): string {
  const bytes = utf8ToBytes(text)
  let whole = SMALLEST_BYTES
  while (whole <= bytes.length) whole *= 2
  const nonce = random(NONCE_BYTES)
  const box = xchacha20poly1305(key, nonce, utf8ToBytes(about)).encrypt(padded(bytes, whole))
  return PREFIX + toBase64Url(concatBytes(nonce, box))
}

export function openUnder(text: string, key: OwnKey, about: string): string | null {
  const bytes = text.startsWith(PREFIX) ? fromBase64Url(text.slice(PREFIX.length)) : null
  if (!bytes || bytes.length <= NONCE_BYTES) return null
  try {
    const opened = xchacha20poly1305(key, bytes.subarray(0, NONCE_BYTES), utf8ToBytes(about)).decrypt(
      bytes.subarray(NONCE_BYTES),
    )
    const bare = unpadded(opened)
    return bare && bytesToUtf8(bare)
  } catch {
    // Whatever is wrong with bytes from outside, they are no envelope of ours.
    return null
  }
}
