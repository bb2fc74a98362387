import type { Hundredths } from '../base/hundredths.ts'

/** Ranking within a category (分类排名), and what of it may hang on the wall. Rules RK1–RK6, RK10–RK12. */

export interface Ranked<Row> {
  readonly row: Row
  readonly points: Hundredths
  readonly place: number
  /** Somebody else has the same score. */
  readonly tied: boolean
}

/**
 * Highest first; equal scores share a place and the following places are skipped: 1, 2, 2, 4. Within a place the order
 * of the input is kept.
 * @param rows  of one category
 */
export function rank<Row>(rows: readonly Row[], pointsOf: (row: Row) => Hundredths): Ranked<Row>[] {
  return tieGroups(rows, pointsOf).flatMap(group =>
    group.rows.map(row => ({ row, points: group.points, place: group.place, tied: group.rows.length > 1 })),
  )
}

interface TieGroup<Row> {
  readonly points: Hundredths
  readonly place: number
  readonly rows: readonly Row[]
}

function tieGroups<Row>(rows: readonly Row[], pointsOf: (row: Row) => Hundredths): TieGroup<Row>[] {
  const byPoints = Map.groupBy(rows, pointsOf)
  const scores = [...byPoints.keys()].sort((a, b) => b - a)
  let place = 1
  return scores.map(points => {
    const group = { points, place, rows: byPoints.get(points) ?? [] }
    place += group.rows.length
    return group
  })
}

/** Counted and never named. Both ends are included; null = open. */
export interface Band {
  readonly from: Hundredths | null
  readonly to: Hundredths | null
  readonly count: number
}

/** Against the period before; who was not in it is new. */
export type Movement = 'up' | 'down' | 'same' | 'new'

/** One person of a list that goes public, the name already masked where they have not agreed to be named. */
export interface RankedPerson {
  readonly name: string
  readonly points: Hundredths
  /** What the sum began with; left out: 0. */
  readonly start?: Hundredths
  /** What they had in the period before; null: they were not in it. Absent for all where there is no period before. */
  readonly before?: Hundredths | null
}

/**
 * Where each stands against the period before, among those who were in both (RK10): people who have come since push
 * nobody up or down.
 */
export function movementsOf<Row extends Pick<RankedPerson, 'points' | 'before'>>(
  rows: readonly Row[],
): ReadonlyMap<Row, Movement> {
  const stayed = rows.flatMap(row =>
    typeof row.before === 'number' ? [{ row, points: row.points, before: row.before }] : [],
  )
  const placesBy = (pointsOf: (each: (typeof stayed)[number]) => Hundredths) =>
    new Map(rank(stayed, pointsOf).map(each => [each.row.row, each.place]))
  const [now, then] = [placesBy(each => each.points), placesBy(each => each.before)]
  const movements = new Map<Row, Movement>()
  for (const row of rows) {
    if (row.before === undefined) continue
    const [place, was] = [now.get(row), then.get(row)]
    const stays = place !== undefined && was !== undefined
    movements.set(row, !stays ? 'new' : place < was ? 'up' : place > was ? 'down' : 'same')
  }
  return movements
}

/** The public face of a ranking; has the shape of `RankedList` in a published document. */
export interface PublicRanking {
  readonly rows: {
    readonly place: number
    readonly tied: boolean
    readonly name: string
    readonly points: Hundredths
    readonly movement: Movement | null
  }[]
  readonly bands: Band[]
  readonly size: number
  readonly scaleMax: Hundredths
}

/** Fewer people than this are not shown as a band: their neighbours could name them. */
export const BAND_MIN = 3
const BANDS_MAX = 4

/**
 * The best are named, the others counted in bands. A tie group is never split: one that would pass `topN` is counted,
 * except the group at place 1. At least three people always stay unnamed, so that the bottom cannot be told by
 * elimination; where that cannot be, nobody is named.
 *
 * @param rows  of one category
 */
export function publicRanking(rows: readonly RankedPerson[], topN: number): PublicRanking {
  const movements = movementsOf(rows)
  const groups = tieGroups(rows, row => row.points)
  const named = namedGroups(groups, topN, rows.length)
  const others = groups.slice(named.length)
  const best = groups[0]?.points ?? (0 as Hundredths)
  return {
    rows: named.flatMap(({ place, points, rows }) =>
      rows.map(row => ({ place, tied: rows.length > 1, name: row.name, points, movement: movements.get(row) ?? null })),
    ),
    bands: bandsOf(others),
    size: rows.length,
    scaleMax: scaleFor(best),
  }
}

function namedGroups<Row extends Pick<RankedPerson, 'start'>>(
  groups: readonly TieGroup<Row>[],
  topN: number,
  size: number,
): TieGroup<Row>[] {
  const named: TieGroup<Row>[] = []
  for (const group of groups) {
    const last = group.place + group.rows.length - 1
    // A sum below zero, or below its own start, could only be what was deducted: nobody is named with one.
    const deducted = group.points < 0 || group.rows.some(row => group.points < (row.start ?? 0))
    if ((last > topN && group.place > 1) || size - last < BAND_MIN || deducted) break
    named.push(group)
  }
  return named
}

/** Whole points, so that the ends of bands are easy to read. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500]

/** At most four bands on a grid of round numbers, then those with too few people merged into a neighbour. */
function bandsOf(groups: readonly TieGroup<unknown>[]): Band[] {
  const highest = groups[0]?.points
  const lowest = groups.at(-1)?.points
  if (highest === undefined || lowest === undefined) return []
  const cell = (points: Hundredths, step: number) => Math.floor(points / (step * 100))
  const fits = (step: number) => cell(highest, step) - cell(lowest, step) < BANDS_MAX
  const step = STEPS.find(fits) ?? Math.ceil((highest - lowest) / 100 / (BANDS_MAX - 1))
  const cells = [...Map.groupBy(groups, group => cell(group.points, step)).values()]
  const merged = mergeSmall(cells)
  return merged.map((band, at) => ({
    // The lowest band is open below: it must not tell what the last one has.
    from: at === merged.length - 1 ? null : (band.at(-1)?.points ?? null),
    to: peopleIn(band) < BAND_MIN ? null : (band[0]?.points ?? null),
    count: peopleIn(band),
  }))
}

const peopleIn = (groups: readonly TieGroup<unknown>[]): number =>
  groups.reduce((count, group) => count + group.rows.length, 0)

/** Takes cells from the best down until a band is large enough; what is left over joins the band above it. */
function mergeSmall<Group extends TieGroup<unknown>>(cells: readonly (readonly Group[])[]): Group[][] {
  const bands: Group[][] = []
  let open: Group[] = []
  for (const cell of cells) {
    open.push(...cell)
    if (peopleIn(open) < BAND_MIN) continue
    bands.push(open)
    open = []
  }
  if (open.length > 0) {
    const last = bands.at(-1)
    if (last === undefined) bands.push(open)
    else last.push(...open)
  }
  return bands
}

/** The next multiple of five points at or above the best score, at least ten: the full length of a bar. */
function scaleFor(best: Hundredths): Hundredths {
  const step = best > 10_000 ? 5000 : 500
  return Math.max(1000, Math.ceil(best / step) * step) as Hundredths
}
