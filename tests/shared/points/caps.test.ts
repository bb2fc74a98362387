import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { points } from '../../../shared/base/hundredths.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { capHint } from '../../../shared/declarations/hints.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import type { Caps } from '../../../shared/points/item.ts'
import { periodsOf, type Scheme } from '../../../shared/points/scheme.ts'
import { standing } from '../../../shared/points/standing.ts'
import { anEntry, reversalOf } from '../../fixtures/entries.ts'
import { entryId } from '../../fixtures/sample.ts'
import {
  accrue,
  anItem,
  aScheme,
  at,
  perCycle,
  perMonth,
  perPeriod,
  perQuarter,
  type Line,
} from '../../fixtures/schemes.ts'

const scheme = aScheme({
  start: accrue,
  items: [
    anItem('D', '交纳党费', 0.5, { component: 'base', unit: '月', caps: { perMonth: points(0.5) } }),
    anItem('V', '志愿服务', 1, { caps: { ...perMonth(2), ...perPeriod(5), ...perCycle(12) } }),
    anItem('W', '公益劳动', 1),
    anItem('X', '迟到', -1, { caps: perMonth(3) }),
  ],
  capGroups: [{ code: 'G', items: ['V', 'W'], caps: perMonth(3), note: '志愿和劳动' }],
})

describe('PT95 caps per month and per quarter', () => {
  test('PT95 by hand: what is above the month is lost, the next month begins anew', () => {
    const lines: Line[] = [
      ['D', '2026-01-05', 2],
      ['D', '2026-02-05'],
      ['V', '2026-01-10', 4],
      ['V', '2026-02-10', 1],
      ['V', '2026-03-10', 3],
      ['W', '2026-01-20', 2],
      ['X', '2026-01-20', 5],
      ['X', '2026-02-20', 1],
    ]
    // Dues 0.5 + 0.5. Volunteering 2, 1, 2; with work January 2 + 2 → 3, so 3 + 1 + 2 = 6. Late −3 − 1.
    const { toDate, capsReached } = at(scheme, '2026-Q1', lines)
    expect(toDate.components.base).toEqual({ recorded: points(1.5), counted: points(1) })
    expect(toDate.components.contribution).toEqual({ recorded: points(10), counted: points(6) })
    expect(toDate.components.deduction).toEqual({ recorded: points(-6), counted: points(-4) })
    expect(capsReached).toEqual([
      { kind: 'item', code: 'D', off: { perMonth: points(0.5) } },
      { kind: 'item', code: 'V', off: { perMonth: points(3) } },
      { kind: 'group', code: 'G', off: { perMonth: points(1) } },
      { kind: 'item', code: 'X', off: { perMonth: points(2) } },
    ])
  })

  test('PT95 month, then period, then year; each level says what it took', () => {
    const every = ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map((month): Line => [
      'V',
      `2026-${month}-10`,
      3,
    ])
    // Each month 2 of 3; each quarter 5 of 6; the year 12 of 15.
    expect(at(scheme, '2026-Q1', every.slice(0, 3)).total).toBe(points(5))
    expect(at(scheme, '2026-Q3', every).total).toBe(points(12))
    expect(at(scheme, '2026', every).capsReached).toEqual([
      { kind: 'item', code: 'V', off: { perMonth: points(9), perPeriod: points(3), perCycle: points(3) } },
    ])
  })

  test('PT95 a branch that reviews by half-years caps an item by quarters', () => {
    const items = [anItem('N', '学习笔记', 1, { component: 'base', caps: { ...perQuarter(1), ...perCycle(3) } })]
    const half = aScheme({ start: accrue, reviewPeriod: 'halfYear', items })
    const lines: Line[] = [
      ['N', '2026-01-31', 2],
      ['N', '2026-06-30', 2],
      ['N', '2026-07-01'],
      ['N', '2026-10-01'],
    ]
    expect([at(half, '2026-H1', lines).total, at(half, '2026-H2', lines).total]).toEqual([200, 300])
  })

  test('PT5 PT95 a reversal frees the month of the entry it cancels, not its own', () => {
    const first = anEntry(scheme, 'V', '2026-01-10', { entryId: entryId(1), units: 2 })
    const second = anEntry(scheme, 'V', '2026-01-20', { entryId: entryId(2), units: 2 })
    const reversal = reversalOf(first, 3, '2026-02-03')
    const february = anEntry(scheme, 'V', '2026-02-10', { entryId: entryId(4), units: 2 })
    const total = (entries: readonly Entry[]) => standing(entries, scheme, 'noPost', '2026-Q1' as Period).total
    // January 2 of 4; the reversal leaves the second entry’s 2; February has its own 2.
    expect(total([first, second])).toBe(points(2))
    expect(total([first, second, reversal, february])).toBe(points(4))
    const ofItsOwnMonth = { ...reversal, reverses: null }
    expect(total([first, second, ofItsOwnMonth, february])).not.toBe(points(4))
  })
})

const line = fc.record({
  code: fc.constantFrom('V', 'V', 'V', 'W', 'X', 'D'),
  month: fc.integer({ min: 1, max: 12 }),
  units: fc.integer({ min: 1, max: 4 }),
  reversed: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) },
  ),
})
const ledgers = fc.array(line, { maxLength: 14 }).map(lines =>
  lines.flatMap(({ code, month, units, reversed }, place) => {
    const day = (of: number) => `2026-${String(of).padStart(2, '0')}-15`
    const entry = anEntry(scheme, code, day(month), { entryId: entryId(place * 2), units })
    return reversed === null ? [entry] : [entry, reversalOf(entry, place * 2 + 1, day(Math.max(month, reversed)))]
  }),
)
const RUNS = { seed: 20260101, numRuns: 200 }

