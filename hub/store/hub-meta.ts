import { bytesToHex } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import type { RandomBytes } from '../../shared/base/ids.ts'
import { NO_BACKUPS, type BackupState } from '../office/backup-state.ts'
import type { HubReads, PhoneUrls } from '../office/ports.ts'
import type { Db } from './tables.ts'

/** What the hub knows of itself, by key; no facts, so neither journal nor projection. */

export function hubReads(db: Db): HubReads {
  const get = async (key: string): Promise<string | null> => {
    const row = await db.selectFrom('hub_meta').select('value').where('key', '=', key).executeTakeFirst()
    return row?.value ?? null
  }
  return {
    epoch: async () => must(await get('epoch'), 'hub epoch'),
    async backups() {
      const text = await get('backups')
      return text === null ? NO_BACKUPS : (JSON.parse(text) as BackupState)
    },
    async phoneUrls() {
      const text = await get('phoneUrls')
      return text === null ? { plain: null, tls: null } : (JSON.parse(text) as PhoneUrls)
    },
  }
}

export const noteBackups = (db: Db, state: BackupState): Promise<void> => set(db, 'backups', JSON.stringify(state))

/** After a restore: the backups made before are of another history. The second place stays chosen. */
export async function forgetBackups(db: Db): Promise<void> {
  const { second } = await hubReads(db).backups()
  await noteBackups(db, { ...NO_BACKUPS, second: second && { ...second, ...NO_BACKUPS.here, otherDisk: null } })
}

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
