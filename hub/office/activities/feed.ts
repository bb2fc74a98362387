import type { FeedActivity } from '../../../shared/activities/activity.ts'
import { expectedMembers } from '../../../shared/activities/expected.ts'
import { must } from '../../../shared/base/check.ts'
import type { ActivityId } from '../../../shared/base/ids.ts'
import { addDays, plainDateAt } from '../../../shared/base/plain-date.ts'
import { putFeed } from '../feeds.ts'
import type { Office, Work } from '../ports.ts'

/** Tells the kiosks how the given activities stand: when, who should come, who is there already. */
export async function refreshActivityFeed(
  office: Office,
  work: Work,
  activityIds: readonly ActivityId[],
): Promise<void> {
  const members = await work.people.all()
  for (const activityId of activityIds) {
    const found = await work.activities.one(activityId)
    const item: FeedActivity | null = found && {
      type: 'activity',
      activity: found.activity,
      state: found.state,
      expectedIds: expectedMembers(found.activity.expected, members),
      onLeaveIds: (await work.activities.leaves(activityId)).map(each => each.memberId),
      // Sorted as `refreshPresence` has them, so that the same people are the same text.
      presentIds: (await work.activities.attendance(activityId)).map(each => each.memberId).sort(),
    }
    await putFeed(office, work, 'activities', activityId, item)
  }
}

/** After a change of the roster: who should come to what is not closed yet, and to what is still to come (AT9). */
export async function refreshExpected(office: Office, work: Work): Promise<void> {
  const { timeZone } = must(await work.branch.founded(), 'a founded branch')
  const today = plainDateAt(office.clock.now(), timeZone)
  const around = await work.activities.between(addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD))
  const planned = around.filter(each => each.state === 'planned')
  await refreshActivityFeed(
    office,
    work,
    planned.map(each => each.activity.activityId),
  )
}

const DAYS_BACK = 31
const DAYS_AHEAD = 400
