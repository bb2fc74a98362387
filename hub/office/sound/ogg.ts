/** Ogg with one stream of Opus. Positions count samples at 48,000 a second, whatever was recorded (RFC 7845). */

const OGGS = 0x4f67_6753
const OPUS_HEAD = [0x4f70_7573, 0x4865_6164] as const
/** A page on which no packet ends has no position. */
const NO_POSITION = 0xffff_ffff_ffff_ffffn

export function oggMs(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const serial = view.getUint32(14)
  let preSkip: number | null = null
  let end = 0n
  let last = false
  for (let at = 0; at < bytes.length;) {
    if (last || view.getUint32(at) !== OGGS || view.getUint8(at + 4) !== 0 || view.getUint32(at + 14) !== serial)
      return null
    const segments = view.getUint8(at + 26)
    let size = 0
    for (let each = 0; each < segments; each += 1) size += view.getUint8(at + 27 + each)
    const body = at + 27 + segments
    if (body + size > bytes.length) return null
    if (preSkip === null) {
      const channels = view.getUint8(body + 9)
      const isOpus = view.getUint32(body) === OPUS_HEAD[0] && view.getUint32(body + 4) === OPUS_HEAD[1]
      if (!isOpus || channels < 1 || channels > 2) return null
      preSkip = view.getUint16(body + 10, true)
    }
    const position = view.getBigUint64(at + 6, true)
    if (position !== NO_POSITION) end = position
    last = (view.getUint8(at + 5) & 4) !== 0
    at = body + size
  }
  return last && preSkip !== null ? Math.max(0, Number(end) - preSkip) / 48 : null
}
