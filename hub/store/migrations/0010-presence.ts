import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const presence: Migration = {
  name: '0010-presence',
  async up(db) {
    await db.schema.alterTable('attendance').addColumn('out_at', 'integer').execute()
    await widenSignIns(db)
    await memberActs(db)
    await people(db)
    await conflicts(db)
    // What is known of the times of a stream's newest record: the next ones are placed after it.
    for (const column of ['time_at', 'time_from', 'time_mono'] as const) {
      await db.schema.alterTable('streams').addColumn(column, 'real').execute()
    }
    await db.schema.alterTable('streams').addColumn('time_boot', 'text').execute()
  },
}

type SchemaOnly = Parameters<Migration['up']>[0]

/** What a person needs to see of two records side by side. */
async function widenSignIns(db: SchemaOnly): Promise<void> {
  const columns = [
    ['seq', 'integer'],
    // The kiosk's own time, and between when and when the true one lies; null where it is known.
    ['said_at', 'integer'],
    ['span_from', 'integer'],
    ['span_to', 'integer'],
    ['trust', 'text'],
    ['pass_hash', 'text'],
    ['phone_ref', 'text'],
    ['phone_step', 'integer'],
    ['staff_id', 'text'],
  ] as const
  for (const [name, type] of columns) await db.schema.alterTable('sign_ins').addColumn(name, type).execute()
  await sql`CREATE INDEX sign_ins_by_member ON sign_ins (activity_id, member_id) WHERE counts = 1`.execute(db)
  await sql`CREATE INDEX sign_ins_by_code ON sign_ins (phone_ref, phone_step) WHERE phone_ref IS NOT NULL`.execute(db)
}

async function memberActs(db: SchemaOnly): Promise<void> {
  await db.schema
    .createTable('member_acts')
    .addColumn('no', 'integer', column => column.primaryKey())
    .addColumn('record_id', 'text', column => column.notNull().unique())
    .addColumn('kiosk_id', 'text', column => column.notNull())
    .addColumn('seq', 'integer', column => column.notNull())
    .addColumn('member_id', 'text', column => column.notNull())
    .addColumn('activity_id', 'text')
    // signOut | undo | askLeave | dropLeave | setPin
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('undoes', 'text')
    .addColumn('at', 'integer', column => column.notNull())
    .addColumn('said_at', 'integer', column => column.notNull())
    .addColumn('span_from', 'integer')
    .addColumn('span_to', 'integer')
    .addColumn('trust', 'text', column => column.notNull())
    .addColumn('way', 'text', column => column.notNull())
    .addColumn('pass_hash', 'text')
    .addColumn('phone_ref', 'text')
    .addColumn('staff_id', 'text')
    .addColumn('review', 'text', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await db.schema.createIndex('member_acts_by_member').on('member_acts').columns(['activity_id', 'member_id']).execute()
  await sql`CREATE INDEX member_acts_by_undone ON member_acts (undoes) WHERE undoes IS NOT NULL`.execute(db)
  // The newest confirmation and taking back in the console.
  await db.schema
    .createTable('presence_marks')
    .addColumn('activity_id', 'text', column => column.notNull())
    .addColumn('member_id', 'text', column => column.notNull())
    .addColumn('confirmed_no', 'integer')
    .addColumn('confirmed_at', 'integer')
    .addColumn('struck_no', 'integer')
    .addColumn('struck_at', 'integer')
    .addPrimaryKeyConstraint('presence_marks_pk', ['activity_id', 'member_id'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
}

async function people(db: SchemaOnly): Promise<void> {
  await db.schema
    .createTable('leave_requests')
    .addColumn('activity_id', 'text', column => column.notNull())
    .addColumn('member_id', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('at', 'integer', column => column.notNull())
    .addColumn('record_id', 'text', column => column.notNull())
    // asked | granted | refused | dropped
    .addColumn('state', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('leave_requests_pk', ['activity_id', 'member_id'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
  await db.schema
    .createTable('guests')
    // The record's id.
    .addColumn('guest_id', 'text', column => column.primaryKey())
    .addColumn('activity_id', 'text', column => column.notNull())
    .addColumn('at', 'integer', column => column.notNull())
    .addColumn('words_id', 'text', column => column.notNull())
    .addColumn('phone_id', 'text')
    .addColumn('slip_no', 'text', column => column.notNull())
    .addColumn('kiosk_id', 'text', column => column.notNull())
    .addColumn('staff_id', 'text')
    .addColumn('struck', 'integer', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await db.schema.createIndex('guests_by_activity').on('guests').columns(['activity_id', 'at']).execute()
  await db.schema
    .createTable('member_pins')
    .addColumn('member_id', 'text', column => column.primaryKey())
    .addColumn('verifier', 'text', column => column.notNull())
    .addColumn('card_hash', 'text', column => column.notNull())
    .addColumn('at', 'integer', column => column.notNull())
    .addColumn('record_id', 'text', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute()
}

async function conflicts(db: SchemaOnly): Promise<void> {
  // A function of the records: one row per member and activity, or per record without one.
  await db.schema
    .createTable('conflicts')
    .addColumn('conflict_id', 'text', column => column.primaryKey())
    .addColumn('activity_id', 'text')
    .addColumn('member_id', 'text')
    .addColumn('record_id', 'text')
    // JSON list.
    .addColumn('reasons', 'text', column => column.notNull())
    .addColumn('no', 'integer', column => column.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await sql`CREATE INDEX raw_held ON raw (no) WHERE state = 'held'`.execute(db)
  await db.schema
    .createTable('conflict_settlements')
    .addColumn('no', 'integer', column => column.primaryKey())
    .addColumn('conflict_id', 'text', column => column.notNull())
    .addColumn('up_to', 'integer', column => column.notNull())
    .addColumn('how', 'text', column => column.notNull())
    .addColumn('note_id', 'text')
    .addColumn('at', 'integer', column => column.notNull())
    .addColumn('staff_id', 'text')
    .modifyEnd(sql`strict`)
    .execute()
  await db.schema
    .createIndex('conflict_settlements_by_conflict')
    .on('conflict_settlements')
    .columns(['conflict_id', 'up_to'])
    .execute()
}
