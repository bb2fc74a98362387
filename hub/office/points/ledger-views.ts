import type { EntryId, MemberId } from '../../../shared/base/ids.ts'
import { rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { unitStandings } from '../../../shared/points/standing.ts'
import { type LedgerLine, type LedgerQuery } from './ledger.ts'
import { standingsOf } from './standings.ts'
import type { Reads } from '../ports.ts'
import { schemesByPeriod } from './scheme.ts'

/** What people look at of the ledger: one person's page, an entry beside its reversal, all lines of a cycle. */

/** Each entry of one person from January to the end of the period, newest first, and what they come to. */
export async function memberPage(read: Reads, memberId: MemberId, period: Period) {
  const schemeAt = await schemesByPeriod(read, period)
  const until = rangeOf(period).to
  const all = await allLines(read, { cycle: yearOf(period), memberId })
  const lines = all.filter(line => line.date <= until)
  const { rows } = await standingsOf(read, period)
  return {
    lines,
    partners: await partnersOf(read, lines),
    /** Empty for people who are not ranked. */
    rows: rows.filter(row => row.member.memberId === memberId),
    units: unitStandings(lines, schemeAt(period), period),
  }
}

/** The days of the entries that those lines reverse or that reverse them: the two belong together on every list. */
export async function partnersOf(read: Reads, lines: readonly LedgerLine[]): Promise<Record<EntryId, PlainDate>> {
  const dates: Record<EntryId, PlainDate> = {}
  const ids = lines.flatMap(line => [line.reverses, line.reversedBy]).filter(id => id !== null)
  for (const id of new Set(ids)) {
    const partner = lines.find(line => line.entryId === id) ?? (await read.ledger.one(id))
    if (partner) dates[id] = partner.date
  }
  return dates
}

const STEP = 500

/** Every line of a cycle that the query means, newest first. */
export async function allLines(read: Reads, query: Omit<LedgerQuery, 'offset' | 'limit'>): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = []
  for (;;) {
    const page = await read.ledger.page({ ...query, offset: lines.length, limit: STEP })
    lines.push(...page.lines)
    if (page.lines.length < STEP) return lines
  }
}
