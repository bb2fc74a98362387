/**
 * The time by which codes are made: the phone's own until the hub's was heard, then the hub's, for as long as the page
 * is open. A phone whose clock is wrong shows right codes that way; one that never reaches the hub shows its own.
 */
export interface PhoneClock {
  now(): number
  /** The hub said `hubNow`; the question went out at `askedAt` and the answer came at `answeredAt` (the phone's clock). */
  heard(hubNow: number, askedAt: number, answeredAt: number): void
  /** How far the phone's own clock is ahead of the hub's; null while the hub was not heard. Milliseconds. */
  ahead(): number | null
}

/** From here on the phone's clock is said to be wrong. */
export const WRONG_MS = 60_000
/** A step of the phone's clock that comes this near to the known error has mended it. */
const NEAR_MS = 20_000
/** Between two looks a clock that nobody sets moves as much as the steady one, but for sleep. */
const STEP_MS = 5_000

export function createPhoneClock(wall: () => number, mono: () => number): PhoneClock {
  let ahead: number | null = null
  let seen = { wall: wall(), mono: mono() }
  /** Somebody set the phone's clock while the page was open: the old error would now be one of our own. */
  const look = (): number => {
    const at = { wall: wall(), mono: mono() }
    const step = at.wall - seen.wall - (at.mono - seen.mono)
    seen = at
    if (ahead !== null && Math.abs(step) > STEP_MS) {
      // Sleep stops the steady clock of many phones; only a step that undoes the error is somebody's hand.
      if (Math.abs(step + ahead) < NEAR_MS) ahead = 0
      else if (step < 0) ahead = null
    }
    return at.wall
  }
  return {
    now: () => look() - (ahead ?? 0),
    heard(hubNow, askedAt, answeredAt) {
      look()
      ahead = (askedAt + answeredAt) / 2 - hubNow
    },
    ahead: () => ahead,
  }
}
