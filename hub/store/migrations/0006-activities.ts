import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const activities: Migration = {
  name: '0006-activities',
  async up(db) {
    await db.schema
      .createTable('activities')
      .addColumn('activity_id', 'text', column => column.primaryKey())
      .addColumn('code', 'text', column => column.notNull())
      .addColumn('start', 'text', column => column.notNull())
      // planned | closed | cancelled
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('activity', 'text', column => column.notNull())
      .addColumn('closed_at', 'integer')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('activities_by_start').on('activities').column('start').execute()
    await db.schema
      .createTable('leaves')
      .addColumn('activity_id', 'text', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('reason', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('leaves_pk', ['activity_id', 'member_id'])
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    // One row per person and activity, whatever number of sign-ins led to it: the primary key is promise 1.
    await db.schema
      .createTable('attendance')
      .addColumn('activity_id', 'text', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      // Milliseconds; the kiosk's own best time for a card, the hub's for a confirmation by hand.
      .addColumn('at', 'integer', column => column.notNull())
      // card | hand
      .addColumn('way', 'text', column => column.notNull())
      .addColumn('kiosk_id', 'text')
      .addColumn('record_id', 'text')
      .addColumn('struck', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('attendance_pk', ['activity_id', 'member_id'])
      .modifyEnd(sql`strict, without rowid`)
      .execute()
  },
}