describe('PT95 against a calculation by pencil', () => {
  const monthOf = (entry: Entry) => Number(entry.date.slice(5, 7))

  /** The item's own caps alone, month by month, with nothing of the program's. */
  function byPencil(entries: readonly Entry[], caps: Caps): number {
    const ofMonth = Array.from({ length: 12 }, () => 0)
    const monthById = new Map(entries.map(each => [each.entryId, monthOf(each)]))
    for (const entry of entries) {
      const month = monthById.get(entry.reverses ?? entry.entryId) ?? monthOf(entry)
      ofMonth[month - 1] = (ofMonth[month - 1] ?? 0) + entry.points
    }
    const months = ofMonth.map(sum => Math.min(sum, caps.perMonth ?? Infinity))
    const quarters = [0, 3, 6, 9].map(from => months.slice(from, from + 3).reduce((all, each) => all + each, 0))
    const periods = quarters.map(sum => Math.min(sum, caps.perPeriod ?? Infinity))
    return Math.min(
      periods.reduce((all, each) => all + each, 0),
      caps.perCycle ?? Infinity,
    )
  }

  type Year = (entries: readonly Entry[], scheme: Scheme) => number
  const real: Year = (entries, rules) =>
    standing(entries, rules, 'noPost', '2026' as Period).toDate.components.contribution.counted
  const caps = { ...perMonth(2), ...perPeriod(3), ...perCycle(6) }
  const alone = aScheme({ start: accrue, items: [anItem('V', '志愿服务', 1, { caps })] })

  const agrees = (year: Year) =>
    fc.property(ledgers, entries => {
      const own = entries.filter(each => each.itemCode === 'V')
      expect(year(own, alone)).toBe(byPencil(own, caps))
    })

  test('PT95 month, period and year of one item come to what a pencil makes of them', () => {
    fc.assert(agrees(real), RUNS)
    const without = (level: keyof Caps): Year => {
      const items = alone.items.map(each => ({ ...each, caps: { ...each.caps, [level]: undefined } }))
      return entries => real(entries, { ...alone, items })
    }
    const reversalInItsOwnMonth: Year = (entries, rules) =>
      real(
        entries.map(each => ({ ...each, reverses: null })),
        rules,
      )
    for (const twin of [without('perMonth'), without('perPeriod'), without('perCycle'), reversalInItsOwnMonth]) {
      expect(fc.check(agrees(twin), RUNS).failed).toBe(true)
    }
  })

  test('PT95 counting by months changes nothing of a scheme that has no cap of a month', () => {
    const byPeriods = aScheme({
      start: accrue,
      items: scheme.items.map(each => ({
        ...each,
        caps: each.code === 'V' ? { ...perPeriod(4), ...perCycle(9) } : {},
      })),
      capGroups: [{ code: 'G', items: ['V', 'W'], caps: perPeriod(6), note: '' }],
      componentCaps: { deduction: perPeriod(5) },
    })
    // A cap that nothing meets makes the sums go by months.
    const byMonths: Scheme = {
      ...byPeriods,
      items: [...byPeriods.items, anItem('Z', '从未登记', 1, { caps: perMonth(1) })],
    }
    fc.assert(
      fc.property(ledgers, entries => {
        for (const period of periodsOf(byPeriods)) {
          const expected = standing(entries, byPeriods, 'noPost', period)
          expect(standing(entries, byMonths, 'noPost', period)).toEqual(expected)
        }
      }),
      RUNS,
    )
  })
})

describe('PT75 which cap is in the way', () => {
  const hint = (rules: Scheme, lines: readonly Line[], [code, date, units = 1]: Line) => {
    const entries = lines.map((each, place) =>
      anEntry(rules, each[0], each[1], { entryId: entryId(place), units: each[2] ?? 1 }),
    )
    return capHint(anEntry(rules, code, date, { entryId: entryId(99), units }), entries, rules, 'noPost')
  }

  test('PT75 PT95 the full month is named; the next month nothing is', () => {
    const full: Line[] = [['V', '2026-01-10', 2]]
    expect(hint(scheme, full, ['V', '2026-01-20'])).toEqual({
      points: points(1),
      counts: 0,
      caps: [{ kind: 'item', code: 'V', level: 'perMonth' }],
    })
    expect(hint(scheme, full, ['V', '2026-02-20'])).toBeNull()
    expect(hint(scheme, full, ['W', '2026-01-20', 2])).toMatchObject({
      counts: points(1),
      caps: [{ kind: 'group', code: 'G', level: 'perMonth' }],
    })
  })

  test('PT75 a cap that was met in another month, or long ago, is not blamed', () => {
    const rules: Scheme = { ...scheme, componentCaps: { contribution: perCycle(3) }, totalCap: points(50) }
    // January lost one to the month; in March it is the component that is full.
    const lines: Line[] = [
      ['V', '2026-01-10', 3],
      ['W', '2026-02-10', 1],
    ]
    expect(hint(rules, lines, ['V', '2026-03-10'])?.caps).toEqual([
      { kind: 'component', code: 'contribution', level: 'perCycle' },
    ])
    expect(hint({ ...rules, totalCap: points(3), componentCaps: {} }, lines, ['V', '2026-03-10'])?.caps).toEqual([
      { kind: 'total', code: 'total', level: 'perCycle' },
    ])
  })
})
