import * as v from 'valibot'
import { hashOf, type Hash } from '../base/bytes.ts'
import { idSchema, MillisSchema, type KioskId } from '../base/ids.ts'
import { HashSchema, NonceSchema, PublicKeySchema, RefusedSchema, type PublicKey } from './fields.ts'

/**
 * Pairing (SIGNIN "Threats"). The kiosk first commits to its key and nonce, then hears the hub's, then opens the
 * commitment. Both show the same eight digits only if nobody stands between them: whoever does has fixed all his
 * values before the last honest one is known, and hits the digits once in 10^8.
 */

/** Kiosk → hub: `commit` = `pairCommit(pub, nonce)`. */
export const PairBeginSchema = v.object({ commit: HashSchema })
export const PairOfferSchema = v.object({
  ok: v.literal(true),
  hubId: v.string(),
  hubKey: PublicKeySchema,
  nonce: NonceSchema,
  expiresAt: MillisSchema,
})
export const PairBeginReplySchema = v.variant('ok', [PairOfferSchema, RefusedSchema])
export type PairBeginReply = v.InferOutput<typeof PairBeginReplySchema>

/** Kiosk → hub: opens the commitment. `token`: the one-time link of a demo, which confirms by itself. */
export const PairRevealSchema = v.object({
  pub: PublicKeySchema,
  nonce: NonceSchema,
  token: v.optional(v.pipe(v.string(), v.maxLength(64))),
})
export const PairWaitingSchema = v.object({ ok: v.literal(true) })
export const PairRevealReplySchema = v.variant('ok', [PairWaitingSchema, RefusedSchema])
export type PairRevealReply = v.InferOutput<typeof PairRevealReplySchema>

/** Hub → kiosk: the secretary typed the code. The kiosk now pins `hubKey` of the offer it showed the code for. */
export const PairedSchema = v.object({ kioskId: idSchema<KioskId>(), hubId: v.string(), place: v.string() })
export type Paired = v.InferOutput<typeof PairedSchema>

/** `H("branch-board/pair-commit/1\n" pub "\n" nonce)` */
export const pairCommit = (pub: PublicKey, nonce: string): Hash =>
  hashOf(`branch-board/pair-commit/1\n${pub}\n${nonce}`)

/**
 * Eight digits: the first 8 bytes of `H("branch-board/pair-code/1\n" kioskPub "\n" hubPub "\n" kioskNonce "\n" hubNonce)`
 * as a big-endian number, modulo 10^8.
 */
export function pairCode(kiosk: { pub: PublicKey; nonce: string }, hub: { pub: PublicKey; nonce: string }): string {
  const hash = hashOf(`branch-board/pair-code/1\n${kiosk.pub}\n${hub.pub}\n${kiosk.nonce}\n${hub.nonce}`)
  return (BigInt(`0x${hash.slice(0, 16)}`) % 100_000_000n).toString().padStart(8, '0')
}
