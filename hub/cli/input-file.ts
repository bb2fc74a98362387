import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { plainDateAt, type PlainDate } from '../../shared/base/plain-date.ts'
import { refuse, Refusal } from '../../shared/base/problem.ts'
import type { Office } from '../office/ports.ts'
import { LIMITS } from '../spreadsheets/limits.ts'
import { readSpreadsheet } from '../spreadsheets/read.ts'
import type { Sheet, SheetProblem } from '../spreadsheets/sheet.ts'
import type { Terminal } from './command.ts'

/** What the import commands share: reading the file that was named, and saying what is wrong with it. */

/** @throws Refusal FILE_UNREADABLE, or TOO_LARGE before anything is read */
export async function readInput(path: string): Promise<Uint8Array> {
  const bytes = await sizedRead(path).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    const why = WHY[String(cause.code)] ?? { zh: '读不了这个文件', en: 'the file cannot be read' }
    refuse('FILE_UNREADABLE', { zh: `${path}：${why.zh}。`, en: `${path}: ${why.en}.` })
  })
  return new Uint8Array(bytes)
}

async function sizedRead(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > LIMITS.fileBytes) {
    refuse('TOO_LARGE', { zh: `${path}：文件太大，最多10兆（MB）。`, en: `${path}: the file is larger than 10 MB.` })
  }
  return await readFile(path)
}

const WHY: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  ENOENT: { zh: '没有这个文件，请检查写得对不对', en: 'there is no such file' },
  EISDIR: { zh: '这是文件夹，不是文件', en: 'this is a folder' },
  EACCES: { zh: '没有读这个文件的权限', en: 'no permission to read it' },
}

/** @throws Refusal FILE_UNREADABLE, or what is wrong with the spreadsheet */
export async function readSheet(path: string): Promise<{ readonly sheet: Sheet; readonly fileHash: string }> {
  const bytes = await readInput(path)
  const read = await readSpreadsheet(bytes, basename(path))
  if (!read.ok) throw new Refusal(read.error)
  return { sheet: read.value, fileHash: createHash('sha256').update(bytes).digest('hex') }
}

/** @throws Refusal NOT_FOUNDED where there is no branch yet */
export async function todayInBranch(office: Office): Promise<PlainDate> {
  const founded = await office.store.read.branch.founded()
  if (founded === null) {
    refuse('NOT_FOUNDED', {
      zh: '支部还没有设置，请先启动主机，在管理台完成设置。',
      en: 'The branch is not set up yet: start the hub and finish the set-up in the console.',
    })
  }
  return plainDateAt(office.clock.now(), founded.timeZone)
}

/** Everything the file is criticised for, by row. @returns whether it may be taken in */
export function tellProblems(terminal: Terminal, problems: readonly SheetProblem[]): boolean {
  const errors = problems.filter(each => each.severity === 'error')
  const warnings = problems.filter(each => each.severity === 'warning')
  if (warnings.length > 0) {
    terminal.say(`有 ${warnings.length} 处请核对：`, `${warnings.length} to look at:`)
    terminal.complain(warnings)
  }
  if (errors.length === 0) return true
  terminal.say(`有 ${errors.length} 处要改，没有导入任何内容：`, `${errors.length} to correct; nothing was imported:`)
  terminal.complain(errors)
  return false
}

/** `--check`: says what would happen and changes nothing. */
export const CHECK_FLAG = {
  check: { type: 'boolean', zh: '只检查，不导入', en: 'check only, import nothing' },
} as const
