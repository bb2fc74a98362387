/** Where the kiosk stands with the hub: one situation, each with only its own facts. */
export type LinkState =
  /** No branch yet: pairing. */
  | { readonly kind: 'unpaired' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'joining' }
  | { readonly kind: 'live' }
  /** The hub speaks no version this program knows: a newer program is needed. */
  | { readonly kind: 'tooOld' }
  /**
   * The branch no longer knows this kiosk; what was not sent stays here. `told`: by the hub in so many words, so what it
   * was shown is taken off it; otherwise the hub may only have lost its memory.
   */
  | { readonly kind: 'revoked'; readonly told: boolean }
  /** Somebody else answers at the hub's address, or the hub lost its key. */
  | { readonly kind: 'hubChanged' }
  /** Another window of this kiosk speaks to the hub; this one only writes. */
  | { readonly kind: 'otherTab' }
