import { bytesToHex } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import type { RandomBytes } from '../../shared/base/ids.ts'
import type { BackupNote, HubReads, PhoneUrls } from '../office/ports.ts'
import type { Db } from './tables.ts'

/** What the hub knows of itself, by key; no facts, so neither journal nor projection. */

export function hubReads(db: Db): HubReads {
  const get = async (key: string): Promise<string | null> => {
    const row = await db.selectFrom('hub_meta').select('value').where('key', '=', key).executeTakeFirst()
    return row?.value ?? null
  }
  return {
    epoch: async () => must(await get('epoch'), 'hub epoch'),
    async lastBackup() {
      const text = await get('lastBackup')
      return text === null ? null : (JSON.parse(text) as BackupNote)
    },
    async phoneUrls() {
      const text = await get('phoneUrls')
      return text === null ? { plain: null, tls: null } : (JSON.parse(text) as PhoneUrls)
    },
  }
}

export const noteBackup = (db: Db, note: BackupNote): Promise<void> => set(db, 'lastBackup', JSON.stringify(note))

export const notePhoneUrls = (db: Db, urls: PhoneUrls): Promise<void> => set(db, 'phoneUrls', JSON.stringify(urls))

/** Gives a new database its epoch; an old one keeps it. */
export async function ensureEpoch(db: Db, random: RandomBytes): Promise<void> {
  await db
    .insertInto('hub_meta')
    .values({ key: 'epoch', value: bytesToHex(random(16)) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** After a restore: kiosks see another epoch and offer again what the backup may not hold (SYNC F.3.7). */
export const renewEpoch = (db: Db, random: RandomBytes): Promise<void> => set(db, 'epoch', bytesToHex(random(16)))

async function set(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto('hub_meta')
    .values({ key, value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
