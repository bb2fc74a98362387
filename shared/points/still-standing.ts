import type { Entry } from './entry.ts'

/** The entries that still stand: neither reversals themselves nor reversed by one among them. In the order given. */
export function stillStanding<Line extends Pick<Entry, 'entryId' | 'reverses'>>(entries: readonly Line[]): Line[] {
  const reversed = new Set(entries.map(each => each.reverses))
  return entries.filter(each => each.reverses === null && !reversed.has(each.entryId))
}
