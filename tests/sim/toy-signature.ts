import { hash } from 'node:crypto'
import type { PublicKey, Signature } from '../../shared/sync/fields.ts'
import type { VerifySignature } from '../../shared/sync/signature.ts'

/**
 * Signatures for a world in which nobody can compute: as good as real ones as long as secrets stay where they are, and a
 * thousand times faster. The real ones are proven elsewhere.
 */
export interface ToyKey {
  readonly publicKey: PublicKey
  sign(text: string): Signature
}

const sha = (text: string): string => hash('sha256', text)

export interface ToyKeys {
  make(secret: string): ToyKey
  readonly verify: VerifySignature
}

export function createToyKeys(): ToyKeys {
  const secrets = new Map<string, string>()
  const signature = (secret: string, text: string) => sha(`${secret}\n${text}`).repeat(2) as Signature
  return {
    make(secret) {
      const publicKey = sha(`public ${secret}`) as PublicKey
      secrets.set(publicKey, secret)
      return { publicKey, sign: text => signature(secret, text) }
    },
    verify: (key, text, given) => {
      const secret = secrets.get(key)
      return secret !== undefined && signature(secret, text) === given
    },
  }
}
