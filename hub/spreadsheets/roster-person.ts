import type { PlainDate } from '../../shared/base/plain-date.ts'
import { shippedCategory } from '../../shared/people/category.ts'
import { cleanName } from '../../shared/people/names.ts'
import type { Table, TableRow } from './columns.ts'
import { parseIdNumber, type IdNumber } from './id-number.ts'
import type { DraftField, RosterDraft } from './roster.ts'
import type { RosterField } from './roster-columns.ts'
import {
  isOnCommittee,
  parseCategory,
  parseEthnic,
  parseGroup,
  parseNote,
  parsePhone,
  parseSex,
  parseType,
  parseYes,
} from './roster-fields.ts'
import { ROSTER_PROBLEMS, type RosterProblemCode } from './roster-problems.ts'
import { RowReader, tidy } from './row-reader.ts'
import type { SheetProblem } from './sheet.ts'
import { parseYearMonth, type YearMonth } from './year-month.ts'

/** One row of a member list as a person, or what is wrong with it. */

interface When {
  readonly asOf: PlainDate
  readonly cycleYear: number
}

interface Read {
  /** Null when an error of this row leaves no usable person. */
  readonly draft: RosterDraft | null
  readonly problems: readonly SheetProblem[]
}

type Headings = Table<RosterField>['headings']

type Reader = RowReader<RosterField, RosterProblemCode>

export function readPerson(row: TableRow<RosterField>, headings: Headings, when: When): Read {
  const reader = new RowReader(row, headings, ROSTER_PROBLEMS)
  const memberNo = numberOf(reader)
  const name = nameOf(reader)
  const type = typeOf(reader)
  const id = idOf(reader)
  const birth = birthOf(reader, id, when.asOf)
  const joined = joinedOf(reader, birth, when.asOf)
  const post = postOf(reader)
  const phone = phoneOf(reader)
  const sex = sexOf(reader, id)
  const place = tidy(reader.text('floatingPlace', 60))
  const remark = parseNote(reader.text('note', 200))
  const exempt = exemptOf(reader) || remark.exempt
  const floating = place !== '' || remark.floating
  const duty = tidy(reader.text('duty', 60))
  const group = groupOf(reader)
  const ethnic = parseEthnic(reader.text('ethnic', 19))
  if (memberNo === null || name === null || type === null) return { draft: null, problems: reader.problems }
  const byRule = shippedCategory({ type, exempt, floating, inPost: post ?? false, birth }, when.cycleYear)
  const category = categoryOf(reader, byRule)
  const draft: RosterDraft = {
    row: row.row,
    memberNo,
    name: name.name,
    nameNote: name.note === '' ? remark.nameNote : name.note,
    type,
    category: category ?? byRule,
    inPost: post ?? false,
    committee: isOnCommittee(duty),
    group,
    floating,
    floatingPlace: place === '' ? remark.floatingPlace : place,
    exempt,
    sex,
    birth,
    joined,
    ethnic,
    duty,
    phone,
    idNumber: id.text,
    note: remark.rest,
    unsaid: [],
  }
  return { draft: { ...draft, unsaid: unsaidIn(draft, reader, { post, category }) }, problems: reader.problems }
}

function numberOf(reader: Reader): number | null {
  const text = reader.take('memberNo', 20)?.normalize('NFKC').trim()
  if (text === undefined) return null
  if (/^0*[1-9]\d{0,5}$/.test(text)) return Number(text)
  reader.report('memberNo', text === '' ? 'NO_NUMBER' : 'BAD_NUMBER')
  return null
}

function nameOf(reader: Reader): { name: string; note: string } | null {
  const text = reader.take('name', 100)
  if (text === null) return null
  const name = cleanName(text)
  if (!name.ok) {
    const code = { empty: 'NO_NAME', character: 'BAD_NAME', tooLong: 'NAME_TOO_LONG' } as const
    reader.report('name', code[name.error])
    return null
  }
  if (/\p{Co}/u.test(name.value.name)) reader.report('name', 'PRIVATE_CHARACTER')
  return name.value
}

function typeOf(reader: Reader) {
  const text = reader.take('type', 60)
  if (text === null) return null
  const type = parseType(text)
  if (type === null) reader.report('type', text.trim() === '' ? 'NO_TYPE' : 'UNKNOWN_TYPE')
  return type
}

const NO_ID: IdNumber = { text: '', fault: 'shape', birth: '', sex: 'unknown' }

function idOf(reader: Reader): IdNumber {
  const text = reader.text('idNumber', 60)
  if (text.trim() === '') return NO_ID
  const id = parseIdNumber(text)
  // Spreadsheet programs keep 15 digits of a number and fill up with zeros.
  const lost = id.fault !== 'none' && (/^\d{15}000$/.test(id.text) || /E\+\d+$/i.test(text.trim()))
  if (lost) reader.report('idNumber', 'ID_LOST_DIGITS')
  else if (id.fault === 'shape') reader.report('idNumber', 'ID_UNREADABLE')
  else if (id.fault !== 'none') reader.report('idNumber', 'ID_CHECK')
  return lost ? NO_ID : id
}

