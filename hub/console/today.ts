import { signal } from '@preact/signals'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, dateOf, type PlainDate, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { hubState } from './hub-state.ts'

/** This PC's clock, moved on twice a minute: what is drawn from it moves on too. Set by nobody but the gallery. */
export const clock = signal(Date.now() as Millis)

const TICK_MS = 30_000

/** Once, from main.tsx. */
export function startClock(): void {
  setInterval(() => {
    clock.value = Date.now() as Millis
  }, TICK_MS)
}

export const now = (): Millis => clock.value

/** The wall clock in the branch, by this PC. */
export const nowInBranch = (): PlainDateTime => plainDateTimeAt(clock.value, hubState.value.timeZone)

/** The day it is in the branch. */
export const today = (): PlainDate => dateOf(nowInBranch())
