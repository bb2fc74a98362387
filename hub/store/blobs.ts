import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Hash } from '../../shared/base/bytes.ts'
import type { Clock } from '../office/ports.ts'
import type { BlobReads, BlobWrites } from '../office/kiosks/voice.ts'
import type { Db } from './tables.ts'

export interface BlobTables {
  blobs: { hash: string; type: string; bytes: Uint8Array; at: number }
}

export function blobReads(db: Db): BlobReads {
  return {
    async get(hash: Hash) {
      const row = await db.selectFrom('blobs').select(['type', 'bytes']).where('hash', '=', hash).executeTakeFirst()
      return row ?? null
    },
  }
}

export function blobWrites(db: Db, clock: Clock): BlobWrites {
  return {
    async put(hash, type, bytes) {
      await db
        .insertInto('blobs')
        .values({ hash, type, bytes, at: clock.now() })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    },
    async remove(hash) {
      await db.deleteFrom('blobs').where('hash', '=', hash).execute()
    },
  }
}

/** Hashes whose bytes are no longer theirs; none where the database is older than the table. */
export function changedBlobs(raw: DatabaseSync): string[] {
  if (!raw.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'blobs'").get()) return []
  const changed: string[] = []
  for (const row of raw.prepare('SELECT hash, bytes FROM blobs ORDER BY hash').iterate()) {
    const { hash, bytes } = row as { hash: string; bytes: Uint8Array }
    if (createHash('sha256').update(bytes).digest('hex') !== hash) changed.push(hash)
  }
  return changed
}
