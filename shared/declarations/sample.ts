import { hashOf, type Hash } from '../base/bytes.ts'

/**
 * The sample for checking (PT77). What there is to draw from and how many are drawn is fixed first and signed by the
 * hub; the signature is the lot. The head of the journal alone would not do: whoever sees it can work out the draw
 * beforehand, and add a harmless line until it falls otherwise. Ed25519 gives one signature for one text, which nobody
 * knows without the key and everybody can check.
 */

/** What is signed: the journal as it stood, what there was to draw from, and how many. */
export const sampleText = (
  head: { readonly size: number; readonly hash: Hash },
  ids: readonly string[],
  count: number,
): string => ['branch-board/sample/1', head.size, head.hash, count, ...ids.toSorted()].join('\n')

/**
 * @param lot the hub's signature of `sampleText`, in hex
 * @returns at most `count` of the ids, in the order of the draw; in whatever order they are given
 */
export function drawn<T extends string>(lot: string, ids: readonly T[], count: number): T[] {
  const lots = ids.map(id => ({ id, lot: hashOf(`${lot}\n${id}`) }))
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
