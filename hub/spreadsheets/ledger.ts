import { hashOf } from '../../shared/base/bytes.ts'
import { parseHundredths, type Hundredths } from '../../shared/base/hundredths.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { cleanName } from '../../shared/people/names.ts'
import { EVIDENCES, RECORDERS, type Evidence, type Recorder } from '../../shared/points/item.ts'
import type { ImportedLine } from '../office/points/ledger.ts'
import { readTable, type ColumnSpec, type Table, type TableRow } from './columns.ts'
import { parseDay } from './date-time.ts'
import { CELL_PROBLEMS, RowReader, tidy } from './row-reader.ts'
import { placeOf, sheetProblem, type Sheet, type SheetProblem, type SkippedRow } from './sheet.ts'

/**
 * One line of a ledger kept elsewhere, as its file says it. `code` is made from the content where the file has none, so
 * that the same file twice adds nothing. The ledger desk checks it against scheme and roster.
 */
export interface LedgerDraft extends ImportedLine {
  readonly row: number
}

type Field =
  | 'code'
  | 'memberNo'
  | 'name'
  | 'itemCode'
  | 'date'
  | 'quantity'
  | 'points'
  | 'source'
  | 'activityCode'
  | 'recordedBy'
  | 'reverses'
  | 'note'

const COLUMNS: readonly ColumnSpec<Field>[] = [
  { field: 'code', names: ['登记编号', '登记号', '流水号', '台账编号', 'entry_id', 'entryId', 'entry_code'] },
  { field: 'memberNo', names: ['党员序号', '党员编号', '序号', 'member_no', 'memberNo'] },
  { field: 'name', names: ['姓名', '党员姓名', 'name'] },
  {
    field: 'itemCode',
    need: 'required',
    names: ['项目编号', '积分项目编号', '项目代码', '积分项目', 'item_code', 'itemCode'],
  },
  { field: 'date', need: 'required', names: ['日期', '登记日期', '时间', 'date'] },
  { field: 'quantity', names: ['数量', '次数', 'quantity'] },
  { field: 'points', need: 'required', names: ['分值', '得分', '积分', '分数', 'points'] },
  { field: 'source', names: ['依据', '依据类型', '来源', 'source', 'evidence'] },
  { field: 'activityCode', names: ['活动编号', '活动', 'activity_id', 'activityId'] },
  { field: 'recordedBy', names: ['登记人', '登记方', '记录人', '申报人', 'recorded_by', 'recordedBy'] },
  { field: 'reverses', names: ['冲销', '冲销编号', '冲销登记', 'reverses'] },
  { field: 'note', names: ['备注', '说明', '事由', 'note'] },
]

const PROBLEMS = {
  ...CELL_PROBLEMS,
  NO_MEMBER: ['error', '没有写是谁。请填党员序号或姓名。', 'Nobody is named. Fill in the number or the name.'],
  BAD_MEMBER_NO: ['error', '党员序号要写成数字。', 'The number of the member must be a whole number.'],
  UNKNOWN_NAME: [
    'error',
    '名册里没有这个姓名。请核对，或改填党员序号。',
    'The roster has no such name. Check it, or give the number.',
  ],
  SEVERAL_OF_THE_NAME: [
    'error',
    '有几个人叫这个姓名。请填党员序号。',
    'Several people have this name. Give the number of the member.',
  ],
  BAD_ITEM_CODE: ['error', '项目编号要写成 B05 这样。', 'Write the code of the item like B05.'],
  BAD_DATE: [
    'error',
    '看不懂这个日期，或者没有这一天。请写成 2026-01-05。',
    'The date cannot be read or does not exist. Write 2026-01-05.',
  ],
  DATE_IN_FUTURE: ['error', '这个日期还没到。请改正。', 'This date lies in the future. Correct it.'],
  BAD_QUANTITY: [
    'error',
    '数量要写成数字，最多两位小数，不能是 0。',
    'The quantity must be a number other than 0 with at most two decimals.',
  ],
  BAD_POINTS: ['error', '分值要写成数字，最多两位小数。', 'The points must be a number with at most two decimals.'],
  UNKNOWN_SOURCE: [
    'error',
    '看不懂依据。请写签到、支部记录、本人申报、群众证实、证明材料或支部决定。',
    'Unknown kind of evidence.',
  ],
  UNKNOWN_RECORDER: [
    'error',
    '看不懂登记人。请写签到、支部、党员或群众。',
    'Unknown recorder. Write 签到, 支部, 党员 or 群众.',
  ],
  BAD_CODE: ['error', '登记编号最多 24 个字。', 'The number of a line has at most 24 characters.'],
  DUPLICATE_CODE: ['error', '登记编号和上面的一行重复。', 'The same number stands in a row above.'],
  REVERSES_ITSELF: ['error', '不能冲销自己这一行。请写要冲销的那一行的登记编号。', 'A line cannot reverse itself.'],
} as const

