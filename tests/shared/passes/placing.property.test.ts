import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { NEW_CLOCK, noteHubTime, timeAt, type ClockState } from '../../../shared/passes/clock.ts'
import { placeTimes, type PlacedTime, type SaidTime, type StreamTime } from '../../../shared/passes/placing.ts'

/**
 * A kiosk with the real clock code lives through power cuts, a wall clock in 1970 or ten years ahead, sleeps and
 * weeks without its hub; the hub places what it recorded. The true times are known to the test alone.
 */

type Place = typeof placeTimes

const START = Date.parse('2026-10-01T00:00:00Z')
const BUILT = Date.parse('2026-09-01T00:00:00Z') as Millis
const HOUR = 3_600_000
const TEN_YEARS = 3652 * 24 * HOUR
/** A sleep shorter than this goes unseen by the kiosk (DISAGREE_MS_MAX), and rounding. */
const TOLERANCE = 60_010

type Step =
  | { readonly do: 'wait' | 'sleep'; readonly ms: number }
  | { readonly do: 'record' | 'contact' }
  | { readonly do: 'push'; readonly most: number }
  | { readonly do: 'reboot' | 'jump'; readonly wall: 'right' | '1970' | 'ahead' | 'off'; readonly off: number }

const wall = fc.constantFrom('right' as const, '1970' as const, 'ahead' as const, 'off' as const)
const off = fc.integer({ min: -40 * 24 * HOUR, max: 40 * 24 * HOUR })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'record' }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 30 * HOUR }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 1, max: 30 * HOUR }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reboot' as const), wall, off }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), wall, off }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'contact' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('push' as const), most: fc.integer({ min: 1, max: 6 }) }) },
)
const histories = fc.array(step, { minLength: 4, maxLength: 60 })

interface Made extends SaidTime {
  readonly trueAt: number
}

/** Lives the history and returns every record with its true time and where the hub placed it. */
function live(history: readonly Step[], place: Place): readonly (Made & { readonly placed: PlacedTime })[] {
  let now = START
  let boot = { name: 'b0', started: START, slept: 0 }
  let wallOffset = 0
  let clock: ClockState = NEW_CLOCK
  let stream: StreamTime | null = null
  const waiting: Made[] = []
  const done: (Made & { placed: PlacedTime })[] = []
  const mono = () => now - boot.started - boot.slept
  const reading = () => ({ wallMs: now + wallOffset, monoMs: mono(), boot: boot.name })
  const look = () => {
    const read = timeAt(clock, reading(), BUILT)
    clock = read.state
    return read
  }
  const offsetOf = (change: Extract<Step, { do: 'reboot' | 'jump' }>): number => {
    if (change.wall === '1970') return -now
    return change.wall === 'right' ? 0 : change.wall === 'ahead' ? TEN_YEARS : change.off
  }
  const contact = () => {
    clock = noteHubTime(clock, reading(), { hubTime: now as Millis, roundTripMs: 0 }, BUILT)
    return { mono: mono(), boot: boot.name, hubTime: now as Millis }
  }
  const push = (most: number) => {
    const some = waiting.splice(0, most)
    const { placed, after } = place(stream, some, contact(), now as Millis)
    stream = after
    for (const [at, record] of some.entries()) done.push({ ...record, placed: must(placed[at], 'placed') })
  }
  for (const [at, each] of history.entries()) {
    look()
    if (each.do === 'wait') now += each.ms
    else if (each.do === 'sleep') {
      now += each.ms
      boot = { ...boot, slept: boot.slept + each.ms }
    } else if (each.do === 'reboot') {
      now += 20_000
      wallOffset = offsetOf(each)
      boot = { name: `b${at + 1}`, started: now, slept: 0 }
      now += 3_000
    } else if (each.do === 'jump') wallOffset = offsetOf(each)
    else if (each.do === 'contact') contact()
    else if (each.do === 'push') push(each.most)
    else {
      const { time, trust } = look()
      waiting.push({ at: time, mono: mono(), boot: boot.name, trust, trueAt: now })
      now += 1_000
    }
  }
  push(waiting.length)
  return done
}

const isMonotone = (records: ReturnType<typeof live>): boolean =>
  records.every((each, at) => at === 0 || each.placed.at >= (records[at - 1]?.placed.at ?? 0))

