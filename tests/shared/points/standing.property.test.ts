import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import { rangeOf, type Period } from '../../../shared/base/plain-date.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import { periodsOf, type Scheme } from '../../../shared/points/scheme.ts'
import { groupByMember, standing, standings, unitStandings, type Standing } from '../../../shared/points/standing.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { anEntry, reversalOf } from '../../fixtures/entries.ts'
import { entryId, memberId } from '../../fixtures/sample.ts'

/**
 * Each property takes the calculation as an argument. It must hold for the real one and must fail for each twin that
 * makes a mistake somebody could make: a property that no twin breaks proves nothing.
 */
type Calculation = (entries: readonly Entry[], scheme: Scheme, category: string, period: Period) => Standing

const RUNS = { seed: 20260101, numRuns: 400 }

function holds(property: (calculate: Calculation) => fc.IProperty<unknown>): void {
  fc.assert(property(standing) as fc.IProperty<unknown[]>, RUNS)
}

const fails = (property: (calculate: Calculation) => fc.IProperty<unknown>, twin: Calculation): boolean =>
  fc.check(property(twin) as fc.IProperty<unknown[]>, RUNS).failed

/** Few items, low caps: entries must meet the caps often. Groups, caps per period, deductions with a cap, loose sums. */
function tightScheme(options: { perPeriod: boolean; start: number; halfYear: boolean }): Scheme {
  const template = templateScheme(2026)
  const caps = options.perPeriod ? { perPeriod: points(3), perCycle: points(7) } : { perCycle: points(5) }
  const capped = new Set(['B01', 'C01', 'X13'])
  return {
    ...template,
    reviewPeriod: options.halfYear ? 'halfYear' : 'quarter',
    start: { mode: 'grant', points: points(options.start), byCategory: { floating: points(30) } },
    totalCap: points(40),
    items: template.items.map(item => (capped.has(item.code) ? { ...item, caps } : item)),
    componentCaps: {
      base: { perCycle: points(12) },
      contribution: options.perPeriod ? { perPeriod: points(9), perCycle: points(15) } : { perCycle: points(15) },
      deduction: { perCycle: points(25) },
    },
  }
}

const schemes = fc
  .record({ perPeriod: fc.boolean(), start: fc.constantFrom(0, 20), halfYear: fc.boolean() })
  .map(tightScheme)

const CODES = ['B01', 'B05', 'B06', 'C01', 'C02', 'C15', 'C21A', 'C23B', 'X04', 'X13', 'X17', 'V01']

interface Drawn {
  readonly code: string
  readonly day: number
  readonly units: number
  /** Days until it is reversed; null = never. */
  readonly reversedAfter: number | null
  readonly loose: boolean
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  code: fc.constantFrom(...CODES),
  day: fc.integer({ min: 0, max: 364 }),
  units: fc.integer({ min: 1, max: 4 }),
  reversedAfter: fc.option(fc.integer({ min: 0, max: 250 }), { freq: 2 }),
  loose: fc.boolean(),
})

const dayOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + Math.min(364, day))).toISOString().slice(0, 10)

function ledger(scheme: Scheme, lines: readonly Drawn[]): Entry[] {
  return lines.flatMap((line, at) => {
    const veto = line.code.startsWith('V')
    const loose = line.loose && !veto && line.code !== 'C15' ? { itemCode: null, dimension: null } : {}
    const units = veto ? 1 : line.units
    const entry = anEntry(scheme, line.code, dayOf(line.day), { entryId: entryId(at * 2), units, ...loose })
    if (line.reversedAfter === null) return [entry]
    return [entry, reversalOf(entry, at * 2 + 1, dayOf(line.day + line.reversedAfter))]
  })
}

const cases = fc
  .tuple(schemes, fc.array(drawn, { maxLength: 14 }))
  .map(([scheme, lines]) => ({ scheme, entries: ledger(scheme, lines) }))

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0)
const SCORED = ['base', 'contribution', 'deduction'] as const
const upTo = (entries: readonly Entry[], period: Period) => entries.filter(each => each.date <= rangeOf(period).to)

