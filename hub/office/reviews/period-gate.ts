import { periodOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { problem, type Problem } from '../../../shared/base/problem.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { takesEntries } from '../../../shared/review/review.ts'
import type { Reads } from '../ports.ts'
import { isPassed } from './first-period.ts'

/** RV6, RV33: nothing is dated into a settled period, nor into one that was left out before a settled one. @returns what forbids it, or null */
async function periodProblem(read: Reads, date: PlainDate, scheme: Scheme): Promise<Problem | null> {
  const period = periodOf(date, scheme.reviewPeriod)
  const onFile = await read.reviews.one(period)
  const review = onFile?.review ?? null
  if (takesEntries(review)) return (await isPassed(read, scheme, period)) ? passed(date) : null
  return review?.stage === 'archived' ? archived(date) : settled(date)
}

export type GatesAsked = (date: PlainDate, scheme: Scheme) => Promise<Problem | null>

/** `periodProblem` asked once a day of the ledger: an import has thousands of lines on a few hundred days. */
export function askGates(read: Reads): GatesAsked {
  const known = new Map<PlainDate, Promise<Problem | null>>()
  return (date, scheme) => {
    const found = known.get(date) ?? periodProblem(read, date, scheme)
    known.set(date, found)
    return found
  }
}

const archived = (date: PlainDate): Problem =>
  problem(
    'PERIOD_SETTLED',
    {
      zh: `${date}所在的一期已经归档，不能再登记到那一期。请按今天的日期登记。`,
      en: `The period of ${date} is archived: date the entry today.`,
    },
    'date',
  )

const passed = (date: PlainDate): Problem =>
  problem(
    'PERIOD_SETTLED',
    {
      zh: `${date}所在的一期没有办，后面的一期已经审定，不能再登记到那一期。请按今天的日期登记。`,
      en: `The period of ${date} was left out and a later one is settled: date the entry today.`,
    },
    'date',
  )

const settled = (date: PlainDate): Problem =>
  problem(
    'PERIOD_SETTLED',
    {
      zh: `${date}所在的一期已经审定，不能再登记到那一期。请按今天的日期登记。`,
      en: `The period of ${date} is settled: date the entry today.`,
    },
    'date',
  )