const isBounded = (records: ReturnType<typeof live>): boolean =>
  records.every(
    ({ trueAt, placed: { at, from, to } }) =>
      from - TOLERANCE <= trueAt && trueAt <= to + TOLERANCE && from <= at && at <= to,
  )

const holds = (history: readonly Step[], place: Place): boolean => {
  const records = live(history, place)
  return isMonotone(records) && isBounded(records)
}

const RUNS = { numRuns: 3_000, seed: 20261122 }

const isCaught = (place: Place): boolean =>
  fc.check(
    fc.property(histories, each => holds(each, place)),
    RUNS,
  ).failed

describe('placing records in time', () => {
  test('AT25 whatever the clocks did: times never go back against the order, and the true time lies in the bounds', () => {
    fc.assert(
      fc.property(histories, history => holds(history, placeTimes)),
      RUNS,
    )
  })

  test('AT25 the property catches a hub that believes every clock', () => {
    const credulous: Place = (_before, records) => ({
      placed: records.map(({ at }) => ({ at: at as Millis, from: at as Millis, to: at as Millis, known: true })),
      after: null,
    })
    expect(isCaught(credulous)).toBe(true)
  })

  test('AT25 the property catches a hub that forgets between two pushes where the stream was', () => {
    expect(isCaught((_before, records, hello, now) => placeTimes(null, records, hello, now))).toBe(true)
  })

  test('AT25 the property catches a hub that takes the steady clock of another run for this one', () => {
    const mixed: Place = (before, records, hello, now) =>
      placeTimes(
        before,
        records.map(record => ({ ...record, boot: hello.boot })),
        hello,
        now,
      )
    expect(isCaught(mixed)).toBe(true)
  })

  test('AT24 in the run of the hello the steady clock says the time, whatever the wall clock thought', () => {
    const hello = { mono: 600_000, boot: 'now', hubTime: (START + HOUR) as Millis }
    const said = [100_000, 500_000].map(mono => ({ at: 5_000, mono, boot: 'now', trust: 'unknown' as const }))
    const { placed } = placeTimes(null, said, hello, (START + HOUR) as Millis)
    expect(placed.map(each => [each.at - START, each.known])).toEqual([
      [HOUR - 500_000, true],
      [HOUR - 100_000, true],
    ])
  })

  test('AT24 in another run it is bounded by the records around it, and says that it is not known', () => {
    const hello = { mono: 1_000, boot: 'now', hubTime: (START + 9 * HOUR) as Millis }
    const before = { at: START, from: START, mono: 5_000, boot: 'first' }
    const said: SaidTime[] = [
      { at: 0, mono: 2 * HOUR, boot: '1970', trust: 'unknown' },
      { at: START + TEN_YEARS, mono: HOUR, boot: 'ahead', trust: 'unknown' },
      { at: START + 6 * HOUR, mono: 0, boot: 'good', trust: 'synced' },
    ]
    const { placed } = placeTimes(before, said, hello, (START + 9 * HOUR) as Millis)
    const inHours = placed.map(({ at, from, to, known }) => [...[at, from, to].map(t => (t - START) / HOUR), known])
    expect(inHours).toEqual([
      [2, 2, 5, false],
      [6, 3, 6, false],
      [6, 6, 6, true],
    ])
  })

  test('AT24 a clock far ahead of the hub is not believed, even if it calls itself synced', () => {
    const now = START as Millis
    const said = { at: START + HOUR, mono: 10, boot: 'x', trust: 'synced' as const }
    const { placed } = placeTimes(null, [said], { mono: 5, boot: 'y', hubTime: now }, now)
    expect(placed[0]).toMatchObject({ at: now - 5, known: false })
  })

  test('AT24 nonsense is placed somewhere that can be computed with', () => {
    const now = START as Millis
    const said = { at: Number.MAX_SAFE_INTEGER, mono: 1e300, boot: 'x', trust: 'drift' as const }
    const { placed } = placeTimes(null, [said, { ...said, at: 0, mono: 0 }], { mono: 0, boot: 'x', hubTime: now }, now)
    for (const { at, from, to } of placed) {
      expect(from).toBeLessThanOrEqual(at)
      expect(at).toBeLessThanOrEqual(to)
      expect(to).toBeLessThanOrEqual(now)
    }
  })
})