type Code = keyof typeof PROBLEMS
type Reader = RowReader<Field, Code>

export interface LedgerReading {
  /** In the order of the file. With any error among the problems nothing is imported. */
  readonly lines: readonly LedgerDraft[]
  readonly problems: readonly SheetProblem[]
  readonly skipped: readonly SkippedRow[]
  readonly columns: Table<Field>['headings']
  readonly ignored: readonly string[]
}

export interface LedgerContext {
  /** Today: no line may lie after it. */
  readonly asOf: PlainDate
  /** Numbers of the members of that name, for files that name people instead of numbering them. */
  readonly memberNosOf: (name: string) => readonly number[]
}

export function readLedger(sheet: Sheet, context: LedgerContext): LedgerReading {
  const table = readTable(sheet, COLUMNS)
  const lines: LedgerDraft[] = []
  const problems: SheetProblem[] = [...table.problems]
  const codes = new Map<string, number>()
  for (const row of table.rows) {
    const reader: Reader = new RowReader(row, table.headings, PROBLEMS)
    const line = readLine(row, reader, context, codes)
    if (line) lines.push(line)
    problems.push(...reader.problems)
  }
  if (lines.length === 0 && problems.every(each => each.severity === 'warning')) {
    problems.push(
      sheetProblem('error', { row: null, column: null }, 'NO_LINES', {
        zh: '表里没有登记。请检查是否选错了文件或工作表。',
        en: 'There are no entries in the table. Is it the right file and tab?',
      }),
    )
  }
  return { lines, problems, skipped: table.skipped, columns: table.headings, ignored: table.ignored }
}

function readLine(
  { row }: TableRow<Field>,
  reader: Reader,
  context: LedgerContext,
  codes: Map<string, number>,
): LedgerDraft | null {
  const memberNo = memberOf(reader, context)
  const itemCode = itemOf(reader)
  const date = dateOf(reader, context.asOf)
  const quantity = quantityOf(reader)
  const points = pointsOf(reader)
  const source = wordOf(reader, 'source', SOURCES, 'branchRecord')
  const recordedBy = wordOf(reader, 'recordedBy', RECORDER_WORDS, 'branch')
  const activityCode = tidy(reader.text('activityCode', 16))
  const reverses = tidy(reader.text('reverses', 24))
  const note = tidy(reader.text('note', 200))
  if (memberNo === null || itemCode === null || date === null || quantity === null) return null
  if (points === null || source === null || recordedBy === null) return null
  const said = { memberNo, itemCode, date, quantity, points, source, recordedBy, activityCode, reverses, note }
  const code = codeOf(reader, JSON.stringify(said), codes)
  if (code === null) return null
  if (reverses !== '' && reverses === code) reader.report('reverses', 'REVERSES_ITSELF')
  return { row, where: placeOf(row, null), code, ...said }
}

function codeOf(reader: Reader, content: string, codes: Map<string, number>): string | null {
  const given = reader.take('code', 40)
  if (given === null) return null
  const code = tidy(given)
  if (code.length > 24) reader.report('code', 'BAD_CODE')
  if (code !== '') {
    if (codes.has(code)) reader.report('code', 'DUPLICATE_CODE')
    codes.set(code, 1)
    return code
  }
  // Equal lines are told apart by their count, in the order of the file.
  const made = `#${hashOf(content).slice(0, 16)}`
  const count = (codes.get(made) ?? 0) + 1
  codes.set(made, count)
  return count === 1 ? made : `${made}-${count}`
}

