import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const lateAnswers: Migration = {
  name: '0021-late-answers',
  async up(db) {
    // What members said of their figures that came too late, or of other figures than those that count.
    await db.schema
      .createTable('late_answers')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('record_id', 'text', column => column.notNull())
      .addColumn('period', 'text', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('said', 'text', column => column.notNull())
      .addColumn('why', 'text', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('kiosk_id', 'text')
      .addColumn('words_id', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('late_answers_by_period').on('late_answers').columns(['period', 'no']).execute()
  },
}
