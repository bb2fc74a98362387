import type { RosterPerson } from '../../shared/people/roster.ts'
import type { ShownPass } from '../../shared/passes/sign-in.ts'

/**
 * Whoever stands before the kiosk with their pass. The card's secret is in here and nowhere else: it is gone with the
 * screen that the person leaves, a minute after their last touch, and after a few minutes in any case.
 */
export interface ShownHandle {
  readonly member: RosterPerson
  readonly way: 'card' | 'phone' | 'hand'
  /** The card's hash or the phone's reference; null by hand. */
  readonly passId: string | null
  /** What proves an act; null once dropped. Only the desk asks for it. */
  held(): ShownPass | null
  /** A touch: the person is still there. */
  keep(): void
  drop(): void
}

/** Calls back once after so many milliseconds, unless stopped. */
export type Later = (work: () => void, ms: number) => () => void

export const QUIET_MS_MAX = 60_000
const HELD_MS_MAX = 300_000
/** A finger that moves says "still here" a hundred times a second. */
const KEEP_EVERY_MS = 1_000

export function showPass(member: RosterPerson, pass: ShownPass, mono: () => number, later: Later): ShownHandle {
  const { scan } = pass
  const madeAt = mono()
  let held: ShownPass | null = pass
  let keptAt = madeAt
  const drop = (): void => {
    stop()
    held?.secret?.fill(0)
    held = null
  }
  let stop = later(drop, QUIET_MS_MAX)
  return {
    member,
    way: scan.kind === 'phone' || scan.kind === 'hand' ? scan.kind : 'card',
    passId: scan.kind === 'card' ? scan.hash : scan.kind === 'phone' ? scan.ref : null,
    held() {
      // A machine that slept fired no timer.
      const now = mono()
      if (now - keptAt > QUIET_MS_MAX || now - madeAt > HELD_MS_MAX) drop()
      return held
    },
    keep() {
      const now = mono()
      if (!held || now - keptAt < KEEP_EVERY_MS) return
      stop()
      const left = Math.min(QUIET_MS_MAX, madeAt + HELD_MS_MAX - now)
      if (left <= 0) return drop()
      keptAt = now
      stop = later(drop, left)
    },
    drop,
  }
}
