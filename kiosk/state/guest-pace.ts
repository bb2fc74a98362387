/**
 * A flood of guests from one kiosk is slowed, not lost: so many at once, then one every so often; each waits its turn.
 */
export interface GuestPace {
  /** Milliseconds until the next guest's turn; 0: now. */
  waitMs(): number
  /** How many wait for their turn: what they said is in this page alone. */
  waiting(): number
  /** Does the work when its turn comes. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

/** A group from another branch comes together; after that somebody is playing. */
const AT_ONCE = 6
const EACH_MS = 30_000

export function createGuestPace(mono: () => number, pause: (ms: number) => Promise<void>): GuestPace {
  /** When the place of each of the latest guests is free again: the oldest first. */
  let taken: readonly number[] = []
  let waiting = 0
  const waitMs = (): number => {
    const now = mono()
    const busy = taken.filter(until => until > now)
    const free = busy.at(-AT_ONCE)
    return free === undefined ? 0 : free - now
  }
  return {
    waitMs,
    waiting: () => waiting,
    async inTurn(work) {
      const now = mono()
      const wait = waitMs()
      const last = taken.at(-1) ?? now
      // One place is free again every so often.
      taken = [...taken.filter(until => until > now), Math.max(now, last) + EACH_MS]
      waiting += 1
      try {
        if (wait > 0) await pause(wait)
        return await work()
      } finally {
        waiting -= 1
      }
    },
  }
}
