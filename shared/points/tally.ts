import type { Hundredths } from '../base/hundredths.ts'
import type { EntryId } from '../base/ids.ts'
import type { PlainDate } from '../base/plain-date.ts'
import { applyCaps, type CutOff } from './caps.ts'
import type { Entry } from './entry.ts'
import type { Caps } from './item.ts'
import {
  monthIndexOf,
  partOf,
  slotFor,
  type DimensionKey,
  type Scored,
  type SchemeIndex,
  type Unit,
} from './scheme-index.ts'

/**
 * Adds up the entries of one member in one pass, and cuts the sums at the end of a review period. Plain numbers of
 * hundredths inside: every sum a branch can reach is far below 2^53, so they are exact (PT1).
 *
 * A sum is kept per (period of the entry's own date, home stretch, slot). The home is the stretch of the year, a review
 * period or a month, whose cap the points use up: the entry's own, and for a reversal that of the entry it cancels.
 */
export interface Tally {
  readonly index: SchemeIndex
  readonly sums: Float64Array
  /** Slots that hold anything at all. */
  readonly touched: Uint8Array
  /** Vetoes less their reversals, by the period of their own date; in hundredths of one. */
  readonly vetoes: Float64Array
}

export function newTally(index: SchemeIndex): Tally {
  const periods = index.periods.length
  return {
    index,
    sums: new Float64Array(periods * index.stretches * index.slots.length),
    touched: new Uint8Array(index.slots.length),
    vetoes: new Float64Array(periods),
  }
}

/** Empties the tally for the next member, so that five thousand members need one. */
export function clear(tally: Tally): void {
  tally.sums.fill(0)
  tally.touched.fill(0)
  tally.vetoes.fill(0)
}

/** @param entries  all of one member; those outside the cycle are passed over (PT2) */
export function add(tally: Tally, entries: readonly Entry[]): void {
  const { index, sums, touched, vetoes } = tally
  const dates = index.capsWithin ? datesOfReversed(entries) : NO_DATES
  for (const entry of entries) {
    const month = monthIndexOf(index, entry.date)
    if (month < 0) continue
    const own = partOf(month, index.periods.length)
    if (entry.component === 'veto') {
      vetoes[own] = (vetoes[own] ?? 0) + entry.quantity
      continue
    }
    const reversed = entry.reverses === null ? undefined : dates.get(entry.reverses)
    const reversedIn = reversed === undefined ? -1 : monthIndexOf(index, reversed)
    const home = partOf(reversedIn < 0 ? month : reversedIn, index.stretches)
    const slot = slotFor(index, entry.itemCode, entry.component, entry.dimension)
    const at = (own * index.stretches + home) * index.slots.length + slot
    sums[at] = (sums[at] ?? 0) + entry.points
    touched[slot] = 1
  }
}

const NO_DATES: ReadonlyMap<EntryId, PlainDate> = new Map()

function datesOfReversed(entries: readonly Entry[]): ReadonlyMap<EntryId, PlainDate> {
  const reversed = new Set<EntryId>()
  for (const { reverses } of entries) if (reverses !== null) reversed.add(reverses)
  if (reversed.size === 0) return NO_DATES
  return new Map(entries.filter(each => reversed.has(each.entryId)).map(each => [each.entryId, each.date]))
}

export interface Sum {
  recorded: number
  counted: number
}

export interface CapReached {
  readonly kind: 'item' | 'group' | 'component' | 'total'
  /** Code of the item or group, name of the component, or `total`. */
  readonly code: string
  /** How much each level cut off, in hundredths; the total's cap is one of the cycle. */
  readonly off: CutOff
}

/** What one cap unit came to; for a member's own page. */
export interface UnitStanding {
  readonly kind: Unit['kind']
  readonly code: string
  readonly component: Scored
  readonly caps: Caps
  readonly recorded: Hundredths
  readonly counted: Hundredths
}

/** Year to date as of the end of a period. */
export interface Cut {
  readonly components: Record<Scored, Sum>
  readonly dimensions: Record<DimensionKey, Sum>
  readonly capsReached: CapReached[]
  readonly units: UnitStanding[]
  vetoed: boolean
}

const sum = (): Sum => ({ recorded: 0, counted: 0 })

export const emptyCut = (): Cut => ({
  components: { base: sum(), contribution: sum(), deduction: sum() },
  dimensions: { political: sum(), discipline: sum(), character: sum(), role: sum(), none: sum() },
  capsReached: [],
  units: [],
  vetoed: false,
})

