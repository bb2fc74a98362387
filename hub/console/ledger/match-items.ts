import type { Item } from '../../../shared/points/item.ts'

/**
 * Items that the text may mean, likeliest first: the code itself, a code that begins so, a name that holds it, a note
 * that holds it. Equal ones stay in the order of the scheme; retired ones stand last. An empty text means every item.
 */
export function matchItems(items: readonly Item[], typed: string): Item[] {
  const text = typed.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  return items
    .map(item => ({ item, rank: rankOf(item, text) + (item.retiredFrom === undefined ? 0 : RETIRED) }))
    .filter(({ rank }) => rank % RETIRED < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

const NO_MATCH = 5
const RETIRED = 10

function rankOf({ code, title, note }: Item, text: string): number {
  if (text === '') return 0
  const lower = code.toLowerCase()
  if (lower === text) return 1
  if (lower.startsWith(text)) return 2
  if (title.toLowerCase().includes(text)) return 3
  return note.toLowerCase().includes(text) ? 4 : NO_MATCH
}
