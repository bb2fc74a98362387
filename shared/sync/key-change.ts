import * as v from 'valibot'
import { MillisSchema } from '../base/ids.ts'
import { err, ok, type Result } from '../base/result.ts'
import { PositionSchema, PublicKeySchema, SignatureSchema, type PublicKey } from './fields.ts'
import { keyChangeText } from './signing.ts'
import type { VerifySignature } from './signature.ts'

/**
 * The hub's announcement that it signs with another key from now on. The old key signs it, so whoever pinned the old
 * one can go on; the new key signs it too, so nobody can be led to a key that its owner does not hold.
 */
export const KeyChangeSchema = v.object({
  /** 1, 2, 3 … over the hub's life. */
  no: PositionSchema,
  from: PublicKeySchema,
  to: PublicKeySchema,
  time: MillisSchema,
  /** By `from`, over `keyChangeText`. */
  sig: SignatureSchema,
  /** By `to`, over the same text. */
  proof: SignatureSchema,
})
export type KeyChange = v.InferOutput<typeof KeyChangeSchema>

/** As many as a challenge carries: yearly changes for a lifetime. */
export const KEY_CHANGES_MAX = 100

/** unannounced: nothing leads from the pinned key to the hub's · badAnnouncement: something does, and is not signed right */
export type KeyFault = 'unannounced' | 'badAnnouncement'

/**
 * The way from the key a kiosk pinned to the one the hub uses now, over every announcement in between: a kiosk that was
 * away for years learns it in one step. A key that was given up leads nowhere any more, so whoever stole it is refused.
 * @param changes in the order of their numbers
 */
export function followKeys(
  pinned: PublicKey,
  wanted: PublicKey,
  hubId: string,
  changes: readonly KeyChange[],
  verify: VerifySignature,
): Result<PublicKey, KeyFault> {
  let key = pinned
  for (const change of changes) {
    if (key === wanted) break
    if (change.from !== key) continue
    const text = keyChangeText(hubId, change)
    if (!verify(change.from, text, change.sig) || !verify(change.to, text, change.proof)) return err('badAnnouncement')
    key = change.to
  }
  return key === wanted ? ok(key) : err('unannounced')
}
