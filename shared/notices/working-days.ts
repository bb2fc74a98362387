import { assert } from '../base/check.ts'
import { addDays, dayOfWeek, type PlainDate } from '../base/plain-date.ts'
import { problem, type Problem } from '../base/problem.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { BoardDocument } from './document.ts'

/**
 * Working days by the branch's own table. Which days are off is announced by the State Council each November and never
 * computed; beyond the table, Monday to Friday are worked (NT8).
 */
export interface WorkCalendar {
  readonly holidays: readonly PlainDate[]
  /** 调休: weekend days that are worked. */
  readonly makeUpDays: readonly PlainDate[]
}

/** A day that stands in both lists is not worked: doubt lengthens the period, never shortens it. */
export function isWorkingDay(date: PlainDate, calendar: WorkCalendar): boolean {
  if (calendar.holidays.includes(date)) return false
  return dayOfWeek(date) <= 5 || calendar.makeUpDays.includes(date)
}

/** The first `count` working days from `from` on, `from` included when it is worked. */
export function workingDaysFrom(from: PlainDate, count: number, calendar: WorkCalendar): PlainDate[] {
  assert(Number.isInteger(count) && count >= 1, 'a period has at least one day')
  const days: PlainDate[] = []
  // Ends, because a table holds finitely many days off.
  for (let day = from; days.length < count; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) days.push(day)
  return days
}

export type NoticePeriod = NonNullable<BoardDocument['noticePeriod']>

/**
 * The days on which a notice must hang (公示期), first and last included (NT8).
 * @param from   the first day that may count; a day off moves the start to the next working day
 * @param floor  fewest working days the branch allows
 * @param endsAt wall-clock end of the last day, `HH:MM`
 */
export function noticePeriodFrom(
  from: PlainDate,
  days: number,
  { floor, endsAt, calendar }: { readonly floor: number; readonly endsAt: string; readonly calendar: WorkCalendar },
): Result<NoticePeriod, Problem> {
  if (!Number.isInteger(days) || days < floor || days > MOST) return err(badLength(floor))
  return ok({ days: workingDaysFrom(from, days, calendar), endsAt })
}

/**
 * The period goes on for some more working days after its last one, or from `from` where that has passed already (NT45):
 * a day on which nobody could read it any more is none.
 */
export function extendedPeriod(
  { days, more }: { readonly days: readonly PlainDate[]; readonly more: number },
  from: PlainDate,
  { floor, endsAt, calendar }: { readonly floor: number; readonly endsAt: string; readonly calendar: WorkCalendar },
): Result<NoticePeriod, Problem> {
  const count = days.length + more
  const last = days.at(-1)
  if (!Number.isInteger(more) || more < 1 || last === undefined || count < floor || count > MOST) {
    return err(badLength(floor))
  }
  const after = addDays(last, 1)
  return ok({ days: [...days, ...workingDaysFrom(after > from ? after : from, more, calendar)], endsAt })
}

const MOST = 60
const badLength = (floor: number): Problem =>
  problem(
    'NOTICE_PERIOD_LENGTH',
    { zh: `公示期要在${floor}到${MOST}个工作日之间。`, en: `A notice period has ${floor} to ${MOST} working days.` },
    'noticeDays',
  )
