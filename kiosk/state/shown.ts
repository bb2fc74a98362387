import type { OwnPage } from '../../shared/own/own-page.ts'
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
  /** The member's own page that was opened with the card: gone with the secret. */
  opened(): OpenedPage | null
  keepOpened(opened: OpenedPage): void
  /** A touch: the person is still there. */
  keep(): void
  /** The person begins to write by finger: the whole time from now on, once. */
  prolong(): void
  drop(): void
}

export interface OpenedPage {
  /** Of the envelope that it came in. */
  readonly rev: number
  readonly page: OwnPage
}

/** Calls back once after so many milliseconds, unless stopped. */
export type Later = (work: () => void, ms: number) => () => void

const QUIET_MS_MAX = 60_000
const HELD_MS_MAX = 300_000
/** A finger that moves says "still here" a hundred times a second. */
const KEEP_EVERY_MS = 1_000

export function showPass(member: RosterPerson, pass: ShownPass, mono: () => number, later: Later): ShownHandle {
  const { scan } = pass
  const madeAt = mono()
  let held: ShownPass | null = pass
  let keptAt = madeAt
  let endsAt = madeAt + HELD_MS_MAX
  let isProlonged = false
  let opened: OpenedPage | null = null
  const drop = (): void => {
    stop()
    held?.secret?.fill(0)
    held = null
    opened = null
  }
  /** A machine that slept fired no timer. */
  const dropWhenOver = (): void => {
    const now = mono()
    if (now - keptAt > QUIET_MS_MAX || now > endsAt) drop()
  }
  let stop = later(drop, QUIET_MS_MAX)
  return {
    member,
    way: scan.kind === 'phone' || scan.kind === 'hand' ? scan.kind : 'card',
    passId: scan.kind === 'card' ? scan.hash : scan.kind === 'phone' ? scan.ref : null,
    held() {
      dropWhenOver()
      return held
    },
    opened() {
      dropWhenOver()
      return opened
    },
    keepOpened(next) {
      if (held) opened = next
    },
    keep() {
      const now = mono()
      if (!held || now - keptAt < KEEP_EVERY_MS) return
      stop()
      const left = Math.min(QUIET_MS_MAX, endsAt - now)
      if (left <= 0) return drop()
      keptAt = now
      stop = later(drop, left)
    },
    prolong() {
      if (!held || isProlonged) return
      isProlonged = true
      endsAt = mono() + HELD_MS_MAX
    },
    drop,
  }
}
