import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import { signInOpen } from '../board/poster-view.ts'
import { localTime, type App } from '../state/app.ts'
import { afterTime, type Screen } from '../state/screens.ts'
import { timeOf } from '../text/dates.ts'

/** Activities that somebody may be at now. Where the clock cannot be believed, all that are planned. */
export function activitiesToday(app: App): readonly FeedActivity[] {
  const today = dateOf(app.clock.now.value)
  const isToday = ({ activity }: FeedActivity): boolean =>
    app.clock.trust.value === 'unknown' || (dateOf(activity.opens) <= today && today <= dateOf(activity.closes))
  return app.board.activities.value
    .filter(each => each.state === 'planned' && isToday(each))
    .sort((a, b) => (a.activity.start < b.activity.start ? -1 : 1))
}

/** The one that is meant without asking; null: somebody has to choose, or there is none. */
export function plainlyMeant(app: App, all: readonly FeedActivity[], wanted: ActivityId | null): ActivityId | null {
  if (wanted !== null && all.some(each => each.activity.activityId === wanted)) return wanted
  const open = all.filter(each => signInOpen(each.activity, app.clock.now.value))
  const few = open.length > 0 ? open : all
  return few.length === 1 ? (few[0]?.activity.activityId ?? null) : null
}

/** Back from one's own business: to the sign-in while there is one, others may be waiting for it; else to the board. */
export function wayBack(app: App, from: Screen): Screen {
  const next = afterTime(from)
  const isOpen = app.board.activities.value.some(
    ({ state, activity }) => state === 'planned' && signInOpen(activity, app.clock.now.value),
  )
  return next.kind === 'signIn' && !isOpen ? { kind: 'home' } : next
}

/** `14:06:08` of an instant, in the branch's zone. */
export const secondsText = (app: App, at: number): string =>
  `${timeOf(localTime(app, at))}:${String(Math.floor(at / 1_000) % 60).padStart(2, '0')}`
