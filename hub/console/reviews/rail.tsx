import type { ComponentChildren } from 'preact'
import type { Millis } from '../../../shared/base/ids.ts'
import { plainDateAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import { dayRangeText, dayText } from '../../pages/format.ts'
import type { RailStep } from '../../pages/ui/rail.tsx'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { nextOf, type Review } from './model.ts'
import css from './reviews.module.css'

/** The six steps of a period on a line: when each was taken, by whom, and what the one in hand waits for. */

const STEPS = ['compile', 'tell', 'hear', 'settle', 'publish', 'archive'] as const
type Step = (typeof STEPS)[number]

/** @param act the button of the step in hand */
export function railOf(review: Review, act?: ComponentChildren): RailStep[] {
  const { reviews } = words()
  const at = standsAt(review)
  return STEPS.map((id, index) => ({
    id,
    label: reviews.steps[id],
    state: index < at ? 'done' : index === at ? 'now' : 'next',
    ...(index <= at ? { note: noteOf(review, id), lines: linesOf(review, id) } : {}),
    act: index === at ? act : undefined,
  }))
}

function standsAt(review: Review): number {
  switch (nextOf(review)) {
    case 'wait':
    case 'compile':
    case 'again':
      return 0
    case 'hear':
      return review.told < review.people ? 1 : 2
    case 'settle':
      return 3
    case 'publish':
    case 'hang':
    case 'close':
      return 4
    case 'archive':
      return 5
    case 'none':
      return STEPS.length
  }
}

const dayOf = (at: Millis | null): string | undefined =>
  at === null ? undefined : dayText(plainDateAt(at, hubState.value.timeZone))

function noteOf(review: Review, step: Step): string | undefined {
  const [from] = review.notice.days
  switch (step) {
    case 'compile':
      return dayOf(review.compiledAt)
    case 'settle':
      return dayOf(review.settledAt)
    case 'publish':
      return from && review.notice.until ? dayRangeText({ from, to: review.notice.until }) : undefined
    case 'archive':
      return dayOf(review.archivedAt)
    case 'tell':
    case 'hear':
      return undefined
  }
}

function linesOf(review: Review, step: Step): ComponentChildren {
  const { lines } = words().reviews
  switch (step) {
    case 'compile':
      return review.compiledAt === null
        ? lines.until(dayText(review.days.to))
        : lines.compiled(review.people, review.done.compiled)
    case 'tell':
      return lines.told(review.told, review.people)
    case 'hear':
      return heardLine(review)
    case 'settle':
      return review.settledAt === null ? lines.ready : lines.settled(review.done.settled)
    case 'publish':
      return review.notice.until === null ? lines.toDraft : <Hanging review={review} />
    case 'archive':
      if (review.archivedAt !== null) return lines.archived(review.done.archived)
      return review.closedAt === null ? '' : lines.closed(dayOf(review.closedAt) ?? '', review.done.closed)
  }
}

/** Objections of the notice's days are said there. */
function heardLine({ matters }: Review): string {
  const { lines } = words().reviews
  const heard = matters.filter(each => each.kind !== 'objection')
  const open = heard.filter(each => each.answer === null).length
  if (open > 0) return lines.open(open)
  return heard.length === 0 ? lines.open(0) : lines.answered(heard.length)
}

/** The working days of the notice, today's marked, and which of them it is. */
function Hanging({ review: { notice, matters, stage } }: { review: Review }) {
  const { lines } = words().reviews
  const day = today()
  const objections = matters.filter(each => each.kind === 'objection').length
  return (
    <>
      <span class={css.days} aria-hidden="true">
        {notice.days.map(each => (
          <i key={each} class={each < day || stage !== 'settled' ? css.past : each === day ? css.today : undefined} />
        ))}
      </span>
      <p class={css.hanging}>
        <b>{whichDay(notice.days, day, stage !== 'settled')}</b>
        <span>{lines.objections(objections)}</span>
      </p>
    </>
  )
}

function whichDay(days: readonly PlainDate[], day: PlainDate, isOver: boolean): string {
  const { lines } = words().reviews
  const [first] = days
  if (first !== undefined && day < first) return lines.hangsFrom(dayText(first), days.length)
  const last = days.at(-1)
  if (isOver || (last !== undefined && day > last)) return lines.hung(days.length)
  return lines.hangsDay(days.filter(each => each <= day).length, days.length)
}
