import {
  isBlank,
  columnLetter,
  EMPTY_CELL,
  sheetProblem,
  type Cell,
  type Sheet,
  type SheetProblem,
  type SkippedRow,
} from './sheet.ts'

/** Finds the heading row of a table and tells which column is which, by the names people usually give them. */

export interface ColumnSpec<Field extends string> {
  readonly field: Field
  /** Usual names, the most telling first; compared without spaces, width, case and what stands in brackets. */
  readonly names: readonly string[]
  /** `required`: without it nothing can be read. `wanted`: its absence is worth a warning. */
  readonly need?: 'required' | 'wanted'
}

export interface TableRow<Field extends string> {
  /** 1-based, as the spreadsheet program shows it. */
  readonly row: number
  readonly cells: Readonly<Partial<Record<Field, Cell>>>
}

export interface Table<Field extends string> {
  readonly headerRow: number
  /** Heading as it stands in the file, by field; only the columns that were found. */
  readonly headings: Readonly<Partial<Record<Field, string>>>
  /** Headings that no field claims; they are not imported. */
  readonly ignored: readonly string[]
  readonly rows: readonly TableRow<Field>[]
  readonly skipped: readonly SkippedRow[]
  readonly problems: readonly SheetProblem[]
}

/** Title, note and unit lines stand above the heading; beyond this it is not a heading any more. */
const HEADER_ROWS_MAX = 15

/** Cells of the rows that hold data. With an error among `problems` there are no rows. */
export function readTable<Field extends string>(sheet: Sheet, specs: readonly ColumnSpec<Field>[]): Table<Field> {
  const header = findHeader(sheet, specs)
  const missing = specs.filter(spec => spec.need !== undefined && !header.columns.has(spec.field))
  const problems = [...header.problems, ...missing.map(spec => missingColumn(spec, header.row))]
  const headings: Partial<Record<Field, string>> = {}
  for (const [field, column] of header.columns)
    headings[field] = sheet.rows[header.row - 1]?.[column]?.text.trim() ?? ''
  const claimed = new Set(header.columns.values())
  const ignored = (sheet.rows[header.row - 1] ?? []).flatMap((cell, index) =>
    claimed.has(index) || isBlank(cell) ? [] : [cell.text.trim()],
  )
  const base = { headerRow: header.row, headings, ignored, problems }
  if (problems.some(each => each.severity === 'error')) return { ...base, rows: [], skipped: [] }
  return { ...base, ...dataRows(sheet, header, specs) }
}

interface Header<Field extends string> {
  /** 1-based; 1 when no row looks like a heading. */
  readonly row: number
  readonly columns: ReadonlyMap<Field, number>
  readonly problems: readonly SheetProblem[]
}

/** The row among the first ones that names most fields; the upper one of equals. */
function findHeader<Field extends string>(sheet: Sheet, specs: readonly ColumnSpec<Field>[]): Header<Field> {
  let best: Header<Field> = { row: 1, columns: new Map(), problems: [] }
  for (const [index, cells] of sheet.rows.slice(0, HEADER_ROWS_MAX).entries()) {
    const found = columnsOf(cells, specs, index + 1)
    if (found.columns.size > best.columns.size) best = found
  }
  return best
}

function columnsOf<Field extends string>(
  cells: readonly Cell[],
  specs: readonly ColumnSpec<Field>[],
  row: number,
): Header<Field> {
  const columns = new Map<Field, number>()
  const problems: SheetProblem[] = []
  for (const spec of specs) {
    const claims = cells
      .map((cell, column) => ({ column, rank: rankOf(cell.text, spec.names), heading: cell.text.trim() }))
      .filter(each => each.rank >= 0)
      .sort((a, b) => a.rank - b.rank || a.column - b.column)
    const [first, second] = claims
    if (!first) continue
    columns.set(spec.field, first.column)
    if (second) problems.push(secondColumn(first, second, row))
  }
  return { row, columns, problems }
}

interface Claim {
  readonly column: number
  /** Position among the usual names, doubled; an odd rank matched only without its brackets. */
  readonly rank: number
  readonly heading: string
}

