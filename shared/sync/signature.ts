import { getPublicKey, hashes, sign as signBytes, verify as verifyBytes } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '../base/bytes.ts'
import type { PublicKey, Signature } from './fields.ts'

// The library leaves the hash to its user; setting it is the same on every load.
hashes.sha512 = sha512

/** @param secret 32 bytes, the seed of RFC 8032 */
export const publicKeyOf = (secret: Uint8Array): PublicKey => bytesToHex(getPublicKey(secret)) as PublicKey

export const sign = (text: string, secret: Uint8Array): Signature =>
  bytesToHex(signBytes(utf8ToBytes(text), secret)) as Signature

/** False for anything that is not this key's signature, also for keys that are no point of the curve. */
export function isSignedBy(key: PublicKey, text: string, signature: Signature): boolean {
  try {
    return verifyBytes(hexToBytes(signature), utf8ToBytes(text), hexToBytes(key))
  } catch {
    // The library throws on malformed points; to the caller that is one more wrong signature.
    return false
  }
}

/** How signatures are checked: this one in a browser, the native one at the hub. */
export type VerifySignature = typeof isSignedBy
