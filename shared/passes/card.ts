import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Brand } from '../base/brand.ts'
import { bytesToHex, hashOf, utf8ToBytes, type Hash } from '../base/bytes.ts'
import { assert } from '../base/check.ts'
import type { RandomBytes } from '../base/ids.ts'
import { err, ok, type Result } from '../base/result.ts'
import { BODY_BYTES, bodyOf, bytesOfBody, decodePass, encodeFrame, type BranchTag, type PassFault } from './digits.ts'

/** The 128 random bits a card carries. Held by the card alone: neither a kiosk nor, after printing, the hub keeps it. */
export type CardSecret = Brand<Uint8Array, 'CardSecret'>
/** Derived from the secret; the hub keeps it to verify that a sign-in was made with the card in hand. */
export type ProofKey = Brand<Uint8Array, 'ProofKey'>
/** Derived from the secret; seals the member's own page on a kiosk. */
export type OwnKey = Brand<Uint8Array, 'OwnKey'>

const KEY_BYTES = 32
const PRINT_GROUP = 7

export const newCardSecret = (random: RandomBytes): CardSecret => cardSecret(random(BODY_BYTES))

export function cardSecret(bytes: Uint8Array): CardSecret {
  assert(bytes.length === BODY_BYTES, 'a card secret has 16 bytes')
  return bytes as CardSecret
}

/** The 49 digits in the QR of a card. */
export function cardText(secret: CardSecret, branchTag: BranchTag): string {
  return encodeFrame({ kind: 'card', branchTag, body: bodyOf(secret) })
}

/** Reads scanned or typed text as a card of this branch. */
export function readCard(text: string, branchTag: BranchTag): Result<CardSecret, PassFault> {
  const frame = decodePass(text, branchTag)
  if (!frame.ok) return frame
  // A card reader that is handed a phone's pass holds no card.
  if (frame.value.kind !== 'card') return err('notAPass')
  const bytes = bytesOfBody(frame.value.body)
  return bytes ? ok(cardSecret(bytes)) : err('damaged')
}

/** The digits as printed below the QR, in groups of seven so that they can be typed back. */
export function printedCardText(text: string): string {
  return (text.match(new RegExp(`.{1,${PRINT_GROUP}}`, 'g')) ?? []).join(' ')
}

/** What a roster says of a card: enough to know it again, nothing to make one from. */
export const cardHash = (secret: CardSecret): Hash => hashOf(secret)

export const proofKey = (secret: CardSecret): ProofKey => derive(secret, 'branch-board card proof v1') as ProofKey

export const ownKey = (secret: CardSecret): OwnKey => derive(secret, 'branch-board own page v1') as OwnKey

/** What `signInProof` is; an argument where the hub has a native one. */
export type ProofOf = (key: ProofKey, factBytes: Uint8Array) => string

/** HMAC-SHA256 over the fact's bytes (`proofBytes` in sign-in.ts), lower-case hex. */
export function signInProof(key: ProofKey, factBytes: Uint8Array): string {
  return bytesToHex(hmac(sha256, key, factBytes))
}

/** Compares every character whatever the first ones say, so that the time taken tells nothing about the right proof. */
export function verifyProof(
  key: ProofKey,
  factBytes: Uint8Array,
  proof: string,
  proofOf: ProofOf = signInProof,
): boolean {
  const right = proofOf(key, factBytes)
  let difference = right.length ^ proof.length
  for (let at = 0; at < right.length; at++) difference |= right.charCodeAt(at) ^ proof.charCodeAt(at % proof.length)
  return difference === 0
}

function derive(secret: CardSecret, purpose: string): Uint8Array {
  return hkdf(sha256, secret, undefined, utf8ToBytes(purpose), KEY_BYTES)
}
