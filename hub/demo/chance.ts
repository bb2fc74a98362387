import { createHash } from 'node:crypto'
import type { RandomBytes } from '../../shared/base/ids.ts'

/** Chance that repeats itself: the same seed gives the same demo branch, down to its cards. */
export interface Chance {
  readonly bytes: RandomBytes
  /** True with the given probability, always the same for the same question. */
  happens(probability: number, ...question: readonly (string | number)[]): boolean
}

export function makeChance(seed: string): Chance {
  let drawn = 0
  const digest = (text: string) => createHash('sha256').update(`${seed}/${text}`).digest()
  return {
    bytes(length) {
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at += 32) {
        bytes.set(digest(`bytes/${drawn}`).subarray(0, length - at), at)
        drawn += 1
      }
      return bytes
    },
    happens: (probability, ...question) => digest(question.join('/')).readUInt32BE(0) / 2 ** 32 < probability,
  }
}
