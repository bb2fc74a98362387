import { addDays, dayOfWeek, daysBetween, type DateRange, type PlainDate } from '../../../shared/base/plain-date.ts'

/** Days as people write them: 10月1日—7日 instead of seven dates. */

/** Consecutive days put together, in order, each once. */
export function rangesOf(days: readonly PlainDate[]): DateRange[] {
  const ranges: { from: PlainDate; to: PlainDate }[] = []
  for (const day of [...new Set(days)].sort()) {
    const last = ranges.at(-1)
    if (last && addDays(last.to, 1) === day) last.to = day
    else ranges.push({ from: day, to: day })
  }
  return ranges
}

/** At most so many days in one go; longer is a slip of the year. */
export const RANGE_MAX = 31

/** Every day of the range; null when it runs backwards or is longer than RANGE_MAX. */
export function daysIn({ from, to }: DateRange): PlainDate[] | null {
  const count = daysBetween(from, to) + 1
  return count < 1 || count > RANGE_MAX ? null : Array.from({ length: count }, (_, at) => addDays(from, at))
}

export const isWeekend = (day: PlainDate): boolean => dayOfWeek(day) >= 6
