import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const branchAndStaff: Migration = {
  name: '0002-branch-and-staff',
  async up(db) {
    // One row; `settings` and `calendar` are the bodies of the newest facts.
    await db.schema
      .createTable('branch')
      .addColumn('id', 'integer', column => column.primaryKey().check(sql`id = 1`))
      .addColumn('founded', 'text', column => column.notNull())
      .addColumn('settings', 'text')
      .addColumn('calendar', 'text')
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('staff')
      .addColumn('staff_id', 'text', column => column.primaryKey())
      .addColumn('role', 'text', column => column.notNull())
      .addColumn('active', 'integer', column => column.notNull())
      .addColumn('profile_id', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('staff_passwords')
      .addColumn('staff_id', 'text', column => column.primaryKey())
      .addColumn('verifier', 'text', column => column.notNull())
      .addColumn('changed_at', 'integer', column => column.notNull())
      .addColumn('must_change', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
  },
}
