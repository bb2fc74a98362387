import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const people: Migration = {
  name: '0003-people',
  async up(db) {
    // Every version of every member; the newest per member is how they stand now.
    await db.schema
      .createTable('member_versions')
      .addColumn('no', 'integer', column => column.primaryKey())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('record', 'text', column => column.notNull())
      .addColumn('words_id', 'text', column => column.notNull())
      .addColumn('identifiers_id', 'text')
      .addColumn('batch_id', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createIndex('member_versions_by_member')
      .on('member_versions')
      .columns(['member_id', 'no'])
      .execute()
    await db.schema.createIndex('member_versions_by_batch').on('member_versions').column('batch_id').execute()
    await db.schema
      .createTable('members')
      .addColumn('member_id', 'text', column => column.primaryKey())
      .addColumn('member_no', 'integer', column => column.notNull())
      .addColumn('version_no', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('roster_imports')
      .addColumn('batch_id', 'text', column => column.primaryKey())
      .addColumn('no', 'integer', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .addColumn('file_hash', 'text', column => column.notNull())
      .addColumn('added', 'integer', column => column.notNull())
      .addColumn('updated', 'integer', column => column.notNull())
      .addColumn('undone', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('cards')
      .addColumn('card_hash', 'text', column => column.primaryKey())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('serial', 'text', column => column.notNull().unique())
      // issued | printed | revoked
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('revoked_why', 'text')
      .addColumn('issued_at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('cards_by_member').on('cards').column('member_id').execute()
    // Secrets, so no projection: the secret itself only until the card is printed, then its derived keys alone (SIGNIN).
    await db.schema
      .createTable('card_keys')
      .addColumn('card_hash', 'text', column => column.primaryKey())
      .addColumn('secret', 'text')
      .addColumn('proof_key', 'text', column => column.notNull())
      .addColumn('own_key', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
  },
}
