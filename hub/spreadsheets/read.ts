import type { Problem } from '../../shared/base/problem.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { decodeText, parseCsv } from './csv.ts'
import { faultProblem, LIMITS, type FaultCode } from './limits.ts'
import { columnLetter, type Sheet } from './sheet.ts'
import { readWorkbook } from './xlsx.ts'

/**
 * Reads a spreadsheet that somebody handed in: .xlsx, or CSV in UTF-8, UTF-16 or GB18030. The content decides what it
 * is; the name only which advice is given. Never throws on any bytes; time and memory are bounded by {@link LIMITS}.
 */
export async function readSpreadsheet(bytes: Uint8Array, fileName: string): Promise<Result<Sheet, Problem[]>> {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (bytes.length === 0) return refuse('EMPTY_FILE')
  if (bytes.length > LIMITS.fileBytes) return refuse('TOO_LARGE')
  if (startsWith(bytes, OLE_MAGIC)) return refuse(isEncrypted(bytes) || extension === 'xlsx' ? 'ENCRYPTED' : 'OLD_XLS')
  if (startsWith(bytes, ZIP_MAGIC)) return withoutLongCells(await readWorkbook(bytes))
  if (extension === 'xlsx') return refuse('BROKEN_FILE')
  if (!['csv', 'txt', 'tsv'].includes(extension)) return refuse('WRONG_FILE_TYPE')
  return readCsv(bytes, fileName)
}

const OLE_MAGIC = [0xd0, 0xcf, 0x11, 0xe0]
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04]

const refuse = (code: FaultCode): Result<never, Problem[]> => err([faultProblem(code)])

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((each, at) => bytes[at] === each)

/** A workbook with a password is an OLE container with a stream of this name ([MS-OFFCRYPTO] 2.3.4.4). */
const isEncrypted = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))

function readCsv(bytes: Uint8Array, fileName: string): Result<Sheet, Problem[]> {
  const text = decodeText(bytes)
  if (!text.ok) return text
  const rows = parseCsv(text.value)
  if (!rows.ok) return rows
  if (rows.value.every(row => row.every(cell => cell.kind !== 'unusable' && cell.text.trim() === '')))
    return refuse('EMPTY_SHEET')
  return ok({ name: fileName, rows: rows.value, otherSheets: [] })
}

function withoutLongCells(sheet: Result<Sheet, Problem[]>): Result<Sheet, Problem[]> {
  if (!sheet.ok) return sheet
  const problems: Problem[] = []
  for (const [row, cells] of sheet.value.rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      if (cell.text.length > LIMITS.cellText)
        problems.push(faultProblem('CELL_TOO_LONG', `${columnLetter(column)}${row + 1}`))
    }
  }
  return problems.length > 0 ? err(problems.slice(0, 50)) : sheet
}
