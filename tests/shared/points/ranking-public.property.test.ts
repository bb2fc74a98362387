import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import {
  movementsOf,
  publicRanking,
  rank,
  type PublicRanking,
  type RankedPerson,
} from '../../../shared/points/ranking.ts'

/** Lists made at random, and what of them may hang in public. */

interface Somebody extends RankedPerson {
  readonly before: Hundredths | null
}

const people = fc
  .array(
    fc.record({
      points: fc.integer({ min: -20, max: 60 }),
      before: fc.option(fc.integer({ min: -20, max: 60 }), { freq: 5 }),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map(drawn =>
    drawn.map(({ points, before }, at): Somebody => ({
      name: `党员${at}`,
      points: (points * 50) as Hundredths,
      before: before === null ? null : ((before * 50) as Hundredths),
    })),
  )
const topN = fc.integer({ min: 1, max: 20 })
const RUNS = { numRuns: 500, seed: 2026 }

type Publish = (rows: readonly Somebody[], topN: number) => PublicRanking

/** Whoever is at the last place is not named, and neither are two more who could be taken for them. */
const neverTheBottom = (publish: Publish) =>
  fc.property(people, topN, (rows, most) => {
    const list = publish(rows, most)
    const named = new Set(list.rows.map(each => each.name))
    const lowest = Math.min(...rows.map(each => each.points))
    const last = rows.filter(each => each.points === lowest)
    const unnamed = rows.filter(each => !named.has(each.name))
    const isPraise = list.rows.every(each => each.points >= 0)
    return last.every(each => !named.has(each.name)) && (named.size === 0 || unnamed.length >= 3) && isPraise
  })

/** No band, and no number beside it, says what the last one has. */
const bandsHideTheLast = (publish: Publish) =>
  fc.property(people, topN, (rows, most) => {
    const { bands, rows: named, size } = publish(rows, most)
    const counted = bands.reduce((sum, each) => sum + each.count, 0)
    return (
      counted + named.length === size &&
      bands.every((band, at) => (at === bands.length - 1 ? band.from === null : band.from !== null)) &&
      (bands.length < 2 || bands.every(band => band.count >= 3))
    )
  })

const namesTheBest = (publish: Publish) =>
  fc.property(people, topN, (rows, most) => {
    const list = publish(rows, most)
    const worst = Math.min(...list.rows.map(each => each.points))
    const named = new Set(list.rows.map(each => each.name))
    return rows.every(each => each.points <= worst || named.has(each.name) || list.rows.length === 0)
  })

const splitsATie: Publish = (rows, most) => {
  const all = rank(rows, row => row.points).slice(0, most)
  const list = publicRanking(rows, most)
  return { ...list, rows: all.map(each => ({ ...each, name: each.row.name, movement: null })) }
}
const tellsTheEnd: Publish = (rows, most) => {
  const list = publicRanking(rows, most)
  const lowest = Math.min(...rows.map(each => each.points)) as Hundredths
  return {
    ...list,
    bands: list.bands.map((band, at) => (at === list.bands.length - 1 ? { ...band, from: lowest } : band)),
  }
}
const namesFromBelow: Publish = (rows, most) => {
  const list = publicRanking(rows, most)
  const low = rank(rows, row => row.points)
    .toReversed()
    .slice(0, list.rows.length)
  return { ...list, rows: low.map(each => ({ ...each, name: each.row.name, movement: null })) }
}

describe('RK12 what hangs in public', () => {
  test('RK12 never names the bottom, nor lets it be told by elimination or by a band', () => {
    fc.assert(neverTheBottom(publicRanking), RUNS)
    fc.assert(bandsHideTheLast(publicRanking), RUNS)
    fc.assert(namesTheBest(publicRanking), RUNS)
  })
  test('RK12 planted bugs are found', () => {
    expect(fc.check(neverTheBottom(splitsATie), RUNS).failed).toBe(true)
    expect(fc.check(neverTheBottom(namesFromBelow), RUNS).failed).toBe(true)
    expect(fc.check(bandsHideTheLast(tellsTheEnd), RUNS).failed).toBe(true)
    expect(fc.check(namesTheBest(namesFromBelow), RUNS).failed).toBe(true)
  })
})

describe('RK10 movement', () => {
  type Moves = typeof movementsOf<Somebody>
  /** By how many of those who were in both are better. */
  const agrees = (moves: Moves) =>
    fc.property(people, rows => {
      const found = moves(rows)
      const both = rows.filter(each => each.before !== null)
      return rows.every(row => {
        if (row.before === null) return found.get(row) === 'new'
        const [own, was] = [row.points, row.before]
        const now = both.filter(each => each.points > own).length
        const then = both.filter(each => (each.before ?? 0) > was).length
        return found.get(row) === (now < then ? 'up' : now > then ? 'down' : 'same')
      })
    })
  /** Newcomers push the others down. */
  const among: Moves = rows => {
    const places = new Map(rank(rows, row => row.points).map(each => [each.row, each.place]))
    const stayed = rows.filter(each => each.before !== null)
    const before = new Map(rank(stayed, row => row.before ?? (0 as Hundredths)).map(each => [each.row, each.place]))
    return new Map(
      rows.map(row => {
        const [now, then] = [places.get(row) ?? 0, before.get(row)]
        return [row, then === undefined ? 'new' : now < then ? 'up' : now > then ? 'down' : 'same']
      }),
    )
  }
  /** More points are taken for a better place. */
  const byPoints: Moves = rows =>
    new Map(
      rows.map(row => {
        if (row.before === null) return [row, 'new']
        return [row, row.points > row.before ? 'up' : row.points < row.before ? 'down' : 'same']
      }),
    )

  test('RK10 compares places among those who were there before; newcomers push nobody', () => {
    fc.assert(agrees(movementsOf), RUNS)
    expect(fc.check(agrees(among), RUNS).failed).toBe(true)
    expect(fc.check(agrees(byPoints), RUNS).failed).toBe(true)
  })

  test('RK10 without a period before there is none, and only the direction is told', () => {
    const bare = [30, 20, 10, 9, 8].map((score, at) => ({ name: `党员${at}`, points: (score * 100) as Hundredths }))
    expect(publicRanking(bare, 2).rows.map(each => each.movement)).toEqual([null, null])
    const moved = bare.map((each, at) => ({ ...each, before: ((at + 1) * 100) as Hundredths }))
    expect(publicRanking(moved, 2).rows.map(each => each.movement)).toEqual(['up', 'up'])
  })
})
