import iconv from 'iconv-lite'
import writeExcelFile from 'write-excel-file/node'

/** Tables out: workbooks and CSV that a spreadsheet program opens without being told anything, and without harm. */

/** A number stays a number; text stays text even where it looks like a formula. Null is an empty cell. */
export type OutCell = string | number | null

export interface OutTable {
  /** The tab's name. */
  readonly name: string
  readonly columns: readonly {
    readonly title: string
    /** In characters. */
    readonly width?: number
  }[]
  readonly rows: readonly (readonly OutCell[])[]
}

/** One tab per table, heading in bold and fixed while scrolling. Text is stored as text, never as a formula. */
export async function writeXlsx(tables: readonly OutTable[]): Promise<Uint8Array> {
  const names = new Set<string>()
  const sheets = tables.map(table => ({
    sheet: tabName(table.name, names),
    columns: table.columns.map(column => ({ width: column.width ?? Math.max(8, column.title.length * 2 + 2) })),
    stickyRowsCount: 1,
    data: [
      table.columns.map(column => ({ value: xmlSafe(column.title), type: String, fontWeight: 'bold' as const })),
      ...table.rows.map(row => row.map(cell => outCell(cell))),
    ],
  }))
  return await writeExcelFile(sheets).toBuffer()
}

const outCell = (cell: OutCell) =>
  cell === null || cell === ''
    ? null
    : typeof cell === 'number'
      ? { value: cell, type: Number }
      : { value: xmlSafe(cell), type: String, format: '@' }

/** Characters that XML 1.0 cannot hold would make a workbook that no program opens. */
const xmlSafe = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/gu, '')

/** Tab names: at most 31 characters, none of []:*?/\\, each only once. */
function tabName(wanted: string, taken: Set<string>): string {
  const base =
    xmlSafe(wanted)
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim() || '表'
  for (let count = 1; ; count++) {
    const name = count === 1 ? base.slice(0, 31) : `${base.slice(0, 27)} ${count}`
    if (!taken.has(name)) {
      taken.add(name)
      return name
    }
  }
}

/** CSV in UTF-8 with mark, CRLF, comma: opens right in Excel and WPS by a double click. */
export const csvOf = (rows: readonly (readonly OutCell[])[]): Uint8Array =>
  new TextEncoder().encode(`\ufeff${csvText(rows)}`)

/** The same for programs that know only the Chinese encoding. What GB18030 cannot hold does not exist: it covers Unicode. */
export const csvGb18030 = (rows: readonly (readonly OutCell[])[]): Uint8Array => iconv.encode(csvText(rows), 'gb18030')

const csvText = (rows: readonly (readonly OutCell[])[]): string =>
  rows.map(row => `${row.map(cell => csvCell(cell)).join(',')}\r\n`).join('')

function csvCell(cell: OutCell): string {
  if (cell === null) return ''
  const text = typeof cell === 'number' ? String(cell) : guarded(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Text that a spreadsheet program would run as a formula gets a leading apostrophe (OWASP CSV injection). Plain numbers
 * written as text (`-0.5`) harm nobody and stay numeric.
 */
const guarded = (text: string): string =>
  /^[=+\-@＝＋－＠\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
