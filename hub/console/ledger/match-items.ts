import { found, typedWords, type Findable } from '../../../shared/people/matching.ts'
import type { Item } from '../../../shared/points/item.ts'

/**
 * Items that the text may mean, likeliest first (shared/people/matching.ts), save that of those found by words none that
 * takes points stands before one that gives some (PT110); retired ones stand last. Equal ones stay in the order of the
 * scheme; an empty text means every item.
 */
export function matchItems(items: readonly Item[], typed: string): Item[] {
  const [word = ''] = typedWords(typed)
  const place = (item: Item) => {
    if (item.retiredFrom !== undefined) return 3
    return item.code.toLowerCase().startsWith(word) ? 0 : takesPoints(item) ? 2 : 1
  }
  return found(items, typed, findableItem).toSorted((a, b) => place(a) - place(b))
}

/** A deduction, a veto, or anything else that counts below zero. */
export const takesPoints = ({ component, points }: Item): boolean =>
  component === 'deduction' || component === 'veto' || (points !== null && points < 0)

export const findableItem = ({ code, title, note }: Item): Findable => ({ name: title, code, notes: [note] })
