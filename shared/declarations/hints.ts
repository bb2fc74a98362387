import type { Hundredths } from '../base/hundredths.ts'
import type { Period } from '../base/plain-date.ts'
import type { Entry } from '../points/entry.ts'
import type { Scheme } from '../points/scheme.ts'
import { standing, type CapReached } from '../points/standing.ts'

/** What the registrar is told of a declaration before deciding (PT75): what an entry would bring, and which cap stops it. */

export interface CapHint {
  /** What the entry says, and what of it would count in the year to date. */
  readonly points: Hundredths
  readonly counts: Hundredths
  /** The caps in its way, the narrowest first. */
  readonly caps: readonly CapReached[]
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
  const caps = after.capsReached.filter(cap => isInTheWay(cap, entry, scheme))
  return {
    points: entry.points,
    counts: counts as Hundredths,
    caps: caps.toSorted((a, b) => WIDTH[a.kind] - WIDTH[b.kind]),
  }
}

const WIDTH = { item: 0, group: 1, component: 2, total: 3 } as const

function isInTheWay({ kind, code }: CapReached, entry: Entry, scheme: Scheme): boolean {
  switch (kind) {
    case 'item':
      return code === entry.itemCode
    case 'group':
      return scheme.capGroups.some(group => group.code === code && group.items.includes(entry.itemCode ?? ''))
    case 'component':
      return code === entry.component
    case 'total':
      return true
  }
}
