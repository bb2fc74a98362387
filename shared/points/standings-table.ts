import { formatHundredths, type Hundredths } from '../base/hundredths.ts'
import type { MemberId } from '../base/ids.ts'
import { periodsUpTo, type Period } from '../base/plain-date.ts'
import type { Entry } from './entry.ts'
import { rank, type Ranked } from './ranking.ts'
import type { Scheme } from './scheme.ts'
import { standingsByPeriod, type SchemeAt, type Standing } from './standing.ts'

/** The table of standings that the hub exports: one row per period and ranked member (PT13). */

export interface TableMember {
  readonly memberId: MemberId
  readonly memberNo: number
  readonly name: string
  /** Tells namesakes apart on the branch's own pages; exports go by the number. */
  readonly nameNote?: string
  readonly category: string
  /** Approved to be left out: no row, no rank, whatever entries there are. */
  readonly exempt: boolean
  readonly lastYearTotal?: Hundredths | null
}

export interface StandingsRow {
  readonly period: Period
  readonly member: TableMember
  readonly standing: Standing
  /** By the total of the year to date, within the category. */
  readonly place: number
  readonly tied: boolean
  /** People ranked in the category, also those without entries. */
  readonly categorySize: number
}

/** Whether a person has a standing in the scheme at all. */
export const isScored = (scheme: Scheme, member: Pick<TableMember, 'category' | 'exempt'>): boolean =>
  !member.exempt && scheme.categories.some(each => each.id === member.category && each.ranked)

/**
 * All periods of the cycle up to the one asked for, each by member number.
 * @param entriesByMember  members without entries may be missing; they are ranked with their start points
 * @param scheme  one version for all, or the version of each period (PT26)
 */
export function standingsTable(
  members: readonly TableMember[],
  entriesByMember: ReadonlyMap<MemberId, readonly Entry[]>,
  scheme: Scheme | SchemeAt,
  last: Period,
): StandingsRow[] {
  const schemeAt = typeof scheme === 'function' ? scheme : () => scheme
  const periods = periodsUpTo(last, schemeAt(last).reviewPeriod)
  const sorted = members.toSorted((a, b) => a.memberNo - b.memberNo)
  const input = sorted.map(member => {
    const { category, lastYearTotal = null } = member
    return { key: member, category, lastYearTotal, entries: entriesByMember.get(member.memberId) ?? [] }
  })
  const found = standingsByPeriod(input, schemeAt, periods)
  return periods.flatMap((period, at) => {
    const scored = sorted.filter(each => isScored(schemeAt(period), each))
    const rows = scored.flatMap(member => {
      const standing = found.get(member)?.[at]
      return standing === undefined ? [] : [{ member, standing }]
    })
    return rankedRows(period, rows)
  })
}

interface Unranked {
  readonly member: TableMember
  readonly standing: Standing
}

function rankedRows(period: Period, rows: readonly Unranked[]): StandingsRow[] {
  const ranked = new Map<TableMember, Ranked<Unranked> & { readonly size: number }>()
  for (const ofCategory of Map.groupBy(rows, row => row.member.category).values()) {
    for (const each of rank(ofCategory, row => row.standing.total)) {
      ranked.set(each.row.member, { ...each, size: ofCategory.length })
    }
  }
  return rows.flatMap(({ member, standing }) => {
    const found = ranked.get(member)
    return found === undefined
      ? []
      : [{ period, member, standing, place: found.place, tied: found.tied, categorySize: found.size }]
  })
}

const COLUMNS = [
  'quarter',
  'member_no',
  'name',
  'category',
  'base_recorded',
  'base_counted',
  'contribution_recorded',
  'contribution_counted',
  'deduction',
  'quarter_total',
  'base_ytd_recorded',
  'base_ytd_counted',
  'contribution_ytd_recorded',
  'contribution_ytd_counted',
  'deduction_ytd',
  'ytd_raw',
  'ytd_total',
  'rank_in_category',
  'category_size',
  'tied',
  'caps_reached_over',
] as const

/** One cell per column, as text: points decimal without trailing zeros, the period as `2026Q1`. */
export function standingsCells(row: StandingsRow): Record<(typeof COLUMNS)[number], string> {
  const { member, standing } = row
  const { inPeriod, toDate } = standing
  const now = inPeriod.components
  const year = toDate.components
  return {
    quarter: row.period.replace('-', ''),
    member_no: String(member.memberNo),
    name: member.name,
    category: member.category,
    base_recorded: formatHundredths(now.base.recorded),
    base_counted: formatHundredths(now.base.counted),
    contribution_recorded: formatHundredths(now.contribution.recorded),
    contribution_counted: formatHundredths(now.contribution.counted),
    deduction: formatHundredths(now.deduction.counted),
    quarter_total: formatHundredths(inPeriod.total),
    base_ytd_recorded: formatHundredths(year.base.recorded),
    base_ytd_counted: formatHundredths(year.base.counted),
    contribution_ytd_recorded: formatHundredths(year.contribution.recorded),
    contribution_ytd_counted: formatHundredths(year.contribution.counted),
    deduction_ytd: formatHundredths(year.deduction.counted),
    ytd_raw: formatHundredths(standing.raw),
    ytd_total: formatHundredths(standing.total),
    rank_in_category: String(row.place),
    category_size: String(row.categorySize),
    tied: String(row.tied),
    caps_reached_over: standing.capsReached.map(cap => cap.code).join('|'),
  }
}

/** UTF-8 text with byte order mark and CRLF, as spreadsheets in China expect it. */
export function standingsCsv(rows: readonly StandingsRow[]): string {
  const lines = rows.map(row => {
    const cells = standingsCells(row)
    return COLUMNS.map(column => (column === 'name' ? csvCell(harmless(cells.name)) : csvCell(cells[column])))
  })
  return `\uFEFF${[COLUMNS, ...lines].map(line => `${line.join(',')}\r\n`).join('')}`
}

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A spreadsheet would run a name that looks like a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
