import { found, type Findable } from '../../../shared/people/matching.ts'
import type { Item } from '../../../shared/points/item.ts'

/**
 * Items that the text may mean, likeliest first (shared/people/matching.ts); retired ones stand last. Equal ones stay in
 * the order of the scheme; an empty text means every item.
 */
export function matchItems(items: readonly Item[], typed: string): Item[] {
  const hits = found(items, typed, findableItem)
  const retired = (item: Item) => item.retiredFrom !== undefined
  return [...hits.filter(item => !retired(item)), ...hits.filter(retired)]
}

export const findableItem = ({ code, title, note }: Item): Findable => ({ name: title, code, notes: [note] })
