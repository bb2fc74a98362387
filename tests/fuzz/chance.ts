/** Choices that depend on the seed alone. */
export interface Chance {
  /** 0 ≤ value < 1 */
  next(): number
  below(most: number): number
  pick<T>(list: readonly T[]): T
  /** Whether something happens that happens in so many of a hundred. */
  percent(of: number): boolean
  hex(digits: number): string
  bytes(length: number): Buffer
}

/** Mulberry32: small, fast, and good enough to find bugs with. */
export function makeChance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number): number => Math.floor(next() * most)
  return {
    next,
    below,
    // The index is inside the list.
    pick: list => list[below(list.length)] as (typeof list)[number],
    percent: of => next() * 100 < of,
    hex: digits => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
    bytes: length => Buffer.from(Array.from({ length }, () => below(256))),
  }
}
