import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type PlainDate } from '../../../shared/base/plain-date.ts'
import { isWorkingDay, noticePeriodFrom, workingDaysFrom } from '../../../shared/notices/working-days.ts'

const days = (...all: string[]) => all as PlainDate[]
const day = (text: string) => text as PlainDate
/** National Day 2026 as announced, with its two make-up days. */
const calendar = {
  holidays: days('2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'),
  makeUpDays: days('2026-09-20', '2026-10-10'),
}

test('NT8 five working days from a Wednesday end on the Tuesday after, first and last included', () => {
  expect(workingDaysFrom(day('2026-10-14'), 5, calendar)).toEqual([
    '2026-10-14',
    '2026-10-15',
    '2026-10-16',
    '2026-10-19',
    '2026-10-20',
  ])
})

test('NT8 holidays do not count, make-up Saturdays do', () => {
  expect(workingDaysFrom(day('2026-09-30'), 4, calendar)).toEqual([
    '2026-09-30',
    '2026-10-08',
    '2026-10-09',
    '2026-10-10',
  ])
  expect(isWorkingDay(day('2026-10-11'), calendar)).toBe(false)
})

test('NT8 a day that is in both lists is not worked', () => {
  const both = { holidays: days('2026-10-10'), makeUpDays: days('2026-10-10') }
  expect(isWorkingDay(day('2026-10-10'), both)).toBe(false)
})

test('NT8 a period shorter than the floor, endless or not whole is refused', () => {
  const rules = { floor: 5, endsAt: '17:30', calendar }
  expect(noticePeriodFrom(day('2026-10-14'), 5, rules)).toMatchObject({ ok: true, value: { endsAt: '17:30' } })
  for (const wrong of [4, 0, -1, 61, 5.5, Number.NaN]) {
    expect(noticePeriodFrom(day('2026-10-14'), wrong, rules)).toMatchObject({
      ok: false,
      error: { code: 'NOTICE_PERIOD_LENGTH' },
    })
  }
})

const dates = fc.integer({ min: 0, max: 1200 }).map(offset => addDays(day('2025-01-01'), offset))
const tables = fc.record({ holidays: fc.uniqueArray(dates), makeUpDays: fc.uniqueArray(dates) })

const holds = (count: typeof workingDaysFrom) =>
  fc.property(dates, fc.integer({ min: 1, max: 30 }), tables, (from, length, table) => {
    const found = count(from, length, table)
    const last = found.at(-1)
    if (found.length !== length || last === undefined || found[0] === undefined || found[0] < from) return false
    // Every worked day between the ends is counted, and nothing else.
    for (let each = from; each <= last; each = addDays(each, 1)) {
      if (found.includes(each) !== isWorkingDay(each, table)) return false
    }
    return true
  })

test('NT8 a period holds exactly the worked days between its ends', () => {
  fc.assert(holds(workingDaysFrom), { seed: 8 })
})

test('NT8 the property finds a count of calendar weeks that forgets the table', () => {
  const forgetful: typeof workingDaysFrom = (from, count) =>
    workingDaysFrom(from, count, { holidays: [], makeUpDays: [] })
  expect(fc.check(holds(forgetful), { seed: 8 }).failed).toBe(true)
})
