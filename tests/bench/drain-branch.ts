import type { Millis } from '../../shared/base/ids.ts'
import { addDays, instantOf, plainDateAt, type PlainDate, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { TIME_ZONE } from '../fixtures/passes.ts'

/** Ninety days without the hub, as the hub's process and the kiosks' process both know them. */

export const DAYS = 90
/** They come back together; one more comes back alone before them. */
export const KIOSKS_TOGETHER = 20
/** Each member comes to one of the kiosks, once a day. */
export const RECORDS_A_DAY = 50

/** The day, counted from 0, ninety days before yesterday. @param today in the branch's zone, the same in both processes */
export const dayNo = (today: PlainDate, day: number): PlainDate => addDays(today, day - DAYS)

export const todayAt = (now: number): PlainDate => plainDateAt(now as Millis, TIME_ZONE)

/** The `number`th sign-in of a day at one kiosk: from nine o'clock on, two a minute. */
export function signInTime(today: PlainDate, day: number, number: number): Millis {
  const opens = instantOf(`${dayNo(today, day)}T09:00` as PlainDateTime, TIME_ZONE)
  return (opens + number * 30_000) as Millis
}
