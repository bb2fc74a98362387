import { isUnattended, sessionOf, timeOf, type Screen } from './screens.ts'

/** When nobody touches the screen (KIOSK §4: 60 s, then a countdown of 20 s that one touch extends). */

const QUIET_MS = 60_000
const COUNTDOWN_MS = 20_000
/** Somebody's own page is gone a minute after their last touch, the countdown included. */
const OWN_QUIET_MS = 40_000
/** The code for phones stands before a door where people come one after another, and nobody has to touch the glass. */
const CODE_QUIET_MS = 5 * 60_000
/** Staff mode is over two minutes after staff touched the glass last; people who scan meanwhile do not keep it open. */
const STAFF_QUIET_MS = 100_000

const QUIET_MS_BY_SCREEN: { readonly [kind in Screen['kind']]?: number } = {
  member: OWN_QUIET_MS,
  kioskCode: CODE_QUIET_MS,
}

export type IdleState =
  | { readonly kind: 'busy' }
  /** The countdown is on the screen. */
  | { readonly kind: 'asking'; readonly secondsLeft: number; readonly secondsOf: number }
  /** Nobody answered, or nobody had to be asked. */
  | { readonly kind: 'over' }

/** One object each: every key and every second asks again, and only a change may draw anything. */
const BUSY: IdleState = { kind: 'busy' }
const OVER: IdleState = { kind: 'over' }

/** @param touchedAt mono milliseconds of the last touch, key or scan */
export function idleAt(screen: Screen, touchedAt: number, now: number): IdleState {
  const session = sessionOf(screen)
  const quiet = now - (session ? session.touchedAt.value : touchedAt)
  const quietMax = session ? STAFF_QUIET_MS : (QUIET_MS_BY_SCREEN[screen.kind] ?? QUIET_MS)
  if (screen.kind === 'attract' || timeOf(screen) || quiet < quietMax) return BUSY
  if (isUnattended(screen)) return OVER
  const left = quietMax + COUNTDOWN_MS - quiet
  if (left <= 0) return OVER
  return { kind: 'asking', secondsLeft: Math.ceil(left / 1000), secondsOf: COUNTDOWN_MS / 1000 }
}

/** Where a screen goes when its time is over: the board, and from the board to the turning one. */
export const afterIdle = (screen: Screen): Screen => (screen.kind === 'home' ? { kind: 'attract' } : { kind: 'home' })
