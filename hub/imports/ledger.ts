import { must } from '../../shared/base/check.ts'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import type { Office } from '../office/ports.ts'
import type { LedgerContext } from '../spreadsheets/ledger.ts'

/** What a ledger file is read against: today, and who is called what. */
export async function ledgerContext(office: Office): Promise<LedgerContext> {
  const { read } = office.store
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  const members = await read.people.all()
  return {
    asOf: plainDateAt(office.clock.now(), timeZone),
    memberNosOf: name => members.filter(member => member.name === name).map(member => member.memberNo),
  }
}
