/** M4A: boxes of (size, kind, content); one track, of sound, with its length written down. */

/** Walked into; everything else is one piece. */
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl'])
const CODECS = new Set(['mp4a', 'Opus'])

export function m4aMs(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kinds: string[] = []
  let ms = 0
  for (let at = 0; at < bytes.length;) {
    const size = view.getUint32(at)
    const kind = letters(view, at + 4)
    if (size < 8 || at + size > bytes.length) return null
    if (kind === 'hdlr') kinds.push(letters(view, at + 16))
    else if (kind === 'stsd') kinds.push(CODECS.has(letters(view, at + 20)) ? 'known' : 'unknown')
    else if (kind === 'mdhd') ms = mediaMs(view, at + 8)
    at += HOLDERS.has(kind) ? 8 : size
  }
  const oneTrack = kinds.length === 2 && kinds.includes('soun') && kinds.includes('known')
  // Written in fragments: nobody knows its length without playing it.
  return oneTrack && ms > 0 ? ms : null
}

function mediaMs(view: DataView, at: number): number {
  const long = view.getUint8(at) === 1
  const ticksPerSecond = view.getUint32(at + (long ? 20 : 12))
  const ticks = long ? Number(view.getBigUint64(at + 24)) : view.getUint32(at + 16)
  return ticksPerSecond === 0 ? 0 : (ticks / ticksPerSecond) * 1000
}

const letters = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map(each => view.getUint8(at + each)))
