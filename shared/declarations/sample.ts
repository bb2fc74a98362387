import { hashOf, type Hash } from '../base/bytes.ts'

/**
 * Draws by the head of the journal (PT77): whoever has the journal can draw again and comes to the same ones, and nobody
 * knows beforehand which they will be.
 * @returns at most `count` of the ids, in the order of the draw
 */
export function drawn<T extends string>(head: Hash, ids: readonly T[], count: number): T[] {
  const lots = ids.map(id => ({ id, lot: hashOf(`${head}\n${id}`) }))
  return lots
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id)
}

/** How many of so many a share such as `1/3` is: never less than one, as long as there is one. */
export function shareOf(share: string, of: number): number {
  const [part = 1, whole = 1] = share.split('/').map(Number)
  return Math.min(of, Math.ceil((of * part) / whole))
}
