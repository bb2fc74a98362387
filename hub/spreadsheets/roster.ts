import { yearOf, type PlainDate } from '../../shared/base/plain-date.ts'
import type { MemberDetails, MemberRecord } from '../../shared/people/member.ts'
import { readTable, type Table } from './columns.ts'
import { ROSTER_COLUMNS, type RosterField } from './roster-columns.ts'
import { duplicatesIn } from './roster-duplicates.ts'
import { readPerson } from './roster-person.ts'
import { hasErrors, isBlank, type Sheet, type SheetProblem, type SkippedRow } from './sheet.ts'

/** One person of a member list, cleaned, not yet a member: no id, no dates of exemption, no consent. */
export interface RosterDraft
  extends Omit<MemberRecord, 'memberId' | 'exemption' | 'consent' | 'status'>, MemberDetails {
  /** Where the person stands in the file, 1-based. */
  readonly row: number
  /** Takes no part in points, by own application and branch decision; the file knows no dates. */
  readonly exempt: boolean
  /** Fields about which the row says nothing: a repeated import leaves them as they are. */
  readonly unsaid: readonly DraftField[]
}

export type DraftField = Exclude<keyof RosterDraft, 'row' | 'unsaid'>

export interface RosterReading {
  /** In the order of the file. With any error among the problems the caller imports nobody. */
  readonly people: readonly RosterDraft[]
  readonly problems: readonly SheetProblem[]
  readonly skipped: readonly SkippedRow[]
  /** Heading in the file by field, for the preview. */
  readonly columns: Table<RosterField>['headings']
  /** Headings that were not understood and are left out. */
  readonly ignored: readonly string[]
}

/** @param asOf today; its year is the cycle for which categories are worked out, and no date may lie after it. */
export function readRoster(sheet: Sheet, { asOf }: { asOf: PlainDate }): RosterReading {
  const table = readTable(sheet, ROSTER_COLUMNS)
  const people: RosterDraft[] = []
  const problems: SheetProblem[] = [...table.problems]
  const skipped: SkippedRow[] = [...table.skipped]
  for (const row of table.rows) {
    // Lists often carry numbers for people yet to come.
    if (isOnlyNumbered(row.cells)) {
      skipped.push({ row: row.row, reason: 'blank' })
      continue
    }
    const read = readPerson(row, table.headings, { asOf, cycleYear: yearOf(asOf) })
    problems.push(...read.problems)
    if (read.draft) people.push(read.draft)
  }
  problems.push(...duplicatesIn(people, table.headings))
  if (people.length === 0 && !hasErrors(problems)) problems.push(NOBODY)
  return {
    people,
    problems: problems.sort(byRow),
    skipped: skipped.sort(byRow),
    columns: table.headings,
    ignored: table.ignored,
  }
}

/** What concerns the whole file first, then down the rows. */
const byRow = (a: { row: number | null }, b: { row: number | null }): number => (a.row ?? 0) - (b.row ?? 0)

const isOnlyNumbered = (cells: Table<RosterField>['rows'][number]['cells']): boolean =>
  Object.entries(cells).every(([field, cell]) => field === 'memberNo' || isBlank(cell))

const NOBODY: SheetProblem = {
  severity: 'error',
  row: null,
  column: null,
  code: 'NOBODY',
  zh: '表里没有一个人。请检查是否选错了文件或工作表。',
  en: 'There is nobody in the table. Is it the right file and tab?',
}
