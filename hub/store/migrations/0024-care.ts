import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const care: Migration = {
  name: '0024-care',
  async up(db) {
    // Each time a draft was told to the members' meeting; `digest` is of the draft as it was then.
    await db.schema
      .createTable('scheme_briefings')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('cycle', 'integer', column => column.notNull())
      .addColumn('digest', 'text', column => column.notNull())
      .addColumn('date', 'text', column => column.notNull())
      .addColumn('minutes_no', 'text', column => column.notNull())
      .addColumn('activity_id', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    // Duty posts as they were given out, one row a change; `posts` is a JSON list of post ids.
    await db.schema
      .createTable('scheme_posts')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('cycle', 'integer', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('from_day', 'text', column => column.notNull())
      .addColumn('posts', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('scheme_posts_by_cycle').on('scheme_posts').columns(['cycle', 'no']).execute()
    // `words_id` null: erased.
    await db.schema
      .createTable('talks')
      .addColumn('talk_id', 'text', column => column.primaryKey())
      .addColumn('no', 'integer', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('date', 'text', column => column.notNull())
      .addColumn('follow_up_on', 'text')
      .addColumn('words_id', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('talk_notes')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('talk_id', 'text', column => column.notNull())
      .addColumn('date', 'text', column => column.notNull())
      .addColumn('words_id', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    // `helper_id` null: no member; `until` null: still helping.
    await db.schema
      .createTable('helpers')
      .addColumn('help_id', 'text', column => column.primaryKey())
      .addColumn('no', 'integer', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('helper_id', 'text')
      .addColumn('since', 'text', column => column.notNull())
      .addColumn('until', 'text')
      .addColumn('words_id', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('reminders')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('period', 'text', column => column.notNull())
      .addColumn('how', 'text', column => column.notNull())
      .addColumn('words_id', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
  },
}
