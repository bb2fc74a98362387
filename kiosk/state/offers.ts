import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import { addDays, dateOf, type PlainDateTime } from '../../shared/base/plain-date.ts'
import type { Outcome } from '../../shared/passes/outcome.ts'
import type { ResultAct } from '../signin/view.ts'
import type { Mine } from './sign-in.ts'

/** What a member is offered, by rules alone. */

/** How far ahead leave is asked. */
export const LEAVE_DAYS = 30

/** SG60: where hours count, where an hour to stay until is set, or while it runs. */
export function maySignOut({ activity, state }: FeedActivity, now: PlainDateTime): boolean {
  if (state !== 'planned') return false
  const isPaired = activity.byHour === true || (activity.stayUntil ?? null) !== null
  return isPaired || (activity.start <= now && now <= activity.end)
}

/** The buttons under the answer to a member's own scan. */
export function offeredActs(outcome: Outcome, mine: Mine, now: PlainDateTime): readonly ResultAct[] {
  switch (outcome.code) {
    case 'ok':
      return mine.undoes === null ? [] : ['undo']
    case 'already': {
      if (outcome.again === 'same') return mine.undoes === null ? [] : ['undo']
      const acts: ResultAct[] = []
      if (outcome.activity && maySignOut(outcome.activity, now)) {
        acts.push(outcome.outAt === null ? 'signOut' : 'signOutAgain')
      }
      if (mine.undoes !== null) acts.push('undo')
      return [...acts, 'menu']
    }
    case 'noActivity':
    case 'notOpenYet':
      return ['menu']
    default:
      return []
  }
}

/** SG62: the activities of the next thirty days that expect this member, the nearest first. */
export function leaveChoices(
  all: readonly FeedActivity[],
  memberId: MemberId,
  now: PlainDateTime,
): readonly FeedActivity[] {
  return all.filter(each => mayAskLeave(each, now) && each.expectedIds.includes(memberId)).sort(byStart)
}

/** Whether somebody may ask leave from it at all. */
export const mayAskLeave = ({ activity, state }: FeedActivity, now: PlainDateTime): boolean =>
  state === 'planned' && activity.start > now && dateOf(activity.start) <= addDays(dateOf(now), LEAVE_DAYS)

const byStart = (a: FeedActivity, b: FeedActivity): number => (a.activity.start < b.activity.start ? -1 : 1)
