import { expect, test } from 'vitest'
import { exportLedger } from '../../../hub/exports/ledger.ts'
import { ledgerContext } from '../../../hub/imports/ledger.ts'
import { importLedger, registerEntries, reverseEntry, type ImportedLine } from '../../../hub/office/points/ledger.ts'
import { memberPage } from '../../../hub/office/points/ledger-views.ts'
import { readLedger } from '../../../hub/spreadsheets/ledger.ts'
import { readSpreadsheet } from '../../../hub/spreadsheets/read.ts'
import { must } from '../../../shared/base/check.ts'
import { points } from '../../../shared/base/hundredths.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { aWorkingOffice, day } from '../../fixtures/branch.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const line = (code: string, change: Partial<ImportedLine> = {}): ImportedLine => ({
  where: code,
  code,
  memberNo: 1,
  itemCode: 'C05',
  date: day('2026-03-01'),
  quantity: points(1),
  points: points(1),
  source: 'branchRecord',
  recordedBy: 'branch',
  activityCode: '',
  reverses: '',
  note: '=清理村口',
  ...change,
})

const importedOffice = async (): Promise<Working> => {
  const office = await aWorkingOffice()
  const reversal = { quantity: points(-1), points: points(-1), reverses: 'L1', note: '登记重复' }
  const lines = [
    line('L1'),
    line('L2', { memberNo: 2, itemCode: 'X04', points: points(-0.5), date: day('2026-04-02') }),
    line('L3', { date: day('2026-05-02'), ...reversal }),
  ]
  await importLedger(office, office.by, { fileHash: 'a'.repeat(64), lines })
  return office
}

async function readBack(office: Working, format: 'xlsx' | 'csv') {
  const file = await exportLedger(office.store.read, { cycle: 2026 }, format)
  const sheet = await readSpreadsheet(file.bytes, file.name)
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.error))
  return readLedger(sheet.value, await ledgerContext(office))
}

test.each(['xlsx', 'csv'] as const)(
  'PT65 the exported ledger (%s) is read back line by line and adds nothing',
  async format => {
    const office = await importedOffice()
    const reading = await readBack(office, format)
    expect(reading.problems).toEqual([])
    expect(reading.lines.map(each => [each.code, each.memberNo, each.itemCode, each.points, each.reverses])).toEqual([
      ['L1', 1, 'C05', 100, ''],
      ['L2', 2, 'X04', -50, ''],
      ['L3', 1, 'C05', -100, 'L1'],
    ])
    const again = await importLedger(office, office.by, { fileHash: 'b'.repeat(64), lines: reading.lines })
    expect([again.entries.length, again.skipped]).toEqual([0, 3])
  },
)

const registered = (office: Working, date: string, quantity: number) =>
  registerEntries(office, office.by, {
    itemCode: 'C05',
    memberIds: [office.idOf(1)],
    date: day(date),
    quantity: points(quantity),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '',
  })

test('PT65 a line registered in the console has no code: its export cannot come back as a second line', async () => {
  const office = await aWorkingOffice()
  await registered(office, '2026-03-01', 1)
  const { lines, problems } = await readBack(office, 'csv')
  expect(problems.map(each => each.code)).toContain('BAD_CODE')
  expect(problems.some(each => each.severity === 'error')).toBe(true)
  expect(lines.length).toBeLessThanOrEqual(1)
})

test('PT66 a person’s page: entries up to the end of the period, units that add up, pairs that name each other', async () => {
  const office = await aWorkingOffice()
  await registered(office, '2026-03-01', 4)
  const { entries } = await registered(office, '2026-05-01', 4)
  const wrong = must(entries[0], 'an entry').entryId
  await registered(office, '2026-08-01', 1)
  await reverseEntry(office, office.by, { entryId: wrong, date: day('2026-07-02'), reason: '登记重复' })
  const page = (period: string) => memberPage(office.store.read, office.idOf(1), period as Period)
  const second = await page('2026-Q2')
  expect(second.lines.map(each => each.date)).toEqual(['2026-05-01', '2026-03-01'])
  // C05 holds 6 a year.
  expect(second.units.map(unit => [unit.code, unit.recorded, unit.counted])).toEqual([['C05', 800, 600]])
  expect(second.rows.at(-1)?.standing.toDate.components.contribution.counted).toBe(600)
  expect(second.partners[wrong]).toBeUndefined()
  const third = await page('2026-Q3')
  expect(third.lines).toHaveLength(4)
  expect(third.units.map(unit => unit.counted)).toEqual([500])
  const reversal = must(
    third.lines.find(each => each.reverses === wrong),
    'a reversal',
  )
  expect([third.partners[wrong], third.partners[reversal.entryId]]).toEqual(['2026-05-01', '2026-07-02'])
})
