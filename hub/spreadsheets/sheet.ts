import type { Problem } from '../../shared/base/problem.ts'

/** A table as a person sees it in a spreadsheet program, whatever kind of file it came from. */

/**
 * - `text`: typed as text (everything in a CSV file).
 * - `number`: `text` is the number as displayed, without thousands separators: 1971.1 shown as 0.00 is `1971.10`.
 * - `date`: `text` is `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM`, or `HH:MM` for a mere time of day.
 * - `unusable`: a formula whose result is not in the file, or an error such as #REF!; `text` is empty or the error.
 */
export type CellKind = 'text' | 'number' | 'date' | 'unusable'

export interface Cell {
  readonly text: string
  readonly kind: CellKind
}

export const EMPTY_CELL: Cell = { text: '', kind: 'text' }

export interface Sheet {
  /** The tab's name; the file's name for CSV. */
  readonly name: string
  /** Row 1 first, blank rows kept, so that index + 1 is the number the spreadsheet program shows. */
  readonly rows: readonly (readonly Cell[])[]
  /** Other visible tabs of the workbook, which were not read. */
  readonly otherSheets: readonly string[]
}

/** What is wrong with a file, by row and column. An error means that nothing of the file may be imported. */
export interface SheetProblem extends Problem {
  readonly severity: 'error' | 'warning'
  /** 1-based; null when the whole file is meant. */
  readonly row: number | null
  /** The column's heading, or its letter; null when the whole row is meant. */
  readonly column: string | null
}

/** Why a row gave nobody: shown in the preview so that nobody wonders. */
export interface SkippedRow {
  readonly row: number
  readonly reason: 'beforeHeader' | 'header' | 'blank' | 'total' | 'note'
}

export const isBlank = (cell: Cell | undefined): boolean =>
  cell === undefined || (cell.kind !== 'unusable' && cell.text.trim() === '')

/** 0 → `A`, 27 → `AB`. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26)
  return `${rest > 0 ? columnLetter(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`
}

/** `第8行「出生年月」`, `第8行`, `「姓名」`. */
export function placeOf(row: number | null, column: string | null): string {
  return `${row === null ? '' : `第${row}行`}${column === null ? '' : `「${column}」`}`
}

export function sheetProblem(
  severity: SheetProblem['severity'],
  at: { row: number | null; column: string | null },
  code: string,
  text: { zh: string; en: string },
): SheetProblem {
  const where = placeOf(at.row, at.column)
  return { code, ...text, ...(where === '' ? {} : { where }), severity, row: at.row, column: at.column }
}

export const hasErrors = (problems: readonly SheetProblem[]): boolean =>
  problems.some(each => each.severity === 'error')
