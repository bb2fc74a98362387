import type { Activity, ActivityState } from '../../../shared/activities/activity.ts'
import type { ActivityId, KioskId, MemberId, Millis, RecordId } from '../../../shared/base/ids.ts'
import type { ActivityReads, Attendance, LeaveRequest, PlannedActivity } from '../../office/activities/activities.ts'
import type { Db } from '../tables.ts'
import { markPresence, refreshCapacity, type AttendanceRow } from './presence.ts'
import { forgetAbsences, keepDeductions } from './closings.ts'
import type { Projection } from './projection.ts'

export interface ActivityTables {
  activities: {
    activity_id: string
    code: string
    start: string
    state: string
    activity: string
    closed_at: number | null
    makes_up_for: string | null
  }
  leaves: { activity_id: string; member_id: string; reason: string }
}

type ActivityFact =
  | 'activity.planned'
  | 'activity.cancelled'
  | 'activity.closed'
  | 'activity.reopened'
  | 'leave.granted'
  | 'leave.withdrawn'
  | 'leave.refused'
  | 'attendance.confirmed'
  | 'attendance.struck'

export const activitiesProjection: Projection<ActivityFact> = {
  tables: ['activities', 'leaves', 'attendance', 'presence_marks', 'conflicts'],
  apply: {
    'activity.planned': async (db, { activity }) => {
      const { code, start, makesUpFor = null } = activity
      const row = { code, start, activity: JSON.stringify(activity), makes_up_for: makesUpFor }
      await db
        .insertInto('activities')
        .values({ activity_id: activity.activityId, state: 'planned', closed_at: null, ...row })
        .onConflict(conflict => conflict.column('activity_id').doUpdateSet(row))
        .execute()
      await refreshCapacity(db, new Set([activity.activityId]))
    },
    'activity.cancelled': (db, { activityId }) => setState(db, activityId, 'cancelled', null),
    'activity.closed': async (db, { activityId, deductions = [] }, { no, at }) => {
      await setState(db, activityId, 'closed', at)
      await keepDeductions(db, activityId, deductions, no)
    },
    'activity.reopened': async (db, { activityId }) => {
      await setState(db, activityId, 'planned', null)
      await forgetAbsences(db, activityId)
    },
    'leave.granted': async (db, { activityId, memberId, reason }) => {
      await db
        .insertInto('leaves')
        .values({ activity_id: activityId, member_id: memberId, reason })
        .onConflict(conflict => conflict.columns(['activity_id', 'member_id']).doUpdateSet({ reason }))
        .execute()
      await answerRequest(db, activityId, memberId, 'granted')
    },
    'leave.withdrawn': async (db, { activityId, memberId }) => {
      await db.deleteFrom('leaves').where('activity_id', '=', activityId).where('member_id', '=', memberId).execute()
    },
    'leave.refused': (db, { activityId, memberId }) => answerRequest(db, activityId, memberId, 'refused'),
    'attendance.confirmed': (db, { activityId, memberId }, entry) =>
      markPresence(db, { activityId, memberId }, 'confirmed', entry),
    'attendance.struck': (db, { activityId, memberId }, entry) =>
      markPresence(db, { activityId, memberId }, 'struck', entry),
  },
}

/** What the console says to a member's request, where there is one. */
async function answerRequest(
  db: Db,
  activityId: ActivityId,
  memberId: MemberId,
  state: LeaveRequest['state'],
): Promise<void> {
  await db
    .updateTable('leave_requests')
    .set({ state })
    .where('activity_id', '=', activityId)
    .where('member_id', '=', memberId)
    .execute()
}

async function setState(db: Db, activityId: ActivityId, state: ActivityState, closedAt: number | null): Promise<void> {
  await db.updateTable('activities').set({ state, closed_at: closedAt }).where('activity_id', '=', activityId).execute()
}

export function activityReads(db: Db): ActivityReads {
  const all = () => db.selectFrom('activities').selectAll()
  return {
    async between(from, to) {
      const rows = await all()
        .where('start', '>=', from)
        .where('start', '<', `${to}T24:00`)
        .orderBy('start')
        .orderBy('activity_id')
        .execute()
      return rows.map(plannedOf)
    },
    async one(activityId) {
      const row = await all().where('activity_id', '=', activityId).executeTakeFirst()
      return row ? plannedOf(row) : null
    },
    async byCode(code) {
      const rows = await all().where('code', '=', code).orderBy('start').execute()
      return rows.map(plannedOf)
    },
    async attendance(activityId) {
      const rows = await db
        .selectFrom('attendance')
        .selectAll()
        .where('activity_id', '=', activityId)
        .where('struck', '=', 0)
        .orderBy('at')
        .execute()
      return rows.map(attendanceOf)
    },
    async presenceOf(activityId, memberId) {
      const row = await db
        .selectFrom('attendance')
        .selectAll()
        .where('activity_id', '=', activityId)
        .where('member_id', '=', memberId)
        .executeTakeFirst()
      return row ? { ...attendanceOf(row), struck: row.struck === 1 } : null
    },
    async leaves(activityId) {
      const rows = await db
        .selectFrom('leaves')
        .select(['member_id', 'reason'])
        .where('activity_id', '=', activityId)
        .orderBy('member_id')
        .execute()
      return rows.map(row => ({ memberId: row.member_id as MemberId, reason: row.reason }))
    },
    async leaveRequests(activityId) {
      const rows = await db
        .selectFrom('leave_requests')
        .select(['member_id', 'reason', 'at', 'record_id', 'state'])
        .where('activity_id', '=', activityId)
        .orderBy('at')
        .orderBy('record_id')
        .execute()
      return rows.map(row => ({
        memberId: row.member_id as MemberId,
        reason: row.reason,
        at: row.at as Millis,
        recordId: row.record_id as RecordId,
        state: row.state as LeaveRequest['state'],
      }))
    },
  }
}

const plannedOf = (row: ActivityTables['activities']): PlannedActivity => ({
  activity: JSON.parse(row.activity) as Activity,
  state: row.state as ActivityState,
  closedAt: row.closed_at,
})

const attendanceOf = (row: AttendanceRow): Attendance => ({
  memberId: row.member_id as MemberId,
  at: row.at as Millis,
  way: row.way as Attendance['way'],
  kioskId: row.kiosk_id as KioskId | null,
  recordId: row.record_id,
  outAt: row.out_at as Millis | null,
})
