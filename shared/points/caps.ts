import type { Caps } from './item.ts'

/**
 * Applies one level of caps to sums per review period, in place (PT4): each period's sum is cut at `perPeriod`, then
 * the running sum at `perCycle`. The running sum itself is not cut: what a later reversal takes off was maybe never counted.
 *
 * @param sums  hundredths per period, in the order of time
 * @param sign  -1 for deductions, whose caps limit how much is taken away
 * @returns whether anything was cut off in the end
 */
export function applyCaps(sums: number[], caps: Caps, sign: 1 | -1): boolean {
  const { perPeriod = Infinity, perCycle = Infinity } = caps
  if (perPeriod === Infinity && perCycle === Infinity) return false
  let recorded = 0
  let running = 0
  let countedBefore = 0
  for (let at = 0; at < sums.length; at++) {
    const sum = sign * (sums[at] ?? 0)
    recorded += sum
    running += Math.min(sum, perPeriod)
    const counted = Math.min(running, perCycle)
    sums[at] = sign * (counted - countedBefore)
    countedBefore = counted
  }
  return recorded > countedBefore
}
