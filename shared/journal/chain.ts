import type { Hash } from '../base/bytes.ts'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../base/hex.ts'

/**
 * The journal's chain: `h_n = H(0x01 ‖ h_{n-1} ‖ H(0x00 ‖ length ‖ bytes_n))`. The two prefixes keep a line from ever
 * passing for a link; the length keeps two lines from passing for one.
 */

/** SHA-256; an argument because the hub's native one is ten times faster than the portable one. */
export type Sha256 = (data: Uint8Array) => Uint8Array

/** What the first line is chained to. */
export const GENESIS = '0'.repeat(64) as Hash

/** @param line the exact text of the journal line; its UTF-8 bytes are what counts */
export const chainHash = (sha256: Sha256, previous: Hash, line: string): Hash =>
  linkHash(sha256, previous, leafHash(sha256, line))

/** What of a line goes into the chain: whoever has only these can follow the chain, and reads nothing. */
export function leafHash(sha256: Sha256, line: string): Hash {
  const bytes = utf8ToBytes(line)
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length))
  return bytesToHex(sha256(concatBytes(Uint8Array.of(0x00), length, bytes))) as Hash
}

export const linkHash = (sha256: Sha256, previous: Hash, leaf: Hash): Hash =>
  bytesToHex(sha256(concatBytes(Uint8Array.of(0x01), hexToBytes(previous), hexToBytes(leaf)))) as Hash

/** How many lines, and the hash that stands for all of them. */
export interface JournalHead {
  readonly size: number
  readonly hash: Hash
}

/** The head as people compare it: four groups of four, `7F3A·91C2·5B06·E8D4`. */
export const fingerprint = (hash: string, groups = 4): string =>
  (
    hash
      .slice(0, groups * 4)
      .toUpperCase()
      .match(/.{4}/g) ?? []
  ).join('·')
