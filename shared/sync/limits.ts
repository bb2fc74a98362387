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

/**
 * What the hub bears, so that no peer can fill its memory or its disk (SYNC F.6): more is refused, made to wait, or cut.
 * Sizes are bytes, of texts as they travel.
 */
export const HUB_LIMITS = {
  /** Messages of one kiosk, also over several connections: on average, and at once. */
  messagesPerSecond: 20,
  messagesAtOnce: 40,
  /** Questions of one connection that have no answer yet. An honest kiosk has a dozen. */
  questionsAtOnce: 32,
  /** Records of one kiosk, in an hour and at once: ten years of a branch, but not a disk. */
  pushBytesAnHour: 67_108_864,
  /** Messages and bytes of a connection that has not said who it is; pairing takes two and one kilobyte. */
  strangerMessages: 32,
  strangerBytesAll: 16_384,
  /** Connections that have not said who they are: of one address (this PC's own excepted), and of all together. */
  strangersPerAddress: 200,
  strangers: 3_000,
  /** Connections of any kind; a browser opens six, and a hall of phones may stand behind one address. */
  connectionsPerAddress: 512,
  connections: 4_096,
  /** What waits to be read by one kiosk. More: it has stopped reading, and is cut. */
  bufferedBytes: 1_048_576,
  bufferedPackets: 64,
  /**
   * Records that wait for the disk. Not 2,000 as first thought: 50 kiosks that come back with a full push each bring 2,500
   * at once, and would be told to come again although all that waits is a second's work and the bytes bound the memory.
   */
  queueRecords: 10_000,
  queueBytes: 8_388_608,
  /** A body by HTTP before anybody is logged in. */
  bodyBytes: 65_536,
} as const

export interface PushLimits {
  readonly records: number
  readonly bytes: number
}
