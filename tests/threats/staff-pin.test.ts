import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPinGuard, TRIES, type PinGuard, type PinGuardDeps } from '../../kiosk/state/pin-guard.ts'

/**
 * SIGNIN.md, "Staff PIN": somebody alone with the kiosk guesses. They may open windows, reload, pull the plug, set the
 * machine's clock, and wait; what they get is tries in proportion to the time they stand there.
 */

type Step =
  | { readonly do: 'guess'; readonly window: number; readonly door: string }
  | { readonly do: 'reload'; readonly window: number }
  | { readonly do: 'open' }
  | { readonly do: 'powerCut' }
  | { readonly do: 'setClock'; readonly ms: number }
  | { readonly do: 'wait'; readonly seconds: number }

const guess = fc.record({
  do: fc.constant('guess' as const),
  window: fc.nat(3),
  door: fc.constantFrom('wang', 'li', 'service'),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: guess },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reload' as const), window: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('powerCut' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('setClock' as const), ms: fc.integer({ min: -1e9, max: 1e9 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(400) }) },
)

type Change = (world: { mono(): number; wall(): number }, storage: PinGuardDeps['storage']) => Partial<PinGuardDeps>

/** @returns how many PINs were looked at, and how long the machine ran */
async function attack(steps: readonly Step[], change: Change): Promise<{ looks: number; ranMs: number }> {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  let [mono, wall, ranMs, looks] = [0, 0, 0, 0]
  let windows: PinGuard[] = []
  const open = (): PinGuard => {
    const guard: PinGuard = createPinGuard({
      storage,
      mono: () => mono,
      isTimekeeper: () => windows[0] === guard,
      oneAtATime: work => work(),
      ...change({ mono: () => mono, wall: () => wall }, storage),
    })
    return guard
  }
  windows = [open(), open()]
  for (const each of steps) {
    if (each.do === 'open') windows.push(open())
    else if (each.do === 'reload') windows[each.window % windows.length] = open()
    else if (each.do === 'setClock') wall += each.ms
    else if (each.do === 'powerCut') {
      mono = 0
      wall += 3_600_000
      windows = [open()]
    } else if (each.do === 'wait') {
      for (let second = 0; second < each.seconds; second++) {
        mono += 1_000
        wall += 1_000
        ranMs += 1_000
        for (const window of windows) window.tick()
      }
    } else {
      await windows[each.window % windows.length]?.attempt(each.door, () => {
        looks += 1
        return false
      })
    }
  }
  return { looks, ranMs }
}

/** The first lock is five minutes; counting down is noted every few seconds. */
const LOCK_MS_MIN = 5 * 60_000 - 10_000

const holds = (change: Change) =>
  fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async steps => {
    const { looks, ranMs } = await attack(steps, change)
    expect(looks).toBeLessThanOrEqual(TRIES + Math.floor(ranMs / LOCK_MS_MIN))
  })

test('SG72 windows, reloads, power cuts and a changed clock give a guesser no more tries than time does', async () => {
  await fc.assert(
    holds(() => ({})),
    { numRuns: 300, seed: 72 },
  )
})

test.each<[string, Change]>([
  [
    'a window that keeps its own count, as before',
    (_, storage) => {
      const read = new Map<string, string | null>()
      return {
        storage: {
          getItem: key => read.get(key) ?? (read.set(key, storage.getItem(key)), read.get(key) ?? null),
          setItem: (key, value) => {
            read.set(key, value)
            storage.setItem(key, value)
          },
        },
      }
    },
  ],
  ['a count that is only in memory', () => ({ storage: { getItem: () => null, setItem: () => {} } })],
  ['a lock that is served in wall-clock time', world => ({ mono: world.wall })],
  ['every window counting locks down', () => ({ isTimekeeper: () => true })],
])('SG72 %s would be found out', async (_, change) => {
  await expect(fc.assert(holds(change), { numRuns: 300, seed: 72 })).rejects.toThrow()
})
