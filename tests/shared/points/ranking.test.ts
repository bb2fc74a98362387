import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { RankedList } from '../../../shared/notices/document.ts'
import { BAND_MIN, publicRanking, rank } from '../../../shared/points/ranking.ts'

const RUNS = { seed: 20260102, numRuns: 1000 }
const scored = (...scores: number[]) => scores.map((score, at) => ({ name: `n${at}`, points: points(score) }))
const rows = fc
  .array(fc.integer({ min: -6, max: 30 }), { maxLength: 25 })
  .map(halves => scored(...halves.map(half => half / 2)))

test('RK1 equal scores share a place and the next places are skipped: 1, 2, 2, 4', () => {
  const ranked = rank(scored(3, 5, 3, 1.5), row => row.points)
  expect(ranked.map(each => [each.row.name, each.place, each.tied])).toEqual([
    ['n1', 1, false],
    ['n0', 2, true],
    ['n2', 2, true],
    ['n3', 4, false],
  ])
  expect(rank([], () => points(0))).toEqual([])
})

describe('RK1 properties of places', () => {
  type Rank = typeof rank<{ name: string; points: Hundredths }>
  const placed = (ranking: Rank) =>
    fc.property(rows, rows => {
      const ranked = ranking(rows, row => row.points)
      expect(ranked.map(each => each.row.name).sort()).toEqual(rows.map(each => each.name).sort())
      for (const { row, place, tied } of ranked) {
        expect(place).toBe(1 + rows.filter(each => each.points > row.points).length)
        expect(tied).toBe(rows.filter(each => each.points === row.points).length > 1)
      }
    })
  const dense: Rank = (rows, of) => {
    const scores = [...new Set(rows.map(of))].sort((a, b) => b - a)
    return rank(rows, of).map(each => ({ ...each, place: scores.indexOf(each.points) + 1 }))
  }
  const oneAfterTheOther: Rank = (rows, of) => rank(rows, of).map((each, at) => ({ ...each, place: at + 1 }))

  test('RK1 the place is one more than the number of better ones; a tie is a tie', () => {
    fc.assert(placed(rank), RUNS)
    expect(fc.check(placed(dense), RUNS).failed).toBe(true)
    expect(fc.check(placed(oneAfterTheOther), RUNS).failed).toBe(true)
  })
})

test('RK3 the best are named; a tie group that would pass the limit is counted as a whole', () => {
  const list = publicRanking(scored(28, 26, 26, 25, 24, 24, 24, 23, 23, 22, 20), 5)
  expect(list.rows.map(each => [each.place, each.tied, each.points])).toEqual([
    [1, false, points(28)],
    [2, true, points(26)],
    [2, true, points(26)],
    [4, false, points(25)],
  ])
  expect(list.bands.reduce((sum, band) => sum + band.count, 0)).toBe(7)
  expect(publicRanking(scored(9, 9, 9, 9, 1, 1, 1), 3).rows).toHaveLength(4)
})

test('RK4 bands are round, hold at least three people, and the lowest is open below', () => {
  const list = publicRanking(scored(60, 50, 49, 48, 39, 38, 21, 20, 19), 1)
  expect(list.bands).toEqual([
    { from: points(48), to: points(50), count: 3 },
    { from: null, to: points(39), count: 5 },
  ])
})

test('RK5 whoever is last is never named, not even by elimination; a very small category shows only its size', () => {
  const nobody = { rows: [], bands: [{ from: null, to: points(9), count: 3 }], size: 3 }
  expect(publicRanking(scored(9, 8, 7), 5)).toMatchObject(nobody)
  expect(publicRanking(scored(9, 8, 7, 6), 5).rows).toHaveLength(1)
  expect(publicRanking(scored(9, 8), 5)).toMatchObject({
    rows: [],
    bands: [{ from: null, to: null, count: 2 }],
    size: 2,
  })
  expect(publicRanking(scored(5, 5, 5, 5), 5)).toMatchObject({ rows: [], bands: [{ count: 4 }] })
  expect(publicRanking([], 5)).toMatchObject({ rows: [], bands: [], size: 0 })
})

