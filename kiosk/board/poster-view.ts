import type { Activity, FeedActivity } from '../../shared/activities/activity.ts'
import { dateOf, daysBetween, type PlainDateTime } from '../../shared/base/plain-date.ts'
import { minutesBetween } from '../text/dates.ts'

/** What the home poster announces. */
export type Poster =
  | { readonly kind: 'coming' | 'running'; readonly activity: Activity; readonly countdown: Countdown }
  /** `heldToday`: one took place today, so that the board does not say there was none. */
  | { readonly kind: 'later'; readonly heldToday: boolean; readonly activity: Activity; readonly countdown: Countdown }
  | { readonly kind: 'none'; readonly heldToday: boolean }

/** The one number in the sun, and how much of the ring is left (0 to 1). */
export interface Countdown {
  readonly count: number
  readonly unit: 'minutes' | 'hours' | 'days'
  readonly left: number
}

/** The ring is full one hour (or half a day, or ten days) before the start, and shortens as it approaches. */
const FULL_MINUTES = 60
const FULL_HOUR_MINUTES = 12 * 60
const FULL_DAYS = 10
/** Above this many minutes the number is hours: nobody plans in 1130 minutes. */
const MINUTES_MAX = 120

const part = (value: number, full: number): number => Math.max(0.02, Math.min(1, value / full))

function countMinutes(minutes: number, full: number): Countdown {
  const left = part(minutes, full)
  if (minutes <= MINUTES_MAX) return { count: Math.max(0, minutes), unit: 'minutes', left }
  return { count: Math.round(minutes / 60), unit: 'hours', left }
}

/** Planned activities that are not over, the earliest first. */
export const comingActivities = (all: readonly FeedActivity[], now: PlainDateTime): readonly Activity[] =>
  all
    .filter(each => each.state === 'planned' && each.activity.end > now)
    .map(each => each.activity)
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))

/** Today's activity, running or to come; else the next day's; else none (KS2). */
export function posterOf(all: readonly FeedActivity[], now: PlainDateTime): Poster {
  const activity = comingActivities(all, now)[0]
  const heldToday = all.some(each => each.state !== 'cancelled' && dateOf(each.activity.end) === dateOf(now))
  if (!activity) return { kind: 'none', heldToday }
  if (activity.start <= now) {
    const whole = Math.max(1, minutesBetween(activity.start, activity.end))
    return { kind: 'running', activity, countdown: countMinutes(minutesBetween(now, activity.end), whole) }
  }
  const days = daysBetween(dateOf(now), dateOf(activity.start))
  if (days === 0) {
    const minutes = minutesBetween(now, activity.start)
    const full = minutes <= MINUTES_MAX ? FULL_MINUTES : FULL_HOUR_MINUTES
    return { kind: 'coming', activity, countdown: countMinutes(minutes, full) }
  }
  return { kind: 'later', heldToday, activity, countdown: { count: days, unit: 'days', left: part(days, FULL_DAYS) } }
}

/** Whether members can sign in to it at this moment. */
export const signInOpen = (activity: Activity, now: PlainDateTime): boolean =>
  activity.opens <= now && now <= activity.closes

/** The activity whose sign-in is open now; of several the one that starts first. */
export const openForSignIn = (all: readonly FeedActivity[], now: PlainDateTime): Activity | undefined =>
  all
    .filter(each => each.state === 'planned' && signInOpen(each.activity, now))
    .map(each => each.activity)
    .sort((a, b) => (a.start < b.start ? -1 : 1))[0]

/** The planned activity whose sign-in opens next. */
export const nextSignIn = (all: readonly FeedActivity[], now: PlainDateTime): Activity | undefined =>
  comingActivities(all, now)
    .filter(each => each.opens > now)
    .sort((a, b) => (a.opens < b.opens ? -1 : 1))[0]

/** `10月主题党日：重阳敬老服务` shows as 重阳敬老服务: the kicker above already names the type. */
export function posterTitle(title: string, typeName: string): string {
  const match = /^([^：:]{1,12})[：:](.+)$/u.exec(title)
  return match?.[1]?.includes(typeName) && match[2] ? match[2].trim() : title
}

export type Season = 'spring' | 'summer' | 'autumn' | 'winter'

export function seasonOf(now: PlainDateTime): Season {
  const month = Number(now.slice(5, 7))
  return month <= 1 || month === 12 ? 'winter' : month <= 4 ? 'spring' : month <= 7 ? 'summer' : 'autumn'
}
