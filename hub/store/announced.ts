import type { KioskId, Millis } from '../../shared/base/ids.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { AnnouncedRow } from '../office/kiosks/streams.ts'
import type { Db } from './tables.ts'

export interface AnnouncedTables {
  announced: { kiosk_id: string; epoch: string; last: number; at: number }
}

export function announcedReads(db: Db) {
  const rows = () => db.selectFrom('announced').select(['kiosk_id', 'epoch', 'last', 'at']).orderBy('at')
  return {
    async announced(kioskId: KioskId): Promise<readonly AnnouncedRow[]> {
      return (await rows().where('kiosk_id', '=', kioskId).execute()).map(rowOf)
    },
    async owed() {
      const found = await db
        .selectFrom('announced')
        .leftJoin('streams', join =>
          join.onRef('streams.kiosk_id', '=', 'announced.kiosk_id').onRef('streams.epoch', '=', 'announced.epoch'),
        )
        .select(['announced.kiosk_id', 'announced.last', 'announced.at', 'streams.upto'])
        .execute()
      return found
        .map(row => ({ kioskId: row.kiosk_id as KioskId, count: row.last - (row.upto ?? 0), at: row.at }))
        .filter(each => each.count > 0)
    },
  }
}

export function announcedWrites(db: Db) {
  return {
    async noteAnnounced(rows: readonly AnnouncedRow[]): Promise<void> {
      for (const { kioskId, epoch, last, at } of rows) {
        await db
          .insertInto('announced')
          .values({ kiosk_id: kioskId, epoch, last, at })
          .onConflict(conflict => conflict.columns(['kiosk_id', 'epoch']).doUpdateSet({ last, at }))
          .execute()
      }
    },
    async forgetAnnounced(kioskId: KioskId, epochs: readonly StreamEpoch[]): Promise<void> {
      if (epochs.length === 0) return
      await db.deleteFrom('announced').where('kiosk_id', '=', kioskId).where('epoch', 'in', epochs).execute()
    },
  }
}

const rowOf = (row: AnnouncedTables['announced']): AnnouncedRow => ({
  kioskId: row.kiosk_id as KioskId,
  epoch: row.epoch as StreamEpoch,
  last: row.last,
  at: row.at as Millis,
})
