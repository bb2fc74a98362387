import type { Hundredths } from '../base/hundredths.ts'
import type { Period, PlainDate } from '../base/plain-date.ts'
import type { Entry } from '../points/entry.ts'
import { CAP_LEVELS, type CapLevel } from '../points/item.ts'
import type { Scheme } from '../points/scheme.ts'
import { standing, type CapReached } from '../points/standing.ts'

/** What the registrar is told of a declaration before deciding (PT75): what an entry would bring, and which cap stops it. */

/** A cap that cuts something off the entry. */
export interface CapInTheWay extends Pick<CapReached, 'kind' | 'code'> {
  /** The narrowest level that does: of the month, of the quarter, of the period, of the year. */
  readonly level: CapLevel
}

export interface CapHint {
  /** What the entry says, and what of it would count in the year to date. */
  readonly points: Hundredths
  readonly counts: Hundredths
  /** The caps in its way, the narrowest first. */
  readonly caps: readonly CapInTheWay[]
}

/**
 * @param entries of the member alone, of the cycle, without the new one
 * @returns null where all of it would count
 */
export function capHint(entry: Entry, entries: readonly Entry[], scheme: Scheme, category: string): CapHint | null {
  const year = String(scheme.cycle) as Period
  const before = standing(entries, scheme, category, year)
  const after = standing([...entries, entry], scheme, category, year)
  const room = (scheme.totalCap ?? Infinity) - before.raw
  const counts = Math.max(0, Math.min(after.toDate.total - before.toDate.total, room))
  if (counts >= entry.points) return null
  const caps = after.capsReached.flatMap(cap => inTheWay(cap, before.capsReached) ?? [])
  return {
    points: entry.points,
    counts: counts as Hundredths,
    caps: caps.toSorted((a, b) => WIDTH[a.kind] - WIDTH[b.kind]),
  }
}

const WIDTH = { item: 0, group: 1, component: 2, total: 3 } as const

/** 11月, 第4季度, 这一期, 全年: which time is full, where the entry is dated in it. */
export function whenFull(level: CapLevel, date: PlainDate): { readonly zh: string; readonly en: string } {
  const month = Number(date.slice(5, 7))
  switch (level) {
    case 'perMonth':
      return { zh: `${month}月`, en: `month ${month}` }
    case 'perQuarter':
      return { zh: `第${Math.ceil(month / 3)}季度`, en: `quarter ${Math.ceil(month / 3)}` }
    case 'perPeriod':
      return { zh: '这一期', en: 'the period' }
    case 'perCycle':
      return { zh: '全年', en: 'the year' }
  }
}

/** Null where the cap takes no more than it took before: it was met elsewhere, in another month perhaps. */
function inTheWay({ kind, code, off }: CapReached, before: readonly CapReached[]): CapInTheWay | null {
  const then = before.find(each => each.kind === kind && each.code === code)?.off ?? {}
  const level = CAP_LEVELS.find(each => (off[each] ?? 0) > (then[each] ?? 0))
  return level === undefined ? null : { kind, code, level }
}
