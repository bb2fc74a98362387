import { hashOf, hexToBytes } from '../base/bytes.ts'
import type { KeyId, PublicKey } from './fields.ts'

/** Names a public key: the first 16 hex characters of the SHA-256 over its 32 bytes. */
export const keyIdOf = (key: PublicKey): KeyId => hashOf(hexToBytes(key)).slice(0, 16) as KeyId
