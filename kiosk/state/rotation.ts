import { signal, type Signal } from '@preact/signals'

/** Which notice of the board's rotation shows (design language §7): turns every 12 s, rests for two minutes when touched. */
export interface Rotation {
  readonly feature: Signal<{ readonly index: number; readonly paused: boolean }>
  pause(paused: boolean): void
  step(by: 1 | -1): void
  /** Time has passed. */
  turn(): void
}

const TURN_MS = 12_000
const REST_MS = 120_000

/** @param mono milliseconds of a clock that never jumps */
export function createRotation(mono: () => number): Rotation {
  const feature = signal({ index: 0, paused: false })
  let turnedAt = mono()
  let restUntil = 0
  return {
    feature,
    pause(paused) {
      restUntil = mono() + REST_MS
      feature.value = { ...feature.value, paused }
    },
    step(by) {
      restUntil = mono() + REST_MS
      feature.value = { index: feature.value.index + by, paused: true }
    },
    turn() {
      const now = mono()
      const { index, paused } = feature.value
      if (paused && now < restUntil) return
      if (paused) feature.value = { index, paused: false }
      if (now - turnedAt < TURN_MS) return
      turnedAt = now
      feature.value = { index: index + 1, paused: false }
    },
  }
}
