import { assert, must } from '../base/check.ts'
import type { Hundredths } from '../base/hundredths.ts'
import type { MemberId } from '../base/ids.ts'
import type { Period } from '../base/plain-date.ts'
import type { Entry } from './entry.ts'
import { periodsOf, type Scheme } from './scheme.ts'
import { cutOf, indexScheme, type DimensionKey, type SchemeIndex, type Scored } from './scheme-index.ts'
import {
  add,
  clear,
  cutAt,
  emptyCut,
  newTally,
  type CapReached,
  type Cut,
  type Sum,
  type Tally,
  type UnitStanding,
} from './tally.ts'

/**
 * What a member's entries come to in a period and in the year to date (某人某期合计): one pure function of (entries,
 * scheme, category, period), the same in hub, console, kiosk and export. The rules are PT1–PT12.
 */
export type { CapReached, UnitStanding } from './tally.ts'
export type { DimensionKey, Scored } from './scheme-index.ts'

export interface Amount {
  /** Plain sum of the entries, reversals included, before any cap. */
  readonly recorded: Hundredths
  /** What is left after the caps. */
  readonly counted: Hundredths
}

/** One stretch of time: a period, or the year to date. */
export interface Stretch {
  readonly components: Readonly<Record<Scored, Amount>>
  /** After the caps of items and groups; the caps of components and of the total belong to no dimension (PT11). */
  readonly dimensions: Readonly<Record<DimensionKey, Amount>>
  /** Counted points of the components; may be negative. */
  readonly total: Hundredths
}

export interface Standing {
  readonly period: Period
  /** Granted or carried over at the start of the cycle. */
  readonly start: Hundredths
  readonly inPeriod: Stretch
  readonly toDate: Stretch
  /** start + toDate.total, before total cap, floor and veto. */
  readonly raw: Hundredths
  /** What is shown and ranked. */
  readonly total: Hundredths
  readonly vetoed: boolean
  /** Caps that cut something off in the year to date. The order carries no meaning. */
  readonly capsReached: readonly CapReached[]
}

export interface ScoredMember<Key> {
  readonly key: Key
  readonly category: string
  /** Of this member alone, in any order. */
  readonly entries: readonly Entry[]
  /** Only schemes that carry over look at it. */
  readonly lastYearTotal?: Hundredths | null
}

/**
 * @param period  a review period of the scheme's cycle, or the whole cycle
 * @throws for a period of another cycle or length: ask `hasPeriod` first
 */
export function standing(
  entries: readonly Entry[],
  scheme: Scheme,
  category: string,
  period: Period,
  lastYearTotal: Hundredths | null = null,
): Standing {
  const only = { key: 0, category, entries, lastYearTotal }
  const found = standings([only], scheme, period).get(0)
  assert(found !== undefined, 'a standing for the only member')
  return found
}

/** The standings of many members as of one period; time linear in members and entries. */
export function standings<Key>(
  members: Iterable<ScoredMember<Key>>,
  scheme: Scheme,
  period: Period,
): Map<Key, Standing> {
  const result = new Map<Key, Standing>()
  for (const [key, ofPeriods] of standingsByPeriod(members, scheme, [period])) {
    for (const each of ofPeriods) result.set(key, each)
  }
  return result
}

/** The scheme whose caps, floor and start count for a period: the version in force on the period's last day (PT26). */
export type SchemeAt = (period: Period) => Scheme

/** As `standings`, for several periods at once: the entries are added up only once per version of the scheme. */
export function standingsByPeriod<Key>(
  members: Iterable<ScoredMember<Key>>,
  scheme: Scheme | SchemeAt,
  periods: readonly Period[],
): Map<Key, Standing[]> {
  const schemeAt = typeof scheme === 'function' ? scheme : () => scheme
  const steps = periods.map(period => stepTo(schemeAt, period))
  const tallies = new Map<Scheme, Tally>()
  for (const each of steps.flatMap(step => [step.scheme, step.before?.scheme ?? step.scheme])) {
    if (!tallies.has(each)) tallies.set(each, newTally(indexScheme(each)))
  }
  const result = new Map<Key, Standing[]>()
  for (const member of members) {
    for (const tally of tallies.values()) {
      clear(tally)
      add(tally, member.entries)
    }
    const cuts = new Map<Period, Cut>()
    const cutted = (at: Ending): Cut => {
      const tally = must(tallies.get(at.scheme), 'a tally for each scheme')
      const cut = cuts.get(at.period) ?? cutAt(tally, positionOf(tally.index, at.period))
      cuts.set(at.period, cut)
      return cut
    }
    const ofPeriod = ({ before, ...end }: Step): Standing => {
      const start = startOf(end.scheme, member.category, member.lastYearTotal ?? null)
      return standingOf(end.scheme, end.period, start, before ? cutted(before) : emptyCut(), cutted(end))
    }
    result.set(member.key, steps.map(ofPeriod))
  }
  return result
}

