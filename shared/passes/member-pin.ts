import { hmac } from '@noble/hashes/hmac.js'
import { scrypt } from '@noble/hashes/scrypt.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes, type Hash } from '../base/bytes.ts'
import { problem, type Problem } from '../base/problem.ts'
import { proofKey, type CardSecret, type ProofKey } from './card.ts'

/**
 * A member's own PIN: wanted by the activities whose policy says that a card alone is not enough, and for what binds a
 * person. Its verifier is keyed by what only the card gives and only the hub keeps of it (the key of its proofs): a
 * kiosk's database alone tells nothing about it, the hub can check it for the member's phone, and a new card needs a new
 * PIN.
 */

/** Of scrypt. About 0.15 s on a slow tablet: whoever holds the card and a kiosk's database tries 10,000 PINs no faster. */
export const MEMBER_PIN_COST = { N: 2 ** 13, r: 8, p: 1, dkLen: 32 } as const

/** What the hash is salted with. */
export const memberPinSalt = (key: ProofKey): Uint8Array => hmac(sha256, key, utf8ToBytes('branch-board member pin v1'))

export const memberPinVerifier = (secret: CardSecret, pin: string): Hash =>
  bytesToHex(scrypt(normalPin(pin), memberPinSalt(proofKey(secret)), MEMBER_PIN_COST)) as Hash

export const memberPinMatches = (secret: CardSecret, pin: string, verifier: string): boolean =>
  memberPinVerifier(secret, pin) === verifier

/** Null when the PIN may be used: 4 to 6 digits that are neither all alike nor simply counted up or down. */
export function memberPinProblem(pin: string): Problem | null {
  const digits = normalPin(pin)
  if (!/^\d{4,6}$/.test(digits)) {
    return problem('MEMBER_PIN_SHAPE', { zh: '个人密码要4到6位数字。', en: 'A personal PIN has 4 to 6 digits.' })
  }
  const counted = '0123456789'.includes(digits) || '9876543210'.includes(digits)
  if (counted || new Set(digits).size === 1) {
    return problem('MEMBER_PIN_SIMPLE', { zh: '这个密码太简单，请换一个。', en: 'This PIN is too simple.' })
  }
  return null
}

/** Full-width digits are digits. */
export const normalPin = (pin: string): string => pin.normalize('NFKC').trim()
