import { expect, test } from 'vitest'
import { must } from '../../../../shared/base/check.ts'
import { points } from '../../../../shared/base/hundredths.ts'
import { checkRegistration } from '../../../../hub/office/points/beforehand.ts'
import { registerEntries, reverseEntry, type Registration } from '../../../../hub/office/points/ledger.ts'
import { aWorkingOffice, day } from '../../../fixtures/branch.ts'

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
  note: '',
  ...change,
})

test('PT89 what the ledger has already, and what a cap cuts off, is asked about beforehand and forbids nothing', async () => {
  const office = await aWorkingOffice()
  const input = registration(office, { memberIds: [office.idOf(1)] })
  const { entries } = await registerEntries(office, office.by, input)
  const ask = async (change: Partial<Registration> = {}) => {
    const asked = await checkRegistration(office, office.by, { ...input, ...change })
    expect(asked.problems).toEqual([])
    return asked.warnings.map(each => [each.code, each.where])
  }
  expect(await ask()).toEqual([['ENTRY_TWICE', '党员1']])
  expect(await ask({ date: day('2026-11-11') })).toEqual([])
  // C05 counts 6 points a year.
  expect(await ask({ date: day('2026-11-11'), quantity: points(6) })).toEqual([['ENTRY_CAPPED', '党员1']])
  const { entryId } = must(entries[0], 'entry')
  await reverseEntry(office, office.by, { entryId, date: day('2026-11-22'), reason: '重复' })
  expect(await ask({ quantity: points(6) })).toEqual([])
})

test('PT83 a look beforehand says what registering would say, by person, and writes nothing', async () => {
  const office = await aWorkingOffice([{}, { status: 'left' }, {}])
  const { size } = await office.store.read.journal.head()
  const asked = await checkRegistration(office, office.by, registration(office))
  expect(asked.problems).toEqual([])
  expect(asked.warnings.map(each => [each.code, each.where])).toEqual([['ENTRY_MEMBER_LEFT', '党员2']])
  const wrong = await checkRegistration(office, office.by, registration(office, { date: day('2026-12-24') }))
  expect(wrong.problems.map(each => each.code)).toEqual(['ENTRY_IN_FUTURE', 'ENTRY_IN_FUTURE'])
  expect((await office.store.read.journal.head()).size).toBe(size)
  const done = await registerEntries(office, office.by, registration(office))
  expect(done.warnings).toEqual(asked.warnings)
})
