import { createPublicKey, verify } from 'node:crypto'
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../shared/base/bytes.ts'
import type { KeyId, PublicKey, Signature } from '../../shared/sync/fields.ts'
import { keyIdOf } from '../../shared/sync/key-id.ts'
import type { VerifySignature } from '../../shared/sync/signature.ts'
import { openSealed, openSealedBytes, sealPublicKey } from '../../shared/base/seal.ts'
import type { Signer } from '../office/feeds.ts'
import type { Sealing } from '../office/ports.ts'

/** The office's signer over the hub's key file (`hub/keys.ts`). */
export function signerOf(keys: { readonly publicKey: Uint8Array; sign(bytes: Uint8Array): Uint8Array }): Signer {
  const publicKey = bytesToHex(keys.publicKey) as PublicKey
  const keyId: KeyId = keyIdOf(publicKey)
  return { publicKey, keyId, sign: text => bytesToHex(keys.sign(utf8ToBytes(text))) as Signature }
}

/**
 * What opens the words that kiosks sealed to the hub.
 * @param secret 32 bytes
 * @param earlier of keys given up since: words sealed before may still come
 */
export const sealingOf = (secret: Uint8Array, earlier: readonly Uint8Array[] = []): Sealing => ({
  publicKey: bytesToHex(sealPublicKey(secret)),
  open(sealed, about) {
    for (const each of [secret, ...earlier]) {
      const words = openSealed(sealed, each, about)
      if (words !== null) return words
    }
    return null
  },
  openBytes(sealed, about) {
    for (const each of [secret, ...earlier]) {
      const bytes = openSealedBytes(sealed, each, about)
      if (bytes !== null) return bytes
    }
    return null
  },
})

/** DER of an Ed25519 public key before its 32 bytes (RFC 8410). */
const SPKI_HEAD = hexToBytes('302a300506032b6570032100')

/** The native check, ten times faster than the portable one: a thousand kiosks come back at once after a power cut. */
export const verifySignature: VerifySignature = (key, text, signature) => {
  try {
    const der = Buffer.concat([SPKI_HEAD, hexToBytes(key)])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return verify(null, utf8ToBytes(text), publicKey, hexToBytes(signature))
  } catch {
    // Malformed points throw; to the caller that is one more wrong signature.
    return false
  }
}
