import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isBlank,
  newRow,
  ownFaults,
  parseShortDay,
  readRows,
  rowsToSend,
  saidFaults,
  type RoundRow,
  type RoundWorld,
} from '../../hub/console/declarations/round.ts'
import { worthOf } from '../../hub/console/declarations/model.ts'
import { usualItems } from '../../hub/console/declarations/slips-paper-page.tsx'
import { points } from '../../shared/base/hundredths.ts'
import { problem } from '../../shared/base/problem.ts'
import type { Item } from '../../shared/points/item.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { day } from '../fixtures/branch.ts'
import { memberId } from '../fixtures/sample.ts'

const world: RoundWorld = {
  items: templateScheme(2026).items,
  meetingDate: day('2026-11-20'),
  today: day('2026-11-22'),
}
const row = (key: number, change: Partial<RoundRow> = {}): RoundRow => ({
  ...newRow(key),
  memberId: memberId(1),
  itemCode: 'C05',
  ...change,
})
const faults = (...rows: RoundRow[]) => Object.fromEntries(ownFaults(readRows(rows, world), world))

describe('reading slips', () => {
  test('PT98 an empty quantity is the least an item takes, 1, or what it takes at most where that is less', () => {
    const [first] = world.items.filter(each => each.code === 'C05')
    const read = (quantity: object | undefined) =>
      readRows([row(1)], { ...world, items: [{ ...first, quantity } as Item] })[0]?.quantity
    expect(read(undefined)).toBe(100)
    expect(read({ least: points(5), most: points(10) })).toBe(500)
    expect(read({ most: points(0.5) })).toBe(50)
    expect(read({ most: points(10) })).toBe(100)
    // What is filled in must be one that the item takes: 1 where half a unit is the most would not be.
    const small = { ...world, items: [{ ...first, quantity: { most: points(0.5) } } as Item] }
    expect(ownFaults(readRows([row(1)], small), small).size).toBe(0)
    expect(ownFaults(readRows([row(1, { quantity: '1' })], small), small).size).toBe(1)
  })

  test('a day is written as on paper, and without a year it is the last one before the meeting', () => {
    const read = (text: string, meeting = '2026-11-20') => parseShortDay(text, day(meeting))
    for (const text of ['11-3', '11.3', '11/03', '1103', '11月3日', '１１－３', '2026-11-3', '20261103']) {
      expect(read(text), text).toBe('2026-11-03')
    }
    expect(read('12-30', '2027-01-08')).toBe('2026-12-30')
    expect(read('1-5', '2027-01-08')).toBe('2027-01-05')
    for (const text of ['', '13-1', '2-30', '3', 'abc', '11-3-']) expect(read(text), text).toBeNull()
  })

  test('a day without a year is never after the meeting, and never more than a year before', () => {
    const near = (parse: typeof parseShortDay) =>
      fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 3000 }), (back, shift) => {
        const text = (ms: number) => new Date(ms).toISOString().slice(0, 10)
        const meeting = Date.parse('2020-01-01') + shift * 86_400_000
        const done = text(meeting - back * 86_400_000)
        return parse(done.slice(5), day(text(meeting))) === done
      })
    fc.assert(near(parseShortDay), { numRuns: 200, seed: 3 })
    const sameYear: typeof parseShortDay = (text, meeting) => day(`${meeting.slice(0, 4)}-${text}`)
    expect(() => fc.assert(near(sameYear), { numRuns: 200, seed: 3 })).toThrow()
  })

  test('what is left empty comes from the row above, the meeting, and the item', () => {
    const read = readRows([row(1), newRow(2), row(3, { date: '11-3' }), row(4, { quantity: '2.5' })], world)
    expect(read.map(each => [each.key, each.date, each.quantity])).toEqual([
      [1, '2026-11-20', 100],
      [3, '2026-11-03', 100],
      [4, '2026-11-03', 250],
    ])
    expect(read.map(each => worthOf(each.item, each.quantity))).toEqual([100, 100, 250])
    expect(isBlank(row(1))).toBe(false)
  })
})

describe('what is wrong with a row', () => {
  test('each thing is said in its own cell', () => {
    expect(faults(row(1, { memberId: null }))).toEqual({ 1: { memberId: 'noMember' } })
    expect(faults(row(1, { itemCode: 'C99' }))).toEqual({ 1: { itemCode: 'noItem' } })
    expect(faults(row(1, { itemCode: 'X01' }), row(2, { itemCode: 'V01' }))).toEqual({
      1: { itemCode: 'notDeclarable' },
      2: { itemCode: 'notDeclarable' },
    })
    expect(faults(row(1, { date: '31-11' }), row(2, { date: '2026-11-23' }))).toEqual({
      1: { date: 'badDate' },
      2: { date: 'future' },
    })
    for (const quantity of ['0', '-1', 'x', '1.234']) {
      expect(faults(row(1, { quantity })), quantity).toEqual({ 1: { quantity: 'badQuantity' } })
    }
    expect(faults(newRow(1))).toEqual({})
  })

  test('the same slip twice is asked about at the second', () => {
    expect(faults(row(1), row(2, { date: '11-20' }))).toEqual({ 2: { itemCode: 'twice' } })
    expect(faults(row(1), row(2, { memberId: memberId(2) }), row(3, { date: '11-3' }))).toEqual({})
  })

  test('rows are sent all or not at all', () => {
    const good = readRows([row(1), newRow(2), row(3)], world)
    expect(rowsToSend(good)).toHaveLength(2)
    expect(rowsToSend(readRows([row(1), row(3, { memberId: null })], world))).toBeNull()
    expect(rowsToSend([])).toBeNull()
  })

  test('what the hub says stands at its row and cell, whatever blank rows are between', () => {
    const read = readRows([newRow(7), row(8), newRow(9), row(10)], world)
    const say = (code: string, where?: string) => problem(code, { zh: '。', en: '.' }, where)
    const settled = say('PERIOD_SETTLED', 'rows.1·date')
    const quantity = say('ENTRY_QUANTITY_RANGE', 'rows.0')
    const elsewhere = say('SCHEME_NONE')
    const nowhere = say('X', 'rows.5')
    const { byRow, others } = saidFaults(read, [settled, quantity, elsewhere, nowhere])
    expect([...byRow]).toEqual([
      [10, { date: { said: settled } }],
      [8, { quantity: { said: quantity } }],
    ])
    expect(others).toEqual([elsewhere, nowhere])
  })
})

test('PT86 what is registered most comes first on a slip, and nothing that is not declared', () => {
  const used = [
    { itemCode: 'B01', count: 900 },
    { itemCode: 'X01', count: 900 },
    { itemCode: 'C05', count: 3 },
  ]
  const items = usualItems(world.items, used)
  expect(items[0]?.code).toBe('C05')
  expect(items[1]?.recordedBy).toBe('member')
  const codes = items.map(item => item.code)
  expect(codes).not.toContain('X01')
  expect(items.every(item => item.recordedBy !== 'attendance')).toBe(true)
  expect(new Set(codes).size).toBe(codes.length)
})
