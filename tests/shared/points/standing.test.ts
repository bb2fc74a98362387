import { expect, test } from 'vitest'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { standing, unitStandings } from '../../../shared/points/standing.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { anEntry, reversalOf } from '../../fixtures/entries.ts'
import { entryId } from '../../fixtures/sample.ts'

const scheme = templateScheme(2026)
const q = (number: number) => `2026-Q${number}` as Period
const of = (entries: readonly Entry[], period = q(1), rules: Scheme = scheme) =>
  standing(entries, rules, 'noPost', period)
const anOpening = (component: 'base' | 'contribution' | 'deduction', amount: number): Entry => ({
  ...anEntry(scheme, 'B01', '2026-06-30'),
  itemCode: null,
  component,
  dimension: null,
  points: points(amount),
  source: 'opening',
})

test('PT1 half points add up exactly: 0.1 + 0.2 is 0.3', () => {
  const tenth = anEntry(scheme, 'C15', '2026-01-05', { points: 10 as Hundredths })
  const fifth = anEntry(scheme, 'C15', '2026-01-06', { points: 20 as Hundredths })
  expect(of([tenth, fifth]).total).toBe(30)
  const late = Array.from({ length: 1001 }, () => anEntry(scheme, 'X04', '2026-01-05'))
  expect(of(late).raw).toBe(points(-500.5))
})

test('PT2 only the date decides: first and last days, other years, later periods', () => {
  const dated = (date: string) => anEntry(scheme, 'C15', date)
  const days = ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31', '2027-01-01'].map(dated)
  expect(of(days, q(1)).toDate.total).toBe(points(20))
  expect(of(days, q(2)).inPeriod.total).toBe(points(10))
  expect(of(days, q(3)).inPeriod.total).toBe(0)
  expect(of(days, '2026' as Period).toDate.components.contribution).toEqual({
    recorded: points(40),
    counted: points(40),
  })
  expect(of(days, '2026' as Period).inPeriod).toEqual(of(days, '2026' as Period).toDate)
  expect(() => of(days, '2025-Q1' as Period)).toThrow('2025-Q1')
  expect(() => of(days, '2026-H1' as Period)).toThrow('2026-H1')
})

test('PT4 item, then group, then component; counted in a period is the difference of the year to date', () => {
  const entries = [
    anEntry(scheme, 'C01', '2026-02-01', { units: 8 }),
    anEntry(scheme, 'C02', '2026-05-01', { units: 7 }),
    anEntry(scheme, 'C14', '2026-05-02', { units: 3 }),
    anEntry(scheme, 'C15', '2026-05-03', { units: 3 }),
  ]
  expect(of(entries, q(1)).inPeriod.components.contribution).toEqual({ recorded: points(8), counted: points(8) })
  // C01|C02 10 of 15, C14 10 of 15, C15 30 uncapped: 50, of which 40 count; 8 of them already in Q1.
  const second = of(entries, q(2))
  expect(second.toDate.components.contribution).toEqual({ recorded: points(60), counted: points(40) })
  expect(second.inPeriod.components.contribution).toEqual({ recorded: points(52), counted: points(32) })
})

test('PT4 a cap per period is applied before the cap per cycle', () => {
  const perPeriod = { perPeriod: points(2), perCycle: points(5) }
  const items = scheme.items.map(item => (item.code === 'B02' ? { ...item, caps: perPeriod } : item))
  const rules = { ...scheme, items }
  const entries = ['2026-01-01', '2026-04-01', '2026-07-01'].map(date => anEntry(rules, 'B02', date, { units: 3 }))
  const counted = [1, 2, 3, 4].map(number => of(entries, q(number), rules).inPeriod.components.base.counted)
  expect(counted).toEqual([points(2), points(2), points(1), 0])
})

test('PT5 a reversal counts on its own date, also when the cap of a period had cut the entry off', () => {
  const items = scheme.items.map(item => (item.code === 'B02' ? { ...item, caps: { perPeriod: points(1) } } : item))
  const rules = { ...scheme, items }
  const first = anEntry(rules, 'B02', '2026-01-05', { entryId: entryId(1) })
  const again = anEntry(rules, 'B02', '2026-01-06', { entryId: entryId(2) })
  const entries = [first, again, reversalOf(again, 3, '2026-04-02')]
  expect(of(entries, q(1), rules).total).toBe(points(1))
  expect(of(entries, q(2), rules)).toMatchObject({ total: points(1), inPeriod: { total: 0 } })
  // Of an entry that is not at hand (another cycle), the reversal's own period is all there is.
  expect(of([first, reversalOf(again, 3, '2026-04-02')], q(2), rules).total).toBe(0)
})

test('PT6 a year starts from 0, from a grant by category, or from a share of last year', () => {
  const byCategory = { floating: points(80) }
  const granted = { ...scheme, start: { mode: 'grant', points: points(100), byCategory } } as const
  const late = [anEntry(scheme, 'X01', '2026-02-01')]
  expect(of([]).raw).toBe(0)
  expect(of(late, q(1), granted)).toMatchObject({
    start: points(100),
    raw: points(95),
    inPeriod: { total: points(-5) },
  })
  expect(standing(late, granted, 'floating', q(4)).raw).toBe(points(75))
  const carried = { ...scheme, start: { mode: 'carryOver', percentOfLastYear: 20, otherwise: points(15) } } as const
  expect(standing([], carried, 'noPost', q(1), points(93.5)).raw).toBe(points(18.7))
  expect(standing([], carried, 'noPost', q(1)).raw).toBe(points(15))
})

