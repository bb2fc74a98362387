import type { Table } from './columns.ts'
import { parseIdNumber } from './id-number.ts'
import type { RosterDraft } from './roster.ts'
import type { RosterField } from './roster-columns.ts'
import { ROSTER_PROBLEMS } from './roster-problems.ts'
import { sheetProblem, type SheetProblem } from './sheet.ts'

/** What makes two rows the same person: a sound identity number, else name, note and birth month together. */

export const soundId = (idNumber: string): string | null =>
  idNumber !== '' && parseIdNumber(idNumber).fault === 'none' ? idNumber : null

export const nameKey = (person: { name: string; nameNote: string; birth: string }): string =>
  [person.name, person.nameNote, person.birth].join('\u0000')

/** Numbers given twice, people listed twice (errors), and namesakes that nothing tells apart (warnings). */
export function duplicatesIn(people: readonly RosterDraft[], headings: Table<RosterField>['headings']): SheetProblem[] {
  const problems: SheetProblem[] = []
  const byNumber = new Map<number, RosterDraft>()
  const byId = new Map<string, RosterDraft>()
  const byKey = new Map<string, RosterDraft>()
  const byName = new Map<string, RosterDraft>()
  for (const person of people) {
    const id = soundId(person.idNumber)
    const sameNumber = byNumber.get(person.memberNo)
    if (sameNumber) problems.push(duplicate('DUPLICATE_NUMBER', person, sameNumber, headings.memberNo))
    const sameKey = byKey.get(nameKey(person))
    const otherId = sameKey && soundId(sameKey.idNumber)
    const twins = id !== null && otherId !== null && otherId !== undefined && id !== otherId
    const same = (id === null ? undefined : byId.get(id)) ?? (twins ? undefined : sameKey)
    if (same) problems.push(duplicate('DUPLICATE_PERSON', person, same, headings.name))
    else if (byName.has(person.name) && isUntold(person, byName.get(person.name))) {
      const [severity, zh, en] = ROSTER_PROBLEMS.NAMESAKE
      problems.push(sheetProblem(severity, { row: person.row, column: headings.name ?? null }, 'NAMESAKE', { zh, en }))
    }
    byNumber.set(person.memberNo, sameNumber ?? person)
    if (id !== null && !byId.has(id)) byId.set(id, person)
    if (!byKey.has(nameKey(person))) byKey.set(nameKey(person), person)
    if (!byName.has(person.name)) byName.set(person.name, person)
  }
  return problems
}

const isUntold = (person: RosterDraft, other: RosterDraft | undefined): boolean =>
  person.nameNote === (other?.nameNote ?? '')

function duplicate(
  code: 'DUPLICATE_NUMBER' | 'DUPLICATE_PERSON',
  person: RosterDraft,
  first: RosterDraft,
  column: string | undefined,
): SheetProblem {
  const text =
    code === 'DUPLICATE_NUMBER'
      ? {
          zh: `序号和第${first.row}行重复。请改成不同的序号。`,
          en: `Same number as row ${first.row}. Give each person their own.`,
        }
      : {
          zh: `和第${first.row}行是同一个人。请删去一行；如果是两个人，请在备注里写（大）（小）区分。`,
          en: `The same person as row ${first.row}. Delete one row, or write （大） / （小） in the remarks if they are two.`,
        }
  return sheetProblem('error', { row: person.row, column: column ?? null }, code, text)
}
