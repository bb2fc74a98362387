import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { periodsUpTo, yearOf, type Period } from '../../../shared/base/plain-date.ts'
import type { MemberView } from '../../../shared/people/member.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { groupByMember, type SchemeAt } from '../../../shared/points/standing.ts'
import { standingsTable, type StandingsRow, type TableMember } from '../../../shared/points/standings-table.ts'
import type { Reads } from '../ports.ts'
import { schemesByPeriod } from './scheme.ts'

/** What the ledger comes to for everybody (合计). */

/**
 * The standings of the branch: every period of the cycle up to the one asked for (PT13), each under the version of the
 * scheme that was in force at its end (PT26). `scheme` is that of the period asked for.
 * @throws Refusal SCHEME_NONE, PERIOD_NOT_OF_SCHEME
 */
export async function standingsOf(
  read: Reads,
  last: Period,
): Promise<{ rows: readonly StandingsRow[]; scheme: Scheme }> {
  const schemeAt = await schemesByPeriod(read, last)
  const scheme = schemeAt(last)
  const before = await lastYearTotals(read, schemeAt, last)
  const people = (await read.people.all()).map(tableMember)
  const members =
    before.size === 0 ? people : people.map(each => ({ ...each, lastYearTotal: before.get(each.memberId) ?? null }))
  const entries = groupByMember(await read.ledger.ofCycle(yearOf(last)))
  return { rows: standingsTable(members, entries, schemeAt, last), scheme }
}

/**
 * What a carried-over share is taken from (PT6): the totals at the end of the year before, under that year's own scheme.
 * Empty where nothing is carried over, or there was no scheme.
 */
async function lastYearTotals(
  read: Reads,
  schemeAt: SchemeAt,
  last: Period,
): Promise<ReadonlyMap<MemberId, Hundredths>> {
  const year = yearOf(last) - 1
  const carries = periodsUpTo(last, schemeAt(last).reviewPeriod).some(each => schemeAt(each).start.mode === 'carryOver')
  if (!carries || !(await read.scheme.published()).some(each => each.scheme.cycle === year)) return new Map()
  const { rows } = await standingsOf(read, String(year) as Period)
  // By period and then by member, so that the last one of each member stays.
  return new Map(rows.map(({ member, standing }) => [member.memberId, standing.total]))
}

export const tableMember = (member: MemberView): TableMember => ({
  memberId: member.memberId,
  memberNo: member.memberNo,
  name: member.name,
  nameNote: member.nameNote,
  category: member.category,
  exempt: member.exemption !== null || member.status === 'left',
})
