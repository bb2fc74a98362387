import { must } from '../../../../shared/base/check.ts'
import { periodsUpTo, rangeOf, type Period, type PlainDate } from '../../../../shared/base/plain-date.ts'

/**
 * What four quarters of a branch come to, as simply as it can be said: no sharing of code with the program but the
 * calendar. Points are whole hundredths.
 */

export const PERIODS = periodsUpTo('2026' as Period, 'quarter')

/** Items of the built-in scheme with what one unit is worth and the most that counts in a year. */
export const ITEMS = {
  B05: { part: 'base', points: 100, cap: 1200 },
  C04: { part: 'contribution', points: 100, cap: 600 },
  X04: { part: 'deduction', points: -50, cap: Infinity },
} as const
export type ItemCode = keyof typeof ITEMS

export interface ModelEntry {
  readonly id: string
  readonly who: number
  readonly item: ItemCode
  readonly date: PlainDate
  /** In hundredths of a point. */
  readonly points: number
  readonly reverses: string | null
}

export interface ModelFigures {
  readonly base: number
  readonly contribution: number
  readonly deduction: number
  readonly inPeriod: number
  readonly toDate: number
}

export interface ModelMatter {
  readonly id: string
  readonly who: number | null
  answered: boolean
}

export interface ModelReview {
  stage: 'compiled' | 'settled' | 'closed' | 'archived'
  figures: readonly ModelFigures[]
  readonly told: (ModelFigures | null)[]
  readonly matters: ModelMatter[]
}

export interface ModelNotice {
  readonly id: string
  /** Last day on which objections are taken. */
  readonly until: PlainDate
  /** Last day on the board. */
  readonly shownUntil: PlainDate
}

export class Model {
  readonly people: number
  readonly #founded: PlainDate
  today: PlainDate
  readonly entries: ModelEntry[] = []
  readonly reviews = new Map<Period, ModelReview>()
  readonly notices = new Map<Period, ModelNotice>()

  constructor(people: number, today: PlainDate) {
    this.people = people
    this.today = today
    this.#founded = today
  }

  /** What an entry of this day is refused for. */
  entryCodes(date: PlainDate): string[] {
    const period = must(
      PERIODS.find(each => rangeOf(each).from <= date && date <= rangeOf(each).to),
      date,
    )
    return this.takesEntries(period) && !this.isPassed(period) ? [] : ['PERIOD_SETTLED']
  }

