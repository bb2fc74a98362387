import { bytesToHex } from '../../shared/base/bytes.ts'
import { newId, type Millis, type RandomBytes } from '../../shared/base/ids.ts'
import { privateHash, type PrivateId, type PrivateRef } from '../../shared/journal/private-ref.ts'
import type { WordKind, WordReads } from '../office/ports.ts'
import type { Db } from './tables.ts'

/** Ids per SELECT, below SQLite's parameter limit. */
const IDS_AT_ONCE = 5000

export function wordReads(db: Db): WordReads {
  return {
    async get(id) {
      const row = await db.selectFrom('private_words').select('words').where('id', '=', id).executeTakeFirst()
      return row?.words ?? null
    },
    async many(ids) {
      const found = new Map<PrivateId, string>()
      for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
        const some = ids.slice(at, at + IDS_AT_ONCE)
        const rows = await db.selectFrom('private_words').select(['id', 'words']).where('id', 'in', some).execute()
        for (const row of rows) found.set(row.id as PrivateId, row.words)
      }
      return found
    },
  }
}

export async function keepWords(
  db: Db,
  now: Millis,
  random: RandomBytes,
  kind: WordKind,
  words: string,
): Promise<PrivateRef> {
  const id = newId<PrivateId>(now, random)
  const salt = bytesToHex(random(16))
  await db.insertInto('private_words').values({ id, kind, salt, words }).execute()
  return { id, hash: privateHash(salt, words) }
}

export async function eraseWords(db: Db, id: PrivateId): Promise<void> {
  await db.deleteFrom('private_words').where('id', '=', id).execute()
}
