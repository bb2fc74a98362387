import { sql } from 'kysely'
import type { Migration } from './all.ts'

/** Restores, faults of the journal, heads that kiosks lost with a restore, findings, changes of the hub's key. */
export const trust: Migration = {
  name: '0014-trust',
  async up(db) {
    await db.schema
      .createTable('restores')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('journal_size', 'integer', column => column.notNull())
      .addColumn('epoch', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('journal_faults')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('found', 'text', column => column.notNull())
      // JSON: [{code, where}].
      .addColumn('faults', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('lost_heads')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('kiosk_id', 'text', column => column.notNull())
      .addColumn('restored', 'integer', column => column.notNull())
      .addColumn('size', 'integer', column => column.notNull())
      // JSON: [[from, to]].
      .addColumn('kept', 'text', column => column.notNull())
      .addColumn('epoch', 'text', column => column.notNull())
      .addColumn('upto', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('findings')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('incident', 'integer', column => column.notNull())
      // JSON of the author.
      .addColumn('by', 'text', column => column.notNull())
      .addColumn('words_id', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('key_changes')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('from_key', 'text', column => column.notNull())
      .addColumn('to_key', 'text', column => column.notNull())
      .addColumn('time', 'integer', column => column.notNull())
      .addColumn('sig', 'text', column => column.notNull())
      .addColumn('proof', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
  },
}