function memberOf(reader: Reader, { memberNosOf }: LedgerContext): number | null {
  const shown = reader.take('memberNo', 20)
  if (shown === null) return null
  const text = shown.normalize('NFKC').trim()
  if (/^0*[1-9]\d{0,5}$/.test(text)) return Number(text)
  if (text !== '') {
    reader.report('memberNo', 'BAD_MEMBER_NO')
    return null
  }
  const name = cleanName(reader.text('name', 100))
  const numbers = name.ok ? memberNosOf(name.value.name) : []
  const [only] = numbers
  if (only !== undefined && numbers.length === 1) return only
  reader.report(
    name.ok ? 'name' : 'memberNo',
    !name.ok ? 'NO_MEMBER' : only === undefined ? 'UNKNOWN_NAME' : 'SEVERAL_OF_THE_NAME',
  )
  return null
}

function itemOf(reader: Reader): string | null {
  const shown = reader.take('itemCode', 40)
  if (shown === null) return null
  const code = tidy(shown).normalize('NFKC')
  if (/^[A-Za-z0-9_-]{1,16}$/.test(code)) return code
  reader.report('itemCode', 'BAD_ITEM_CODE')
  return null
}

function dateOf(reader: Reader, asOf: PlainDate): PlainDate | null {
  const shown = reader.take('date', 40)
  if (shown === null) return null
  const date = parseDay(shown)
  if (date === null) reader.report('date', 'BAD_DATE')
  else if (date > asOf) reader.report('date', 'DATE_IN_FUTURE')
  return date
}

/** One unit where the file has no such column or leaves it empty. */
function quantityOf(reader: Reader): Hundredths | null {
  const shown = reader.take('quantity', 20)
  if (shown === null) return null
  const quantity = parseHundredths(shown.trim() === '' ? '1' : shown)
  if (quantity !== null && quantity !== 0) return quantity
  reader.report('quantity', 'BAD_QUANTITY')
  return null
}

function pointsOf(reader: Reader): Hundredths | null {
  const shown = reader.take('points', 20)
  if (shown === null) return null
  const points = parseHundredths(shown)
  if (points === null) reader.report('points', 'BAD_POINTS')
  return points
}

const words = <Word extends string>(
  own: readonly Word[],
  chinese: Readonly<Record<string, Word>>,
): ReadonlyMap<string, Word> => new Map([...own.map(word => [word, word] as const), ...Object.entries(chinese)])

const SOURCES = words<Evidence>(EVIDENCES, {
  签到: 'signIn',
  签到表: 'signIn',
  支部记录: 'branchRecord',
  支部登记: 'branchRecord',
  申报: 'declaration',
  本人申报: 'declaration',
  个人申报: 'declaration',
  证实: 'attestation',
  群众证实: 'attestation',
  受益群众证实: 'attestation',
  证书: 'certificate',
  证明材料: 'certificate',
  证明: 'certificate',
  决定: 'decision',
  支部决定: 'decision',
})

const RECORDER_WORDS = words<Recorder>(RECORDERS, {
  签到: 'attendance',
  支部: 'branch',
  党支部: 'branch',
  党员: 'member',
  本人: 'member',
  群众: 'resident',
  受益群众: 'resident',
})

function wordOf<Word extends string>(
  reader: Reader,
  field: 'source' | 'recordedBy',
  known: ReadonlyMap<string, Word>,
  whenEmpty: Word,
): Word | null {
  const shown = reader.take(field, 60)
  if (shown === null) return null
  const plain = tidy(shown).replace(/ /g, '')
  const word = plain === '' ? whenEmpty : known.get(plain)
  if (word === undefined) reader.report(field, field === 'source' ? 'UNKNOWN_SOURCE' : 'UNKNOWN_RECORDER')
  return word ?? null
}
