import type { ActivityId } from '../base/ids.ts'
import { dateOf, dayOfWeek, type PlainDateTime } from '../base/plain-date.ts'
import { announcementBody } from './build-announcement.ts'
import type { BodyOf } from './document.ts'
import { dateName } from './wording.ts'

/** How many came, once the activity is closed; who was missing is nobody's business on the wall. */
export interface Turnout {
  /** Who should have come; 0 where anybody might. */
  readonly expected: number
  readonly present: number
  readonly onLeave: number
}

/** What a notice needs to know of an activity. */
export interface Announced {
  readonly activityId: ActivityId
  readonly title: string
  readonly start: PlainDateTime
  readonly end: PlainDateTime
  readonly place: string
}

/**
 * 活动公告 (NT49): what is on, when, where and for whom, with a few words; after it, how many came. Names nobody.
 * @param audience in words (activities/audience.ts)
 * @param turnout null while the activity is still to come
 */
export const activityBody = (
  activity: Announced,
  audience: string,
  turnout: Turnout | null,
  paragraphs: readonly string[],
): BodyOf<'activity'> => ({
  kind: 'activity',
  activityId: activity.activityId,
  name: activity.title,
  time: timeOf(activity.start, activity.end),
  place: activity.place,
  audience,
  turnout,
  paragraphs: announcementBody(paragraphs).paragraphs,
})

/** 应到42人，实到36人，请假3人 */
export function turnoutText({ expected, present, onLeave }: Turnout): string {
  const due = expected > 0 ? [`应到${expected}人`] : []
  const leave = onLeave > 0 ? [`请假${onLeave}人`] : []
  return [...due, `实到${present}人`, ...leave].join('，')
}

const WEEKDAYS = '一二三四五六日'

/** 2026年11月20日（星期五）9:00—11:00 */
function timeOf(start: PlainDateTime, end: PlainDateTime): string {
  const day = dateOf(start)
  const clock = (at: PlainDateTime) => at.slice(11).replace(/^0/, '')
  const last = dateOf(end) === day ? clock(end) : `${dateName(dateOf(end))}${clock(end)}`
  return `${dateName(day)}（星期${WEEKDAYS[dayOfWeek(day) - 1] ?? ''}）${clock(start)}—${last}`
}
