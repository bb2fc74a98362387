import { sql } from 'kysely'
import type { Migration } from './all.ts'

/** What kiosks said they have: not a projection of the journal, like the streams themselves. */
export const announced: Migration = {
  name: '0018-announced',
  async up(db) {
    await db.schema
      .createTable('announced')
      .addColumn('kiosk_id', 'text', column => column.notNull())
      .addColumn('epoch', 'text', column => column.notNull())
      .addColumn('last', 'integer', column => column.notNull())
      // The hub's time when the kiosk said so, milliseconds.
      .addColumn('at', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('announced_pk', ['kiosk_id', 'epoch'])
      .modifyEnd(sql`strict, without rowid`)
      .execute()
  },
}
