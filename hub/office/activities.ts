import type { Activity, ActivityState } from '../../shared/activities/activity.ts'
import type { ActivityId, KioskId, MemberId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'

/** Activities: planned, signed in to, closed with credits, reopened with a reason. */

export interface PlannedActivity {
  readonly activity: Activity
  readonly state: ActivityState
  readonly closedAt: number | null
}

export interface Attendance {
  readonly memberId: MemberId
  readonly at: number
  readonly way: 'card' | 'hand'
  readonly kioskId: KioskId | null
  readonly recordId: string | null
}

export interface ActivityReads {
  /** Those that start on a day of the range, both included, in order of their start. */
  between(from: PlainDate, to: PlainDate): Promise<readonly PlannedActivity[]>
  one(activityId: ActivityId): Promise<PlannedActivity | null>
  byCode(code: string): Promise<readonly PlannedActivity[]>
  /** In the order in which people came. */
  attendance(activityId: ActivityId): Promise<readonly Attendance[]>
  leaves(activityId: ActivityId): Promise<readonly { memberId: MemberId; reason: string }[]>
}
