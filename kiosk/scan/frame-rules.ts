/** What the camera looks at and what it makes of it: rules without a camera. */

/** About seven frames a second: enough for a hand, little for a slow tablet. */
export const FRAME_INTERVAL_MS = 140
/** A code held before the camera is given once; again after this long out of view. */
export const SAME_CODE_MS = 5_000
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

/** Turns frame after frame into the texts to give and what to tell the person. */
export function createSight(sameCodeMs = SAME_CODE_MS) {
  const lastSeenByText = new Map<string, number>()
  let darkFrames = 0

  function forget(now: number): void {
    for (const [text, at] of lastSeenByText) if (now - at > sameCodeMs) lastSeenByText.delete(text)
  }

  return function look(texts: readonly string[], brightness: number, now: number): { sight: Sight; give: string[] } {
    forget(now)
    const give = [...new Set(texts)].filter(text => !lastSeenByText.has(text))
    for (const text of texts) lastSeenByText.set(text, now)
    darkFrames = brightness < DARK_BELOW ? darkFrames + 1 : 0
    if (texts.length > 0) return { sight: 'reading', give }
    return { sight: darkFrames >= DARK_FRAMES_MIN ? 'dark' : 'looking', give }
  }
}
