import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import { readActivities } from '../../../hub/spreadsheets/activities.ts'
import { addMinutes, parseDay, parseDayTime, parseTime } from '../../../hub/spreadsheets/date-time.ts'
import { readLedger } from '../../../hub/spreadsheets/ledger.ts'
import { hasErrors } from '../../../hub/spreadsheets/sheet.ts'
import { parsePlainDateTime } from '../../../shared/base/plain-date.ts'
import { must } from '../../../shared/base/check.ts'
import { csvRows } from '../../fixtures/sample.ts'
import { AS_OF, sampleSheet, sheetOf } from '../../fixtures/sheets.ts'

const context = { asOf: AS_OF, memberNosOf: (name: string) => ({ 张伟: [6], 王建国: [1, 11] })[name] ?? [] }

const placesOf = (problems: readonly { code: string; row: number | null; column: string | null }[]) =>
  problems.map(({ code, row, column }) => [code, row, column])

test('PL15 the sample’s sixty activities are read as they stand', async () => {
  const reading = readActivities(await sampleSheet('activities-2026.csv'))
  expect(reading.problems).toEqual([])
  const back = reading.activities.map(each => ({
    activity_id: each.code,
    type: each.type,
    title: each.title,
    start: each.start,
    end: each.end,
    place: each.place,
    expected: each.expected.kind,
    item_code: each.itemCode ?? '',
  }))
  expect(back).toEqual(csvRows('activities-2026.csv'))
  expect(reading.activities).toHaveLength(60)
})

test('PL15 the usual window: an hour before the start, late after it, closed at the end', async () => {
  const [first] = readActivities(await sampleSheet('activities-2026.csv')).activities
  expect(first).toMatchObject({ opens: '2026-01-05T14:00', lateAfter: '2026-01-05T15:00', closes: '2026-01-05T16:30' })
  const midnight = must(parsePlainDateTime('2026-03-01T00:30'), 'time')
  expect([addMinutes(midnight, -60), addMinutes(midnight, 24 * 60)]).toEqual(['2026-02-28T23:30', '2026-03-02T00:30'])
})

test('PL15 a plan in Chinese, with the day in a column of its own', () => {
  const reading = readActivities(
    sheetOf([
      ['2026年活动计划'],
      ['编号', '类型', '活动名称', '日期', '开始时间', '结束时间', '地点', '参加人员', '项目编号'],
      ['1', '主题党日', '清扫村道', '2026年1月5日', '8:30', '下午2点半', '村部', '', 'B05'],
      ['2', '党小组会', '学习', '2026/2/3', '15:00', '16:00', '', '一组、第2党小组', ''],
      ['3', '支委会', '议事', '', '2026-03-04 09:00', '2026-03-04 10:00', '', '支委会', ''],
    ]),
  )
  expect(reading.problems).toEqual([])
  expect(reading.activities).toMatchObject([
    { start: '2026-01-05T08:30', end: '2026-01-05T14:30', expected: { kind: 'allMembers' }, itemCode: 'B05' },
    { type: 'groupMeeting', expected: { kind: 'groups', groups: ['第一党小组', '第二党小组'] } },
    { type: 'committeeMeeting', start: '2026-03-04T09:00', expected: { kind: 'committee' } },
  ])
})

test('PL15 every fault is named by row and column', () => {
  const headings = ['编号', '类型', '活动名称', '开始时间', '结束时间', '参加人员', '项目编号']
  const good = ['A1', '党课', '学习', '2026-01-05 15:00', '2026-01-05 16:00', '全体党员', 'B04']
  const bad = (column: number, text: string) =>
    good.map((cell, at) => (at === column ? text : at === 0 ? `A${column}${text.slice(0, 12)}` : cell))
  const reading = readActivities(
    sheetOf([
      headings,
      good,
      good,
      bad(1, '茶话会'),
      bad(2, ''),
      bad(3, '2026-02-30 15:00'),
      bad(4, '2026-01-05 14:00'),
      bad(4, '25:00'),
      bad(5, '几个人'),
      bad(6, '学习分'),
      bad(4, '2026-01-09 16:00'),
      bad(0, 'A0123456789012345'),
    ]),
  )
  expect(placesOf(reading.problems)).toEqual([
    ['DUPLICATE_CODE', 3, '编号'],
    ['UNKNOWN_ACTIVITY_TYPE', 4, '类型'],
    ['NO_TITLE', 5, '活动名称'],
    ['START_UNREADABLE', 6, '开始时间'],
    ['END_BEFORE_START', 7, '结束时间'],
    ['END_UNREADABLE', 8, '结束时间'],
    ['UNKNOWN_EXPECTED', 9, '参加人员'],
    ['BAD_ITEM_CODE', 10, '项目编号'],
    ['TOO_LONG_ACTIVITY', 11, '结束时间'],
    ['BAD_CODE', 12, '编号'],
  ])
})

test('PL15 PL16 days and times in their usual forms', () => {
  const days = [
    '2026-01-05',
    '2026/1/5',
    '2026年1月5日',
    '2026.1.5',
    '20260105',
    '２０２６－０１－０５',
    '2026-01-05T15:00',
    '2026年1月5日（星期一）',
  ]
  expect(days.map(text => parseDay(text))).toEqual(Array(days.length).fill('2026-01-05'))
  expect(['2026-02-29', '1月5日', '2026-13-01', '', '46027'].map(text => parseDay(text))).toEqual(Array(5).fill(null))
  expect(['15:00', '下午3:00', '15点', '15时00分', '下午3点半', '9:05:00'].map(text => parseTime(text))).toEqual([
    '15:00',
    '15:00',
    '15:00',
    '15:00',
    '15:30',
    '09:05',
  ])
  expect(parseDayTime('2026年1月5日下午3点')).toBe('2026-01-05T15:00')
})

