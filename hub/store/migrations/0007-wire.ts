import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const wire: Migration = {
  name: '0007-wire',
  async up(db) {
    await db.schema
      .createTable('kiosks')
      .addColumn('kiosk_id', 'text', column => column.primaryKey())
      .addColumn('public_key', 'text', column => column.notNull().unique())
      .addColumn('place', 'text', column => column.notNull())
      .addColumn('paired_at', 'integer', column => column.notNull())
      .addColumn('revoked_at', 'integer')
      .addColumn('revoked_why', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('incidents')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('kiosk_id', 'text', column => column.notNull())
      .addColumn('detail', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('sign_ins')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('record_id', 'text', column => column.notNull().unique())
      .addColumn('kiosk_id', 'text', column => column.notNull())
      .addColumn('member_id', 'text')
      .addColumn('activity_id', 'text')
      .addColumn('result', 'text', column => column.notNull())
      .addColumn('way', 'text', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('counts', 'integer', column => column.notNull())
      // JSON list of reasons; empty = nothing to look at.
      .addColumn('review', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('sign_ins_by_activity').on('sign_ins').columns(['activity_id', 'no']).execute()
    await streamsAndRaw(db)
    await feeds(db)
  },
}

type SchemaOnly = Parameters<Migration['up']>[0]

/** The bytes as they came, and how far each stream is. Not a projection: the journal holds only their hashes. */
async function streamsAndRaw(db: SchemaOnly): Promise<void> {
  await db.schema
    .createTable('streams')
    .addColumn('stream_id', 'integer', column => column.primaryKey())
    .addColumn('kiosk_id', 'text', column => column.notNull())
    .addColumn('epoch', 'text', column => column.notNull())
    .addColumn('upto', 'integer', column => column.notNull())
    .addColumn('frozen', 'integer', column => column.notNull())
    .addUniqueConstraint('streams_unique', ['kiosk_id', 'epoch'])
    .modifyEnd(sql`strict`)
    .execute()
  await db.schema
    .createTable('raw')
    .addColumn('stream_id', 'integer', column => column.notNull())
    .addColumn('seq', 'integer', column => column.notNull())
    // Null for what has no id of its own: unreadable, or a repetition of a record stored elsewhere.
    .addColumn('record_id', 'text', column => column.unique())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('text', 'text', column => column.notNull())
    .addColumn('received_at', 'integer', column => column.notNull())
    // fresh | held | dup
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('no', 'integer')
    // Not the table's own order: rows of many streams arrive side by side and lie so.
    .addUniqueConstraint('raw_unique', ['stream_id', 'seq'])
    .modifyEnd(sql`strict`)
    .execute()
}

/** What kiosks pull. Made from the other tables, so not a projection of the journal; only the newest generation is kept. */
async function feeds(db: SchemaOnly): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('feed', 'text', column => column.primaryKey())
    .addColumn('gen', 'integer', column => column.notNull())
    .addColumn('n', 'integer', column => column.notNull())
    .addColumn('head', 'text', column => column.notNull())
    .addColumn('hub_epoch', 'text', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await db.schema
    .createTable('feed_items')
    .addColumn('feed', 'text', column => column.notNull())
    .addColumn('n', 'integer', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('rev', 'integer', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    // The feed's head after this item.
    .addColumn('head', 'text', column => column.notNull())
    // Null once replaced, or gone.
    .addColumn('text', 'text')
    .addColumn('newest', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('feed_items_pk', ['feed', 'n'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
  await sql`CREATE UNIQUE INDEX feed_items_newest ON feed_items (feed, id) WHERE newest = 1`.execute(db)
  await db.schema
    .createTable('applied')
    .addColumn('kiosk_id', 'text', column => column.notNull())
    .addColumn('feed', 'text', column => column.notNull())
    .addColumn('gen', 'integer', column => column.notNull())
    .addColumn('n', 'integer', column => column.notNull())
    .addColumn('at', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('applied_pk', ['kiosk_id', 'feed'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
}
