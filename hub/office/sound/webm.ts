/** WebM with one track, of Opus: elements of (id, size, content), some of which hold further ones (RFC 8794, RFC 9559). */

const SEGMENT = 0x1853_8067
const CLUSTER = 0x1f43_b675
const TRACK_ENTRY = 0xae
/** Walked into; everything else is one piece. */
const HOLDERS = new Set([0x1a45_dfa3, SEGMENT, CLUSTER, 0x1549_a966, 0x1654_ae6b, TRACK_ENTRY, 0xa0])

const DOC_TYPE = 0x4282
const TIMESTAMP_SCALE = 0x2a_d7b1
const TRACK_TYPE = 0x83
const CODEC = 0x86
const CLUSTER_TIME = 0xe7
const BLOCKS = new Set([0xa3, 0xa1])
const SOUND_TRACK = 2

interface Seen {
  webm: boolean
  tracks: number
  soundTracks: number
  opusTracks: number
  /** Nanoseconds a tick. */
  scale: number
  cluster: number
  /** Where each block begins, in ticks. */
  lastTwo: [number, number]
}

export function webmMs(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const seen: Seen = {
    webm: false,
    tracks: 0,
    soundTracks: 0,
    opusTracks: 0,
    scale: 1_000_000,
    cluster: 0,
    lastTwo: [0, 0],
  }
  let at = 0
  while (at < bytes.length) {
    const id = vint(view, at, false)
    const size = vint(view, at + id.length, true)
    const body = at + id.length + size.length
    if (HOLDERS.has(id.value)) {
      // What is recorded live does not know its own size beforehand.
      if (size.value === null ? id.value !== SEGMENT && id.value !== CLUSTER : body + size.value > bytes.length)
        return null
      if (id.value === TRACK_ENTRY) seen.tracks += 1
      at = body
      continue
    }
    if (size.value === null || body + size.value > bytes.length) return null
    note(seen, id.value, view, body, size.value)
    at = body + size.value
  }
  const { webm, tracks, soundTracks, opusTracks, lastTwo } = seen
  if (!webm || tracks !== 1 || soundTracks !== 1 || opusTracks !== 1) return null
  // The last block is taken to be as long as the one before it.
  return ((lastTwo[1] + Math.max(0, lastTwo[1] - lastTwo[0])) * seen.scale) / 1_000_000
}

function note(seen: Seen, id: number, view: DataView, at: number, size: number): void {
  if (id === DOC_TYPE) seen.webm = text(view, at, size) === 'webm'
  else if (id === TIMESTAMP_SCALE) seen.scale = number(view, at, size)
  else if (id === TRACK_TYPE && number(view, at, size) === SOUND_TRACK) seen.soundTracks += 1
  else if (id === CODEC && text(view, at, size) === 'A_OPUS') seen.opusTracks += 1
  else if (id === CLUSTER_TIME) seen.cluster = number(view, at, size)
  else if (BLOCKS.has(id)) {
    const track = vint(view, at, true)
    seen.lastTwo = [seen.lastTwo[1], seen.cluster + view.getInt16(at + track.length)]
  }
}

/**
 * A number whose leading zero bits say how many bytes it has. Ids keep the marking bit, sizes do not; a size of all
 * ones is unknown.
 */
function vint(view: DataView, at: number, isSize: false): { length: number; value: number }
function vint(view: DataView, at: number, isSize: true): { length: number; value: number | null }
function vint(view: DataView, at: number, isSize: boolean): { length: number; value: number | null } {
  const first = view.getUint8(at)
  const length = Math.clz32(first) - 23
  if (length > 8) throw new RangeError('no such number')
  const mark = 1 << (8 - length)
  let value = isSize ? first - mark : first
  let unknown = isSize && value === mark - 1
  for (let each = 1; each < length; each += 1) {
    const byte = view.getUint8(at + each)
    value = value * 256 + byte
    unknown &&= byte === 255
  }
  return { length, value: unknown ? null : value }
}

function number(view: DataView, at: number, size: number): number {
  let value = 0
  for (let each = 0; each < size; each += 1) value = value * 256 + view.getUint8(at + each)
  return value
}

function text(view: DataView, at: number, size: number): string {
  let value = ''
  for (let each = 0; each < size; each += 1) value += String.fromCharCode(view.getUint8(at + each))
  return value
}
