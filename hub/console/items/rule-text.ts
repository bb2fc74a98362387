import type { Scheme } from '../../../shared/points/scheme.ts'
import { words } from '../text/words.ts'
import type { RuleField } from './diff.ts'
import { appraisalFacts, gradeLines, startFacts } from './rule-facts.ts'
import { capText } from './wording.ts'

/** One rule of a scheme as a sentence, for a list of changes. */
export function ruleText(scheme: Scheme, field: RuleField): string {
  const { items } = words()
  const { rules } = items
  const start = new Map(startFacts(scheme))
  const appraisal = new Map(appraisalFacts(scheme))
  const { bands, shares, alerts } = gradeLines(scheme)
  switch (field) {
    case 'title':
      return scheme.title
    case 'reviewPeriod':
      return items.reviewPeriods[scheme.reviewPeriod]
    case 'start':
    case 'floor':
    case 'totalCap':
      return start.get(rules[field]) ?? ''
    case 'componentCaps':
      return Object.values(rules.componentCap)
        .map(term => `${term} ${start.get(term) ?? ''}`)
        .join('；')
    case 'capGroups':
      return scheme.capGroups
        .map(group => items.groupLine(group.items.join('、'), capText(group.caps, scheme.reviewPeriod)))
        .join('；')
    case 'categories':
      return scheme.categories.map(each => each.label).join('、')
    case 'duties':
      return (scheme.duties?.posts ?? []).map(each => each.label).join('、') || rules.nothing
    case 'appraisal':
    case 'veto':
    case 'falseDeclaration':
    case 'ranking':
      return appraisal.get(rules[field]) ?? ''
    case 'bands':
      return bands.join('；')
    case 'gradeShares':
      return shares.join('；')
    case 'alerts':
      return alerts.join('；')
  }
}
