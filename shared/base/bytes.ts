import { sha256 } from '@noble/hashes/sha2.js'
import type { Brand } from './brand.ts'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from './hex.ts'

/** Lower-case hex of a SHA-256, 64 characters. */
export type Hash = Brand<string, 'Hash'>

export { bytesToHex, concatBytes, hexToBytes, utf8ToBytes }

/** SHA-256 over the UTF-8 bytes of the text, or over the bytes as they are. */
export function hashOf(data: string | Uint8Array): Hash {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data)) as Hash
}
