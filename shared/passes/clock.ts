import * as v from 'valibot'
import { MillisSchema, type Millis } from '../base/ids.ts'

/**
 * What time a kiosk takes it to be, and how far that may be believed. A machine in a village may lose its clock at
 * every power cut: time never goes back behind what was known, and only a `synced` clock may refuse anybody.
 */
export const CLOCK_TRUSTS = ['synced', 'drift', 'unknown'] as const
export type ClockTrust = (typeof CLOCK_TRUSTS)[number]

/** Both clocks read together. */
export interface ClockReading {
  /** `Date.now()`: may jump. */
  readonly wallMs: number
  /** `performance.now()`: never jumps, may stand still while the machine sleeps, starts anew with each run. */
  readonly monoMs: number
  /** Names the run in which `monoMs` counts; one per page load. */
  readonly boot: string
}

const AnchorSchema = v.object({
  /** The hub's time, in the middle of the question and its answer. */
  time: MillisSchema,
  wallMs: v.number(),
  monoMs: v.number(),
  /** The run in which `monoMs` counts; `LOST` once the two clocks parted. */
  boot: v.string(),
})
type Anchor = v.InferOutput<typeof AnchorSchema>

const ReadingSchema = v.object({ wallMs: v.number(), monoMs: v.number(), boot: v.string() })

/** Kept in the kiosk's store over restarts; parse what comes from there. */
export const ClockStateSchema = v.object({
  /** The last time the hub told its time; null before the first contact. */
  anchor: v.nullable(AnchorSchema),
  /** The latest time given out; 0 before the first. */
  lastTime: MillisSchema,
  /** The reading before this one, against which a sleep shows. */
  seen: v.nullable(ReadingSchema),
})
export type ClockState = v.InferOutput<typeof ClockStateSchema>

export const NEW_CLOCK: ClockState = { anchor: null, lastTime: 0 as Millis, seen: null }

/** A cheap quartz (50 ppm) strays half a minute in this time; sign-in windows count in minutes. */
const SYNCED_MS_MAX = 7 * 86_400_000
/** After this long without the hub, days could be wrong. */
const DRIFT_MS_MAX = 90 * 86_400_000
/** More than this between the two clocks' progress is a jump or a sleep, not drift. */
const DISAGREE_MS_MAX = 60_000
/** No run has this name. */
const LOST = ''
/** A slower answer says too little about the time. */
const ROUND_TRIP_MS_MAX = 10_000

/**
 * Takes in the hub's time. An answer that took too long, or a hub whose own clock stands before this program was
 * built, changes nothing.
 * @param reading taken when the answer arrived
 */
export function noteHubTime(
  state: ClockState,
  reading: ClockReading,
  answer: { readonly hubTime: Millis; readonly roundTripMs: number },
  buildTime: Millis,
): ClockState {
  const { hubTime, roundTripMs } = answer
  if (roundTripMs < 0 || roundTripMs > ROUND_TRIP_MS_MAX || hubTime < buildTime) return state
  const time = Math.round(hubTime + roundTripMs / 2) as Millis
  // The hub's word replaces the floor: a wall clock that once stood ten years ahead must not poison it for ever.
  return { anchor: { time, ...reading }, lastTime: time, seen: reading }
}

export interface Now {
  readonly time: Millis
  readonly trust: ClockTrust
  /** To be kept, so that time does not go back after a restart. */
  readonly state: ClockState
}

/**
 * `max(wall + offset to the hub, last time given, build time)`; while synced, the hub's own time carried on by the
 * steady clock. Read it often (each minute): what happens between two readings cannot be told apart.
 */
export function timeAt(state: ClockState, reading: ClockReading, buildTime: Millis): Now {
  const { anchor } = state
  const trust = trustOf(state, reading)
  const estimate = estimateOf(anchor, reading, trust)
  const time = Math.round(trust === 'synced' ? estimate : Math.max(estimate, state.lastTime, buildTime)) as Millis
  // Once the clocks parted only the hub can say which was right, so the anchor's steady clock is given up.
  const kept = anchor && trust !== 'synced' ? { ...anchor, boot: LOST } : anchor
  return { time, trust, state: { anchor: kept, lastTime: time, seen: reading } }
}

function trustOf({ anchor, seen }: ClockState, reading: ClockReading): ClockTrust {
  if (!anchor) return 'unknown'
  const passed = progress(anchor, reading)
  if (reading.boot !== anchor.boot) {
    // A battery-less clock that fell back shows time before the contact; one that stood still cannot be told from a
    // good one, so after a restart nothing is better than `drift` until the hub speaks again.
    return passed.wallMs >= 0 && passed.wallMs <= DRIFT_MS_MAX ? 'drift' : 'unknown'
  }
  // The wall clock set back leaves the steady one right; far ahead, the machine may as well have slept.
  const slept = mayHaveSlept(passed) || (seen?.boot === reading.boot && mayHaveSlept(progress(seen, reading)))
  if (passed.monoMs >= 0 && passed.monoMs <= SYNCED_MS_MAX && !slept) return 'synced'
  return Math.max(passed.monoMs, passed.wallMs) <= DRIFT_MS_MAX ? 'drift' : 'unknown'
}

function estimateOf(anchor: Anchor | null, reading: ClockReading, trust: ClockTrust): number {
  if (!anchor) return reading.wallMs
  const passed = progress(anchor, reading)
  const byMono = reading.boot === anchor.boot ? anchor.time + passed.monoMs : 0
  return trust === 'synced' ? byMono : Math.max(byMono, anchor.time + passed.wallMs)
}

interface Progress {
  readonly wallMs: number
  readonly monoMs: number
}

const progress = (from: Progress, to: Progress): Progress => ({
  wallMs: to.wallMs - from.wallMs,
  monoMs: to.monoMs - from.monoMs,
})

const mayHaveSlept = (passed: Progress): boolean => passed.wallMs - passed.monoMs > DISAGREE_MS_MAX
