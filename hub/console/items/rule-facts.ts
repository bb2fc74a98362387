import { formatHundredths } from '../../../shared/base/hundredths.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { falseItemOf } from '../../../shared/points/false-item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { SCORED } from '../../../shared/points/scheme-index.ts'
import { words } from '../text/words.ts'
import { appliesText, capText, labelOf, worthText } from './wording.ts'

/** The rules of a scheme as pairs of term and value, card by card. */

type Fact = readonly [term: string, value: string]

export function startFacts(scheme: Scheme): Fact[] {
  const { items } = words()
  const { rules } = items
  const { floor, totalCap, componentCaps, reviewPeriod } = scheme
  return [
    [rules.reviewPeriod, items.reviewPeriods[reviewPeriod]],
    [rules.start, startText(scheme)],
    ...SCORED.map((component): Fact => [
      rules.componentCap[component],
      capText(componentCaps[component], reviewPeriod),
    ]),
    [rules.totalCap, totalCap === null ? rules.none : rules.points(formatHundredths(totalCap))],
    [rules.floor, floor === null ? rules.noFloor : rules.points(formatHundredths(floor))],
  ]
}

function startText(scheme: Scheme): string {
  const { rules } = words().items
  const { start } = scheme
  switch (start.mode) {
    case 'accrue':
      return rules.startAccrue
    case 'grant': {
      const others = Object.entries(start.byCategory).map(([id, points]) =>
        rules.startGrantOf(labelOf(scheme, id), formatHundredths(points)),
      )
      return [rules.startGrant(formatHundredths(start.points)), ...others].join('，')
    }
    case 'carryOver':
      return rules.startCarry(start.percentOfLastYear, formatHundredths(start.otherwise))
  }
}

export function appraisalFacts(scheme: Scheme): Fact[] {
  const { rules } = words().items
  const { veto, appraisal, ranking } = scheme
  const parts = appraisal.parts.map(part => rules.appraisalPart(part.label, part.percent))
  return [
    [rules.veto, rules.vetoes[veto]],
    [rules.falseDeclaration, falseText(scheme)],
    [rules.appraisal, [rules.appraisals[appraisal.combine], ...parts].join('，')],
    [rules.ranking, ranking.public ? rules.rankingPublic(ranking.topN) : rules.rankingPrivate],
  ]
}

function falseText(scheme: Scheme): string {
  const item = falseItemOf(scheme, `${scheme.cycle}-12-31` as PlainDate)
  return item ? `${item.code} ${item.title}，${worthText(item)}` : words().items.rules.falseNone
}

export function gradeLines(scheme: Scheme): { bands: string[]; shares: string[]; alerts: string[] } {
  const { items } = words()
  const { rules, grades } = items
  return {
    bands: scheme.bands.map(({ grade, from, label }) =>
      rules.band(label ? `${label}（${grades[grade]}）` : grades[grade], formatHundredths(from)),
    ),
    shares: scheme.gradeShares.flatMap(({ grades: of, most, least }) => {
      const names = of.map(each => grades[each]).join('、')
      return [most && rules.shareMost(names, most), least && rules.shareLeast(names, least)].filter(each => !!each)
    }) as string[],
    alerts: scheme.alerts.map(({ label, at, below, categories, measure, inARow }) => {
      const said = rules.alert(label, rules.alertAt[at], formatHundredths(below), appliesText(scheme, categories))
      return words().january.alerts.text(said, inARow, measure === 'inPeriod')
    }),
  }
}
