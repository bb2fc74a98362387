import type { Millis } from '../../../shared/base/ids.ts'
import type { Clock } from '../ports.ts'

/** How often a password may be guessed: by account and by address, so that neither many names nor many PCs help. */
export interface LoginGuard {
  /**
   * Counts an attempt before it is checked, so that many at once gain nothing.
   * @returns when the next attempt is allowed, if this one is too early; null when it may be checked
   */
  attempt(loginName: string, address: string): Millis | null
  /** The password was right: the account's and the address's count starts again. */
  passed(loginName: string, address: string): void
}

/** Wrong attempts before the first wait, and the waits after: 30 s doubling to 15 min. */
const FREE_ATTEMPTS = { account: 5, address: 20 } as const
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 900_000
/** A count not touched for so long is forgotten. */
const FORGET_MS = 3_600_000
/** Counts kept; made-up names must not fill the memory. */
const COUNTS_KEPT = 20_000

interface Count {
  failures: number
  until: number
  touched: number
}

export function makeLoginGuard(clock: Clock): LoginGuard {
  const counts = new Map<string, Count>()
  const countOf = (key: string): Count => {
    const now = clock.now()
    const known = counts.get(key)
    const count = known && now - known.touched < FORGET_MS ? known : { failures: 0, until: 0, touched: now }
    counts.delete(key)
    counts.set(key, count)
    if (counts.size > COUNTS_KEPT) counts.delete(counts.keys().next().value ?? '')
    return count
  }
  const fail = (count: Count, free: number): void => {
    count.failures += 1
    count.touched = clock.now()
    const over = count.failures - free
    if (over >= 0) count.until = clock.now() + Math.min(FIRST_WAIT_MS * 2 ** Math.min(over, 10), LONGEST_WAIT_MS)
  }
  return {
    attempt(loginName, address) {
      const account = countOf(`account ${loginName}`)
      const from = countOf(`address ${address}`)
      const until = Math.max(account.until, from.until)
      if (until > clock.now()) return until as Millis
      fail(account, FREE_ATTEMPTS.account)
      fail(from, FREE_ATTEMPTS.address)
      return null
    },
    passed(loginName, address) {
      counts.delete(`account ${loginName}`)
      counts.delete(`address ${address}`)
    },
  }
}
