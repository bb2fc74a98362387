import type { Millis } from '../../shared/base/ids.ts'
import { plainDateAt, type PlainDate } from '../../shared/base/plain-date.ts'
import { hubState } from './hub-state.ts'

/** The day it is in the branch, by this PC's clock. */
export const today = (): PlainDate => plainDateAt(Date.now() as Millis, hubState.value.timeZone)
