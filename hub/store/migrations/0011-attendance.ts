import { sql } from 'kysely'
import type { Migration } from './all.ts'

/** What closing an activity settles, and the slips of guests and of members who were elsewhere. */
export const attendanceSettled: Migration = {
  name: '0011-attendance',
  async up(db) {
    await db.schema.alterTable('activities').addColumn('makes_up_for', 'text').execute()
    await db.schema.createIndex('activities_by_origin').on('activities').column('makes_up_for').execute()
    await db.schema
      .createTable('absences')
      .addColumn('activity_id', 'text', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('absences_pk', ['activity_id', 'member_id'])
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    // Which entries closings deducted, and what for; the entries themselves are in `entries`.
    await db.schema
      .createTable('closing_deductions')
      .addColumn('entry_id', 'text', column => column.primaryKey())
      .addColumn('activity_id', 'text', column => column.notNull())
      .addColumn('member_id', 'text', column => column.notNull())
      // late | leftEarly | absent
      .addColumn('why', 'text', column => column.notNull())
      // Of the journal line, so that the newest is known.
      .addColumn('no', 'integer', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    await db.schema
      .createIndex('closing_deductions_by_activity')
      .on('closing_deductions')
      .column('activity_id')
      .execute()
    await db.schema
      .createTable('elsewhere')
      .addColumn('elsewhere_id', 'text', column => column.primaryKey())
      .addColumn('member_id', 'text', column => column.notNull())
      .addColumn('date', 'text', column => column.notNull())
      .addColumn('entry_id', 'text', column => column.notNull())
      // JSON of `ElsewhereWords`, in private_words.
      .addColumn('words_id', 'text', column => column.notNull())
      .addColumn('no', 'integer', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    // What staff read in a guest's handwriting.
    await db.schema
      .createTable('guest_notes')
      .addColumn('guest_id', 'text', column => column.primaryKey())
      .addColumn('transcript_id', 'text', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
  },
}
