import { yearOf, type Period } from '../../shared/base/plain-date.ts'
import type { MemberView } from '../../shared/people/member.ts'
import type { Scheme } from '../../shared/points/scheme.ts'
import { groupByMember } from '../../shared/points/standing.ts'
import { standingsTable, type StandingsRow, type TableMember } from '../../shared/points/standings-table.ts'
import type { Reads } from './ports.ts'
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
  const members = (await read.people.all()).map(tableMember)
  const entries = groupByMember(await read.ledger.ofCycle(yearOf(last)))
  return { rows: standingsTable(members, entries, schemeAt, last), scheme }
}

export const tableMember = (member: MemberView): TableMember => ({
  memberId: member.memberId,
  memberNo: member.memberNo,
  name: member.name,
  nameNote: member.nameNote,
  category: member.category,
  exempt: member.exemption !== null || member.status === 'left',
})
