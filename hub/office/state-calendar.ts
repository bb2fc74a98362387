import * as v from 'valibot'
import { FACTS, type FactBody } from '../../shared/journal/facts.ts'

/**
 * The working days a new branch starts with: the State Council's arrangement of holidays for 2026 (announced in
 * November 2025). Each later year is entered in the settings when it is announced.
 */
export const STATE_CALENDAR: FactBody<'branch.calendarChanged'> = v.parse(FACTS['branch.calendarChanged'], {
  holidays: [
    ...daysOf('2026-01', 1, 3),
    ...daysOf('2026-02', 15, 23),
    ...daysOf('2026-04', 4, 6),
    ...daysOf('2026-05', 1, 5),
    ...daysOf('2026-06', 19, 21),
    ...daysOf('2026-09', 25, 27),
    ...daysOf('2026-10', 1, 7),
  ],
  makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
})

function daysOf(month: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => `${month}-${String(first + at).padStart(2, '0')}`)
}
