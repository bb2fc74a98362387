import { ACTIVITY_TYPES, type Activity, type ActivityType, type Expected } from '../../shared/activities/activity.ts'
import type { PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import { readTable, type ColumnSpec, type Table, type TableRow } from './columns.ts'
import { addMinutes, dayTime, parseDay, parseDayTime, parseTime } from './date-time.ts'
import { parseGroup } from './roster-fields.ts'
import { CELL_PROBLEMS, RowReader, tidy } from './row-reader.ts'
import { sheetProblem, type Sheet, type SheetProblem, type SkippedRow } from './sheet.ts'

/** One activity of a plan, not yet an activity of the branch: no id. Its sign-in window is the usual one (PL15). */
export interface ActivityDraft extends Omit<Activity, 'activityId'> {
  /** Where it stands in the file, 1-based. */
  readonly row: number
}

type Field = 'code' | 'type' | 'title' | 'date' | 'start' | 'end' | 'place' | 'expected' | 'itemCode'

const COLUMNS: readonly ColumnSpec<Field>[] = [
  { field: 'code', names: ['活动编号', '编号', '序号', 'activity_id', 'activityId', 'code'] },
  { field: 'type', need: 'required', names: ['活动类型', '类型', '活动类别', '会议类型', 'type'] },
  { field: 'title', need: 'required', names: ['活动名称', '名称', '主题', '活动主题', '活动内容', '内容', 'title'] },
  { field: 'date', names: ['日期', '活动日期', 'date'] },
  { field: 'start', need: 'required', names: ['开始时间', '开始', '起始时间', '时间', '活动时间', 'start'] },
  { field: 'end', need: 'required', names: ['结束时间', '结束', '终止时间', 'end'] },
  { field: 'place', names: ['地点', '活动地点', '场所', 'place'] },
  { field: 'expected', names: ['应到人员', '参加人员', '参加对象', '参加范围', '应到', 'expected'] },
  { field: 'itemCode', names: ['积分项目', '项目编号', '积分项目编号', 'item_code', 'itemCode'] },
]

const PROBLEMS = {
  ...CELL_PROBLEMS,
  UNKNOWN_ACTIVITY_TYPE: [
    'error',
    '看不懂这个活动类型。请写党员大会、支委会、党小组会、党课、主题党日、志愿服务、组织生活会、民主评议或其他。',
    'Unknown type of activity.',
  ],
  NO_TITLE: ['error', '没有活动名称。请填上。', 'No title. Fill it in.'],
  START_UNREADABLE: [
    'error',
    '看不懂开始时间，或者没有这一天。请写成 2026-01-05 15:00。',
    'The start cannot be read or does not exist. Write 2026-01-05 15:00.',
  ],
  END_UNREADABLE: [
    'error',
    '看不懂结束时间，或者没有这一天。请写成 2026-01-05 16:30。',
    'The end cannot be read or does not exist. Write 2026-01-05 16:30.',
  ],
  END_BEFORE_START: ['error', '结束时间要晚于开始时间。', 'The end must be after the start.'],
  TOO_LONG_ACTIVITY: ['warning', '活动超过 24 小时，请核对日期。', 'Longer than 24 hours; check the dates.'],
  UNKNOWN_EXPECTED: [
    'error',
    '看不懂应到人员。请写全体党员、支委会、各党小组、志愿者，或党小组的名称。',
    'Unknown group of people. Write 全体党员, 支委会, 各党小组, 志愿者 or names of Party groups.',
  ],
  BAD_ITEM_CODE: [
    'error',
    '积分项目要写编号，例如 B05；不计分就留空。',
    'Write the code of the item, e.g. B05, or leave it empty.',
  ],
  BAD_CODE: ['error', '活动编号最多 16 个字。', 'The number of an activity has at most 16 characters.'],
  DUPLICATE_CODE: ['error', '活动编号和上面的一行重复。', 'The same number stands in a row above.'],
} as const

type Code = keyof typeof PROBLEMS
type Reader = RowReader<Field, Code>

export interface ActivitiesReading {
  /** In the order of the file. With any error among the problems nothing is imported. */
  readonly activities: readonly ActivityDraft[]
  readonly problems: readonly SheetProblem[]
  readonly skipped: readonly SkippedRow[]
  readonly columns: Table<Field>['headings']
  readonly ignored: readonly string[]
}

export function readActivities(sheet: Sheet): ActivitiesReading {
  const table = readTable(sheet, COLUMNS)
  const activities: ActivityDraft[] = []
  const problems: SheetProblem[] = [...table.problems]
  const codes = new Set<string>()
  for (const row of table.rows) {
    const reader: Reader = new RowReader(row, table.headings, PROBLEMS)
    const draft = readActivity(row, reader)
    if (draft) activities.push(draft)
    if (draft && draft.code !== '' && codes.has(draft.code)) reader.report('code', 'DUPLICATE_CODE')
    if (draft) codes.add(draft.code)
    problems.push(...reader.problems)
  }
  if (activities.length === 0 && problems.every(each => each.severity === 'warning')) {
    problems.push(
      sheetProblem('error', { row: null, column: null }, 'NO_ACTIVITIES', {
        zh: '表里没有活动。请检查是否选错了文件或工作表。',
        en: 'There are no activities in the table. Is it the right file and tab?',
      }),
    )
  }
  return { activities, problems, skipped: table.skipped, columns: table.headings, ignored: table.ignored }
}

/** People may sign in from an hour before the start. */
const OPENS_BEFORE_MINUTES = 60

function readActivity({ row }: TableRow<Field>, reader: Reader): ActivityDraft | null {
  const code = tidy(reader.text('code', 40))
  if (code.length > 16) reader.report('code', 'BAD_CODE')
  const title = tidy(reader.text('title', 80))
  if (title === '') reader.report('title', 'NO_TITLE')
  const type = parseActivityType(reader.text('type', 40))
  if (type === null) reader.report('type', 'UNKNOWN_ACTIVITY_TYPE')
  const start = startOf(reader)
  const end = start === null ? null : endOf(reader, start)
  const place = tidy(reader.text('place', 60))
  const expected = parseExpected(reader.text('expected', 200))
  if (expected === null) reader.report('expected', 'UNKNOWN_EXPECTED')
  const itemCode = itemOf(reader)
  if (type === null || start === null || end === null || expected === null || title === '') return null
  const window = { opens: addMinutes(start, -OPENS_BEFORE_MINUTES), lateAfter: start, closes: end }
  return { row, code, type, title, start, end, place, expected, itemCode, ...window }
}

/** Day and time in one cell, or a time of day beside a column with the day. */
function startOf(reader: Reader): PlainDateTime | null {
  const shown = reader.text('start', 40)
  const day: PlainDate | null = parseDay(reader.text('date', 40))
  const time = parseTime(shown)
  const start = parseDayTime(shown) ?? (day !== null && time !== null ? dayTime(day, time) : null)
  if (start === null) reader.report('start', 'START_UNREADABLE')
  return start
}

function endOf(reader: Reader, start: PlainDateTime): PlainDateTime | null {
  const shown = reader.text('end', 40)
  const time = parseTime(shown)
  const end = parseDayTime(shown) ?? parsePartner(start, time)
  if (end === null) reader.report('end', 'END_UNREADABLE')
  else if (end <= start) reader.report('end', 'END_BEFORE_START')
  else if (end > addMinutes(start, 24 * 60)) reader.report('end', 'TOO_LONG_ACTIVITY')
  return end !== null && end > start ? end : null
}

/** The same day at another time. */
function parsePartner(start: PlainDateTime, time: string | null): PlainDateTime | null {
  const day = parseDay(start.slice(0, 10))
  return day !== null && time !== null ? dayTime(day, time) : null
}

function itemOf(reader: Reader): string | null {
  const code = tidy(reader.text('itemCode', 40)).normalize('NFKC')
  if (code === '') return null
  if (/^[A-Za-z0-9_-]{1,16}$/.test(code)) return code
  reader.report('itemCode', 'BAD_ITEM_CODE')
  return null
}

const TYPE_WORDS: Readonly<Record<string, ActivityType>> = {
  党员大会: 'generalMeeting',
  支部党员大会: 'generalMeeting',
  支委会: 'committeeMeeting',
  支部委员会会议: 'committeeMeeting',
  支部委员会: 'committeeMeeting',
  党小组会: 'groupMeeting',
  党小组会议: 'groupMeeting',
  党课: 'partyLecture',
  主题党日: 'themePartyDay',
  志愿服务: 'volunteerService',
  组织生活会: 'organizationLifeMeeting',
  民主评议: 'democraticAppraisal',
  民主评议党员: 'democraticAppraisal',
  其他: 'other',
}

function parseActivityType(text: string): ActivityType | null {
  const plain = tidy(text).replace(/ /g, '')
  return TYPE_WORDS[plain] ?? ACTIVITY_TYPES.find(type => type === plain) ?? null
}

const EXPECTED_WORDS: Readonly<Record<string, 'allMembers' | 'committee' | 'eachGroup' | 'volunteers'>> = {
  '': 'allMembers',
  全体党员: 'allMembers',
  全体: 'allMembers',
  所有党员: 'allMembers',
  allMembers: 'allMembers',
  支委会: 'committee',
  支委: 'committee',
  支部委员: 'committee',
  committee: 'committee',
  各党小组: 'eachGroup',
  分小组: 'eachGroup',
  eachGroup: 'eachGroup',
  志愿者: 'volunteers',
  自愿参加: 'volunteers',
  自愿: 'volunteers',
  volunteers: 'volunteers',
}

/** Empty means everybody. Names of groups may be listed: 第一党小组、三组. */
function parseExpected(text: string): Expected | null {
  const plain = tidy(text).replace(/ /g, '')
  const kind = EXPECTED_WORDS[plain]
  if (kind !== undefined) return { kind }
  const groups = plain.split(/[、，,;；/]/).filter(each => each !== '')
  const known = groups.every(each => each.endsWith('组') && each.length <= 20)
  return known && groups.length > 0
    ? { kind: 'groups', groups: [...new Set(groups.map(each => parseGroup(each)))] }
    : null
}
