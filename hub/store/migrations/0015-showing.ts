import { sql } from 'kysely'
import type { Migration } from './all.ts'

/** What was on which screen, day by day. */
export const showing: Migration = {
  name: '0015-showing',
  async up(db) {
    await db.schema
      .createTable('shown_days')
      .addColumn('notice_id', 'text', column => column.notNull())
      .addColumn('rev', 'integer', column => column.notNull())
      .addColumn('kiosk_id', 'text', column => column.notNull())
      // The branch's day.
      .addColumn('day', 'text', column => column.notNull())
      // Milliseconds; null where no look of that day has a sure time.
      .addColumn('first_at', 'integer')
      .addColumn('last_at', 'integer')
      .addColumn('opened_first', 'integer')
      .addColumn('opened_last', 'integer')
      // 1: looks of this day whose time nobody can be sure of.
      .addColumn('unsure', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('shown_days_key', ['notice_id', 'rev', 'kiosk_id', 'day'])
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    await db.schema
      .createTable('shown_gone')
      .addColumn('notice_id', 'text', column => column.notNull())
      .addColumn('rev', 'integer', column => column.notNull())
      .addColumn('kiosk_id', 'text', column => column.notNull())
      // The newest time at which the screen saw that it no longer has it.
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('sure', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('shown_gone_key', ['notice_id', 'rev', 'kiosk_id'])
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    // One row per screen: up to when it has told what was on its glass.
    await db.schema
      .createTable('shown_told')
      .addColumn('kiosk_id', 'text', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('lost', 'integer', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
  },
}
