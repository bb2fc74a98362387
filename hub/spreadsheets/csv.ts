import type { Problem } from '../../shared/base/problem.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { faultProblem, LIMITS } from './limits.ts'
import { EMPTY_CELL, type Cell } from './sheet.ts'

/**
 * Text of a CSV file: UTF-8 (with or without mark), UTF-16 with a mark (Excel's "Unicode text"), else GB18030, which
 * covers GBK and GB2312. TextDecoder knows the 2022 mapping; iconv-lite differs in 19 places and is used to write only.
 */
export function decodeText(bytes: Uint8Array): Result<string, Problem[]> {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  for (const encoding of marked === null ? ['utf-8', 'gb18030'] : [marked]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      // NUL never stands in a table: what decodes to it is a program, a picture or an archive.
      return text.includes('\0') ? err([faultProblem('NOT_TEXT')]) : ok(text)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return err([faultProblem('NOT_TEXT')])
}

/** RFC 4180 with any of `,` `;` tab as separator, any line end, and blank lines kept as rows. */
export function parseCsv(text: string): Result<Cell[][], Problem[]> {
  const separator = separatorOf(text)
  const rows: Cell[][] = []
  let row: Cell[] = []
  let [at, cells] = [0, 0]
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at, separator) : plainField(text, at, separator)
    if (field === null) return err([faultProblem('UNCLOSED_QUOTE', `第${rows.length + 1}行`)])
    if (field.text.length > LIMITS.cellText) return err([faultProblem('CELL_TOO_LONG', `第${rows.length + 1}行`)])
    if (row.length >= LIMITS.columns) return err([faultProblem('TOO_MANY_COLUMNS', `第${rows.length + 1}行`)])
    const cell = cellOf(field.text)
    if (cell !== EMPTY_CELL && ++cells > LIMITS.cells) return err([faultProblem('TOO_MANY_CELLS')])
    row.push(cell)
    at = field.next
    if (text[at] === separator) {
      at += 1
      // A separator at the very end opens one more, empty, cell; it needs no object of its own.
      continue
    }
    if (rows.push(row) > LIMITS.rows) return err([faultProblem('TOO_MANY_ROWS')])
    row = []
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
  }
  if (row.length > 0) rows.push(row)
  return ok(rows)
}

interface Field {
  readonly text: string
  /** Index of the separator or line end after the field. */
  readonly next: number
}

function plainField(text: string, from: number, separator: string): Field {
  let next = from
  while (next < text.length && text[next] !== separator && text[next] !== '\n' && text[next] !== '\r') next += 1
  return { text: text.slice(from, next), next }
}

/** Also takes what careless programs write after the closing quote, as Excel does. */
function quotedField(text: string, from: number, separator: string): Field | null {
  const pieces: string[] = []
  let at = from + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close < 0) return null
    pieces.push(text.slice(at, close))
    if (text[close + 1] !== '"') {
      const tail = plainField(text, close + 1, separator)
      return { text: pieces.join('') + tail.text, next: tail.next }
    }
    pieces.push('"')
    at = close + 2
  }
}

/**
 * `="0123"` is how some systems keep a spreadsheet program from turning text into a number. A leading apostrophe before
 * = + - @ is our own guard (PL17) and is taken off again. Other formulas have no result in a CSV file.
 */
function cellOf(raw: string): Cell {
  if (raw === '') return EMPTY_CELL
  const kept = /^="([^"]*)"$/.exec(raw)
  if (kept) return { kind: 'text', text: kept[1] ?? '' }
  if (/^=./.test(raw)) return { kind: 'unusable', text: '' }
  return { kind: 'text', text: raw.replace(/^'(?=[=+\-@＝＋－＠\t\r])/, '') }
}

/** The separator that occurs most outside quotes in the first lines; a comma when none does. */
function separatorOf(text: string): string {
  const counts = new Map([
    [',', 0],
    ['\t', 0],
    [';', 0],
  ])
  let quoted = false
  for (const letter of text.slice(0, 20_000)) {
    if (letter === '"') quoted = !quoted
    else if (!quoted && counts.has(letter)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0]
}
