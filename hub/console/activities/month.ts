import { addDays, dayOfWeek, parsePlainDate, type PlainDate } from '../../../shared/base/plain-date.ts'

/** A calendar month, `2026-11`. */
export type Month = string

export const monthOf = (date: PlainDate): Month => date.slice(0, 7)

export const isMonth = (text: string | undefined): text is Month =>
  text !== undefined && parsePlainDate(`${text}-01`) !== null

export const firstDay = (month: Month): PlainDate => `${month}-01` as PlainDate

export const lastDay = (month: Month): PlainDate => addDays(firstDay(shiftMonth(month, 1)), -1)

export function shiftMonth(month: Month, by: number): Month {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** The weeks that touch the month, Monday first, seven days each; days of the neighbours fill the edges. */
export function weeksOf(month: Month): PlainDate[][] {
  const start = addDays(firstDay(month), 1 - dayOfWeek(firstDay(month)))
  const weeks: PlainDate[][] = []
  for (let monday = start; monday <= lastDay(month); monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(monday, at)))
  }
  return weeks
}
