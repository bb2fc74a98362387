import { sql, type Kysely } from 'kysely'
import type { Migration } from './all.ts'

/** Declarations and attestations, what came with them, and the parts that wait to be joined. */
export const declarations: Migration = {
  name: '0022-declarations',
  async up(db) {
    await db.schema
      .createTable('declarations')
      .addColumn('declaration_id', 'text', column => column.primaryKey())
      .addColumn('no', 'integer', column => column.notNull())
      // `declaration` or `attestation`.
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('item_code', 'text')
      .addColumn('scheme_version', 'integer')
      .addColumn('date', 'text', column => column.notNull())
      .addColumn('quantity', 'integer', column => column.notNull())
      .addColumn('sent_at', 'integer', column => column.notNull())
      // `kiosk`, `slip` (typed in by staff from paper), `phone`.
      .addColumn('way', 'text', column => column.notNull())
      .addColumn('kiosk_id', 'text')
      .addColumn('review', 'text', column => column.notNull())
      .addColumn('follows', 'text')
      .addColumn('resent_by', 'text')
      .addColumn('words_id', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('answer_id', 'text')
      .addColumn('decided_at', 'integer')
      .addColumn('decided_by', 'text')
      .addColumn('entry_id', 'text')
      .addColumn('sampled', 'integer', column => column.notNull())
      .addColumn('found', 'text')
      .addColumn('checked_at', 'integer')
      .addColumn('check_words_id', 'text')
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    await db.schema.createIndex('declarations_by_member').on('declarations').columns(['member_id', 'date']).execute()
    await db.schema.createIndex('declarations_by_state').on('declarations').columns(['state', 'no']).execute()
    await attachments(db)
  },
}

async function attachments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attachments')
    .addColumn('attachment_id', 'text', column => column.notNull())
    .addColumn('declaration_id', 'text', column => column.notNull())
    .addColumn('kiosk_id', 'text', column => column.notNull())
    // The order in which the record names them.
    .addColumn('place', 'integer', column => column.notNull())
    .addColumn('type', 'text', column => column.notNull())
    .addColumn('bytes', 'integer', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('count', 'integer', column => column.notNull())
    // `waiting`, `kept`, `aside`.
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('why', 'text')
    .addColumn('mime', 'text')
    .addColumn('ms', 'integer')
    .addColumn('content_id', 'text')
    .addPrimaryKeyConstraint('attachments_pk', ['attachment_id', 'declaration_id'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
  await db.schema
    .createIndex('attachments_by_declaration')
    .on('attachments')
    .columns(['declaration_id', 'place'])
    .execute()
  // Of a kiosk's own: another one cannot fill in for it.
  await db.schema
    .createTable('parts')
    .addColumn('kiosk_id', 'text', column => column.notNull())
    .addColumn('attachment_id', 'text', column => column.notNull())
    .addColumn('place', 'integer', column => column.notNull())
    .addColumn('record_id', 'text', column => column.notNull())
    .addColumn('data_id', 'text', column => column.notNull())
    // When the hub had it, milliseconds.
    .addColumn('at', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('parts_pk', ['kiosk_id', 'attachment_id', 'place', 'record_id'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
}
