import { noteFaults, type FaultRow } from './office/incidents.ts'
import type { Office } from './office/ports.ts'
import type { VerifyReport } from './store/verify.ts'

/** Checks the journal when the hub starts and once a day: what is found becomes an incident, nobody has to ask. */

export interface JournalCheck {
  /** Whether it is time is decided here; call it every minute. */
  tick(): Promise<void>
}

const DAY_MS = 86_400_000

/** @param verify `rebuild`: also compares every table with what follows from the journal */
export function makeJournalCheck(
  office: Pick<Office, 'store' | 'clock'>,
  verify: (rebuild: boolean) => Promise<VerifyReport>,
): JournalCheck {
  let checkedAt: number | null = null
  let running = false
  return {
    async tick() {
      const now = office.clock.now()
      if (running || (checkedAt !== null && now - checkedAt < DAY_MS)) return
      const found: FaultRow['found'] = checkedAt === null ? 'start' : 'daily'
      running = true
      try {
        // At the start people wait for the program; the tables are compared once it has run for a day.
        await noteFaults(office, found, await verify(found === 'daily'))
        checkedAt = now
      } finally {
        running = false
      }
    },
  }
}
