import { hash as digest } from 'node:crypto'
import type { Hash } from '../../shared/base/bytes.ts'
import type { ProofKey } from '../../shared/passes/card.ts'

/**
 * What the intake computes for every record, by the runtime's own SHA-256. Node's one-shot digest is several times
 * faster than its HMAC object, so the proof is put together from two of them (RFC 2104). A test holds both to the
 * portable ones.
 */
export const NATIVE_DIGESTS = {
  hash: (text: string): Hash => digest('sha256', text) as Hash,
  proofOf(key: ProofKey, factBytes: Uint8Array): string {
    const inner = digest('sha256', Buffer.concat([padded(key, 0x36), factBytes]), 'buffer')
    return digest('sha256', Buffer.concat([padded(key, 0x5c), inner]))
  },
}

const BLOCK_BYTES = 64

/** The key, filled up with zeros to a block (proof keys have 32 bytes), each byte mixed with the pad. */
function padded(key: ProofKey, pad: number): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES).fill(pad)
  for (let at = 0; at < key.length; at++) block[at] = (key[at] ?? 0) ^ pad
  return block
}
