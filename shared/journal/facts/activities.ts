import * as v from 'valibot'
import { ActivitySchema } from '../../activities/activity.ts'
import { LAPSES } from '../../activities/attendance.ts'
import { LEAVE_REASONS } from '../../activities/leave.ts'
import { idSchema, type ActivityId, type BatchId, type EntryId, type MemberId } from '../../base/ids.ts'
import { PrivateRefSchema } from '../private-ref.ts'

const activityId = idSchema<ActivityId>()
const memberId = idSchema<MemberId>()

/** Activities and who was there. */
export const activityFacts = {
  /** Planned, or planned anew: a change before closing replaces the whole. */
  'activity.planned': v.object({ activity: ActivitySchema, batchId: v.nullable(idSchema<BatchId>()) }),
  'activity.cancelled': v.object({ activityId, why: v.nullable(PrivateRefSchema) }),
  /** The credits themselves are `entry.registered` facts in the same piece of writing. */
  'activity.closed': v.object({
    activityId,
    presentIds: v.array(memberId),
    credits: v.array(v.object({ memberId, entryId: idSchema<EntryId>() })),
    /** Decided by a person for this closing; entries as well. Left out: none. */
    deductions: v.exactOptional(v.array(v.object({ memberId, entryId: idSchema<EntryId>(), why: v.picklist(LAPSES) }))),
  }),
  'activity.reopened': v.object({ activityId, why: PrivateRefSchema }),
  'leave.granted': v.object({
    activityId,
    memberId,
    reason: v.picklist(LEAVE_REASONS),
  }),
  'leave.withdrawn': v.object({ activityId, memberId }),
  /** A request that is not granted. */
  'leave.refused': v.object({ activityId, memberId, why: v.nullable(PrivateRefSchema) }),
  /** 无故缺席: said by the staff account that is the fact's author, never by a machine. Reopening forgets it. */
  'absence.confirmed': v.object({ activityId, memberIds: v.pipe(v.array(memberId), v.minLength(1)) }),
  /** By hand in the console: confirmed by the staff account that is the fact's author. */
  'attendance.confirmed': v.object({ activityId, memberId }),
  /** A mistaken attendance taken back; the sign-in record itself stays. */
  'attendance.struck': v.object({ activityId, memberId, why: PrivateRefSchema }),
}
