import { expect, test } from 'vitest'
import { must } from '../../../../shared/base/check.ts'
import { parseHundredths, points } from '../../../../shared/base/hundredths.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import {
  importLedger,
  registerEntries,
  registerOpenings,
  reverseEntry,
  type ImportedLine,
  type Registration,
} from '../../../../hub/office/points/ledger.ts'
import { standingsOf } from '../../../../hub/office/points/standings.ts'
import { publishScheme, saveSchemeDraft } from '../../../../hub/office/points/scheme.ts'
import { templateScheme } from '../../../../shared/points/template.ts'
import { aWorkingOffice, day } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const registration = (office: Working, change: Partial<Registration> = {}): Registration => ({
  itemCode: 'C05',
  memberIds: [office.idOf(1), office.idOf(2)],
  date: day('2026-11-10'),
  quantity: points(1),
  source: 'branchRecord',
  recordedBy: 'branch',
  activityId: null,
  basis: null,
  note: '清理村口水渠',
  ...change,
})

const aLine = (change: Partial<ImportedLine> = {}): ImportedLine => ({
  where: '第2行',
  code: 'L0001',
  memberNo: 1,
  itemCode: 'C05',
  date: day('2026-03-01'),
  quantity: points(1),
  points: points(1),
  source: 'branchRecord',
  recordedBy: 'branch',
  activityCode: '',
  reverses: '',
  note: '',
  ...change,
})

const totals = async (office: Working, period = '2026-Q4' as Period) => {
  const { rows } = await standingsOf(office.store.read, period)
  return rows.filter(row => row.period === period).map(row => [row.member.memberNo, row.standing.total])
}

test('PT60 one item is registered for many members at once, all of them or nobody', async () => {
  const office = await aWorkingOffice()
  await registerEntries(office, office.by, registration(office))
  expect(await totals(office)).toEqual([
    [1, 100],
    [2, 100],
    [3, 0],
  ])
  const future = registration(office, { memberIds: [office.idOf(3)], date: day('2026-12-24') })
  expect(await codesOf(registerEntries(office, office.by, future))).not.toEqual([])
  const { total } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 50 })
  expect(total).toBe(2)
})

test('PT61 a reversal takes its own day and reason; the ledger shows both lines, and the note never the journal', async () => {
  const office = await aWorkingOffice()
  const { entries } = await registerEntries(office, office.by, registration(office, { memberIds: [office.idOf(1)] }))
  const entryId = must(entries[0], 'entry').entryId
  await reverseEntry(office, office.by, { entryId, date: day('2026-11-20'), reason: '登记重复' })
  const { lines } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 50 })
  expect(lines.map(line => [line.date, line.points, line.note, line.reversedBy === null])).toEqual([
    ['2026-11-20', -100, '登记重复', true],
    ['2026-11-10', 100, '清理村口水渠', false],
  ])
  expect(await codesOf(reverseEntry(office, office.by, { entryId, date: day('2026-11-21'), reason: '再来' }))).toEqual([
    'REVERSAL_TWICE',
  ])
  expect(JSON.stringify(await office.store.read.journal.lines(1, 1000))).not.toContain('水渠')
})

test('PT62 opening balances count inside their component and are marked as such', async () => {
  const office = await aWorkingOffice()
  const row = { dimension: null, itemCode: null, memberId: office.idOf(1) }
  await registerOpenings(office, office.by, {
    date: day('2026-06-30'),
    note: '纸质台账结转',
    rows: [
      { ...row, component: 'base', points: points(22) },
      { ...row, component: 'contribution', points: points(55) },
    ],
  })
  const { lines } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 50 })
  expect(lines.map(line => line.source)).toEqual(['opening', 'opening'])
  // 22 base, and 55 contribution of which 40 count.
  expect(await totals(office)).toContainEqual([1, 6200])
})

test('PT63 a ledger file is taken in whole or not at all, and a second time changes nothing', async () => {
  const office = await aWorkingOffice()
  const bad = [
    aLine(),
    aLine({ code: 'L0002', where: '第3行', memberNo: 99 }),
    aLine({ code: 'L0003', where: '第4行', points: points(7) }),
  ]
  expect(await codesOf(importLedger(office, office.by, { fileHash: 'c'.repeat(64), lines: bad }))).toHaveLength(2)
  expect(await office.store.read.ledger.ofCycle(2026)).toEqual([])

  const good = [
    aLine(),
    aLine({
      code: 'L0002',
      where: '第3行',
      date: day('2026-04-01'),
      quantity: must(parseHundredths('-1'), 'quantity'),
      points: must(parseHundredths('-1'), 'points'),
      reverses: 'L0001',
      note: '重复登记',
    }),
  ]
  const file = { fileHash: 'd'.repeat(64), lines: good }
  expect((await importLedger(office, office.by, file)).entries).toHaveLength(2)
  expect(await importLedger(office, office.by, file)).toMatchObject({ entries: [], skipped: 2 })
})

test('PT64 a published item is retired, never removed; a new version has its own day', async () => {
  const office = await aWorkingOffice()
  const template = templateScheme(2026)
  await saveSchemeDraft(office, office.by, { ...template, items: template.items.filter(item => item.code !== 'C19') })
  expect(await codesOf(publishScheme(office, office.by, 2026, day('2026-07-01')))).toContain('SCHEME_ITEM_REMOVED')
  await saveSchemeDraft(office, office.by, { ...template, title: '修订' })
  expect(await codesOf(publishScheme(office, office.by, 2026, day('2025-07-01')))).toEqual(['SCHEME_DATE'])
  expect((await publishScheme(office, office.by, 2026, day('2026-07-01'))).version).toBe(2)
})

test('PT26 an amendment counts from its own day: what was closed before keeps its figures', async () => {
  const office = await aWorkingOffice()
  const register = (date: string) =>
    registerEntries(office, office.by, registration(office, { date: day(date), quantity: points(8) }))
  await register('2026-03-10')
  await register('2026-08-10')
  // C05 holds 6 a year in the template; from July on it holds 10.
  const wider = templateScheme(2026)
  const items = wider.items.map(item => (item.code === 'C05' ? { ...item, caps: { perCycle: points(10) } } : item))
  await saveSchemeDraft(office, office.by, { ...wider, items })
  await publishScheme(office, office.by, 2026, day('2026-07-01'))
  const { rows } = await standingsOf(office.store.read, '2026-Q3' as Period)
  const own = rows.filter(row => row.member.memberNo === 1)
  expect(own.map(row => [row.period, row.standing.inPeriod.total, row.standing.total])).toEqual([
    ['2026-Q1', 600, 600],
    ['2026-Q2', 0, 600],
    ['2026-Q3', 400, 1000],
  ])
})

test('PT2 a half-year is no period of a scheme that sums up by quarters: refused, not guessed', async () => {
  const office = await aWorkingOffice()
  expect(await codesOf(standingsOf(office.store.read, '2026-H1' as Period))).toEqual(['PERIOD_NOT_OF_SCHEME'])
  expect(await codesOf(standingsOf(office.store.read, '2025-Q1' as Period))).toEqual(['SCHEME_NONE'])
})
