import { CAP_LEVELS, type CapLevel, type Caps } from './item.ts'

/** How many stretches of the sums each level of caps looks at together; the stretches are months or review periods. */
export type Windows = Readonly<Record<CapLevel, number>>

/** What each level cut off, in hundredths; a level that cut nothing is left out. */
export type CutOff = Partial<Record<CapLevel, number>>

/**
 * Applies one holder's caps to sums per stretch of the cycle, in place (PT4, PT95): those of a month first, then of a
 * quarter, of the review period, of the cycle. Within its window a level's running sum itself is not cut: what a later
 * reversal takes off was maybe never counted.
 *
 * @param sums  hundredths per stretch, in the order of time
 * @param sign  -1 for deductions, whose caps limit how much is taken away
 * @returns null where nothing was cut off
 */
export function applyCaps(sums: number[], caps: Caps, sign: 1 | -1, windows: Windows): CutOff | null {
  const cutOff: CutOff = {}
  let any = false
  for (const level of CAP_LEVELS) {
    const cap = caps[level]
    if (cap === undefined) continue
    const off = cutWithin(sums, cap, sign, windows[level])
    if (off === 0) continue
    cutOff[level] = off
    any = true
  }
  return any ? cutOff : null
}

function cutWithin(sums: number[], cap: number, sign: 1 | -1, window: number): number {
  let off = 0
  let running = 0
  let countedBefore = 0
  for (let at = 0; at < sums.length; at++) {
    if (at % window === 0) {
      off += running - countedBefore
      running = 0
      countedBefore = 0
    }
    running += sign * (sums[at] ?? 0)
    const counted = Math.min(running, cap)
    sums[at] = sign * (counted - countedBefore)
    countedBefore = counted
  }
  return off + running - countedBefore
}
