import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shippedCategory } from '../../../shared/people/category.ts'
import { parseIdNumber } from '../../../hub/spreadsheets/id-number.ts'
import { isOnCommittee, parseGroup, parseNote, parsePhone } from '../../../hub/spreadsheets/roster-fields.ts'
import { readRoster, type RosterReading } from '../../../hub/spreadsheets/roster.ts'
import type { Cell, Sheet } from '../../../hub/spreadsheets/sheet.ts'
import { csvGb18030, csvOf } from '../../../hub/spreadsheets/write.ts'
import { parseYearMonth } from '../../../hub/spreadsheets/year-month.ts'
import { csvRows } from '../../fixtures/sample.ts'
import {
  AS_OF,
  codesOf,
  rosterWith,
  sampleSheet,
  sampleWith,
  sheetFrom,
  sheetOf,
  textsOf,
} from '../../fixtures/sheets.ts'

type Reader = (sheet: Sheet) => RosterReading

const read: Reader = sheet => readRoster(sheet, { asOf: AS_OF })

const errorsOf = (reading: RosterReading) =>
  reading.problems.filter(each => each.severity === 'error').map(({ code, row, column }) => [code, row, column])

const warningsOf = (reading: RosterReading) =>
  reading.problems.filter(each => each.severity === 'warning').map(({ code, row, column }) => [code, row, column])

/** A person in the columns of roster-qingxi-clean.csv. */
const cleanColumns = (reading: RosterReading): Record<string, string>[] =>
  reading.people.map(person => ({
    sheet_row: String(person.row),
    member_no: String(person.memberNo),
    name: person.name,
    sex: { male: '男', female: '女', unknown: '' }[person.sex],
    birth: person.birth,
    ethnic: person.ethnic,
    joined: person.joined,
    type: person.type,
    category: person.category,
    in_post: String(person.inPost),
    duty: person.duty,
    group: person.group,
    floating_place: person.floatingPlace,
    exempt: String(person.exempt),
    phone: person.phone,
  }))

test('PL5 PL6 PL7 PL8 PL9 PL10 the sample gives exactly the clean list: 46 imported, none refused', async () => {
  const reading = read(await sampleSheet())
  expect(cleanColumns(reading)).toEqual(csvRows('roster-qingxi-clean.csv'))
  expect(reading.people).toHaveLength(46)
  expect(errorsOf(reading)).toEqual([])
  expect(reading.people.filter(person => person.committee).map(person => person.memberNo)).toEqual([1, 4, 5, 18])
  expect(reading.people.filter(person => person.nameNote !== '').map(person => [person.name, person.nameNote])).toEqual(
    [
      ['王建国', '大'],
      ['王建国', '小'],
    ],
  )
})

test('PL10 the sample’s doubtful numbers are warned about and stop nobody', async () => {
  const reading = read(await sampleSheet())
  expect(warningsOf(reading)).toEqual([
    ['PHONE_SECOND', 18, '联系电话'],
    ['ID_CHECK', 19, '身份证号'],
    ['NAMESAKE', 24, '姓名'],
    ['ID_CHECK', 39, '身份证号'],
    ['ID_LOST_DIGITS', 40, '身份证号'],
  ])
  const ids = new Map(reading.people.map(person => [person.memberNo, person.idNumber]))
  expect([ids.get(12), ids.get(23), ids.get(41), ids.get(36), ids.get(32)]).toEqual([
    '999999194908141249',
    '999999195704041478',
    '999999460515182',
    '',
    '',
  ])
  const said = JSON.stringify(reading.problems)
  expect(reading.people.some(person => person.idNumber !== '' && said.includes(person.idNumber))).toBe(false)
})

