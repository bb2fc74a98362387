import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const ledger: Migration = {
  name: '0005-ledger',
  async up(db) {
    await db.schema
      .createTable('schemes')
      .addColumn('cycle', 'integer', column => column.notNull())
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('effective_from', 'text', column => column.notNull())
      .addColumn('published_at', 'integer', column => column.notNull())
      .addColumn('scheme', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('schemes_pk', ['cycle', 'version'])
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('scheme_drafts')
      .addColumn('cycle', 'integer', column => column.primaryKey())
      .addColumn('scheme', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('entries')
      // The journal's number of the line: the order in which the ledger was written.
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('entry_id', 'text', column => column.notNull().unique())
      .addColumn('code', 'text', column => column.unique())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('item_code', 'text')
      .addColumn('component', 'text', column => column.notNull())
      .addColumn('dimension', 'text')
      .addColumn('date', 'text', column => column.notNull())
      .addColumn('quantity', 'integer', column => column.notNull())
      .addColumn('points', 'integer', column => column.notNull())
      .addColumn('source', 'text', column => column.notNull())
      .addColumn('recorded_by', 'text', column => column.notNull())
      .addColumn('activity_id', 'text')
      // An entry is reversed at most once.
      .addColumn('reverses', 'text', column => column.unique())
      .addColumn('basis', 'text')
      .addColumn('note_id', 'text')
      .addColumn('batch_id', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('entries_by_date').on('entries').columns(['date', 'no']).execute()
    await db.schema.createIndex('entries_by_member').on('entries').columns(['member_id', 'date']).execute()
    await db.schema.createIndex('entries_by_activity').on('entries').column('activity_id').execute()
  },
}
