import type { MemberType } from './member.ts'

/** What decides in which of the shipped categories a person is ranked. */
export interface CategoryBasis {
  readonly type: MemberType
  readonly exempt: boolean
  readonly floating: boolean
  readonly inPost: boolean
  /** `YYYY-MM`, or empty when unknown: then a person is never taken for older. */
  readonly birth: string
}

/** Full years on 1 January of the cycle from which a member without a post counts as older. */
const OLDER_FROM_YEARS = 60

/**
 * The shipped category for the whole cycle, first rule that fits (PL7): exempt, activist, probationary, floating, in
 * post, older without post, without post. Of a birth only the month is known; born in December 1965 is 60 on 1 January
 * 2026, born in January 1966 is not.
 */
export function shippedCategory(person: CategoryBasis, cycleYear: number): string {
  if (person.exempt) return 'exempt'
  if (person.type === 'activist') return 'activist'
  if (person.type === 'probationary') return 'probationary'
  if (person.floating) return 'floating'
  if (person.inPost) return 'inPost'
  return person.birth !== '' && person.birth < `${cycleYear - OLDER_FROM_YEARS}-01` ? 'olderNoPost' : 'noPost'
}