function birthOf(reader: Reader, id: IdNumber, asOf: PlainDate): string {
  const read = monthIn(reader, 'birth')
  if (read === null) return ''
  if (read.kind === 'empty') {
    reader.report('birth', id.birth === '' ? 'NO_BIRTH' : 'BIRTH_BY_ID')
    return id.birth
  }
  const lostZero = read.kind === 'unclear' && id.birth === read.other
  const month = lostZero ? read.other : monthOrReport(reader, 'birth', read, asOf)
  if (month === '') return ''
  if (read.kind === 'unclear') reader.report('birth', id.birth === month ? 'MONTH_BY_ID' : 'MONTH_UNCLEAR')
  if (id.birth !== '' && id.birth !== month) reader.report('idNumber', 'ID_BIRTH_DIFFERS')
  return month
}

function joinedOf(reader: Reader, birth: string, asOf: PlainDate): string {
  const read = monthIn(reader, 'joined')
  if (read === null || read.kind === 'empty') return ''
  const month = monthOrReport(reader, 'joined', read, asOf)
  if (month !== '' && read.kind === 'unclear') reader.report('joined', 'MONTH_UNCLEAR')
  if (month === '' || birth === '') return month
  const adult = `${Number(birth.slice(0, 4)) + 18}${birth.slice(4)}`
  if (month < birth) reader.report('joined', 'JOINED_BEFORE_BIRTH')
  else if (month < adult) reader.report('joined', 'JOINED_YOUNG')
  return month
}

/** Null when the cell has been reported already. */
function monthIn(reader: Reader, field: 'birth' | 'joined'): YearMonth | null {
  const text = reader.take(field, 40)
  return text === null ? null : parseYearMonth(text)
}

function monthOrReport(
  reader: Reader,
  field: 'birth' | 'joined',
  read: Exclude<YearMonth, { kind: 'empty' }>,
  asOf: PlainDate,
): string {
  if (read.kind === 'bad') {
    const code = {
      impossible: 'DATE_IMPOSSIBLE',
      unreadable: 'DATE_UNREADABLE',
      incomplete: 'DATE_INCOMPLETE',
    } as const
    reader.report(field, code[read.reason])
    return ''
  }
  if (read.month <= asOf.slice(0, 7)) return read.month
  reader.report(field, 'DATE_IN_FUTURE')
  return ''
}

/** Null when the row does not say. */
function postOf(reader: Reader): boolean | null {
  const text = reader.text('inPost', 60)
  const post = parseYes(text)
  if (post === null && text.trim() !== '') reader.report('inPost', 'UNKNOWN_POST')
  return post
}

function exemptOf(reader: Reader): boolean {
  const text = reader.text('exempt', 60)
  const yes = parseYes(text)
  if (yes === null && text.trim() !== '') reader.report('exempt', 'UNKNOWN_YES')
  return yes ?? false
}

function sexOf(reader: Reader, id: IdNumber) {
  const text = reader.text('sex', 20)
  const sex = parseSex(text)
  if (text.trim() === '') return id.sex
  if (sex === 'unknown') reader.report('sex', 'UNKNOWN_SEX')
  else if (id.sex !== 'unknown' && id.sex !== sex) reader.report('idNumber', 'ID_SEX_DIFFERS')
  return sex
}

function phoneOf(reader: Reader): string {
  const { phone, fault } = parsePhone(reader.text('phone', 60))
  if (fault !== 'none') reader.report('phone', fault === 'second' ? 'PHONE_SECOND' : 'PHONE_UNREADABLE')
  return phone
}

function groupOf(reader: Reader): string {
  const group = parseGroup(reader.text('group', 20))
  if (group === '' && reader.hasColumn('group')) reader.report('group', 'NO_GROUP')
  return group
}

/** The category that the row names itself; null when it leaves that to the rule. */
function categoryOf(reader: Reader, byRule: string): string | null {
  const text = reader.text('category', 60)
  if (text.trim() === '') return null
  const given = parseCategory(text)
  if (given === null) reader.report('category', 'UNKNOWN_CATEGORY')
  else if (given !== byRule) reader.report('category', 'CATEGORY_DIFFERS')
  return given
}

/** Fields that the row leaves open, so that a repeated import does not wipe what the branch filled in since. */
function unsaidIn(
  draft: RosterDraft,
  reader: Reader,
  { post, category }: { post: boolean | null; category: string | null },
): DraftField[] {
  const silent: DraftField[] = []
  for (const field of MAY_BE_EMPTY) if (draft[field] === '' || draft[field] === 'unknown') silent.push(field)
  if (category === null) silent.push('category')
  if (post === null) silent.push('inPost')
  if (draft.duty === '') silent.push('committee')
  if (!draft.floating && !reader.hasColumn('note') && !reader.hasColumn('floatingPlace')) silent.push('floating')
  if (draft.floatingPlace === '' && (draft.floating || silent.includes('floating'))) silent.push('floatingPlace')
  if (!draft.exempt) silent.push('exempt')
  return silent
}

const MAY_BE_EMPTY = [
  'sex',
  'birth',
  'joined',
  'ethnic',
  'group',
  'duty',
  'phone',
  'idNumber',
  'note',
  'nameNote',
] as const
