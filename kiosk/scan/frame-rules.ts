/** What the camera looks at and what it makes of it: rules without a camera. */

/** About seven frames a second: enough for a hand, little for a slow tablet. */
export const FRAME_INTERVAL_MS = 140
/** A code held before the camera is given once; again after this long out of view. */
const SAME_CODE_MS = 5_000
/** Larger frames cost time and read no better. */
const SIDE_MAX = 1_280
/** Mean brightness 0–255 below which no camera reads paper. */
const DARK_BELOW = 28
/** One dark frame is a hand before the lens. */
const DARK_FRAMES_MIN = 5

export interface Crop {
  readonly x: number
  readonly y: number
  /** Side of the square that is cut out, camera pixels. */
  readonly side: number
  /** Side after scaling down; never scaled up. */
  readonly scaledSide: number
}

/** The square in the middle, as high as the frame: where the screen shows people to hold the card. */
export function cropOf(width: number, height: number): Crop {
  const side = Math.min(width, height)
  return {
    x: Math.floor((width - side) / 2),
    y: Math.floor((height - side) / 2),
    side,
    scaledSide: Math.min(side, SIDE_MAX),
  }
}

export type Sight = 'looking' | 'dark' | 'reading'

/** A code is taken to have stayed before a camera that was off for no longer than this, as while an answer is shown. */
const CARRY_MS = 30_000
/** In view so shortly before the camera went off: it may still be there when it comes back. */
const IN_VIEW_MS = 1_000
/** To be taken for one that never left, it must be seen so soon. */
const STILL_THERE_MS = 2_000
/**
 * A code that stayed is given again after this long, for whoever waits for something; each further time after twice as
 * long, for a card that was forgotten on the stand.
 */
const AGAIN_MS = 10_000

interface Seen {
  readonly at: number
  /** When it is given again though it never left; null for a code of this time. */
  readonly againAt: number | null
  /** How often it stayed while the camera was off. */
  readonly stays: number
}

/** Turns frame after frame into the texts to give and what to tell the person. One for all the times the camera is on. */
export function createSight(sameCodeMs = SAME_CODE_MS) {
  const seenByText = new Map<string, Seen>()
  let darkFrames = 0
  let closedAt: number | null = null

  function forget(now: number): void {
    for (const [text, { at }] of seenByText) if (now - at > sameCodeMs) seenByText.delete(text)
  }

  /** The first frame after the camera was off. */
  function carryOver(now: number, closed: number): void {
    const before = [...seenByText]
    seenByText.clear()
    for (const [text, { at, stays }] of before) {
      if (now - closed > CARRY_MS || closed - at > IN_VIEW_MS) continue
      const againAt = now + AGAIN_MS * 2 ** stays
      seenByText.set(text, { at: now - sameCodeMs + STILL_THERE_MS, againAt, stays: stays + 1 })
    }
  }

  /** @returns whether it is to be given */
  function note(text: string, now: number): boolean {
    const seen = seenByText.get(text) ?? { againAt: null, stays: 0 }
    const again = seen.againAt !== null && now >= seen.againAt
    const give = !seenByText.has(text) || again
    seenByText.set(text, { ...seen, at: now, againAt: again ? null : seen.againAt })
    return give
  }

  return {
    look(texts: readonly string[], brightness: number, now: number): { sight: Sight; give: string[] } {
      if (closedAt !== null) carryOver(now, closedAt)
      closedAt = null
      forget(now)
      const give = [...new Set(texts)].filter(text => note(text, now))
      darkFrames = brightness < DARK_BELOW ? darkFrames + 1 : 0
      if (texts.length > 0) return { sight: 'reading', give }
      return { sight: darkFrames >= DARK_FRAMES_MIN ? 'dark' : 'looking', give }
    },
    /** The camera goes off. */
    close(now: number): void {
      closedAt ??= now
      darkFrames = 0
    },
  }
}
