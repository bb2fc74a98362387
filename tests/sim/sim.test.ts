import { describe, expect, test } from 'vitest'
import { Broken, BUGS, type Bug } from './bugs.ts'
import { runWorld } from './world.ts'

/** Worlds in the short form; `npm run sim -- --seeds 100000` is the long one. */

const SEEDS = 2_000
/** A bug that needs more worlds to be found is one that the checks do not see. */
const SEEDS_OF_A_BUG = 1_000
/** A hang, on a machine however busy. */
const MINUTES_20 = 1_200_000
const BUG_NAMES = Object.keys(BUGS) as Bug[]

describe('the simulated world', () => {
  test(
    'SY100 2,000 worlds of loss, repetition, power cuts, restores, clones and wrong clocks keep every promise',
    async () => {
      for (let seed = 1; seed <= SEEDS; seed++) await runWorld({ seed })
    },
    MINUTES_20,
  )

  test('SY101 the same seed is the same world to the last step', async () => {
    const hashes = await Promise.all([7, 7, 8].map(async seed => (await runWorld({ seed })).traceHash))
    expect(hashes[0]).toBe(hashes[1])
    expect(hashes[0]).not.toBe(hashes[2])
  })

  test.each(BUG_NAMES)('SY102 the checks find a planted bug: %s', { timeout: MINUTES_20 }, async bug => {
    const found = await firstFound(bug)
    console.log(`${bug}: found by “${found?.check}” after ${found?.seeds} worlds`)
    expect(found).not.toBeNull()
  })
})

async function firstFound(bug: Bug): Promise<{ readonly check: string; readonly seeds: number } | null> {
  for (let seeds = 1; seeds <= SEEDS_OF_A_BUG; seeds++) {
    try {
      await runWorld({ seed: seeds, bug })
    } catch (cause) {
      if (!(cause instanceof Broken)) throw cause
      return { check: cause.check, seeds }
    }
  }
  return null
}
