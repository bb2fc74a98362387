/** WAV: RIFF chunks, little-endian; plain or floating samples. */

const PCM = new Set([1, 3, 0xfffe])

export function wavMs(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(4, true) + 8 !== bytes.length) return null
  let bytesPerSecond = 0
  let dataBytes: number | null = null
  for (let at = 12; at < bytes.length;) {
    const kind = view.getUint32(at)
    const size = view.getUint32(at + 4, true)
    if (at + 8 + size > bytes.length) return null
    if (kind === 0x666d_7420) {
      const channels = view.getUint16(at + 10, true)
      if (!PCM.has(view.getUint16(at + 8, true)) || channels < 1 || channels > 2) return null
      bytesPerSecond = view.getUint32(at + 16, true)
    } else if (kind === 0x6461_7461) {
      if (dataBytes !== null) return null
      dataBytes = size
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2)
  }
  return bytesPerSecond > 0 && dataBytes !== null ? (dataBytes / bytesPerSecond) * 1000 : null
}