test('PL6 title, note, blank and total rows are left out and listed', async () => {
  expect(read(await sampleSheet()).skipped).toEqual([
    { row: 1, reason: 'beforeHeader' },
    { row: 2, reason: 'beforeHeader' },
    { row: 27, reason: 'blank' },
    { row: 51, reason: 'total' },
  ])
  const [headings = [], person = []] = textsOf(rosterWith({ 姓名: '张伟' }))
  const sheet = sheetOf([headings, person, headings, ['2'], ['', '总 计', '1人'], ['注：仅供内部使用']])
  expect(read(sheet).skipped.map(each => [each.row, each.reason])).toEqual([
    [3, 'header'],
    [4, 'blank'],
    [5, 'total'],
    [6, 'note'],
  ])
  expect(read(sheet).people).toHaveLength(1)
})

test('PL5 the program’s own list, headed in English, gives the same people', async () => {
  const own = read(await sampleSheet('roster-qingxi-clean.csv'))
  const village = read(await sampleSheet())
  const shared = (reading: RosterReading) =>
    reading.people.map(({ row: _r, unsaid: _u, idNumber: _i, nameNote: _n, ...rest }) => rest)
  expect(shared(own)).toEqual(shared(village))
})

test('PL5 a heading may carry brackets, blanks and line breaks; of two like columns the more telling one counts', () => {
  const sheet = sheetOf([
    ['编号', '姓 名', '类别（正式/预备）', '手机', '联系电话\n（常用）', '出生日期', '在职', '小组'],
    ['1', '张伟', '正式', '19900001001', '19900001002', '1980.5', '否', '二组'],
  ])
  expect(read(sheet).people[0]).toMatchObject({
    memberNo: 1,
    name: '张伟',
    type: 'full',
    phone: '19900001002',
    group: '第二党小组',
  })
  expect(codesOf(read(sheet).problems)).toEqual(['SECOND_COLUMN'])
})

test('PL5 a missing mandatory column, two of one name, and the wrong table are errors', () => {
  expect(
    errorsOf(
      read(
        sheetOf([
          ['姓名', '性别', '党员类别'],
          ['张伟', '男', '正式'],
        ]),
      ),
    ),
  ).toEqual([['MISSING_COLUMN', null, '序号']])
  const twice = read(
    sheetOf([
      ['序号', '姓名', '姓名', '党员类别'],
      ['1', '张伟', '张强', '正式'],
    ]),
  )
  expect(errorsOf(twice)).toEqual([['AMBIGUOUS_COLUMN', 1, '姓名']])
  expect(twice.people).toEqual([])
  expect(
    errorsOf(
      read(
        sheetOf([
          ['活动', '地点'],
          ['党课', '村部'],
        ]),
      ),
    ).map(each => each[0]),
  ).toEqual(Array(3).fill('MISSING_COLUMN'))
  expect(errorsOf(read(sheetOf([['序号', '姓名', '党员类别']])))).toEqual([['NOBODY', null, null]])
})

test('PL7 the first rule that fits decides, for the whole cycle', () => {
  const basis = { type: 'full', exempt: false, floating: false, inPost: false, birth: '1980-01' } as const
  const category = (change: Partial<Parameters<typeof shippedCategory>[0]>) =>
    shippedCategory({ ...basis, ...change }, 2026)
  expect(category({ exempt: true, type: 'activist', floating: true, inPost: true })).toBe('exempt')
  expect(category({ type: 'activist', floating: true, inPost: true })).toBe('activist')
  expect(category({ type: 'probationary', floating: true, inPost: true })).toBe('probationary')
  expect(category({ floating: true, inPost: true, birth: '1950-01' })).toBe('floating')
  expect(category({ inPost: true, birth: '1950-01' })).toBe('inPost')
  expect([category({ birth: '1965-12' }), category({ birth: '1966-01' }), category({ birth: '' })]).toEqual([
    'olderNoPost',
    'noPost',
    'noPost',
  ])
})

test('PL7 a category that the file names counts over the rule', () => {
  const reading = read(rosterWith({ 积分类别: '流动党员' }, { 积分类别: '甲类' }))
  expect(reading.people.map(person => person.category)).toEqual(['floating', 'noPost'])
  expect(codesOf(reading.problems)).toEqual(['CATEGORY_DIFFERS', 'UNKNOWN_CATEGORY'])
})

