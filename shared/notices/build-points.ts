import type { Hundredths } from '../base/hundredths.ts'
import type { Period } from '../base/plain-date.ts'
import { byStrokes } from '../people/names.ts'
import { publicRanking } from '../points/ranking.ts'
import type { Scheme } from '../points/scheme.ts'
import type { Standing } from '../points/standing.ts'
import { isScored } from '../points/standings-table.ts'
import type { BodyOf } from './document.ts'
import { publicName, type NamedPerson } from './public-name.ts'
import { startSentence } from './wording.ts'

/** The two documents that show people's points: 积分公示 in stroke order, and 分类排名. */

/** A member with what their entries come to. Of the standing, only sums ever reach a document. */
export interface PointsPerson extends NamedPerson {
  /** Sorts as plain text in 姓氏笔画 order; made by the hub. */
  readonly strokeKey: string
  readonly category: string
  /** Exempt by approval, or no longer of the branch: no row, no rank (PT13). */
  readonly exempt: boolean
  readonly standing: Pick<Standing, 'inPeriod' | 'total' | 'start'>
  /** What was settled for them in the period before; null: they were not in it. Absent: there is none in the cycle. */
  readonly before?: { readonly inPeriod: Hundredths; readonly toDate: Hundredths } | null
}

/**
 * Everybody ranked by the scheme, in stroke order (NT13): the sum of the period, never below zero, and the year to date,
 * never below what the year started from (NT42). No parts of it, no reasons; who is exempt is not mentioned.
 * @param intro the whole text above the table, dates included
 */
export function periodPointsBody(
  people: readonly PointsPerson[],
  scheme: Scheme,
  period: Period,
  intro: string,
): BodyOf<'periodPoints'> {
  const labels = labelsOf(scheme)
  const rows = people
    .filter(person => isScored(scheme, person))
    .sort(byStrokes)
    .map((person, at) => ({
      order: at + 1,
      name: publicName(person),
      masked: !person.consent,
      category: labels.get(person.category) ?? person.category,
      periodTotal: atLeast(0, person.standing.inPeriod.total),
      yearTotal: atLeast(Math.max(0, person.standing.start), person.standing.total),
    }))
  return { kind: 'periodPoints', period, intro, rows }
}

/**
 * The ranked categories that have anybody in them, in the scheme's order (NT14): the best are named, the others counted
 * (RK). Probationary members and activists are categories of their own and so ranked apart.
 */
export function rankingBody(people: readonly PointsPerson[], scheme: Scheme, period: Period): BodyOf<'ranking'> {
  const scored = people.filter(person => isScored(scheme, person)).sort(byStrokes)
  const { topN } = scheme.ranking
  const categories = scheme.categories.flatMap(({ id, label }) => {
    const own = scored.filter(person => person.category === id)
    if (own.length === 0) return []
    const listBy = (sum: 'inPeriod' | 'toDate', pointsOf: (person: PointsPerson) => Hundredths) =>
      publicRanking(
        own.map(person => ({
          name: publicName(person),
          points: pointsOf(person),
          ...(sum === 'toDate' && { start: person.standing.start }),
          ...(person.before !== undefined && { before: person.before?.[sum] ?? null }),
        })),
        topN,
      )
    return [
      {
        id,
        label,
        period: listBy('inPeriod', person => person.standing.inPeriod.total),
        yearToDate: listBy('toDate', person => person.standing.total),
      },
    ]
  })
  const starts = startSentence(scheme)
  return { kind: 'ranking', period, categories, ...(starts !== '' && { starts }) }
}

/** Below zero, or below what somebody started from, it could only be what was deducted. */
const atLeast = (least: number, points: Hundredths): Hundredths => Math.max(least, points) as Hundredths

const labelsOf = (scheme: Scheme): ReadonlyMap<string, string> =>
  new Map(scheme.categories.map(({ id, label }) => [id, label]))
