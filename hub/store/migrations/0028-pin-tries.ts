import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const pinTries: Migration = {
  name: '0028-pin-tries',
  async up(db) {
    // Wrong PINs that came from members' phones. No fact: it must outlast a restart, and nobody's history needs it.
    await db.schema
      .createTable('pin_tries')
      .addColumn('member_id', 'text', column => column.primaryKey())
      .addColumn('wrong', 'integer', column => column.notNull())
      .addColumn('until', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
  },
}
