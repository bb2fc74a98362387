import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { Millis } from '../../../shared/base/ids.ts'
import {
  ClockStateSchema,
  NEW_CLOCK,
  noteHubTime,
  timeAt,
  type ClockReading,
  type ClockState,
} from '../../../shared/passes/clock.ts'

const BUILD = Date.UTC(2026, 9, 1) as Millis
const HUB = Date.UTC(2026, 9, 15, 6) as Millis
const DAY = 86_400_000
const HOUR = 3_600_000
const reading = (wallMs: number, monoMs = 0, boot = 'a'): ClockReading => ({ wallMs, monoMs, boot })
const synced = (wallMs: number, monoMs = 0): ClockState =>
  noteHubTime(NEW_CLOCK, reading(wallMs, monoMs), { hubTime: HUB, roundTripMs: 0 }, BUILD)

describe('the time of a kiosk', () => {
  test('SG23 without the hub: the wall clock, never before the program was built nor before the last known time', () => {
    expect(timeAt(NEW_CLOCK, reading(HUB), BUILD)).toMatchObject({ time: HUB, trust: 'unknown' })
    expect(timeAt(NEW_CLOCK, reading(0), BUILD)).toMatchObject({ time: BUILD, trust: 'unknown' })
    const kept = timeAt(NEW_CLOCK, reading(HUB), BUILD).state
    expect(timeAt(kept, reading(0, 0, 'b'), BUILD)).toMatchObject({ time: HUB, trust: 'unknown' })
  })

  test('SG23 the offset to the hub corrects a wrong wall clock, also after a restart', () => {
    const state = synced(HUB - 3 * DAY)
    expect(timeAt(state, reading(HUB - 3 * DAY + HOUR, HOUR), BUILD)).toMatchObject({
      time: HUB + HOUR,
      trust: 'synced',
    })
    expect(timeAt(state, reading(HUB - 2 * DAY, 5, 'b'), BUILD)).toMatchObject({ time: HUB + DAY, trust: 'drift' })
  })

  test('SG23 half of the round trip is added; a slow answer or a hub in the past of this program changes nothing', () => {
    const note = (hubTime: number, roundTripMs: number) =>
      noteHubTime(NEW_CLOCK, reading(0), { hubTime: hubTime as Millis, roundTripMs }, BUILD)
    expect(timeAt(note(HUB, 400), reading(0), BUILD).time).toBe(HUB + 200)
    expect(note(HUB, 10_001)).toBe(NEW_CLOCK)
    expect(note(BUILD - 1, 10)).toBe(NEW_CLOCK)
  })

  test('SG23 a wall clock that stood years ahead is healed by the next contact, not kept for ever', () => {
    const ahead = timeAt(NEW_CLOCK, reading(HUB + 3650 * DAY), BUILD).state
    const healed = noteHubTime(ahead, reading(HUB + 3650 * DAY), { hubTime: HUB, roundTripMs: 0 }, BUILD)
    expect(timeAt(healed, reading(HUB + 3650 * DAY), BUILD)).toMatchObject({ time: HUB, trust: 'synced' })
  })

  test('SG24 within a run the clock stays synced for a week, then drifts, then is unknown', () => {
    const trust = (passed: number) => timeAt(synced(HUB), reading(HUB + passed, passed), BUILD).trust
    expect([0, 7 * DAY, 7 * DAY + 1, 90 * DAY, 90 * DAY + 1].map(trust)).toEqual([
      'synced',
      'synced',
      'drift',
      'drift',
      'unknown',
    ])
  })

  test('SG24 a wall clock set back in a run changes nothing; one far ahead may be a sleep, so only drift', () => {
    const back = timeAt(synced(HUB), reading(HUB - 10 * DAY, HOUR), BUILD)
    expect(back).toMatchObject({ time: HUB + HOUR, trust: 'synced' })
    const slept = timeAt(synced(HUB), reading(HUB + 9 * HOUR, HOUR), BUILD)
    expect(slept).toMatchObject({ time: HUB + 9 * HOUR, trust: 'drift' })
  })

  test('SG24 after a restart never better than drift; a clock that fell behind the last contact is unknown', () => {
    expect(timeAt(synced(HUB), reading(HUB + HOUR, 1, 'b'), BUILD).trust).toBe('drift')
    expect(timeAt(synced(HUB), reading(HUB - 1, 1, 'b'), BUILD).trust).toBe('unknown')
    expect(timeAt(synced(HUB), reading(HUB + 91 * DAY, 1, 'b'), BUILD).trust).toBe('unknown')
  })

  test('SG23 what is kept reads back from a store', () => {
    const { state } = timeAt(synced(HUB), reading(HUB + HOUR, HOUR), BUILD)
    expect(v.parse(ClockStateSchema, JSON.parse(JSON.stringify(state)))).toEqual(state)
  })

  /** Contacts, clock jumps, power cuts, sleeps and waiting, in any order; the clock is read after each. */
  const steps = fc.array(
    fc.record({
      kind: fc.constantFrom('wait', 'jump', 'restart', 'sleep', 'hub'),
      by: fc.oneof(fc.integer({ min: -400 * DAY, max: 400 * DAY }), fc.integer({ min: -HOUR, max: HOUR })),
      passes: fc.integer({ min: 2 * 60_000, max: DAY }),
    }),
    { maxLength: 30 },
  )

  function walk(timeAtTested: typeof timeAt) {
    fc.assert(
      fc.property(steps, steps => {
        let [state, truth, wall, mono, boot, last] = [NEW_CLOCK, HUB as number, HUB as number, 0, 0, 0]
        for (const { kind, by, passes } of steps) {
          truth += passes
          wall += passes
          if (kind !== 'sleep') mono += passes
          if (kind === 'jump') wall += by
          if (kind === 'restart') [mono, boot, wall] = [0, boot + 1, by < 0 ? 0 : wall]
          const now = reading(wall, mono, String(boot))
          if (kind === 'hub') state = noteHubTime(state, now, { hubTime: truth as Millis, roundTripMs: 0 }, BUILD)
          if (kind === 'hub') last = 0
          const read = timeAtTested(state, now, BUILD)
          expect(read.time).toBeGreaterThanOrEqual(Math.max(BUILD, last))
          if (read.trust === 'synced') expect(Math.abs(read.time - truth)).toBeLessThanOrEqual(60_000)
          state = read.state
          last = read.time
        }
      }),
      { numRuns: 2000, seed: 7 },
    )
  }

  test('SG23 SG24 through any jumps and power cuts: never back between contacts, and synced means right', () =>
    walk(timeAt))

  test('SG23 SG24 the walk catches a clock without a floor, one that trusts itself always, one that sees no sleep', () => {
    const noFloor: typeof timeAt = (state, now, build) => timeAt({ ...state, lastTime: 0 as Millis }, now, build)
    const believing: typeof timeAt = (state, now, build) => ({ ...timeAt(state, now, build), trust: 'synced' })
    const sleepless: typeof timeAt = (state, now, build) => timeAt({ ...state, seen: null }, now, build)
    expect(() => walk(noFloor)).toThrow()
    expect(() => walk(believing)).toThrow()
    expect(() => walk(sleepless)).toThrow()
  })
})
