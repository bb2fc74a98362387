import type { Migration } from './all.ts'

export const letters: Migration = {
  name: '0030-letters',
  async up(db) {
    // Of a reminder by letter: the notice that says it. It counts once that is published.
    await db.schema.alterTable('reminders').addColumn('letter_id', 'text').execute()
  },
}