test.each([
  ['1978.06', '1978-06'],
  ['1978.6', '1978-06'],
  ['1978年6月', '1978-06'],
  ['1978 年 06 月 01 日', '1978-06'],
  ['1978/6/1', '1978-06'],
  ['1978-06', '1978-06'],
  ['1978-06-30', '1978-06'],
  ['197806', '1978-06'],
  ['19780630', '1978-06'],
  ['１９７８．０６', '1978-06'],
  ['1978.6.1', '1978-06'],
  ['1978、6', '1978-06'],
  ['1971.10', '1971-10'],
  ['1971.01', '1971-01'],
])('PL8 %s is the month %s', (text, month) => {
  expect(parseYearMonth(text)).toEqual({ kind: 'month', month })
})

test('PL8 what is no month is told apart: impossible, unreadable, only a year', () => {
  const reason = (text: string) => Object.values(parseYearMonth(text)).join(' ')
  expect(['1978.13', '1978-02-30', '197800', '0978.06'].map(text => reason(text))).toEqual(
    Array(4).fill('bad impossible'),
  )
  expect(['78.06', '六月', '22951', '1978.06左右', '1978.123', '#####'].map(text => reason(text))).toEqual(
    Array(6).fill('bad unreadable'),
  )
  expect(['1978', '1978年'].map(text => reason(text))).toEqual(Array(2).fill('bad incomplete'))
})

test('PL8 a lost zero is settled by a sound identity number, else January with a warning', () => {
  const reading = read(
    rosterWith(
      { 性别: '男', 出生年月: { kind: 'number', text: '1971.1' }, 身份证号: '999999197110151118' },
      { 出生年月: '1971.1' },
      { 性别: '男', 出生年月: { kind: 'number', text: '1971.10' } },
    ),
  )
  expect(reading.people.map(person => person.birth)).toEqual(['1971-10', '1971-01', '1971-10'])
  expect(warningsOf(reading).map(each => each[0])).toEqual(['MONTH_BY_ID', 'MONTH_UNCLEAR'])
})

test('PL8 dates in the future, before birth, and before the age of 18 are noticed', () => {
  const reading = read(
    rosterWith(
      { 出生年月: '2026.11' },
      { 出生年月: '2000.5', 入党时间: '1999.5' },
      { 出生年月: '2000.5', 入党时间: '2018.4' },
    ),
  )
  expect(errorsOf(reading)).toEqual([
    ['DATE_IN_FUTURE', 2, '出生年月'],
    ['JOINED_BEFORE_BIRTH', 3, '入党时间'],
  ])
  expect(warningsOf(reading)).toEqual([['JOINED_YOUNG', 4, '入党时间']])
})

test('PL9 groups, duties and remarks are read in their usual forms', () => {
  expect(['一组', '第3党小组', '第三党小组', '3', '第十二组', '老年党小组'].map(text => parseGroup(text))).toEqual([
    '第一党小组',
    '第三党小组',
    '第三党小组',
    '第三党小组',
    '第十二党小组',
    '老年党小组',
  ])
  const seats = ['支部书记、村委会主任', '村党支部副书记', '支部宣传委员', '纪检委员', '支委']
  const none = ['村委会委员', '第一书记', '第一党小组组长', '团支部书记', '妇联主席', '']
  expect([seats.every(duty => isOnCommittee(duty)), none.some(duty => isOnCommittee(duty))]).toEqual([true, false])
  expect(parseNote('流动党员，流入地：广东省东莞市（小）')).toEqual({
    floating: true,
    floatingPlace: '广东省东莞市',
    exempt: false,
    nameNote: '小',
    rest: '',
  })
  expect(parseNote('流动，上海市松江区务工')).toMatchObject({ floating: true, floatingPlace: '上海市松江区', rest: '' })
  expect(parseNote('负责流动红旗评比')).toMatchObject({ floating: false, rest: '负责流动红旗评比' })
})

