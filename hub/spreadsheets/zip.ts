import { crc32, inflateRawSync } from 'node:zlib'
import { err, ok, type Result } from '../../shared/base/result.ts'

/**
 * Just enough of ZIP (APPNOTE 6.3) to look into a workbook without trusting it: sizes are checked before and while
 * inflating, so that a small file cannot fill the memory.
 */

export type ZipFault = 'broken' | 'encrypted' | 'tooLarge' | 'unsupported'

export interface ZipEntry {
  readonly name: string
  /** As declared by the archive; inflating stops at the caller's limit whatever is declared. */
  readonly size: number
  readonly packedSize: number
  readonly method: number
  readonly headerAt: number
}

export interface Zip {
  readonly bytes: Uint8Array
  readonly entries: ReadonlyMap<string, ZipEntry>
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const ENTRIES_MAX = 2_000
const METHOD_STORED = 0
const METHOD_DEFLATED = 8

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Reads the directory at the end of the archive. */
export function openZip(bytes: Uint8Array): Result<Zip, ZipFault> {
  const end = endOfDirectory(bytes)
  if (end === null) return err('broken')
  const view = viewOf(bytes)
  const count = view.getUint16(end + 10, true)
  if (count > ENTRIES_MAX) return err('unsupported')
  const entries = new Map<string, ZipEntry>()
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return err('broken')
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) return err('broken')
    if ((view.getUint16(at + 8, true) & 1) !== 0) return err('encrypted')
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (entries.has(name)) return err('broken')
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    })
    at = next
  }
  return ok({ bytes, entries })
}

/** The last end-of-directory record; a comment of up to 65,535 bytes may follow it. */
function endOfDirectory(bytes: Uint8Array): number | null {
  const view = viewOf(bytes)
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  return null
}

/** @param sizeMax in bytes; a part that inflates beyond it is refused, whatever size it declares. */
export function unpack(zip: Zip, entry: ZipEntry, sizeMax: number): Result<Uint8Array, ZipFault> {
  const { bytes } = zip
  const view = viewOf(bytes)
  if (entry.size > sizeMax) return err('tooLarge')
  if (entry.headerAt + 30 > bytes.length || view.getUint32(entry.headerAt, true) !== LOCAL_HEADER) return err('broken')
  const start =
    entry.headerAt + 30 + view.getUint16(entry.headerAt + 26, true) + view.getUint16(entry.headerAt + 28, true)
  if (start + entry.packedSize > bytes.length) return err('broken')
  const packed = bytes.subarray(start, start + entry.packedSize)
  if (entry.method === METHOD_STORED) return packed.length > sizeMax ? err('tooLarge') : ok(packed)
  if (entry.method !== METHOD_DEFLATED) return err('unsupported')
  try {
    return ok(inflateRawSync(packed, { maxOutputLength: sizeMax }))
  } catch (error) {
    return err(error instanceof RangeError ? 'tooLarge' : 'broken')
  }
}

/** A plain archive of the given parts, nothing compressed: what a reader that trusts archives may be given. */
export function packPlain(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const chunks: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const nameBytes = new TextEncoder().encode(name)
    const common = new Uint8Array(26)
    const commonView = viewOf(common)
    commonView.setUint16(0, 20, true)
    commonView.setUint32(10, crc32(content), true)
    commonView.setUint32(14, content.length, true)
    commonView.setUint32(18, content.length, true)
    commonView.setUint16(22, nameBytes.length, true)
    directory.push(record(DIRECTORY_ENTRY, [0x14, 0], common, new Uint8Array(10), uint32(offset), nameBytes))
    const local = [record(LOCAL_HEADER, [], common, nameBytes), content]
    chunks.push(...local)
    offset += local.reduce((sum, each) => sum + each.length, 0)
  }
  const directorySize = directory.reduce((sum, each) => sum + each.length, 0)
  const counts = new Uint8Array(8)
  viewOf(counts).setUint16(4, parts.size, true)
  viewOf(counts).setUint16(6, parts.size, true)
  const end = record(END_OF_DIRECTORY, [], counts, uint32(directorySize), uint32(offset), new Uint8Array(2))
  return Buffer.concat([...chunks, ...directory, end])
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  viewOf(bytes).setUint32(0, value, true)
  return bytes
}

const record = (signature: number, more: number[], ...rest: Uint8Array[]): Uint8Array =>
  Buffer.concat([uint32(signature), Uint8Array.from(more), ...rest])