/** @param at  position of the period, the sums of which and of all before count */
export function cutAt(tally: Tally, at: number): Cut {
  const { index } = tally
  const cut = emptyCut()
  const componentSums = { base: zeros(index), contribution: zeros(index), deduction: zeros(index) }
  for (const unit of index.units) {
    if (!unit.slots.some(slot => tally.touched[slot] === 1)) continue
    addTo(componentSums[unit.component], cutUnit(tally, at, unit, cut))
  }
  for (const component of ['base', 'contribution', 'deduction'] as const) {
    const caps = index.scheme.componentCaps[component] ?? {}
    applyOf(cut, { kind: 'component', code: component }, index, componentSums[component], caps, signOf(component))
    cut.components[component].counted = total(componentSums[component])
  }
  cut.vetoed = total(tally.vetoes.subarray(0, at + 1)) > 0
  return cut
}

/** Cuts the sums, and notes with the cut whether that took anything off. */
function applyOf(
  cut: Cut,
  of: Omit<CapReached, 'off'>,
  { windows }: SchemeIndex,
  sums: number[],
  caps: Caps,
  sign: 1 | -1,
): void {
  const off = applyCaps(sums, caps, sign, windows)
  if (off !== null) cut.capsReached.push({ ...of, off })
}

/** Adds the unit to the recorded sums, the dimensions and the caps reached. @returns counted, by home stretch */
function cutUnit(tally: Tally, at: number, unit: Unit, cut: Cut): number[] {
  const sign = signOf(unit.component)
  const unitSums = zeros(tally.index)
  const shares: { readonly into: Sum; counted: number }[] = []
  let recorded = 0
  let ownCaps: Caps = unit.caps
  for (const slotAt of unit.slots) {
    const slot = tally.index.slots[slotAt]
    if (slot === undefined) continue
    if (unit.kind === 'item') ownCaps = slot.caps
    const slotSums = sumsOf(tally, at, slotAt)
    const slotRecorded = total(slotSums)
    applyOf(cut, { kind: 'item', code: slot.code ?? '' }, tally.index, slotSums, slot.caps, sign)
    addTo(unitSums, slotSums)
    recorded += slotRecorded
    cut.dimensions[slot.dimension].recorded += slotRecorded
    shares.push({ into: cut.dimensions[slot.dimension], counted: total(slotSums) })
  }
  applyOf(cut, { kind: 'group', code: unit.code }, tally.index, unitSums, unit.caps, sign)
  const counted = total(unitSums)
  shareOut(shares, counted, sign)
  cut.components[unit.component].recorded += recorded
  const { kind, code, component } = unit
  const amounts = { recorded: recorded as Hundredths, counted: counted as Hundredths }
  cut.units.push({ kind, code, component, caps: ownCaps, ...amounts })
  return unitSums
}

/**
 * What a group's cap cuts off is taken from its items, the last one first, so that each dimension knows its part. What
 * no item can bear (only possible with caps narrower than the cycle) falls to the first.
 */
function shareOut(shares: readonly { readonly into: Sum; counted: number }[], counted: number, sign: 1 | -1): void {
  let excess = sign * (shares.reduce((all, each) => all + each.counted, 0) - counted)
  for (const share of shares.toReversed()) {
    const off = Math.min(excess, Math.max(0, sign * share.counted))
    share.counted -= sign * off
    excess -= off
  }
  const [first] = shares
  if (first !== undefined) first.counted -= sign * excess
  for (const share of shares) share.into.counted += share.counted
}

/** The slot's entries dated up to the end of period `at`, by home stretch. */
function sumsOf({ index, sums }: Tally, at: number, slot: number): number[] {
  const result = zeros(index)
  const { stretches } = index
  for (let own = 0; own <= at; own++) {
    for (let home = 0; home < stretches; home++) {
      result[home] = (result[home] ?? 0) + (sums[(own * stretches + home) * index.slots.length + slot] ?? 0)
    }
  }
  return result
}

const signOf = (component: Scored): 1 | -1 => (component === 'deduction' ? -1 : 1)

const zeros = (index: SchemeIndex): number[] => Array.from({ length: index.stretches }, () => 0)

function addTo(into: number[], sums: readonly number[]): void {
  for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) + (sums[at] ?? 0)
}

/** Starts at 0 and adds, so that a negated 0 does not come out as -0. */
function total(sums: Iterable<number>): number {
  let all = 0
  for (const each of sums) all += each
  return all
}
