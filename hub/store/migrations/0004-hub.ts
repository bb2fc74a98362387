import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const hub: Migration = {
  name: '0004-hub',
  async up(db) {
    await db.schema
      .createTable('hub_meta')
      .addColumn('key', 'text', column => column.primaryKey())
      .addColumn('value', 'text', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    // The head as of the last commit, signed: what tells a cut tail from a short journal.
    await db.schema
      .createTable('journal_head')
      .addColumn('id', 'integer', column => column.primaryKey().check(sql`id = 1`))
      .addColumn('size', 'integer', column => column.notNull())
      .addColumn('hash', 'text', column => column.notNull())
      .addColumn('seal', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('ended_sessions')
      .addColumn('session_id', 'text', column => column.primaryKey())
      .addColumn('until', 'integer', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
  },
}
