import type { RailStep } from '../../pages/ui/rail.tsx'
import { dayText, momentText } from '../../pages/format.ts'
import type { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { now, today } from '../today.ts'

export type Review = Awaited<ReturnType<typeof api.reviews.get.query>>
export type ReviewSummary = Awaited<ReturnType<typeof api.reviews.list.query>>[number]
export type HearingRow = Review['hearings'][number]
export type MatterRow = Review['matters'][number]

/** The step that is to be taken now. */
export type Next = 'wait' | 'compile' | 'again' | 'hear' | 'settle' | 'publish' | 'hang' | 'close' | 'archive' | 'none'

export function nextOf(review: ReviewSummary & { readonly current?: boolean }): Next {
  switch (review.stage) {
    case 'running':
      return 'wait'
    case 'due':
      return 'compile'
    case 'compiled':
      if (review.current === false) return 'again'
      return review.told < review.people || review.openMatters > 0 ? 'hear' : 'settle'
    case 'settled':
      if (review.notice.until === null) return 'publish'
      return today() <= review.notice.until || review.openMatters > 0 ? 'hang' : 'close'
    case 'closed':
      return 'archive'
    case 'archived':
      return 'none'
  }
}

/** What each step needs, and which of the review's blocks keep it shut. */
const STEP_OF: { readonly [next in Next]?: keyof Review['blocks'] } = {
  compile: 'compile',
  again: 'compile',
  hear: 'settle',
  settle: 'settle',
  hang: 'close',
  close: 'close',
  archive: 'archive',
}

/** What the step that is to be taken now still lacks. */
export function missingOf(review: Review): Review['blocks'][keyof Review['blocks']] {
  const next = nextOf(review)
  const step = STEP_OF[next]
  return step === undefined || next === 'again' ? [] : review.blocks[step]
}

const STEPS = ['compile', 'tell', 'hear', 'settle', 'publish', 'archive'] as const
type Step = (typeof STEPS)[number]

/** The six steps on a line, with where each stands. */
export function railOf(review: Review): RailStep[] {
  const { reviews } = words()
  const at = standsAt(review)
  return STEPS.map((id, index) => ({
    id,
    label: reviews.steps[id],
    state: index < at ? 'done' : index === at ? 'now' : 'next',
    lines: index <= at ? lineOf(review, id) : undefined,
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

function lineOf(review: Review, step: Step): string {
  const { lines } = words().reviews
  const when = (at: Review['compiledAt']) => (at === null ? '' : momentText(at, now(), hubState.value.timeZone))
  switch (step) {
    case 'compile':
      return review.compiledAt === null
        ? lines.until(dayText(review.days.to))
        : lines.compiled(when(review.compiledAt), review.done.compiled)
    case 'tell':
      return lines.told(review.told, review.people)
    case 'hear':
      return lines.open(review.openMatters)
    case 'settle':
      return review.settledAt === null ? '' : lines.settled(when(review.settledAt), review.done.settled)
    case 'publish':
      return review.notice.until === null ? '' : lines.hangs(dayText(review.notice.until))
    case 'archive':
      if (review.archivedAt !== null) return lines.archived(when(review.archivedAt), review.done.archived)
      return review.closedAt === null ? '' : lines.closed(when(review.closedAt), review.done.closed)
  }
}

/** What the page says of the next step. */
export function sayOf(review: Review): string {
  const { say } = words().reviews
  switch (nextOf(review)) {
    case 'wait':
      return say.running(dayText(review.days.to))
    case 'compile':
      return say.due
    case 'again':
      return say.stale
    case 'hear':
      return say.compiled
    case 'settle':
      return say.ready
    case 'publish':
      return say.settled
    case 'hang':
      return say.hangs(review.notice.until === null ? '' : dayText(review.notice.until))
    case 'close':
      return say.hung
    case 'archive':
      return say.closed
    case 'none':
      return say.archived
  }
}
