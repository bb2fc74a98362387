import type { RankedList } from '../../shared/notices/document.ts'

type Row = RankedList['rows'][number]

/** Neighbours who share a place. */
export interface TieGroup {
  readonly place: number
  readonly tied: boolean
  readonly rows: readonly Row[]
}

/** Rows in order of place, gathered by place (KS6). */
export function groupTies(rows: readonly Row[]): readonly TieGroup[] {
  const groups: { place: number; tied: boolean; rows: Row[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && last.place === row.place) last.rows.push(row)
    else groups.push({ place: row.place, tied: row.tied, rows: [row] })
  }
  return groups
}
