import { sql } from 'kysely'
import type { Migration } from './all.ts'

export const blobs: Migration = {
  name: '0009-blobs',
  async up(db) {
    // Bytes by their SHA-256. Not a projection: the journal holds only the hashes, so that a file can be erased.
    await db.schema
      .createTable('blobs')
      .addColumn('hash', 'text', column => column.primaryKey())
      .addColumn('type', 'text', column => column.notNull())
      .addColumn('bytes', 'blob', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
    // Which sentences the branch speaks itself.
    await db.schema
      .createTable('voice_clips')
      .addColumn('clip_id', 'text', column => column.primaryKey())
      .addColumn('words', 'text', column => column.notNull())
      .addColumn('blob', 'text', column => column.notNull())
      .addColumn('ms', 'integer', column => column.notNull())
      .addColumn('at', 'integer', column => column.notNull())
      .modifyEnd(sql`strict`)
      .execute()
  },
}