describe('sums are conserved', () => {
  const conserved = (calculate: Calculation) =>
    fc.property(cases, ({ scheme, entries }) => {
      const periods = periodsOf(scheme)
      const all = periods.map(period => calculate(entries, scheme, 'noPost', period))
      for (const [at, now] of all.entries()) {
        const before = all.slice(0, at + 1)
        for (const component of SCORED) {
          const plain = upTo(entries, now.period).filter(each => each.component === component)
          const { recorded, counted } = now.toDate.components[component]
          expect(recorded).toBe(sum(plain.map(each => each.points)))
          expect(recorded).toBe(sum(before.map(each => each.inPeriod.components[component].recorded)))
          expect(counted).toBe(sum(before.map(each => each.inPeriod.components[component].counted)))
        }
        const stretch = now.toDate
        expect(now.raw).toBe(now.start + sum(SCORED.map(each => stretch.components[each].counted)))
        expect(sum(Object.values(stretch.dimensions).map(each => each.recorded))).toBe(
          sum(SCORED.map(each => stretch.components[each].recorded)),
        )
        const units = unitStandings(entries, scheme, now.period)
        expect(sum(Object.values(stretch.dimensions).map(each => each.counted))).toBe(
          sum(units.map(each => each.counted)),
        )
      }
    })

  test('PT3 PT4 PT11 periods add up to the year to date, components to the raw total, dimensions to the units', () => {
    holds(conserved)
  })

  test('PT3 PT4 the property catches a lost reversal and periods capped on their own', () => {
    const withoutReversals: Calculation = (entries, ...rest) =>
      standing(
        entries.filter(each => each.reverses === null),
        ...rest,
      )
    const periodOnItsOwn: Calculation = (entries, scheme, category, period) => {
      const { from, to } = rangeOf(period)
      const own = standing(
        entries.filter(each => each.date >= from && each.date <= to),
        scheme,
        category,
        period,
      )
      return { ...standing(entries, scheme, category, period), inPeriod: own.inPeriod }
    }
    expect(fails(conserved, withoutReversals)).toBe(true)
    expect(fails(conserved, periodOnItsOwn)).toBe(true)
  })
})

/** Counts entries one after the other and leaves out what no longer fits: what a registrar with a pencil might do. */
const firstComeFirstCounted: Calculation = (entries, scheme, category, period) => {
  const used = new Map<string, number>()
  const kept = entries.filter(({ itemCode, points }) => {
    const item = scheme.items.find(each => each.code === itemCode)
    const before = used.get(itemCode ?? '') ?? 0
    if (before + points > (item?.caps.perCycle ?? Infinity)) return false
    used.set(itemCode ?? '', before + points)
    return true
  })
  return standing(kept, scheme, category, period)
}

