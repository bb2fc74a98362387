import { sql } from 'kysely'
import type { Migration } from './all.ts'

/** Objections from kiosks, and where each is answered. */
export const objections: Migration = {
  name: '0029-objections',
  async up(db) {
    await db.schema
      .createTable('objections')
      .addColumn('objection_id', 'text', column => column.primaryKey())
      .addColumn('no', 'integer', column => column.notNull())
      .addColumn('notice_id', 'text', column => column.notNull())
      .addColumn('rev', 'integer', column => column.notNull())
      .addColumn('sent_at', 'integer', column => column.notNull())
      .addColumn('kiosk_id', 'text')
      .addColumn('clock_unsure', 'integer', column => column.notNull())
      .addColumn('words_id', 'text', column => column.notNull())
      // Of the review that answers it; null: answered by itself, and `why`.
      .addColumn('period', 'text')
      .addColumn('why', 'text')
      .addColumn('answer_id', 'text')
      .addColumn('answered_at', 'integer')
      .addColumn('answered_by', 'text')
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    await db.schema.createIndex('objections_by_notice').on('objections').columns(['notice_id', 'no']).execute()
  },
}