  /** The branch is founded on the first day of the walk; an earlier entry makes an earlier first period. */
  first(): Period {
    const earliest = [this.#founded, ...this.entries.map(each => each.date)].sort()[0] ?? this.#founded
    return must(
      PERIODS.find(each => earliest <= rangeOf(each).to),
      earliest,
    )
  }

  /** Left out, and a later one is settled. */
  isPassed(period: Period): boolean {
    const later = PERIODS.some(each => each > period && !this.takesEntries(each))
    return later && !this.reviews.has(period) && period < this.first()
  }

  /** The period that is under way in the office: the first that is needed and not archived. */
  next(): Period {
    return (
      PERIODS.filter(each => each >= this.first()).find(each => this.reviews.get(each)?.stage !== 'archived') ??
      must(PERIODS.at(-1), 'a period')
    )
  }

  takesEntries(period: Period): boolean {
    return (this.reviews.get(period)?.stage ?? 'compiled') === 'compiled'
  }

  figuresOf(period: Period, who: number): ModelFigures {
    const end = rangeOf(period).to
    const start = rangeOf(period).from
    const count = (part: string, before: (date: PlainDate) => boolean) =>
      Object.entries(ITEMS)
        .filter(([, item]) => item.part === part)
        .reduce((sum, [code, { cap }]) => sum + Math.min(cap, this.#sum(who, code, before)), 0)
    const upTo = (part: string) => count(part, date => date <= end)
    const within = (part: string) => upTo(part) - count(part, date => date < start)
    const [base, contribution, deduction] = ['base', 'contribution', 'deduction'].map(within) as [
      number,
      number,
      number,
    ]
    const toDate = Math.max(0, upTo('base') + upTo('contribution') + upTo('deduction'))
    return { base, contribution, deduction, inPeriod: base + contribution + deduction, toDate }
  }

  allFigures(period: Period): ModelFigures[] {
    return Array.from({ length: this.people }, (_, who) => this.figuresOf(period, who))
  }

  isCurrent(period: Period): boolean {
    const review = this.reviews.get(period)
    return review !== undefined && same(review.figures, this.allFigures(period))
  }

  isTold(review: ModelReview, who: number): boolean {
    const told = review.told[who]
    return told != null && same(told, review.figures[who])
  }

  /** What stands in the way of a step, in the order in which the program says it. */
  compileCodes(period: Period): string[] {
    if (this.today <= rangeOf(period).to) return ['REVIEW_NOT_ENDED']
    if (this.isPassed(period)) return ['REVIEW_PASSED']
    const asked = PERIODS.filter(each => each >= this.first() || this.reviews.has(each))
    const before = asked.findLast(each => each < period)
    if (before && this.takesEntries(before)) return ['REVIEW_EARLIER_OPEN']
    return this.takesEntries(period) ? [] : ['REVIEW_SETTLED']
  }

  tellCodes(period: Period): string[] {
    return this.#only('compiled', period)
  }

  settleCodes(period: Period): string[] {
    const review = this.reviews.get(period)
    const codes = this.#only('compiled', period)
    if (codes.length > 0 || !review) return codes
    if (!this.isCurrent(period)) codes.push('REVIEW_STALE')
    if (review.figures.some((_, who) => !this.isTold(review, who))) codes.push('REVIEW_UNTOLD')
    if (review.matters.some(each => !each.answered)) codes.push('REVIEW_UNANSWERED')
    return codes
  }

  reopenCodes(period: Period): string[] {
    const codes = this.#only('settled', period)
    if (codes.length > 0) return codes
    return this.notices.has(period) ? ['REVIEW_PUBLISHED'] : []
  }

  raiseCodes(period: Period, kind: 'defence' | 'inquiry' | 'objection'): string[] {
    const review = this.reviews.get(period)
    if (!review) return ['REVIEW_NOT_COMPILED']
    if (kind === 'objection') {
      return review.stage === 'settled' && this.notices.has(period) ? [] : ['REVIEW_NO_NOTICE']
    }
    return review.stage === 'compiled' ? [] : ['REVIEW_SETTLED']
  }

  publishCodes(period: Period): string[] {
    const review = this.reviews.get(period)
    if (!review) return ['REVIEW_NOT_COMPILED']
    if (review.stage === 'compiled') return ['REVIEW_NOT_SETTLED']
    return this.isCurrent(period) ? [] : ['REVIEW_STALE']
  }

  closeCodes(period: Period): string[] {
    const codes = this.#only('settled', period)
    const notice = this.notices.get(period)
    if (codes.length > 0) return codes
    if (!notice) return ['REVIEW_NO_NOTICE']
    if (this.today <= notice.until) codes.push('REVIEW_STILL_HANGS')
    if (this.reviews.get(period)?.matters.some(each => !each.answered)) codes.push('REVIEW_UNANSWERED')
    return codes
  }

  archiveCodes(period: Period): string[] {
    return this.#only('closed', period)
  }

  #only(stage: ModelReview['stage'], period: Period): string[] {
    const now = this.reviews.get(period)?.stage
    if (now === stage) return []
    if (now === undefined) return ['REVIEW_NOT_COMPILED']
    if (now === 'compiled') return ['REVIEW_NOT_SETTLED']
    return now === 'settled' ? ['REVIEW_SETTLED'] : ['REVIEW_OVER']
  }

  #sum(who: number, code: string, when: (date: PlainDate) => boolean): number {
    return this.entries
      .filter(each => each.who === who && each.item === code && when(each.date))
      .reduce((sum, each) => sum + each.points, 0)
  }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
