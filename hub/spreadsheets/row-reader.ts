import type { Table, TableRow } from './columns.ts'
import { EMPTY_CELL, sheetProblem, type Cell, type SheetProblem } from './sheet.ts'

/** A catalogue of what can be wrong with a cell: severity, Chinese, English. */
export type ProblemTexts<Code extends string> = Readonly<
  Record<Code, readonly [SheetProblem['severity'], string, string]>
>

export type CellFault = 'FORMULA_WITHOUT_VALUE' | 'CONTROL_CHARACTER' | 'MARKUP' | 'TOO_LONG'

/** True of every table, whatever it holds. */
export const CELL_PROBLEMS: ProblemTexts<CellFault> = {
  FORMULA_WITHOUT_VALUE: [
    'error',
    '这一格是公式，文件里没有计算结果。请把公式换成数值再导入。',
    'This cell is a formula without a stored result. Replace it by its value.',
  ],
  CONTROL_CHARACTER: [
    'error',
    '这一格里有看不见的控制符。请删去这一格，重新输入。',
    'This cell holds invisible control characters. Clear it and type it again.',
  ],
  MARKUP: ['error', '这一格里有网页代码。请只写文字。', 'This cell holds markup. Write plain text only.'],
  TOO_LONG: ['error', '这一格的文字太长，请缩短。', 'The text of this cell is too long. Shorten it.'],
}

/** Hands out the cells of one row as text and collects what is wrong with them. */
export class RowReader<Field extends string, Code extends string> {
  readonly problems: SheetProblem[] = []
  readonly #row: TableRow<Field>
  readonly #headings: Table<Field>['headings']
  readonly #texts: ProblemTexts<Code | CellFault>

  constructor(row: TableRow<Field>, headings: Table<Field>['headings'], texts: ProblemTexts<Code | CellFault>) {
    this.#row = row
    this.#headings = headings
    this.#texts = texts
  }

  hasColumn(field: Field): boolean {
    return this.#headings[field] !== undefined
  }

  /**
   * The cell's text as displayed; empty for a blank cell; null when the cell cannot be used and has been reported.
   * @param lengthMax in UTF-16 units after tidying
   */
  take(field: Field, lengthMax: number): string | null {
    const cell = this.#row.cells[field] ?? EMPTY_CELL
    const fault = faultOf(cell, lengthMax)
    if (fault === null) return cell.text
    this.report(field, fault)
    return null
  }

  /** Like {@link take}, with an unusable cell read as empty. */
  text(field: Field, lengthMax: number): string {
    return this.take(field, lengthMax) ?? ''
  }

  report(field: Field, code: Code | CellFault): void {
    const [severity, zh, en] = this.#texts[code]
    const column = this.#headings[field] ?? null
    this.problems.push(sheetProblem(severity, { row: this.#row.row, column }, code, { zh, en }))
  }
}

function faultOf(cell: Cell, lengthMax: number): CellFault | null {
  if (cell.kind === 'unusable') return 'FORMULA_WITHOUT_VALUE'
  // Line breaks and tabs are padding; every other control character, and text-direction overrides, hide something.
  if (/[^\P{Cc}\t\n\v\f\r]|[\u202a-\u202e\u2066-\u2069]/u.test(cell.text)) return 'CONTROL_CHARACTER'
  if (/<[/!a-z]/i.test(cell.text)) return 'MARKUP'
  return tidy(cell.text).length > lengthMax ? 'TOO_LONG' : null
}

/** Text kept as written, without padding, line breaks and zero-width characters. */
export const tidy = (text: string): string =>
  text
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
