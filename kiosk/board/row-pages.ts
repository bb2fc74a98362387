/** Rows over pages of which the first is shorter, because an introduction stands on it. */
export interface RowPages {
  readonly pages: number
  /** [from, to) of one page. */
  readonly rangeOf: (page: number) => readonly [number, number]
}

/** Below this many rows a table beside the introduction looks torn off: the rows start on the next page. */
const FIRST_PAGE_ROWS_MIN = 3

export function splitRows(total: number, fitsFirst: number, fitsRest: number): RowPages {
  const first = fitsFirst >= Math.min(FIRST_PAGE_ROWS_MIN, total) ? Math.min(fitsFirst, total) : 0
  const rest = Math.max(1, fitsRest)
  return {
    pages: 1 + Math.ceil((total - first) / rest),
    rangeOf: page => {
      if (page <= 0) return [0, first]
      const from = Math.min(total, first + (page - 1) * rest)
      return [from, Math.min(total, from + rest)]
    },
  }
}