function secondColumn(first: Claim, second: Claim, row: number): SheetProblem {
  const letters = `${columnLetter(first.column)}、${columnLetter(second.column)}`
  return first.rank === second.rank
    ? sheetProblem('error', { row, column: first.heading }, 'AMBIGUOUS_COLUMN', {
        zh: `${letters} 两列都叫“${first.heading}”，分不清用哪一列。请改名或删去一列。`,
        en: `Columns ${letters} are both called “${first.heading}”. Rename or delete one of them.`,
      })
    : sheetProblem('warning', { row, column: second.heading }, 'SECOND_COLUMN', {
        zh: `“${first.heading}”和“${second.heading}”意思相同，只用“${first.heading}”。`,
        en: `“${first.heading}” and “${second.heading}” mean the same; only “${first.heading}” is used.`,
      })
}

function missingColumn<Field extends string>(spec: ColumnSpec<Field>, row: number): SheetProblem {
  const name = spec.names[0] ?? spec.field
  return spec.need === 'required'
    ? sheetProblem('error', { row: null, column: name }, 'MISSING_COLUMN', {
        zh: `表里没有“${name}”这一列。请检查表头（第${row}行），加上这一列再导入。`,
        en: `There is no column “${name}”. Check the heading (row ${row}) and add it.`,
      })
    : sheetProblem('warning', { row: null, column: name }, 'MISSING_WANTED_COLUMN', {
        zh: `表里没有“${name}”这一列，导入后要逐人补填。`,
        en: `There is no column “${name}”; it will have to be filled in person by person.`,
      })
}

function rankOf(heading: string, names: readonly string[]): number {
  const exact = plainHeading(heading)
  if (exact === '') return -1
  const rank = names.findIndex(name => plainHeading(name) === exact)
  if (rank >= 0) return rank * 2
  const bare = exact.replace(/\([^()]*\)|\[[^[\]]*\]/g, '')
  const bareRank = bare === '' ? -1 : names.findIndex(name => plainHeading(name) === bare)
  return bareRank >= 0 ? bareRank * 2 + 1 : -1
}

const plainHeading = (text: string): string =>
  text.length > 60
    ? ''
    : text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s*:：\u200b\ufeff]/g, '')

function dataRows<Field extends string>(sheet: Sheet, header: Header<Field>, specs: readonly ColumnSpec<Field>[]) {
  const skipped: SkippedRow[] = []
  const rows: TableRow<Field>[] = []
  const required = specs.filter(spec => spec.need === 'required').map(spec => spec.field)
  const headingTexts = (sheet.rows[header.row - 1] ?? []).map(cell => plainHeading(cell.text)).join('\n')
  for (const [index, cells] of sheet.rows.entries()) {
    const row = index + 1
    const picked: Partial<Record<Field, Cell>> = {}
    for (const [field, column] of header.columns) picked[field] = cells[column] ?? EMPTY_CELL
    const filled = required.filter(field => !isBlank(picked[field])).length
    const reason =
      row < header.row ? 'beforeHeader' : row === header.row ? 'header' : reasonToSkip(cells, filled, headingTexts)
    if (reason === null) rows.push({ row, cells: picked })
    else if (row !== header.row) skipped.push({ row, reason })
  }
  return { rows, skipped }
}

/** @param filled how many of the required columns hold something */
function reasonToSkip(cells: readonly Cell[], filled: number, headingTexts: string): SkippedRow['reason'] | null {
  const texts = cells.filter(cell => !isBlank(cell)).map(cell => plainHeading(cell.text.slice(0, 60)))
  if (texts.length === 0) return 'blank'
  if (texts.slice(0, 2).some(text => /^(合计|总计|小计|共计|总人数|总数|total|sum)/.test(text))) return 'total'
  if (filled <= 1 && texts.length <= 3 && /^(注|说明|备注|填表|制表|填报|审核|单位|以上|截至)/.test(texts[0] ?? ''))
    return 'note'
  if (cells.map(cell => plainHeading(cell.text)).join('\n') === headingTexts) return 'header'
  return null
}
