import type { MemberId } from '../../shared/base/ids.ts'

/** Member cards: issued, printed once, reissued, reported lost. */

export interface Card {
  readonly cardHash: string
  readonly memberId: MemberId
  readonly serial: string
  readonly state: 'issued' | 'printed' | 'revoked'
  readonly revokedWhy: 'lost' | 'reissued' | 'left' | null
  readonly issuedAt: number
}

export interface CardReads {
  all(): Promise<readonly Card[]>
  ofMember(memberId: MemberId): Promise<readonly Card[]>
  byHash(cardHash: string): Promise<Card | null>
  lastSerial(): Promise<number>
  /** Hex key of the sign-in proof; null for a card this hub never issued. */
  proofKey(cardHash: string): Promise<string | null>
}

export interface CardSecrets {
  /** All hex. The secret stays until the card is printed, the derived keys as long as the card. */
  keep(cardHash: string, keys: { secret: string; proofKey: string; ownKey: string }): Promise<void>
  /** Secrets of the cards not printed yet, by card hash. */
  unprinted(): Promise<ReadonlyMap<string, string>>
  forget(cardHashes: readonly string[]): Promise<void>
}
