import type { FeedActivity } from '../../shared/activities/activity.ts'
import { expectedMembers } from '../../shared/activities/expected.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import { putFeed } from './feeds.ts'
import type { Office, Work } from './ports.ts'

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
      presentIds: (await work.activities.attendance(activityId)).map(each => each.memberId),
    }
    await putFeed(office, work, 'activities', activityId, item)
  }
}
