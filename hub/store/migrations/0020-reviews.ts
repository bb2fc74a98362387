import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const reviews: Migration = {
  name: '0020-reviews',
  async up(db) {
    // How the review of each period stands; `situation` is shared/review/review.ts as JSON, `version` the journal line
    // that made it so.
    await db.schema
      .createTable('reviews')
      .addColumn('period', 'text', column => column.primaryKey())
      .addColumn('situation', 'text', column => column.notNull())
      .addColumn('version', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    // What was said and answered; `step` is the change's type, `matter_id` null for what is about the whole review.
    await db.schema
      .createTable('review_words')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('period', 'text', column => column.notNull())
      .addColumn('step', 'text', column => column.notNull())
      .addColumn('matter_id', 'text')
      .addColumn('words_id', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('review_words_by_period').on('review_words').columns(['period', 'no']).execute()
  },
}
