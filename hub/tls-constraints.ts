/**
 * RFC 5280 §4.2.1.10 by hand, because the certificate library has no form for it: the branch CA may vouch for names of
 * a LAN and for private addresses, so a stolen CA key cannot impersonate anything on the internet.
 */

const PRIVATE_V4: readonly (readonly [readonly number[], number])[] = [
  [[10, 0, 0, 0], 8],
  [[172, 16, 0, 0], 12],
  [[192, 168, 0, 0], 16],
  [[169, 254, 0, 0], 16],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
]

const PRIVATE_V6: readonly (readonly [readonly number[], number])[] = [
  [[0xfc], 7],
  [[0xfe, 0x80], 10],
  [[...Array<number>(15).fill(0), 1], 128],
]

/** DER of NameConstraints with the given DNS names (and what lies below them) and the private address ranges. */
export function nameConstraints(dnsNames: readonly string[]): Uint8Array<ArrayBuffer> {
  const names = dnsNames.map(name => der(0x82, new TextEncoder().encode(name)))
  const ranges = [
    ...PRIVATE_V4.map(([start, bits]) => range(start, bits, 4)),
    ...PRIVATE_V6.map(([start, bits]) => range(start, bits, 16)),
  ].map(bytes => der(0x87, bytes))
  const permitted = [...names, ...ranges].map(base => der(0x30, base))
  return der(0x30, der(0xa0, join(permitted)))
}

/** Whether the CA may vouch for the address: its range is one of the private ones. */
export function isPrivateAddress(address: string): boolean {
  const bytes = address.includes(':') ? bytesOfV6(address) : address.split('.').map(Number)
  const ranges = bytes.length === 4 ? PRIVATE_V4 : PRIVATE_V6
  return ranges.some(([start, bits]) => {
    const mask = maskOf(bits, bytes.length)
    return bytes.every((byte, at) => (byte & (mask[at] ?? 0)) === ((start[at] ?? 0) & (mask[at] ?? 0)))
  })
}

const range = (start: readonly number[], bits: number, length: number): Uint8Array => {
  const address = Array.from({ length }, (_, at) => start[at] ?? 0)
  return Uint8Array.from([...address, ...maskOf(bits, length)])
}

const maskOf = (bits: number, length: number): number[] =>
  Array.from({ length }, (_, at) => (0xff << Math.max(0, Math.min(8, 8 - (bits - at * 8)))) & 0xff)

function bytesOfV6(address: string): number[] {
  const [head = '', tail = ''] = address.split('::')
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16))
  const [before, after] = [groups(head), groups(tail)]
  const between = Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0)
  return [...before, ...between, ...after].flatMap(group => [group >> 8, group & 0xff])
}

/** One DER element; lengths up to 65,535, far beyond what is written here. */
function der(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return join([Uint8Array.from([tag, ...length]), content])
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