/** The end of a period, seen with the scheme in force on that day. */
interface Ending {
  readonly period: Period
  readonly scheme: Scheme
}

interface Step extends Ending {
  /** Null for the first period, and for the whole cycle. */
  readonly before: Ending | null
}

/** The period before keeps its own scheme, so that what counts in the periods adds up to the year to date. */
function stepTo(schemeAt: SchemeAt, period: Period): Step {
  const scheme = schemeAt(period)
  const all = periodsOf(scheme)
  const previous = period.length === 4 ? undefined : all[all.indexOf(period) - 1]
  return { period, scheme, before: previous === undefined ? null : { period: previous, scheme: schemeAt(previous) } }
}

/** What each cap unit with entries came to in the year to date, in the order of the items: for a member's own page. */
export function unitStandings(entries: readonly Entry[], scheme: Scheme, period: Period): readonly UnitStanding[] {
  const index = indexScheme(scheme)
  const tally = newTally(index)
  add(tally, entries)
  return cutAt(tally, positionOf(index, period)).units
}

/** One pass; the order of each member's entries is kept. */
export function groupByMember(entries: Iterable<Entry>): Map<MemberId, Entry[]> {
  const byMember = new Map<MemberId, Entry[]>()
  for (const entry of entries) {
    const own = byMember.get(entry.memberId)
    if (own === undefined) byMember.set(entry.memberId, [entry])
    else own.push(entry)
  }
  return byMember
}

function positionOf(index: SchemeIndex, period: Period): number {
  const at = cutOf(index, period)
  assert(at >= 0, `period ${period} belongs to the scheme's cycle`)
  return at
}

/** Points at the start of the cycle (PT6); a share of last year's total is rounded to the nearest hundredth. */
function startOf({ start }: Scheme, category: string, lastYearTotal: Hundredths | null): Hundredths {
  switch (start.mode) {
    case 'accrue':
      return 0 as Hundredths
    case 'grant':
      return start.byCategory[category] ?? start.points
    case 'carryOver':
      if (lastYearTotal === null) return start.otherwise
      return Math.round((lastYearTotal * start.percentOfLastYear) / 100) as Hundredths
  }
}

function standingOf(scheme: Scheme, period: Period, start: Hundredths, before: Cut, cut: Cut): Standing {
  const toDate = stretch(cut, null)
  const raw = (start + toDate.total) as Hundredths
  const capped = scheme.totalCap !== null && raw > scheme.totalCap
  return {
    period,
    start,
    inPeriod: stretch(cut, before),
    toDate,
    raw,
    total: shownTotal(scheme, raw, cut.vetoed),
    vetoed: cut.vetoed,
    capsReached: capped
      ? [...cut.capsReached, { kind: 'total', code: 'total', off: { perCycle: raw - (scheme.totalCap ?? raw) } }]
      : cut.capsReached,
  }
}

/** Total cap, then floor (PT7), then the veto, which outdoes a floor and never lifts anybody (PT8). */
function shownTotal(scheme: Scheme, raw: Hundredths, vetoed: boolean): Hundredths {
  const capped = Math.min(raw, scheme.totalCap ?? raw)
  const floored = Math.max(capped, scheme.floor ?? capped)
  return (vetoed && scheme.veto === 'scoreToZero' ? Math.min(floored, 0) : floored) as Hundredths
}

/** What came between two cuts: a closed period never changes, because its cut does not look past its last day. */
function stretch(cut: Cut, before: Cut | null): Stretch {
  const between = (now: Sum, then: Sum | undefined): Amount => ({
    recorded: (now.recorded - (then?.recorded ?? 0)) as Hundredths,
    counted: (now.counted - (then?.counted ?? 0)) as Hundredths,
  })
  const components = {
    base: between(cut.components.base, before?.components.base),
    contribution: between(cut.components.contribution, before?.components.contribution),
    deduction: between(cut.components.deduction, before?.components.deduction),
  }
  const dimension = (key: DimensionKey) => between(cut.dimensions[key], before?.dimensions[key])
  const dimensions = {
    political: dimension('political'),
    discipline: dimension('discipline'),
    character: dimension('character'),
    role: dimension('role'),
    none: dimension('none'),
  }
  const { base, contribution, deduction } = components
  return { components, dimensions, total: (base.counted + contribution.counted + deduction.counted) as Hundredths }
}
