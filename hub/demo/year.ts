import { parsePlainDate, type PlainDate, type PlainDateTime } from '../../shared/base/plain-date.ts'
import type { ActivityDraft } from '../spreadsheets/activities.ts'
import type { LedgerDraft } from '../spreadsheets/ledger.ts'

/** Moves the sample year, which is 2026, to where the demo needs it. */
export const SAMPLE_YEAR = 2026

/** The same day in another year; 29 February becomes the 28th where there is none. */
function inYear(date: PlainDate, year: number): PlainDate {
  const moved = `${year}${date.slice(4)}`
  return parsePlainDate(moved) ?? (`${year}-02-28` as PlainDate)
}

const timeInYear = (at: PlainDateTime, year: number): PlainDateTime =>
  `${inYear(at.slice(0, 10) as PlainDate, year)}${at.slice(10)}` as PlainDateTime

export function activitiesIn(year: number, drafts: readonly ActivityDraft[]): ActivityDraft[] {
  const moved = (at: PlainDateTime) => timeInYear(at, year)
  return drafts.map(draft => ({
    ...draft,
    title: draft.title.replaceAll(String(SAMPLE_YEAR), String(year)),
    start: moved(draft.start),
    end: moved(draft.end),
    opens: moved(draft.opens),
    lateAfter: moved(draft.lateAfter),
    closes: moved(draft.closes),
  }))
}

/** @param prefix keeps the line numbers of two years apart */
export function ledgerIn(year: number, lines: readonly LedgerDraft[], prefix: string): LedgerDraft[] {
  return lines.map(line => ({
    ...line,
    code: `${prefix}${line.code}`,
    reverses: line.reverses && `${prefix}${line.reverses}`,
    date: inYear(line.date, year),
  }))
}

/**
 * The sample ledger ends in September. What the branch and its members do every quarter goes on: the third quarter's
 * lines that come from no sign-in, three months later. Reversals and what they cancel stay out.
 */
export function fourthQuarter(lines: readonly LedgerDraft[]): LedgerDraft[] {
  const touched = new Set(lines.flatMap(line => (line.reverses ? [line.reverses, line.code] : [])))
  return lines
    .filter(line => line.date.slice(5) >= '07-01' && line.source !== 'signIn' && !touched.has(line.code))
    .filter(line => !line.itemCode.startsWith('X'))
    .map(line => ({ ...line, code: `${line.code}-Q4`, date: threeMonthsLater(line.date) }))
}

function threeMonthsLater(date: PlainDate): PlainDate {
  const month = String(Number(date.slice(5, 7)) + 3).padStart(2, '0')
  return (parsePlainDate(`${date.slice(0, 5)}${month}${date.slice(7)}`) ??
    `${date.slice(0, 5)}${month}-28`) as PlainDate
}
