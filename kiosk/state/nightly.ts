import type { PlainDateTime } from '../../shared/base/plain-date.ts'

/**
 * Once a night the page is loaded anew (KIOSK §1.7): a browser keeps memory of cameras and decoders that no page can
 * give back, some megabytes for every time somebody signs in.
 */
export interface Night {
  readonly now: PlainDateTime
  /** Since the page was loaded, milliseconds. */
  readonly upMs: number
  /** Nobody is here: the board turns by itself. */
  readonly isQuiet: boolean
  readonly isLive: boolean
}

const HOUR = '03'
const HOUR_MS = 3_600_000
/** Not twice in one night, and not on the day of the set-up. */
const UP_MIN_MS = 20 * HOUR_MS
/** A page load costs the clock its trust until the hub is met again (SG24); after a week it has none to lose. */
const UP_WITHOUT_HUB_MS = 7 * 24 * HOUR_MS

export function isReloadDue({ now, upMs, isQuiet, isLive }: Night): boolean {
  return isQuiet && now.slice(11, 13) === HOUR && upMs >= (isLive ? UP_MIN_MS : UP_WITHOUT_HUB_MS)
}
