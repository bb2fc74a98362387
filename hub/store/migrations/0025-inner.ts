import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const inner: Migration = {
  name: '0025-inner',
  async up(db) {
    // Notices for members (`member_id` null) and letters to one; `standing` 1: neither replaced nor taken back.
    await db.schema
      .createTable('inner_notices')
      .addColumn('notice_id', 'text', column => column.notNull())
      .addColumn('rev', 'integer', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('member_id', 'text')
      .addColumn('shown_until', 'text')
      .addColumn('words_id', 'text', column => column.notNull())
      .addColumn('standing', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('inner_notices_pk', ['notice_id', 'rev'])
      .modifyEnd(sql`strict`)
      .execute()
    // Who opened which revision, once each.
    await db.schema
      .createTable('inner_reads')
      .addColumn('notice_id', 'text', column => column.notNull())
      .addColumn('rev', 'integer', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('how', 'text', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('inner_reads_pk', ['notice_id', 'rev', 'member_id'])
      .modifyEnd(sql`strict`)
      .execute()
  },
}
