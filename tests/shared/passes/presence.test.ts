import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UNDO_MS } from '../../../shared/passes/member-act.ts'
import {
  compareClaims,
  firstClaim,
  presenceOf,
  type Claim,
  type PresenceFacts,
} from '../../../shared/passes/presence.ts'

const RUNS = { numRuns: 2_000, seed: 20261122 }

const claim = fc.record({
  no: fc.integer({ min: 1, max: 50 }),
  at: fc.integer({ min: 0, max: 6 }).map(minute => minute * 300_000),
  kioskId: fc.constantFrom('k1', 'k2', 'k3'),
  seq: fc.integer({ min: 1, max: 3 }),
  way: fc.constantFrom('card' as const, 'phone' as const, 'hand' as const),
  codeTwice: fc.constant(false),
  again: fc.boolean(),
})
/** One record per place of a stream. */
const claims = fc
  .uniqueArray(claim, { maxLength: 5, selector: each => `${each.kioskId}/${each.seq}` })
  .map(all => all.map((each): Claim => ({ ...each, recordId: `${each.kioskId}/${each.seq}` })))

const time = fc.integer({ min: 0, max: 8 }).map(minute => minute * 300_000)
const facts: fc.Arbitrary<PresenceFacts> = claims.chain(some =>
  fc.record({
    claims: fc.constant(some),
    signOuts: fc.array(fc.record({ no: fc.nat(50), at: time }), { maxLength: 3 }),
    undos: fc.array(
      fc.record({
        no: fc.nat(50),
        at: time,
        undoes: fc.constantFrom('gone', ...some.map(each => each.recordId ?? '')),
      }),
      { maxLength: 3 },
    ),
    confirmed: fc.option(fc.record({ no: fc.nat(50), at: time })),
    struck: fc.constant(null),
  }),
)

/** The same things, come in another order: other journal numbers, another order of the lists. */
const turned = (all: PresenceFacts, seed: number): PresenceFacts => {
  const mix = <T>(list: readonly T[]): T[] => list.toSorted((a, b) => rank(a) - rank(b))
  const rank = (each: unknown) => (JSON.stringify(each).length * 7919 + JSON.stringify(each).charCodeAt(9) * seed) % 101
  const renumber = <T extends { readonly no: number }>(list: readonly T[]): T[] =>
    mix(list).map((each, at) => ({ ...each, no: 100 + at * seed }))
  return {
    claims: renumber(all.claims),
    signOuts: renumber(all.signOuts),
    undos: renumber(all.undos),
    confirmed: all.confirmed,
    struck: null,
  }
}

type Fold = typeof presenceOf
const told = (all: PresenceFacts, fold: Fold) => {
  const { shown, counts, outAt, reasons } = fold(all)
  return { shown: shown && { ...shown, no: 0 }, counts, outAt, reasons: [...reasons].sort() }
}
const isOrderless = (fold: Fold) =>
  fc.property(facts, fc.integer({ min: 1, max: 97 }), (all, seed) => {
    expect(told(turned(all, seed), fold)).toEqual(told(all, fold))
  })

const isAlgebra = (first: typeof firstClaim<Claim>) =>
  fc.property(fc.tuple(claims, fc.nat(4), fc.nat(4), fc.nat(4)), ([all, i, j, k]) => {
    const [a, b, c] = [i, j, k].map(at => all[at % Math.max(1, all.length)])
    if (!a || !b || !c) return true
    const same = (x: Claim, y: Claim) => x.recordId === y.recordId
    return same(first(a, b), first(b, a)) && same(first(a, a), a) && same(first(first(a, b), c), first(a, first(b, c)))
  })

describe('who was there', () => {
  test('AT20 the one that shows is a minimum: commutative, idempotent, associative', () => {
    fc.assert(isAlgebra(firstClaim), RUNS)
  })

  test('AT20 the property catches a winner by time alone, which the order of arrival decides', () => {
    expect(
      fc.check(
        isAlgebra((a, b) => (b.at < a.at ? b : a)),
        RUNS,
      ).failed,
    ).toBe(true)
  })

  test('AT20 the order of arrival never shows', () => {
    fc.assert(isOrderless(presenceOf), RUNS)
  })

  test('AT20 the property catches a fold by journal number', () => {
    const byArrival: Fold = all => {
      const right = presenceOf(all)
      const shown = right.standing.toSorted((a, b) => a.no - b.no)[0] ?? right.shown
      return { ...right, shown }
    }
    expect(fc.check(isOrderless(byArrival), RUNS).failed).toBe(true)
  })

  test('AT20 what shows is the smallest of what stands', () => {
    fc.assert(
      fc.property(facts, all => {
        const { shown, standing } = presenceOf(all)
        return standing.every(each => shown !== null && compareClaims(shown, each) <= 0)
      }),
      RUNS,
    )
  })
})

describe('staff and members', () => {
  const one: Claim = {
    no: 5,
    recordId: 'r',
    kioskId: 'k',
    seq: 1,
    at: 1_000,
    way: 'card',
    codeTwice: false,
    again: false,
  }
  const some = (change: Partial<PresenceFacts>): PresenceFacts => ({
    claims: [one],
    signOuts: [],
    undos: [],
    confirmed: null,
    struck: null,
    ...change,
  })

  test('AT23 staff end what was before; a later sign-in or a confirmation counts again, an older one is shown to them', () => {
    const struck = { no: 6, at: 2_000 }
    expect(presenceOf(some({ struck }))).toMatchObject({ counts: false, reasons: [], shown: { recordId: 'r' } })
    const older = { ...one, no: 9, recordId: 'older', kioskId: 'k2', at: 1_500 }
    expect(presenceOf(some({ struck, claims: [one, older] }))).toMatchObject({
      counts: false,
      reasons: ['struckBefore'],
    })
    const later = { ...older, recordId: 'later', at: 2_001 }
    expect(presenceOf(some({ struck, claims: [one, later] }))).toMatchObject({ counts: true, shown: { at: 2_001 } })
    const confirmed = { no: 7, at: 3_000 }
    expect(presenceOf(some({ struck, confirmed }))).toMatchObject({
      counts: true,
      shown: { recordId: null, at: 3_000 },
    })
    expect(presenceOf(some({ struck: { no: 8, at: 4_000 }, confirmed }))).toMatchObject({ counts: false })
    const again = { ...one, again: true }
    expect(presenceOf(some({ struck, claims: [again] }))).toMatchObject({ counts: false, shown: { recordId: 'r' } })
  })

  test('AT21 ten minutes to the millisecond', () => {
    const undo = (after: number) => [{ no: 6, at: one.at + after, undoes: 'r' }]
    expect(presenceOf(some({ undos: undo(UNDO_MS) }))).toMatchObject({ counts: false, reasons: [] })
    expect(presenceOf(some({ undos: undo(UNDO_MS + 1) }))).toMatchObject({ counts: true, reasons: ['undoneLate'] })
    // Two kiosks' clocks: an undo that names the sign-in came after it, whatever they say.
    expect(presenceOf(some({ undos: undo(-30_000) }))).toMatchObject({ counts: false })
  })
})
