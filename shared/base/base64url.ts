/** Bytes as text that an address can carry (RFC 4648 §5, without padding). */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const group = (a << 16) | (b << 8) | c
    const letters = [18, 12, 6, 0].map(shift => LETTERS[(group >> shift) & 63] ?? '').join('')
    text += letters.slice(0, Math.min(3, bytes.length - at) + 1)
  }
  return text
}

/** Null for anything else: foreign letters, a length that no bytes have, bits that would be thrown away. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  for (let at = 0, to = 0; at < text.length; at += 4) {
    let group = 0
    for (let letter = 0; letter < 4; letter++)
      group = (group << 6) | Math.max(0, LETTERS.indexOf(text[at + letter] ?? 'A'))
    for (const shift of [16, 8, 0]) if (to < bytes.length) bytes[to++] = (group >> shift) & 255
  }
  return toBase64Url(bytes) === text ? bytes : null
}
