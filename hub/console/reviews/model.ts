import type { MemberId } from '../../../shared/base/ids.ts'
import { dayText } from '../../pages/format.ts'
import type { api } from '../api.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'

export type Review = Awaited<ReturnType<typeof api.reviews.get.query>>
export type ReviewSummary = Awaited<ReturnType<typeof api.reviews.list.query>>[number]
export type HearingRow = Review['hearings'][number]
export type MatterRow = Review['matters'][number]

/** Nobody told them yet what their figures are now. */
export const isToTell = (row: Pick<HearingRow, 'told'>): boolean => row.told === null

/** Of those ticked: who would be marked as told, and how many are told already and stay with how they were told (RV19). */
export function toTell(
  rows: readonly Pick<HearingRow, 'told' | 'memberId'>[],
  chosen: ReadonlySet<string>,
): { readonly people: MemberId[]; readonly already: number } {
  const ticked = rows.filter(row => chosen.has(row.memberId))
  const people = ticked.filter(isToTell).map(row => row.memberId)
  return { people, already: ticked.length - people.length }
}

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
