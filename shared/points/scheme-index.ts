import { must } from '../base/check.ts'
import type { Period, PlainDate } from '../base/plain-date.ts'
import type { Windows } from './caps.ts'
import { DIMENSIONS, type Caps, type Dimension } from './item.ts'
import { periodsOf, type CapGroup, type Scheme } from './scheme.ts'

/**
 * A scheme prepared for adding up, built once and used for every member. Every entry falls into one slot: its item, or
 * a loose slot for sums that belong to no item (opening balances of a paper ledger). Slots add up to cap units.
 */

/** The components that carry points, in the order of the papers. */
export const SCORED = ['base', 'contribution', 'deduction'] as const
export type Scored = (typeof SCORED)[number]

/** `none`: an opening balance that the paper ledger did not split. */
export const DIMENSION_KEYS = [...DIMENSIONS, 'none'] as const
export type DimensionKey = (typeof DIMENSION_KEYS)[number]

export interface Slot {
  /** Null in loose slots. */
  readonly code: string | null
  readonly component: Scored
  readonly dimension: DimensionKey
  readonly caps: Caps
}

export interface Unit {
  readonly kind: 'item' | 'group' | 'loose'
  /** Of the item or the group; empty for loose ones. */
  readonly code: string
  readonly component: Scored
  readonly slots: readonly number[]
  /** Of the group. An item outside any group has its caps on the slot. */
  readonly caps: Caps
}

export interface SchemeIndex {
  readonly scheme: Scheme
  readonly periods: readonly Period[]
  readonly slots: readonly Slot[]
  readonly units: readonly Unit[]
  /** By item code. */
  readonly slotOf: ReadonlyMap<string, number>
  readonly looseSlots: Readonly<Record<Scored, Readonly<Record<DimensionKey, number>>>>
  /** Some cap is narrower than the cycle: then a reversal must find the stretch of the entry it cancels (PT5). */
  readonly capsWithin: boolean
  /** Stretches into which the sums of a year are split: months where some cap needs them, review periods otherwise. */
  readonly stretches: number
  readonly windows: Windows
}

export function indexScheme(scheme: Scheme): SchemeIndex {
  const slots: Slot[] = []
  const slotOf = new Map<string, number>()
  for (const { code, component, dimension, caps } of scheme.items) {
    if (component === 'veto') continue
    slotOf.set(code, slots.push({ code, component, dimension, caps }) - 1)
  }
  const units = itemUnits(scheme, slots, slotOf)
  const looseSlots = addLooseSlots(slots, units)
  const periods = periodsOf(scheme)
  const caps = capsOf(scheme)
  const byMonth = caps.some(each => each.perMonth !== undefined || each.perQuarter !== undefined)
  const stretches = byMonth ? 12 : periods.length
  const windows = {
    perMonth: 1,
    perQuarter: 3,
    perPeriod: stretches / periods.length,
    perCycle: stretches,
  }
  const capsWithin = byMonth || caps.some(each => each.perPeriod !== undefined)
  return { scheme, periods, slots, units, slotOf, looseSlots, capsWithin, stretches, windows }
}

/** In the order of the items; a group stands where its first item stands. */
function itemUnits(scheme: Scheme, slots: readonly Slot[], slotOf: ReadonlyMap<string, number>): Unit[] {
  const groupOf = new Map<string, CapGroup>()
  for (const group of scheme.capGroups) for (const code of group.items) groupOf.set(code, group)
  const done = new Set<CapGroup>()
  const units: Unit[] = []
  for (const [at, { code, component }] of slots.entries()) {
    const group = groupOf.get(code ?? '')
    if (group === undefined) {
      units.push({ kind: 'item', code: code ?? '', component, slots: [at], caps: {} })
    } else if (!done.has(group)) {
      done.add(group)
      const members = group.items.map(each => slotOf.get(each)).filter(each => each !== undefined)
      units.push({ kind: 'group', code: group.code, component, slots: members, caps: group.caps })
    }
  }
  return units
}

function addLooseSlots(slots: Slot[], units: Unit[]): SchemeIndex['looseSlots'] {
  const loose = (component: Scored, dimension: DimensionKey): number => {
    const at = slots.push({ code: null, component, dimension, caps: {} }) - 1
    units.push({ kind: 'loose', code: '', component, slots: [at], caps: {} })
    return at
  }
  const ofComponent = (component: Scored) => ({
    political: loose(component, 'political'),
    discipline: loose(component, 'discipline'),
    character: loose(component, 'character'),
    role: loose(component, 'role'),
    none: loose(component, 'none'),
  })
  return {
    base: ofComponent('base'),
    contribution: ofComponent('contribution'),
    deduction: ofComponent('deduction'),
  }
}

const capsOf = ({ items, capGroups, componentCaps }: Scheme): Caps[] =>
  [...[...items, ...capGroups].map(each => each.caps), ...Object.values(componentCaps)].filter(each => !!each)

/**
 * The slot of an entry. One whose frozen component or dimension is no longer that of the item (which `checkAmendment`
 * prevents) keeps what it was registered as, outside the item's cap.
 */
export function slotFor(
  index: SchemeIndex,
  itemCode: string | null,
  component: Scored,
  dimension: Dimension | null,
): number {
  const at = itemCode === null ? undefined : index.slotOf.get(itemCode)
  if (at !== undefined) {
    const slot = must(index.slots[at], 'slot')
    if (slot.component === component && slot.dimension === dimension) return at
  }
  return index.looseSlots[component][dimension ?? 'none']
}

const ZERO_CODE = 48

/** Position of the date's month in the cycle, -1 outside the cycle. Called for every entry, so no parsing. */
export function monthIndexOf({ scheme }: SchemeIndex, date: PlainDate): number {
  if (Number(date.slice(0, 4)) !== scheme.cycle) return -1
  return (date.charCodeAt(5) - ZERO_CODE) * 10 + date.charCodeAt(6) - ZERO_CODE - 1
}

/** Which of so many equal parts of the year holds the month. */
export const partOf = (month: number, parts: number): number => Math.floor((month * parts) / 12)

/** Position of the period asked for; the whole cycle is as of its last period. */
export function cutOf(index: SchemeIndex, period: Period): number {
  const at = period.length === 4 ? index.periods.length - 1 : index.periods.indexOf(period)
  return period.startsWith(String(index.scheme.cycle)) ? at : -1
}