test('PL9 of an exemption no reason is kept', () => {
  expect(parseNote('因病卧床，本人申请、支部同意，不参加积分')).toMatchObject({ exempt: true, rest: '' })
})

test('PL9 of two telephones the first counts', () => {
  const phones = [
    '19900001105/19900001515',
    '199 0000 1049',
    '199-0000-1154',
    '１９９００００１０６３',
    '+86 19900001007',
    '0500-86000012',
    '19900001001 19900001002',
    '无',
  ]
  expect(phones.map(text => parsePhone(text))).toEqual([
    { phone: '19900001105', fault: 'second' },
    { phone: '19900001049', fault: 'none' },
    { phone: '19900001154', fault: 'none' },
    { phone: '19900001063', fault: 'none' },
    { phone: '19900001007', fault: 'none' },
    { phone: '0500-86000012', fault: 'none' },
    { phone: '19900001001', fault: 'second' },
    { phone: '', fault: 'unreadable' },
  ])
})

test('PL10 identity numbers: sound, mistyped, impossible, old', () => {
  expect(parseIdNumber('99999919680603103x')).toEqual({
    text: '99999919680603103X',
    fault: 'none',
    birth: '1968-06',
    sex: 'male',
  })
  expect(parseIdNumber('999999460515182')).toMatchObject({ fault: 'none', birth: '1946-05', sex: 'female' })
  expect(parseIdNumber('999999196806031031').fault).toBe('check')
  expect(parseIdNumber('999999196813031030').fault).toBe('birth')
  expect(parseIdNumber('12345')).toMatchObject({ text: '', fault: 'shape' })
})

const unusable: Cell = { kind: 'unusable', text: '' }

test.each<[string, Record<string, string | Cell>, string, string]>([
  ['no name', { 姓名: '　' }, 'NO_NAME', '姓名'],
  ['markup in the name', { 姓名: '<b>张伟</b>' }, 'MARKUP', '姓名'],
  ['a script in the duty', { 职务: '<script>alert(1)</script>' }, 'MARKUP', '职务'],
  ['signs in the name', { 姓名: '张伟;--' }, 'BAD_NAME', '姓名'],
  ['a placeholder in the name', { 姓名: '陈□' }, 'BAD_NAME', '姓名'],
  ['a name of 41 characters', { 姓名: '张'.repeat(41) }, 'NAME_TOO_LONG', '姓名'],
  ['a control character', { 姓名: '张\u0007伟' }, 'CONTROL_CHARACTER', '姓名'],
  ['text that runs backwards', { 备注: 'a\u202eb' }, 'CONTROL_CHARACTER', '备注'],
  ['a formula without a result', { 出生年月: unusable }, 'FORMULA_WITHOUT_VALUE', '出生年月'],
  ['an impossible date', { 出生年月: '1978.13' }, 'DATE_IMPOSSIBLE', '出生年月'],
  ['no number', { 序号: '' }, 'NO_NUMBER', '序号'],
  ['a word for a number', { 序号: '甲' }, 'BAD_NUMBER', '序号'],
  ['no type', { 党员类别: '' }, 'NO_TYPE', '党员类别'],
  ['an unknown type', { 党员类别: '群众' }, 'UNKNOWN_TYPE', '党员类别'],
  ['a remark of 300 characters', { 备注: '字'.repeat(300) }, 'TOO_LONG', '备注'],
])('PL11 %s is an error at its row and column', (_, cells, code, column) => {
  const reading = read(rosterWith({ 姓名: '张伟' }, cells, { 姓名: '王芳' }))
  expect(errorsOf(reading)).toEqual([[code, 3, column]])
  expect(reading.problems[0]?.where).toBe(`第3行「${column}」`)
})

