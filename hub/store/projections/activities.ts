import type { Activity, ActivityState } from '../../../shared/activities/activity.ts'
import type { ActivityId, KioskId, MemberId } from '../../../shared/base/ids.ts'
import type { ActivityReads, Attendance, PlannedActivity } from '../../office/activities.ts'
import { insertRows, type BulkTarget } from '../bulk.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface ActivityTables {
  activities: {
    activity_id: string
    code: string
    start: string
    state: string
    activity: string
    closed_at: number | null
  }
  leaves: { activity_id: string; member_id: string; reason: string }
  attendance: AttendanceRow
}

export interface AttendanceRow {
  activity_id: string
  member_id: string
  at: number
  way: string
  kiosk_id: string | null
  record_id: string | null
  struck: number
}

type ActivityFact =
  | 'activity.planned'
  | 'activity.cancelled'
  | 'activity.closed'
  | 'activity.reopened'
  | 'leave.granted'
  | 'leave.withdrawn'
  | 'attendance.confirmed'
  | 'attendance.struck'

export const activitiesProjection: Projection<ActivityFact> = {
  tables: ['activities', 'leaves', 'attendance'],
  apply: {
    'activity.planned': async (db, { activity }) => {
      const row = { code: activity.code, start: activity.start, activity: JSON.stringify(activity) }
      await db
        .insertInto('activities')
        .values({ activity_id: activity.activityId, state: 'planned', closed_at: null, ...row })
        .onConflict(conflict => conflict.column('activity_id').doUpdateSet(row))
        .execute()
    },
    'activity.cancelled': (db, { activityId }) => setState(db, activityId, 'cancelled', null),
    'activity.closed': (db, { activityId }, { at }) => setState(db, activityId, 'closed', at),
    'activity.reopened': (db, { activityId }) => setState(db, activityId, 'planned', null),
    'leave.granted': async (db, { activityId, memberId, reason }) => {
      await db
        .insertInto('leaves')
        .values({ activity_id: activityId, member_id: memberId, reason })
        .onConflict(conflict => conflict.columns(['activity_id', 'member_id']).doUpdateSet({ reason }))
        .execute()
    },
    'leave.withdrawn': async (db, { activityId, memberId }) => {
      await db.deleteFrom('leaves').where('activity_id', '=', activityId).where('member_id', '=', memberId).execute()
    },
    'attendance.confirmed': (db, { activityId, memberId }, { at }) =>
      attend(db, [
        {
          activity_id: activityId,
          member_id: memberId,
          at,
          way: 'hand',
          kiosk_id: null,
          record_id: null,
          struck: 0,
        },
      ]),
    'attendance.struck': async (db, { activityId, memberId }) => {
      await db
        .updateTable('attendance')
        .set({ struck: 1 })
        .where('activity_id', '=', activityId)
        .where('member_id', '=', memberId)
        .execute()
    },
  },
}

async function setState(db: Db, activityId: ActivityId, state: ActivityState, closedAt: number | null): Promise<void> {
  await db.updateTable('activities').set({ state, closed_at: closedAt }).where('activity_id', '=', activityId).execute()
}

/**
 * Makes people present, once each: the earliest sign-in is the one that shows (AT1), whichever arrives first; at equal
 * times the smaller record id, so that the order of arrival never shows. A struck attendance comes back only by a
 * confirmation by hand.
 */
const ATTEND_ON_CONFLICT = `on conflict ("activity_id", "member_id") do update set "at" = excluded."at",
  "way" = excluded."way", "kiosk_id" = excluded."kiosk_id", "record_id" = excluded."record_id",
  "struck" = excluded."struck"
  where ("attendance"."struck" = 1 and excluded."way" = 'hand' and excluded."kiosk_id" is null)
  or ("attendance"."struck" = 0 and (excluded."at" < "attendance"."at"
    or (excluded."at" = "attendance"."at" and excluded."record_id" < "attendance"."record_id")))`

const ATTENDANCE = {
  table: 'attendance',
  columns: ['activity_id', 'member_id', 'at', 'way', 'kiosk_id', 'record_id', 'struck'],
  suffix: ATTEND_ON_CONFLICT,
} as const satisfies BulkTarget<'attendance'>

/** @param rows may name a person more than once */
export const attend = (db: Db, rows: readonly AttendanceRow[]): Promise<void> =>
  insertRows(
    db,
    ATTENDANCE,
    rows.map(row => [row.activity_id, row.member_id, row.at, row.way, row.kiosk_id, row.record_id, row.struck]),
  )

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
    async leaves(activityId) {
      const rows = await db
        .selectFrom('leaves')
        .select(['member_id', 'reason'])
        .where('activity_id', '=', activityId)
        .orderBy('member_id')
        .execute()
      return rows.map(row => ({ memberId: row.member_id as MemberId, reason: row.reason }))
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
  at: row.at,
  way: row.way as Attendance['way'],
  kioskId: row.kiosk_id as KioskId | null,
  recordId: row.record_id,
})
