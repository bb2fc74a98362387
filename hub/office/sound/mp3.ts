/** MPEG audio layer III: frames one behind the other, a tag before them and another behind. */

const KBITS_V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0] as const
const KBITS_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0] as const
const RATES = [44_100, 48_000, 32_000, 0] as const
/** By the two version bits: 2.5, reserved, 2, 1. */
const RATE_DIVISOR = [4, 0, 2, 1] as const
const END_TAG_BYTES = 128

export function mp3Ms(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = startTagBytes(view)
  let ms = 0
  while (at < bytes.length) {
    if (isEndTag(view, at)) return ms
    const frame = frameAt(view, at)
    if (!frame || at + frame.bytes > bytes.length) return null
    ms += frame.ms
    at += frame.bytes
  }
  return at === bytes.length ? ms : null
}

function frameAt(view: DataView, at: number): { bytes: number; ms: number } | null {
  const header = view.getUint32(at)
  // Eleven bits of sync, and layer III.
  if (header >>> 21 !== 0x7ff || ((header >>> 17) & 3) !== 1) return null
  const version = (header >>> 19) & 3
  const divisor = RATE_DIVISOR[version] ?? 0
  const kbits = (version === 3 ? KBITS_V1 : KBITS_V2)[(header >>> 12) & 15] ?? 0
  const base = RATES[(header >>> 10) & 3] ?? 0
  if (divisor === 0 || kbits === 0 || base === 0) return null
  const rate = base / divisor
  const samples = version === 3 ? 1152 : 576
  return {
    bytes: Math.floor((samples / 8) * ((kbits * 1000) / rate)) + ((header >>> 9) & 1),
    ms: (samples / rate) * 1000,
  }
}

/** ID3v2; its size is written in four times seven bits. */
function startTagBytes(view: DataView): number {
  if (view.getUint32(0) >>> 8 !== 0x49_4433) return 0
  let size = 0
  for (let each = 6; each < 10; each += 1) size = size * 128 + (view.getUint8(each) & 0x7f)
  return size + 10
}

const isEndTag = (view: DataView, at: number): boolean =>
  view.byteLength - at === END_TAG_BYTES && view.getUint32(at) >>> 8 === 0x54_4147
