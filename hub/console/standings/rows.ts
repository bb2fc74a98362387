import type { Period } from '../../../shared/base/plain-date.ts'
import { CAP_LEVELS } from '../../../shared/points/item.ts'
import type { Scheme, SchemeCategory } from '../../../shared/points/scheme.ts'
import type { StandingsRow } from '../../../shared/points/standings-table.ts'
import type { CapReached } from '../../../shared/points/standing.ts'
import { spanText } from '../items/wording.ts'
import { words } from '../text/words.ts'

/** The standings as tables show them. */

/** Rows of one period, by place within the category and then by number. */
export const rowsOfPeriod = (rows: readonly StandingsRow[], period: Period): StandingsRow[] => {
  // The whole cycle has the rows of its last period.
  const last = rows.at(-1)?.period
  const wanted = period.length === 4 ? last : period
  return rows
    .filter(row => row.period === wanted)
    .sort((a, b) => a.place - b.place || a.member.memberNo - b.member.memberNo)
}

export interface CategoryRows {
  readonly id: string
  readonly label: string
  readonly rows: readonly StandingsRow[]
}

/** In the order of the scheme; categories without people are left out. */
export const categoriesWithRows = (
  rows: readonly StandingsRow[],
  categories: readonly SchemeCategory[],
): CategoryRows[] =>
  categories
    .map(({ id, label }) => ({ id, label, rows: rows.filter(row => row.member.category === id) }))
    .filter(each => each.rows.length > 0)

/** 参加集中学习（每月）, 贡献加分（全年）: what was cut off, in the words of the scheme, and by which of its caps. */
export function capName(cap: CapReached, scheme: Scheme): string {
  const spans = CAP_LEVELS.filter(level => cap.off[level] !== undefined).map(each =>
    spanText(each, scheme.reviewPeriod),
  )
  return words().standings.capSpans(holderName(cap, scheme), spans.join('、'))
}

function holderName(cap: CapReached, scheme: Scheme): string {
  const { standings } = words()
  switch (cap.kind) {
    case 'total':
      return standings.capOf.total
    case 'component':
      return cap.code === 'base' || cap.code === 'contribution' || cap.code === 'deduction'
        ? standings.capOf[cap.code]
        : cap.code
    case 'group':
      return groupName(cap.code, scheme)
    case 'item':
      return itemName(cap.code, scheme)
  }
}

export const itemName = (code: string, scheme: Scheme): string => {
  const item = scheme.items.find(each => each.code === code)
  return item ? `${code} ${item.title}` : code
}

export function groupName(code: string, scheme: Scheme): string {
  const group = scheme.capGroups.find(each => each.code === code)
  return group ? words().standings.drawer.unitOf(group.items.join('、')) : code
}
