import { must } from '../../shared/base/check.ts'
import { plainDateAt, type PlainDate } from '../../shared/base/plain-date.ts'
import type { Office, Reads } from './ports.ts'

/** The day it is in the branch's own time zone. */
export async function todayOf(office: Pick<Office, 'clock'>, read: Pick<Reads, 'branch'>): Promise<PlainDate> {
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  return plainDateAt(office.clock.now(), timeZone)
}