describe('order and batching', () => {
  const anyOrder = (calculate: Calculation) =>
    fc.property(cases, fc.infiniteStream(fc.nat()), ({ scheme, entries }, chance) => {
      const shuffled = entries
        .map(entry => ({ entry, key: chance.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(each => each.entry)
      for (const period of periodsOf(scheme)) {
        const expected = calculate(entries, scheme, 'noPost', period)
        expect(calculate(shuffled, scheme, 'noPost', period)).toEqual(expected)
      }
    })

  test('PT10 the order of the entries does not matter', () => {
    holds(anyOrder)
    expect(fails(anyOrder, firstComeFirstCounted)).toBe(true)
  })

  type Bulk = typeof standings<number>
  const batched = (bulk: Bulk) =>
    fc.property(schemes, fc.array(fc.array(drawn, { maxLength: 8 }), { maxLength: 5 }), (scheme, drawnByMember) => {
      const byMember = drawnByMember.map((lines, at) =>
        ledger(scheme, lines).map(entry => ({ ...entry, memberId: memberId(at + 1) })),
      )
      const interleaved = byMember.flat().sort((a, b) => (a.date < b.date ? -1 : 1))
      const grouped = groupByMember(interleaved)
      const members = byMember.map((_, at) => {
        return { key: at, category: 'noPost', entries: grouped.get(memberId(at + 1)) ?? [] }
      })
      for (const period of periodsOf(scheme)) {
        const together = bulk(members, scheme, period)
        expect(together.size).toBe(members.length)
        for (const [at, entries] of byMember.entries()) {
          expect(together.get(at)).toEqual(standing(entries, scheme, 'noPost', period))
        }
      }
    })

  test('PT10 many members at once, from one mixed ledger, come out as each alone', () => {
    fc.assert(batched(standings), RUNS)
    // The mistake: sums that are not emptied between two members.
    const leaking: Bulk = (members, scheme, period) => {
      let seen: Entry[] = []
      const leaked = [...members].map(each => ({ ...each, entries: (seen = [...seen, ...each.entries]) }))
      return standings(leaked, scheme, period)
    }
    expect(fc.check(batched(leaking), RUNS).failed).toBe(true)
  })
})

describe('caps and floor', () => {
  const limits = (calculate: Calculation) =>
    fc.property(cases, ({ scheme, entries }) => {
      for (const period of periodsOf(scheme)) {
        const { toDate, total, raw, vetoed } = calculate(entries, scheme, 'noPost', period)
        for (const component of SCORED) {
          const limit = scheme.componentCaps[component]?.perCycle ?? Infinity
          const size = component === 'deduction' ? -1 : 1
          expect(size * toDate.components[component].counted).toBeLessThanOrEqual(limit)
        }
        const shown = Math.max(0, Math.min(raw, scheme.totalCap ?? raw))
        expect(total).toBe(vetoed ? 0 : shown)
      }
    })

  test('PT4 PT7 PT8 components stay under their caps, the total between floor and cap, and 0 under a veto', () => {
    holds(limits)
    const uncapped: Calculation = (entries, scheme, ...rest) =>
      standing(entries, { ...scheme, componentCaps: {} }, ...rest)
    const noFloor: Calculation = (entries, scheme, ...rest) => standing(entries, { ...scheme, floor: null }, ...rest)
    const noTotalCap: Calculation = (entries, scheme, ...rest) =>
      standing(entries, { ...scheme, totalCap: null }, ...rest)
    for (const twin of [uncapped, noFloor, noTotalCap]) expect(fails(limits, twin)).toBe(true)
  })

  const unitLimits = (units: typeof unitStandings) =>
    fc.property(cases, ({ scheme, entries }) => {
      for (const { component, recorded, counted, caps } of units(entries, scheme, '2026' as Period)) {
        const size = component === 'deduction' ? -1 : 1
        expect(size * counted).toBeLessThanOrEqual(caps.perCycle ?? Infinity)
        expect(size * counted).toBeLessThanOrEqual(size * recorded)
        if (caps.perCycle === undefined) expect(counted).toBe(recorded)
      }
    })

  test('PT4 a unit never counts more than its cap, nor more than was recorded, and without a cap all of it', () => {
    fc.assert(unitLimits(unitStandings), RUNS)
    const uncapped: typeof unitStandings = (...input) =>
      unitStandings(...input).map(unit => ({ ...unit, counted: unit.recorded }))
    const always: typeof unitStandings = (...input) =>
      unitStandings(...input).map(unit => ({ ...unit, counted: (unit.caps.perCycle ?? unit.recorded) as Hundredths }))
    expect(fc.check(unitLimits(uncapped), RUNS).failed).toBe(true)
    expect(fc.check(unitLimits(always), RUNS).failed).toBe(true)
  })

  const notCarried = (calculate: Calculation) =>
    fc.property(cases, ({ scheme, entries }) => {
      const periods = periodsOf(scheme)
      for (const period of periods.slice(1)) {
        const now = calculate(entries, scheme, 'noPost', period)
        const unfloored = calculate(entries, { ...scheme, floor: null, totalCap: null }, 'noPost', period)
        expect(now.raw).toBe(unfloored.raw)
      }
    })

  test('PT7 floor and total cap leave no trace in later periods', () => {
    holds(notCarried)
    const carried: Calculation = (entries, scheme, category, period) => {
      const now = standing(entries, scheme, category, period)
      const before = periodsOf(scheme)[periodsOf(scheme).indexOf(period) - 1]
      if (before === undefined) return now
      const { total } = standing(entries, scheme, category, before)
      return { ...now, raw: (total + now.inPeriod.total) as Hundredths }
    }
    expect(fails(notCarried, carried)).toBe(true)
  })
})

describe('reversals', () => {
  const forgotten = (calculate: Calculation) =>
    fc.property(cases, drawn, fc.nat(300), ({ scheme, entries }, line, after) => {
      const [wrong] = ledger(scheme, [{ ...line, reversedAfter: null }])
      if (wrong === undefined) return
      const entry = { ...wrong, entryId: entryId(998) }
      const reversal = reversalOf(entry, 999, dayOf(Math.min(364, line.day + after)))
      for (const period of periodsOf(scheme)) {
        const now = calculate([...entries, entry, reversal], scheme, 'noPost', period)
        const { toDate, raw, total, vetoed, capsReached } = now
        const closed = rangeOf(period).to < reversal.date
        const as = calculate(closed ? [...entries, entry] : entries, scheme, 'noPost', period)
        expect({ toDate, raw, total, vetoed }).toEqual({
          toDate: as.toDate,
          raw: as.raw,
          total: as.total,
          vetoed: as.vetoed,
        })
        expect(new Set(capsReached.map(each => each.code))).toEqual(new Set(as.capsReached.map(each => each.code)))
      }
    })

  test('PT5 from its date on, the year to date is as if the entry had never been; closed periods stay as they were', () => {
    holds(forgotten)
  })

  test('PT5 the property catches reversals counted on the date of the entry, capped away, or in the wrong period', () => {
    const onTheDateOfTheEntry: Calculation = (entries, ...rest) => {
      const dates = new Map(entries.map(each => [each.entryId, each.date]))
      const moved = entries.map(each => ({ ...each, date: dates.get(each.reverses ?? each.entryId) ?? each.date }))
      return standing(moved, ...rest)
    }
    const cappedAway: Calculation = (entries, ...rest) => {
      const inTime = entries.toSorted((a, b) => (a.date < b.date ? -1 : 1))
      return firstComeFirstCounted(inTime, ...rest)
    }
    const capOfItsOwnPeriod: Calculation = (entries, ...rest) =>
      standing(
        entries.map(each => ({ ...each, reverses: null })),
        ...rest,
      )
    for (const twin of [onTheDateOfTheEntry, cappedAway, capOfItsOwnPeriod]) expect(fails(forgotten, twin)).toBe(true)
  })
})
