import type { FeedActivity } from '../activities/activity.ts'
import type { Millis } from '../base/ids.ts'
import { dateOf, plainDateTimeAt, type PlainDateTime } from '../base/plain-date.ts'
import type { SignInFlag } from './decide.ts'
import type { TellingContext } from './outcome.ts'

/** What both languages' words are put together from. */

export const timeOf = (at: PlainDateTime): string => at.slice(11)

export function dayOf(at: PlainDateTime): { zh: string; en: string } {
  const [, month, day] = dateOf(at).split('-').map(Number)
  return { zh: `${month}月${day}日`, en: dateOf(at) }
}

export const isToday = (at: PlainDateTime, now: PlainDateTime): boolean => dateOf(at) === dateOf(now)

/** The time alone today, else the day as well. */
export function when(at: PlainDateTime, now: PlainDateTime): { zh: string; en: string } {
  if (isToday(at, now)) return { zh: timeOf(at), en: timeOf(at) }
  return { zh: `${dayOf(at).zh} ${timeOf(at)}`, en: `${dayOf(at).en} ${timeOf(at)}` }
}

export const clock = (at: Millis, context: TellingContext): PlainDateTime => plainDateTimeAt(at, context.timeZone)

export const placeOf = (activity: FeedActivity | null): string => activity?.activity.place ?? ''

export function notes(flags: readonly SignInFlag[], texts: Record<SignInFlag, string>): string[] {
  return flags.map(flag => texts[flag]).filter(text => text !== '')
}
