import type { ActivityId, Millis, NoticeId } from '../../shared/base/ids.ts'
import {
  addDays,
  dateOf,
  daysBetween,
  plainDateAt,
  rangeOf,
  type Period,
  type PlainDate,
} from '../../shared/base/plain-date.ts'
import { must } from '../../shared/base/check.ts'
import { periodsOf, type Scheme } from '../../shared/points/scheme.ts'
import type { MatterKind, NoticeSaid, Review } from '../../shared/review/review.ts'
import { noticeList } from './notices/views.ts'
import { firstPeriod, needsReview } from './reviews/first-period.ts'
import { reviewOf } from './reviews/period-sums.ts'
import type { Office, Reads } from './ports.ts'
import { noticeSaid } from './reviews/reviews.ts'
import { todayOf } from './today.ts'

/**
 * Steps that stay undone (RT23). The days are what local rules ask for on average: points are told by the middle of the
 * next quarter's first month, an answer is given within five days, what is decided is published within ten.
 */
const DAYS = {
  /** From the last day of a period to its figures. */
  compile: 15,
  /** From the figures to the settlement. */
  settle: 15,
  /** From the settlement to the notice. */
  publish: 10,
  /** From the end of the notice to closing, and from closing to the archive. */
  archive: 10,
  /** To answer a defence, an inquiry, an objection. */
  answer: 5,
  /** From the check to the board. */
  notice: 5,
  /** From the end of an activity to its closing. */
  activity: 7,
  /** To answer a declaration or an attestation. */
  declaration: 7,
} as const

/** `due`: the day by which it should have been done. */
export type OverdueStep = { readonly due: PlainDate; readonly days: number } & (
  | { readonly kind: 'compile' | 'settle' | 'publish' | 'close' | 'archive'; readonly period: Period }
  | { readonly kind: 'answer'; readonly period: Period; readonly matter: MatterKind }
  | { readonly kind: 'notice'; readonly noticeId: NoticeId; readonly title: string }
  | { readonly kind: 'activity'; readonly activityId: ActivityId; readonly title: string }
  | { readonly kind: 'declaration'; readonly count: number }
)
type Found = OverdueStep extends infer Step ? (Step extends OverdueStep ? Omit<Step, 'days'> : never) : never

export async function overdueSteps(office: Office, read: Reads, scheme: Scheme | null): Promise<OverdueStep[]> {
  const today = await todayOf(office, read)
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  const dayOf = (at: Millis) => plainDateAt(at, timeZone)
  const found: Found[] = []
  const first = scheme && (await firstPeriod(read, scheme))
  for (const period of scheme === null ? [] : periodsOf(scheme)) {
    if (rangeOf(period).to >= today) break
    const steps = reviewSteps(period, await reviewOf(read, period), await noticeSaid(read, period), dayOf)
    // RV33: of a period before the first only somebody's question waits.
    found.push(...steps.filter(step => needsReview(period, first) || step.kind === 'answer'))
  }
  found.push(...(await noticeSteps(office, read, dayOf)), ...(await activitySteps(read, today)))
  found.push(...(await declarationSteps(read, dayOf)))
  return found
    .filter(step => step.due < today)
    .map(step => ({ ...step, days: daysBetween(step.due, today) }) as OverdueStep)
    .sort((a, b) => b.days - a.days)
}

/** What a period that is over waits for, with the day by which it should have happened. */
export function reviewSteps(
  period: Period,
  review: Review | null,
  notice: NoticeSaid,
  dayOf: (at: Millis) => PlainDate,
): Found[] {
  if (review === null) return [{ kind: 'compile', period, due: addDays(rangeOf(period).to, DAYS.compile) }]
  const open = review.matters.filter(each => each.answer === null)
  const answers = open.map(each => ({
    kind: 'answer' as const,
    period,
    matter: each.kind,
    due: addDays(dayOf(each.raised.at), DAYS.answer),
  }))
  const next = nextStep(period, review, notice, dayOf)
  return next === null ? answers : [next, ...answers]
}

function nextStep(period: Period, review: Review, notice: NoticeSaid, dayOf: (at: Millis) => PlainDate): Found | null {
  switch (review.stage) {
    case 'compiled':
      return { kind: 'settle', period, due: addDays(dayOf(review.compiled.at), DAYS.settle) }
    case 'settled':
      if (notice.until !== null) return { kind: 'close', period, due: addDays(notice.until, DAYS.archive) }
      return review.settled && { kind: 'publish', period, due: addDays(dayOf(review.settled.at), DAYS.publish) }
    case 'closed':
      return review.closed && { kind: 'archive', period, due: addDays(dayOf(review.closed.at), DAYS.archive) }
    case 'archived':
      return null
  }
}

/** Checked or approved, and not on the board. A draft is nobody's promise. */
async function noticeSteps(office: Office, read: Reads, dayOf: (at: Millis) => PlainDate): Promise<Found[]> {
  return (await noticeList(office, read))
    .filter(each => each.stage === 'checked' || each.stage === 'approved')
    .map(({ noticeId, title, changedAt }) => ({
      kind: 'notice',
      noticeId,
      title,
      due: addDays(dayOf(changedAt), DAYS.notice),
    }))
}

/** Further back than a year nobody will close anything. */
const BACK_DAYS = 366

async function activitySteps(read: Reads, today: PlainDate): Promise<Found[]> {
  return (await read.activities.between(addDays(today, -BACK_DAYS), today))
    .filter(each => each.state === 'planned')
    .map(({ activity: { activityId, title, end } }) => ({
      kind: 'activity',
      activityId,
      title,
      due: addDays(dateOf(end), DAYS.activity),
    }))
}

/** All that wait together: the oldest says how long. */
async function declarationSteps(read: Reads, dayOf: (at: Millis) => PlainDate): Promise<Found[]> {
  const { count, oldest } = await read.declarations.waiting()
  return oldest === null ? [] : [{ kind: 'declaration', count, due: addDays(dayOf(oldest), DAYS.declaration) }]
}
