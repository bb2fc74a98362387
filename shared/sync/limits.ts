/**
 * What may travel at once (SY). Both ends hold to these; the hub says its own in `welcome`, and the smaller counts.
 * Sizes are bytes of UTF-8, times are milliseconds.
 */
export const LIMITS = {
  /** Records of one push, and their texts together. */
  pushRecords: 50,
  pushBytes: 65_536,
  /** One record. Sign-ins are about 500 bytes. */
  recordBytes: 16_384,
  /** Items of one page of a feed, and their texts together (a single larger item still travels, alone). */
  pageItems: 200,
  pageBytes: 131_072,
  /** Any message to the hub; larger ones cut the connection. */
  messageBytes: 262_144,
  /** Any message before the kiosk has said who it is. */
  strangerBytes: 2_048,
  /** How long a connection may go without saying who it is. */
  strangerMs: 5_000,
  ackTimeoutMs: 10_000,
  retryFirstMs: 1_000,
  retryLastMs: 60_000,
  /** Feeds are asked for this often even when no nudge comes. */
  pollMs: 60_000,
} as const

export interface PushLimits {
  readonly records: number
  readonly bytes: number
}