test('PL11 numbers and people given twice are errors; namesakes are not', () => {
  const twice = read(
    rosterWith(
      { 姓名: '张伟' },
      { 姓名: '王芳', 序号: '1' },
      { 姓名: '张 伟' },
      { 姓名: '张伟', 出生年月: '1990.1', 备注: '（小）' },
    ),
  )
  expect(errorsOf(twice)).toEqual([
    ['DUPLICATE_NUMBER', 3, '序号'],
    ['DUPLICATE_PERSON', 4, '姓名'],
  ])
  const sameId = { 身份证号: '999999196806031031', 性别: '男', 出生年月: '1968.6' }
  const ids = rosterWith({ ...sameId, 身份证号: '99999919680603103X' }, { ...sameId, 身份证号: '99999919680603103x' })
  expect(errorsOf(read(ids))).toEqual([['DUPLICATE_PERSON', 3, '姓名']])
  const born = { 姓名: '张伟', 性别: '男', 出生年月: '1968.6' }
  const other = [...'0123456789X']
    .map(last => `99999919680612101${last}`)
    .find(id => parseIdNumber(id).fault === 'none')
  const two = rosterWith({ ...born, 身份证号: '99999919680603103X' }, { ...born, 身份证号: other ?? '' })
  expect(errorsOf(read(two))).toEqual([])
})

test('PL11 a name with a sign in the sample is found by its cell', async () => {
  const bytes = sampleWith(xml =>
    xml.replace(/<c r="B6"[^>]*>.*?<\/c>/, '<c r="B6" t="inlineStr"><is><t>&lt;img&gt;</t></is></c>'),
  )
  expect(errorsOf(read(await sheetFrom(bytes, 'a.xlsx')))).toEqual([['MARKUP', 6, '姓名']])
})

const byNumber = (reading: RosterReading) =>
  reading.people.map(({ row: _row, ...person }) => person).sort((a, b) => a.memberNo - b.memberNo)

/** The rows from the heading on in another order, the columns in another, some title lines above. */
async function shuffleProperty(reader: Reader): Promise<void> {
  const sheet = await sampleSheet()
  const [header = [], ...people] = sheet.rows.slice(2)
  const expected = byNumber(read(sheet))
  const order = fc.shuffledSubarray([...header.keys()], { minLength: header.length })
  const rows = fc.shuffledSubarray([...people.keys()], { minLength: people.length })
  fc.assert(
    fc.property(order, rows, fc.nat(10), (columns, lines, titles) => {
      const moved = (row: readonly Cell[]) => columns.map(column => row[column] ?? { kind: 'text' as const, text: '' })
      const body = [header, ...lines.map(line => people[line] ?? [])].map(row => moved(row))
      const title = Array.from({ length: titles }, (_, at) => [{ kind: 'text' as const, text: `第${at}行说明` }])
      expect(byNumber(reader({ ...sheet, rows: [...title, ...body] }))).toEqual(expected)
    }),
    { numRuns: 40 },
  )
}

test('PL14 shuffled rows and columns give the same people', async () => {
  await shuffleProperty(read)
})

test('PL14 the property catches a reader that trusts the usual order of columns', async () => {
  const header = (await sampleSheet()).rows[2] ?? []
  const fixedOrder: Reader = sheet => {
    const at = sheet.rows.findIndex(row => row.some(cell => cell.text === '姓名'))
    return read({ ...sheet, rows: sheet.rows.map((row, index) => (index === at ? header : row)) })
  }
  await expect(shuffleProperty(fixedOrder)).rejects.toThrow()
})

test('PL1 PL14 the same list as UTF-8 and as GB18030 gives the same people', async () => {
  const rows = textsOf(await sampleSheet())
  const utf8 = read(await sheetFrom(csvOf(rows), 'a.csv'))
  const gb = read(await sheetFrom(csvGb18030(rows), 'b.csv'))
  expect(gb.people).toEqual(utf8.people)
  expect(cleanColumns(gb)).toEqual(csvRows('roster-qingxi-clean.csv'))
})
