import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const notices: Migration = {
  name: '0008-notices',
  async up(db) {
    // How each notice stands; `situation` is shared/notices/notice.ts as JSON, `version` the journal line that made it so.
    await db.schema
      .createTable('notices')
      .addColumn('notice_id', 'text', column => column.primaryKey())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('situation', 'text', column => column.notNull())
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('started_at', 'integer', column => column.notNull())
      .addColumn('changed_at', 'integer', column => column.notNull())
      .addColumn('content_id', 'text', column => column.notNull())
      .addColumn('document_id', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    // Everything that was done to it, with the words that belong to the step.
    await db.schema
      .createTable('notice_steps')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('notice_id', 'text', column => column.notNull())
      .addColumn('rev', 'integer', column => column.notNull())
      .addColumn('step', 'text', column => column.notNull())
      .addColumn('by_id', 'text', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('words_id', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('notice_steps_by_notice').on('notice_steps').columns(['notice_id', 'no']).execute()
    // What went on the board, tombstones included.
    await db.schema
      .createTable('notice_revisions')
      .addColumn('notice_id', 'text', column => column.notNull())
      .addColumn('rev', 'integer', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('envelope', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('notice_revisions_pk', ['notice_id', 'rev'])
      .modifyEnd(sql`strict`)
      .execute()
  },
}