test('PL16 the sample’s 975 lines are read in their order, to the hundredth', async () => {
  const reading = readLedger(await sampleSheet('ledger-2026.csv'), context)
  expect(reading.problems).toEqual([])
  const back = reading.lines.map(line => ({
    entry_id: line.code,
    member_no: String(line.memberNo),
    item_code: line.itemCode,
    date: line.date,
    quantity: formatHundredths(line.quantity),
    points: formatHundredths(line.points),
    source: line.source,
    activity_id: line.activityCode,
    recorded_by: line.recordedBy,
    reverses: line.reverses,
    note: line.note,
  }))
  expect(back).toEqual(csvRows('ledger-2026.csv'))
  expect(reading.lines).toHaveLength(975)
})

const HEADINGS = ['姓名', '项目编号', '日期', '数量', '得分', '依据', '登记人', '备注']

test('PL16 a paper ledger that names people and has no numbers gets numbers from its content', () => {
  const line = ['张伟', 'C01', '2026.3.5', '', '1', '签到', '支部', '扫雪']
  const reading = readLedger(
    sheetOf([HEADINGS, line, line, ['张 伟', 'C02', '2026.3.5', '2.5', '2.5', '', '', '']]),
    context,
  )
  expect(reading.problems).toEqual([])
  expect(reading.lines).toMatchObject([
    { memberNo: 6, quantity: 100, points: 100, source: 'signIn', recordedBy: 'branch', date: '2026-03-05' },
    { memberNo: 6 },
    { memberNo: 6, quantity: 250, points: 250, source: 'branchRecord' },
  ])
  const codes = reading.lines.map(each => each.code)
  expect(new Set(codes).size).toBe(3)
  expect(codes.every(code => code.length <= 24)).toBe(true)
})

/** Taking lines of a file without numbers away or adding some never changes the numbers of distinct other lines. */
test('PL16 numbers made from content do not depend on the other lines', () => {
  const line = fc.tuple(
    fc.constantFrom('张伟'),
    fc.constantFrom('C01', 'C02', 'B05'),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 9 }),
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(line, { minLength: 2, maxLength: 20, selector: each => each.join() }),
      fc.nat(),
      (lines, drop) => {
        const rows = lines.map(([name, item, day, points]) => [
          name,
          item,
          `2026-03-${day}`,
          '1',
          String(points),
          '',
          '',
          '',
        ])
        const all = readLedger(sheetOf([HEADINGS, ...rows]), context).lines.map(each => each.code)
        const at = drop % rows.length
        const fewer = readLedger(sheetOf([HEADINGS, ...rows.toSpliced(at, 1)]), context).lines.map(each => each.code)
        expect(fewer).toEqual(all.toSpliced(at, 1))
      },
    ),
    { numRuns: 50 },
  )
})

test('PL16 every fault is named by row and column', () => {
  const headings = ['登记编号', '党员序号', ...HEADINGS, '冲销']
  const good = ['L1', '6', '', 'C01', '2026-03-05', '1', '1', '签到', '支部', '', '']
  const bad = (column: number, text: string) =>
    good.map((cell, at) => (at === column ? text : at === 0 ? `L${column}-${text}` : cell))
  const rows = [
    good,
    good,
    bad(1, '甲'),
    bad(1, ''),
    bad(3, '志愿'),
    bad(4, '2026-02-30'),
    bad(4, '2026-12-31'),
    bad(5, '0'),
    bad(6, '1.255'),
    bad(7, '听说'),
    bad(8, '会计'),
  ]
  const named = (name: string) => bad(1, '').map((cell, at) => (at === 2 ? name : at === 0 ? name : cell))
  const reading = readLedger(
    sheetOf([headings, ...rows, named('王建国'), named('李四'), ['L9', ...good.slice(1, 10), 'L9']]),
    context,
  )
  expect(placesOf(reading.problems)).toEqual([
    ['DUPLICATE_CODE', 3, '登记编号'],
    ['BAD_MEMBER_NO', 4, '党员序号'],
    ['NO_MEMBER', 5, '党员序号'],
    ['BAD_ITEM_CODE', 6, '项目编号'],
    ['BAD_DATE', 7, '日期'],
    ['DATE_IN_FUTURE', 8, '日期'],
    ['BAD_QUANTITY', 9, '数量'],
    ['BAD_POINTS', 10, '得分'],
    ['UNKNOWN_SOURCE', 11, '依据'],
    ['UNKNOWN_RECORDER', 12, '登记人'],
    ['SEVERAL_OF_THE_NAME', 13, '姓名'],
    ['UNKNOWN_NAME', 14, '姓名'],
    ['REVERSES_ITSELF', 15, '冲销'],
  ])
  expect(hasErrors(reading.problems)).toBe(true)
})

test('PL11 an empty plan or ledger is an error, not an empty success', () => {
  expect(placesOf(readLedger(sheetOf([HEADINGS]), context).problems)).toEqual([['NO_LINES', null, null]])
  expect(placesOf(readActivities(sheetOf([['类型', '名称', '开始', '结束']])).problems)).toEqual([
    ['NO_ACTIVITIES', null, null],
  ])
})
