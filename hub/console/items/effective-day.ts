import { rangeOf, yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { periodsOf, type Scheme } from '../../../shared/points/scheme.ts'
import type { Published } from './cycles.ts'

/** From which day a version counts, and what that does to periods that have ended. */

/** The first version counts from January; an amendment from today, as far as that lies in its year. */
export function startDay(cycle: number, last: Published | null, today: PlainDate): PlainDate {
  const first = `${cycle}-01-01` as PlainDate
  if (last === null || yearOf(today) < cycle) return last && last.effectiveFrom > first ? last.effectiveFrom : first
  const day = yearOf(today) > cycle ? (`${cycle}-12-31` as PlainDate) : today
  return day < last.effectiveFrom ? last.effectiveFrom : day
}

/** Periods that have ended and would be counted anew, because the new version would be in force on their last day. */
export function recountedPeriods(scheme: Scheme, last: Published | null, day: PlainDate, today: PlainDate): Period[] {
  if (last === null) return []
  return periodsOf(scheme).filter(period => rangeOf(period).to < today && rangeOf(period).to >= day)
}
