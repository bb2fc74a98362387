import { parseHundredths, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { DIMENSIONS, type Dimension } from '../../../shared/points/item.ts'
import { SCORED, type Scored } from '../../../shared/points/scheme-index.ts'

/** The grid of opening balances: what is typed, by person and column, and the rows it becomes. */

export interface OpeningColumn {
  readonly component: Scored
  /** Null: the sum of the component, not split. */
  readonly dimension: Dimension | null
}

export const TOTAL_COLUMNS: readonly OpeningColumn[] = SCORED.map(component => ({ component, dimension: null }))

export const DIMENSION_COLUMNS: readonly OpeningColumn[] = SCORED.flatMap(component =>
  DIMENSIONS.map(dimension => ({ component, dimension })),
)

/** Text as typed, by `cellKey`. */
export type OpeningCells = ReadonlyMap<string, string>

export const cellKey = (memberId: MemberId, { component, dimension }: OpeningColumn): string =>
  `${memberId} ${component} ${dimension ?? ''}`

export interface OpeningRow {
  readonly memberId: MemberId
  readonly component: Scored
  readonly dimension: Dimension | null
  readonly itemCode: null
  readonly points: Hundredths
}

/**
 * Deductions are typed without a sign and taken as what they are; a sign typed all the same is not a second minus. Empty
 * cells and zeros are no rows.
 * @returns the rows, and the keys of cells that hold no number
 */
export function openingRows(
  cells: OpeningCells,
  memberIds: readonly MemberId[],
  columns: readonly OpeningColumn[],
): { rows: OpeningRow[]; wrong: Set<string> } {
  const rows: OpeningRow[] = []
  const wrong = new Set<string>()
  for (const memberId of memberIds) {
    for (const column of columns) {
      const key = cellKey(memberId, column)
      const text = (cells.get(key) ?? '').trim()
      if (text === '') continue
      const typed = parseHundredths(text.normalize('NFKC').replace('−', '-'))
      if (typed === null || (typed < 0 && column.component !== 'deduction')) wrong.add(key)
      else if (typed !== 0) {
        const points = (column.component === 'deduction' ? -Math.abs(typed) : typed) as Hundredths
        rows.push({ memberId, ...column, itemCode: null, points })
      }
    }
  }
  return { rows, wrong }
}