test('PT7 the floor holds the shown total only: the next period starts from the raw sum', () => {
  const entries = [anEntry(scheme, 'X17', '2026-02-01'), anEntry(scheme, 'C15', '2026-04-01', { units: 3 })]
  expect(of(entries, q(1))).toMatchObject({ raw: points(-40), total: 0 })
  expect(of(entries, q(2))).toMatchObject({ raw: points(-10), total: 0, inPeriod: { total: points(30) } })
  expect(of(entries, q(1), { ...scheme, floor: null }).total).toBe(points(-40))
})

test('PT8 a veto sets the total to 0 or touches the grade only; a reversed veto is none; it never lifts anybody', () => {
  const veto = anEntry(scheme, 'V01', '2026-05-01', { entryId: entryId(1) })
  const entries = [anEntry(scheme, 'C15', '2026-01-01'), veto]
  expect(of(entries, q(1))).toMatchObject({ vetoed: false, total: points(10) })
  expect(of(entries, q(2))).toMatchObject({ vetoed: true, raw: points(10), total: 0 })
  expect(of(entries, q(2), { ...scheme, veto: 'gradeOnly' })).toMatchObject({ vetoed: true, total: points(10) })
  expect(of([...entries, reversalOf(veto, 2, '2026-08-01')], q(3))).toMatchObject({ vetoed: false, total: points(10) })
  const below = { ...scheme, floor: null }
  expect(of([veto, anEntry(scheme, 'X17', '2026-05-02')], q(2), below).total).toBe(points(-40))
  expect(of(entries, q(2), { ...scheme, floor: points(5) }).total).toBe(0)
})

test('PT9 an opening balance is a unit of its own inside the cap of its component, and of no dimension', () => {
  const entries = [anOpening('contribution', 35), anOpening('base', 20), anOpening('deduction', -3)]
  const more = [...entries, anEntry(scheme, 'C15', '2026-07-01')]
  expect(of(more, q(3)).toDate.components).toEqual({
    base: { recorded: points(20), counted: points(20) },
    contribution: { recorded: points(45), counted: points(40) },
    deduction: { recorded: points(-3), counted: points(-3) },
  })
  expect(of(more, q(3)).toDate.dimensions.none).toEqual({ recorded: points(52), counted: points(52) })
  const byItem = { ...anOpening('base', 9), itemCode: 'B04', dimension: 'discipline' } as const
  const meetings = anEntry(scheme, 'B04', '2026-07-01', { units: 2 })
  expect(of([byItem, meetings], q(3)).toDate.components.base.counted).toBe(points(12))
})

test('PT11 a group cap is taken off its later items first, so each dimension knows its part', () => {
  const group = { code: 'G', items: ['C13', 'C15'], caps: { perCycle: points(12) }, note: '' }
  const items = scheme.items.map(item => (item.code === 'C15' ? { ...item, dimension: 'role' as const } : item))
  const rules = { ...scheme, items, capGroups: [group] }
  const entries = [anEntry(rules, 'C13', '2026-01-01'), anEntry(rules, 'C15', '2026-01-02')]
  const { dimensions } = of(entries, q(1), rules).toDate
  expect(dimensions.character).toEqual({ recorded: points(5), counted: points(5) })
  expect(dimensions.role).toEqual({ recorded: points(10), counted: points(7) })
})

test('PT12 caps that cut something off are named: item, group, component, total; a cap met exactly is not', () => {
  const entries = [
    anEntry(scheme, 'B01', '2026-01-01', { units: 7 }),
    anEntry(scheme, 'B04', '2026-01-01', { units: 4 }),
    anEntry(scheme, 'C02', '2026-01-01', { units: 11 }),
    anEntry(scheme, 'C15', '2026-01-01', { units: 4 }),
  ]
  expect(of(entries, q(1), { ...scheme, totalCap: points(50) }).capsReached).toEqual([
    { kind: 'item', code: 'B01', off: { perCycle: points(2) } },
    { kind: 'group', code: 'C01', off: { perCycle: points(1) } },
    { kind: 'component', code: 'contribution', off: { perCycle: points(10) } },
    { kind: 'total', code: 'total', off: { perCycle: points(14) } },
  ])
  expect(unitStandings(entries, scheme, q(1))).toEqual([
    {
      kind: 'item',
      code: 'B01',
      component: 'base',
      caps: { perCycle: points(12) },
      recorded: points(14),
      counted: points(12),
    },
    {
      kind: 'item',
      code: 'B04',
      component: 'base',
      caps: { perCycle: points(12) },
      recorded: points(12),
      counted: points(12),
    },
    {
      kind: 'group',
      code: 'C01',
      component: 'contribution',
      caps: { perCycle: points(10) },
      recorded: points(11),
      counted: points(10),
    },
    { kind: 'item', code: 'C15', component: 'contribution', caps: {}, recorded: points(40), counted: points(40) },
  ])
})

test('PT9 an item the scheme no longer knows keeps what its entries were registered as', () => {
  const rules = { ...scheme, items: scheme.items.filter(item => item.code !== 'C13') }
  const { components, dimensions } = of([anEntry(scheme, 'C13', '2026-01-01')], q(1), rules).toDate
  expect(components.contribution.counted).toBe(points(5))
  expect(dimensions.character.counted).toBe(points(5))
})

test('PT9 an item recast behind the back of its entries does not move them: they count as registered', () => {
  const items = scheme.items.map(item => (item.code === 'C13' ? { ...item, dimension: 'role' as const } : item))
  const { dimensions } = of([anEntry(scheme, 'C13', '2026-01-01')], q(1), { ...scheme, items }).toDate
  expect(dimensions.character.counted).toBe(points(5))
  expect(dimensions.role.counted).toBe(0)
})
