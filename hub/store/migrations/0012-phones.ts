import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const phones: Migration = {
  name: '0012-phones',
  async up(db) {
    await db.schema
      .createTable('phones')
      .addColumn('ref', 'text', column => column.primaryKey())
      .addColumn('member_id', 'text', column => column.notNull())
      // offered | active | revoked
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('via', 'text', column => column.notNull())
      .addColumn('offered_at', 'integer', column => column.notNull())
      .addColumn('offered_until', 'integer', column => column.notNull())
      .addColumn('claimed_at', 'integer')
      .addColumn('claim', 'text')
      .addColumn('revoked_at', 'integer')
      .addColumn('revoked_why', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema.createIndex('phones_by_member').on('phones').column('member_id').execute()
    // A secret, so no projection: kept from the offer until the phone no longer counts, then dropped (SIGNIN).
    await db.schema
      .createTable('phone_secrets')
      .addColumn('ref', 'text', column => column.primaryKey())
      .addColumn('secret', 'text', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
  },
}
