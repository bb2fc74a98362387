import { expect, test } from 'vitest'
import { growths, type Sample } from './gauges.ts'

/** The judge of a soak: what it calls flat, and what it must not. */

const MB = 1_048_576

/** Noise as a collector leaves it, and what each frame leaves behind. */
const samplesOf = (bytesEach: number, workers: (number: number) => number = () => 1): Sample[] =>
  Array.from({ length: 40 }, (_, number) => {
    const at = number * 5_000
    const noise = ((number * 7) % 5) * 20_000
    const warm = number < 2 ? -3 * MB : 0
    return {
      at,
      heapBytes: 20 * MB + noise + warm,
      wasmBytes: 21 * MB,
      workerHeapBytes: MB + noise + at * bytesEach,
      workers: workers(number),
      listeners: 38,
      nodes: 187,
    }
  })

const grown = (samples: readonly Sample[]): string[] =>
  growths(samples)
    .filter(each => !each.good)
    .map(each => each.what)

test('SG57 a run that only warms up is flat', () => {
  expect(grown(samplesOf(0))).toEqual([])
})

test('SG57 eight bytes a frame, a worker that stays now and then, a run too short to tell: not flat', () => {
  expect(grown(samplesOf(8))).toEqual(['worker heap, MB'])
  expect(grown(samplesOf(0, number => 1 + Math.floor(number / 10)))).toEqual(['workers'])
  expect(grown(samplesOf(0).slice(0, 4)).length).toBeGreaterThan(3)
})
