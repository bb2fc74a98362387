/** How many pages `total` things make at `perPage` each; never less than one, so that an empty list still is a page. */
export const pagesOf = (total: number, perPage: number): number => Math.max(1, Math.ceil(total / Math.max(1, perPage)))

/** The things of one page; a page beyond the end is the last one (the list shrank, or the letters grew). */
export function pageOf<T>(all: readonly T[], page: number, perPage: number): readonly T[] {
  const size = Math.max(1, perPage)
  const at = Math.max(0, Math.min(page, pagesOf(all.length, size) - 1))
  return all.slice(at * size, at * size + size)
}

/** How many rows fit in a height. All in one unit. */
export const rowsThatFit = (height: number, row: number, gap: number): number =>
  Math.max(1, Math.floor((height + gap) / (row + gap)))
