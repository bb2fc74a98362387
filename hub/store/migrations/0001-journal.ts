import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const journal: Migration = {
  name: '0001-journal',
  async up(db) {
    await db.schema
      .createTable('journal')
      .addColumn('no', 'integer', column => column.primaryKey())
      // No index: a hash is found by its number, and an index on random text is what a commit would wait for.
      .addColumn('hash', 'text', column => column.notNull())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('line', 'text', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    await db.schema
      .createTable('private_words')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('salt', 'text', column => column.notNull())
      .addColumn('words', 'text', column => column.notNull())
      .modifyEnd(sql`strict, without rowid`)
      .execute()
    // Append-only by the database's own hand too: a slip in the code cannot rewrite the past.
    for (const verb of ['UPDATE', 'DELETE']) {
      await sql`${sql.raw(`CREATE TRIGGER journal_no_${verb.toLowerCase()} BEFORE ${verb} ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`)}`.execute(db)
    }
  },
}
