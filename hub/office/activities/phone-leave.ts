import type { LeaveReason } from '../../../shared/activities/leave.ts'
import { expectedMembers } from '../../../shared/activities/expected.ts'
import { must } from '../../../shared/base/check.ts'
import { newId, type ActivityId, type MemberId, type RecordId } from '../../../shared/base/ids.ts'
import { addDays, dateOf, plainDateTimeAt, type PlainDateTime } from '../../../shared/base/plain-date.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { PlannedActivity } from './activities.ts'
import { provenPhone, type Phone } from '../people/phones.ts'
import type { Office, Reads } from '../ports.ts'

/** What a member's own phone is told of activities to come, and asking leave on it (SG89). */

export interface ComingActivity {
  readonly activityId: ActivityId
  readonly title: string
  readonly place: string
  readonly start: PlainDateTime
  readonly leave: 'none' | 'asked' | 'granted' | 'refused'
}

const DAYS_AHEAD = 90
const TOLD_MAX = 12

/** What this member is expected at, soonest first: what runs now included. */
export async function comingActivities(office: Office, memberId: MemberId): Promise<readonly ComingActivity[]> {
  const { read } = office.store
  const now = await localNow(office, read)
  const today = dateOf(now)
  const found: ComingActivity[] = []
  const members = await read.people.all()
  for (const each of await read.activities.between(addDays(today, -1), addDays(today, DAYS_AHEAD))) {
    const { activity, state } = each
    if (state !== 'planned' || activity.end <= now) continue
    if (!expectedMembers(activity.expected, members).includes(memberId)) continue
    const { activityId, title, place, start } = activity
    found.push({ activityId, title, place, start, leave: await leaveOf(read, activityId, memberId) })
    if (found.length >= TOLD_MAX) break
  }
  return found
}

async function leaveOf(reads: Reads, activityId: ActivityId, memberId: MemberId): Promise<ComingActivity['leave']> {
  if ((await reads.activities.leaves(activityId)).some(each => each.memberId === memberId)) return 'granted'
  const asked = (await reads.activities.leaveRequests(activityId)).find(each => each.memberId === memberId)
  return asked?.state === 'asked' || asked?.state === 'refused' ? asked.state : 'none'
}

export interface LeaveWish {
  readonly ref: Phone['ref']
  readonly activityId: ActivityId
  /** Null takes the request back. */
  readonly reason: LeaveReason | null
  readonly proof: string
}

/**
 * Ends in the same list as what was asked for at a kiosk. Saying the same twice changes nothing.
 * As at a kiosk it binds nobody, so no PIN is asked.
 * @throws Refusal PHONE_… | ACTIVITY_UNKNOWN | LEAVE_TOO_LATE | LEAVE_GRANTED
 */
export async function wishLeave(office: Office, wish: LeaveWish): Promise<void> {
  const { ref, activityId, reason, proof } = wish
  const said = { ref, activityId, reason }
  await office.store.write({ type: 'hub' }, async work => {
    const { memberId } = await provenPhone(work, ref, 'leave', said, proof)
    mustBeToCome(await work.activities.one(activityId), await localNow(office, work))
    if ((await leaveOf(work, activityId, memberId)) === 'granted') {
      refuse('LEAVE_GRANTED', { zh: '这次活动已经准假了。', en: 'Leave is granted already.' })
    }
    const recordId = newId<RecordId>(office.clock.now(), office.random)
    const asked = (await work.activities.leaveRequests(activityId)).find(each => each.memberId === memberId)
    const isAsked = asked?.state === 'asked'
    const body = { recordId, ref, memberId, activityId }
    if (reason === null) {
      if (isAsked) await work.append({ kind: 'leave.dropped', body })
    } else if (!isAsked || asked.reason !== reason) {
      await work.append({ kind: 'leave.asked', body: { ...body, reason } })
    }
  })
}

function mustBeToCome(found: PlannedActivity | null, now: PlainDateTime): void {
  if (found?.state !== 'planned') {
    refuse('ACTIVITY_UNKNOWN', { zh: '这次活动已经没有了。', en: 'There is no such activity any more.' })
  }
  if (found.activity.start <= now) {
    refuse('LEAVE_TOO_LATE', {
      zh: '活动已经开始了，请直接跟工作人员说。',
      en: 'The activity has begun; please tell staff.',
    })
  }
}

async function localNow(office: Office, reads: Reads): Promise<PlainDateTime> {
  const { timeZone } = must(await reads.branch.founded(), 'a founded branch')
  return plainDateTimeAt(office.clock.now(), timeZone)
}