test('RK6 a bar is full at a round number of points at or above the best', () => {
  const scale = (best: number) => publicRanking(scored(best), 5).scaleMax
  expect([0, 28, 30, 84.5, 100.5].map(scale)).toEqual([points(10), points(30), points(30), points(85), points(150)])
})

describe('RK3 RK4 RK5 properties of the public list', () => {
  const publicly = (ranking: typeof publicRanking) =>
    fc.property(rows, fc.integer({ min: 1, max: 12 }), (rows, topN) => {
      const list: RankedList = ranking(rows, topN)
      const places = new Map(rank(rows, row => row.points).map(each => [each.row.name, each]))
      const lowest = Math.min(...rows.map(each => each.points))
      for (const { name, place, tied, points } of list.rows) {
        expect(places.get(name)).toMatchObject({ place, tied, points })
        expect(place).toBeLessThanOrEqual(topN)
        expect(points).toBeGreaterThan(lowest)
      }
      if (list.rows.some(each => each.place > 1)) expect(list.rows.length).toBeLessThanOrEqual(topN)
      const counted = list.bands.reduce((sum, band) => sum + band.count, 0)
      expect(list.size).toBe(rows.length)
      expect(list.rows.length + counted).toBe(rows.length)
      if (rows.length >= BAND_MIN) expect(counted).toBeGreaterThanOrEqual(BAND_MIN)
      const unnamed = rows.filter(row => !list.rows.some(each => each.name === row.name))
      expect(unnamed.every(row => list.rows.every(each => each.points > row.points))).toBe(true)
      for (const { from, to, count } of list.bands) {
        expect(count >= BAND_MIN || (list.bands.length === 1 && from === null && to === null)).toBe(true)
        const inside = unnamed.filter(row => row.points >= (from ?? -Infinity) && row.points <= (to ?? Infinity))
        expect(from === null || inside.length === count).toBe(true)
      }
      if (list.bands.length > 0) expect(list.bands.at(-1)?.from).toBeNull()
    })

  const names = (rows: readonly { name: string; points: Hundredths }[], upTo: number) =>
    rank(rows, row => row.points)
      .filter(each => each.place <= upTo)
      .map(({ row, place, tied, points }) => ({ name: row.name, place, tied, points, movement: null }))

  const twins: Record<string, typeof publicRanking> = {
    'splits a tie at the edge': (rows, topN) => {
      const list = publicRanking(rows, topN)
      const all = names(rows, rows.length).slice(0, Math.min(topN, Math.max(0, rows.length - BAND_MIN)))
      return { ...list, rows: all, bands: [{ from: null, to: null, count: rows.length - all.length }] }
    },
    'names a small category to the last': (rows, topN) =>
      rows.length > topN
        ? publicRanking(rows, topN)
        : { ...publicRanking(rows, topN), rows: names(rows, topN), bands: [] },
    'names one place too many': (rows, topN) => publicRanking(rows, topN + 1),
    'shows where the last one stands': (rows, topN) => {
      const list = publicRanking(rows, topN)
      const lowest = Math.min(...rows.map(each => each.points)) as Hundredths
      return { ...list, bands: list.bands.map(band => ({ ...band, from: band.from ?? lowest })) }
    },
    'shows a band of one': (rows, topN) => {
      const list = publicRanking(rows, topN)
      const [first, ...others] = list.bands
      if (first === undefined) return list
      const split = [
        { ...first, count: 1 },
        { ...first, count: first.count - 1 },
      ]
      return { ...list, bands: [...split, ...others] }
    },
    'forgets somebody': (rows, topN) => {
      const list = publicRanking(rows, topN)
      return { ...list, bands: list.bands.map(band => ({ ...band, count: Math.max(3, band.count - 1) })) }
    },
  }

  test('RK3 RK4 RK5 nobody below the limit is named, ties stay whole, bands hold the rest', () => {
    fc.assert(publicly(publicRanking), RUNS)
  })

  test.each(Object.keys(twins))('RK3 RK4 RK5 the property catches a list that %s', name => {
    const twin = twins[name]
    expect(twin && fc.check(publicly(twin), RUNS).failed).toBe(true)
  })
})
