/** What `power.c` notes of a process, in the order in which it happened. Names are relative to the watched folder. */
export type Note =
  | { readonly kind: 'made' | 'synced' | 'syncedFolder' | 'removed' | 'syncFailed'; readonly name: string }
  | { readonly kind: 'written'; readonly name: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly name: string; readonly length: number }
  | { readonly kind: 'renamed' | 'linked'; readonly name: string; readonly to: string }

/** In the order of the enumeration in power.c, which begins with 1. */
const KINDS = [
  'made',
  'written',
  'cut',
  'synced',
  'syncedFolder',
  'removed',
  'renamed',
  'linked',
  'syncFailed',
] as const
const HEAD = 24

/** The last note may be cut: the process was killed over it, and did not do what it says. */
export function readNotes(log: Buffer): Note[] {
  const notes: Note[] = []
  for (let at = 0; at + HEAD <= log.length;) {
    const kind = KINDS[log.readUInt32LE(at) - 1]
    const nameEnd = at + HEAD + log.readUInt32LE(at + 4)
    const place = Number(log.readBigUInt64LE(at + 8))
    const length = Number(log.readBigUInt64LE(at + 16))
    if (kind === undefined) throw new Error('the notes of tests/chaos/power.c cannot be read')
    const end = kind === 'written' || kind === 'renamed' || kind === 'linked' ? nameEnd + length : nameEnd
    if (end > log.length) break
    const name = log.toString('utf8', at + HEAD, nameEnd)
    const bytes = log.subarray(nameEnd, end)
    if (kind === 'written') notes.push({ kind, name, at: place, bytes })
    else if (kind === 'cut') notes.push({ kind, name, length })
    else if (kind === 'renamed' || kind === 'linked') notes.push({ kind, name, to: bytes.toString('utf8') })
    else notes.push({ kind, name })
    at = end
  }
  return notes
}
