import { sql } from 'kysely'
import type { Migration } from './all.ts'

/** What is asked often is found without reading everything: parts that wait, entries by declaration, points that hung. */
export const quickQuestions: Migration = {
  name: '0027-quick-questions',
  async up(db) {
    await sql`create index attachments_waiting on attachments (attachment_id) where state = 'waiting'`.execute(db)
    await sql`create index declarations_by_entry on declarations (entry_id) where entry_id is not null`.execute(db)
    // Few of many lines: what is looked for in every document before it goes on a wall.
    await sql`create index entries_against on entries (date) where component in ('deduction', 'veto')`.execute(db)
    // Of a document with people's points: its period, and the number of journal lines it was computed from.
    await db.schema.alterTable('notice_revisions').addColumn('period', 'text').execute()
    await db.schema.alterTable('notice_revisions').addColumn('journal_size', 'integer').execute()
    await sql`update notice_revisions set
      period = json_extract(json_extract(envelope, '$.p'), '$.body.period'),
      journal_size = json_extract(json_extract(envelope, '$.p'), '$.asOfJournal.size')
      where json_extract(json_extract(envelope, '$.p'), '$.body.period') is not null`.execute(db)
    await sql`create index notice_revisions_with_points on notice_revisions (period) where period is not null`.execute(
      db,
    )
  },
}
