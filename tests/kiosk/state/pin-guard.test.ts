import { describe, expect, test } from 'vitest'
import { createPinGuard, LOCK_MS_MAX, SERVICE_DOOR, TRIES, type PinGuard } from '../../../kiosk/state/pin-guard.ts'

const wrong = () => false
const right = () => true
const MINUTE = 60_000

function aMachine() {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  let mono = 0
  let turn: Promise<unknown> = Promise.resolve()
  const windows: PinGuard[] = []
  const open = (change: Partial<Parameters<typeof createPinGuard>[0]> = {}): PinGuard => {
    const guard: PinGuard = createPinGuard({
      storage,
      mono: () => mono,
      isTimekeeper: () => windows[0] === guard,
      oneAtATime(work) {
        const done = turn.then(work)
        turn = done.catch(() => {})
        return done
      },
      ...change,
    })
    windows.push(guard)
    return guard
  }
  const run = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      mono += 1_000
      for (const each of windows) each.tick()
    }
  }
  const closeAll = () => {
    windows.length = 0
    mono = 0
  }
  return { open, run, closeAll, storage }
}

async function miss(guard: PinGuard, times: number, door = 'limei'): Promise<void> {
  for (let at = 0; at < times; at++) await guard.attempt(door, wrong)
}

describe('guessing a PIN', () => {
  test('SG72 five tries are free, then the door is shut, longer after each further one, never longer than half an hour', async () => {
    const { open, run } = aMachine()
    const guard = open()
    await miss(guard, TRIES - 1)
    expect([guard.lockedMs('limei'), guard.wrong('limei')]).toEqual([0, 4])
    const locks: number[] = []
    for (let at = 0; at < 5; at++) {
      await miss(guard, 1)
      locks.push(guard.lockedMs('limei') / MINUTE)
      expect(await guard.attempt('limei', right)).toBe('locked')
      run(LOCK_MS_MAX)
      expect(guard.lockedMs('limei')).toBe(0)
    }
    expect(locks).toEqual([5, 10, 20, 30, 30])
    expect(await guard.attempt('limei', right)).toBe('right')
    expect(guard.wrong('limei')).toBe(0)
  })

  test('SG72 going from name to name gives no more tries than one name has', async () => {
    const { open } = aMachine()
    const guard = open()
    for (const door of ['a', 'b', 'c', 'd', SERVICE_DOOR]) await miss(guard, 1, door)
    expect(await guard.attempt('e', right)).toBe('locked')
  })

  test('SG72 whoever has a PIN of their own cannot free the door of somebody else with it', async () => {
    const { open } = aMachine()
    const guard = open()
    for (let at = 0; at < TRIES; at++) {
      await miss(guard, 1, 'secretary')
      await guard.attempt('insider', right)
    }
    expect(guard.lockedMs('secretary')).toBeGreaterThan(0)
    expect(guard.lockedMs('insider')).toBe(0)
  })

  test('SG72 a try is counted before it is looked at: pulling the plug meanwhile uses it up', async () => {
    const { open } = aMachine()
    const guard = open()
    const plugged = () => {
      throw new Error('the power is gone')
    }
    for (let at = 0; at < TRIES; at++) await guard.attempt('limei', plugged).catch(() => {})
    expect(await guard.attempt('limei', right)).toBe('locked')
  })

  test('SG72 two windows share one count, even when they try at the same moment', async () => {
    const { open } = aMachine()
    const [first, second] = [open(), open()]
    const looked = { times: 0 }
    const look = () => {
      looked.times += 1
      return false
    }
    await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 ? first : second).attempt('limei', look)))
    expect(looked.times).toBe(TRIES)
  })

  test('SG72 two open windows count a lock down no faster than one', async () => {
    const { open, run } = aMachine()
    const [first] = [open(), open(), open()]
    await miss(first, TRIES)
    run(4 * MINUTE)
    expect(first.lockedMs('limei')).toBeGreaterThan(0)
    run(MINUTE)
    expect(first.lockedMs('limei')).toBe(0)
  })

  test('SG72 where storage is refused or holds nonsense, the window still counts by itself', async () => {
    const { open } = aMachine()
    const refused = {
      getItem: () => 'nonsense',
      setItem: () => {
        throw new Error('full')
      },
    }
    const guard = open({ storage: refused })
    await miss(guard, TRIES)
    expect(guard.lockedMs('limei')).toBeGreaterThan(0)
  })
})
