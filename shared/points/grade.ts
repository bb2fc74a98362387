import type { Hundredths } from '../base/hundredths.ts'
import type { Alert, Grade, Scheme } from './scheme.ts'

/**
 * What the year's total suggests. A grade is a human decision recorded with its meeting (评定等次): these functions
 * only suggest and warn.
 */

/** The highest band the total reaches; null below the lowest band or where the category takes no grade. */
export function suggestedBand(scheme: Scheme, category: string, total: Hundredths): Scheme['bands'][number] | null {
  if (scheme.categories.find(each => each.id === category)?.graded !== true) return null
  return scheme.bands.find(band => total >= band.from) ?? null
}

/** What one period came to: its own points, and the total of the year to date that is shown at its end. */
export interface PeriodScore {
  readonly inPeriod: Hundredths
  readonly total: Hundredths
}

/**
 * Alerts that are called for when a period, or the whole cycle, has ended (PT25, PT43).
 * @param history  the periods one after the other, the one that ended last; for the cycle, only its last total counts
 */
export function alertsFor(
  scheme: Pick<Scheme, 'alerts'>,
  category: string,
  history: readonly PeriodScore[],
  at: Alert['at'],
): Alert[] {
  return scheme.alerts.filter(
    alert =>
      alert.at === at &&
      (alert.categories === 'all' || alert.categories.includes(category)) &&
      lowRun(alert, history) >= (alert.inARow ?? 1),
  )
}

/** How many of the newest periods, one after the other, are below what the alert says. */
export function lowRun(alert: Pick<Alert, 'below' | 'measure'>, history: readonly PeriodScore[]): number {
  const isLow = (score: PeriodScore) => (alert.measure === 'inPeriod' ? score.inPeriod : score.total) < alert.below
  const lastFine = history.findLastIndex(score => !isLow(score))
  return history.length - 1 - lastFine
}

/** The shares of grades that the decisions do not keep to (优秀一般不超过三分之一). @param counts  people by grade */
export function brokenShares(scheme: Scheme, counts: Readonly<Record<Grade, number>>): Scheme['gradeShares'][number][] {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return scheme.gradeShares.filter(({ grades, most, least }) => {
    const people = grades.reduce((sum, grade) => sum + counts[grade], 0)
    return (
      (most !== undefined && !isAtMost(people, most, all)) || (least !== undefined && !isAtLeast(people, least, all))
    )
  })
}

const isAtMost = (people: number, share: string, all: number): boolean => compare(people, share, all) <= 0
const isAtLeast = (people: number, share: string, all: number): boolean => compare(people, share, all) >= 0

/** Compares people/all with a fraction such as `1/3`, in whole numbers. */
function compare(people: number, share: string, all: number): number {
  const [part = 0, whole = 1] = share.split('/').map(Number)
  return people * whole - part * all
}

/**
 * The year's score with the marks people gave at year end, per `appraisal` of the scheme; rounded to the nearest
 * hundredth.
 * @param marks  0–100 points each (as hundredths), one per part, in the order of the scheme
 */
export function yearScore(scheme: Scheme, total: Hundredths, marks: readonly Hundredths[]): Hundredths {
  const { combine, parts } = scheme.appraisal
  if (combine === 'none') return total
  const given = parts.reduce((sum, part, at) => sum + part.percent * (marks[at] ?? 0), 0)
  const kept = combine === 'add' ? 100 : 100 - parts.reduce((sum, part) => sum + part.percent, 0)
  return Math.round((kept * total + given) / 100) as Hundredths
}
