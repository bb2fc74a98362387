import type { KioskId } from '../../../shared/base/ids.ts'
import type { PublicKey } from '../../../shared/sync/fields.ts'
import type { FeedName } from '../../../shared/sync/fields.ts'
import type { Incident, Kiosk, KioskReads } from '../../office/kiosks/kiosks.ts'
import type { LostStreamRow } from '../../office/kiosks/streams.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface KioskTables {
  kiosks: {
    kiosk_id: string
    public_key: string
    place: string
    paired_at: number
    revoked_at: number | null
    revoked_why: string | null
  }
  incidents: { no: number; at: number; kind: string; kiosk_id: string; detail: string }
}

type KioskFact =
  | 'kiosk.paired'
  | 'kiosk.renamed'
  | 'kiosk.revoked'
  | 'kiosk.streamFrozen'
  | 'kiosk.historyDiverged'
  | 'kiosk.streamLost'
  | 'kiosk.missingSettled'

export const kiosksProjection: Projection<KioskFact> = {
  tables: ['kiosks', 'incidents'],
  apply: {
    'kiosk.paired': async (db, body, { at }) => {
      const row = { public_key: body.publicKey, place: body.place, paired_at: at, revoked_at: null, revoked_why: null }
      await db
        .insertInto('kiosks')
        .values({ kiosk_id: body.kioskId, ...row })
        .onConflict(conflict => conflict.column('kiosk_id').doUpdateSet(row))
        .execute()
    },
    'kiosk.renamed': async (db, body) => {
      await db.updateTable('kiosks').set({ place: body.place }).where('kiosk_id', '=', body.kioskId).execute()
    },
    'kiosk.revoked': async (db, body, { at }) => {
      await db
        .updateTable('kiosks')
        .set({ revoked_at: at, revoked_why: body.why })
        .where('kiosk_id', '=', body.kioskId)
        .execute()
    },
    'kiosk.streamFrozen': (db, { kioskId, ...detail }, entry) => incident(db, 'streamFrozen', kioskId, detail, entry),
    'kiosk.historyDiverged': (db, { kioskId, ...detail }, entry) =>
      incident(db, 'historyDiverged', kioskId, detail, entry),
    'kiosk.streamLost': (db, { kioskId, ...detail }, entry) => incident(db, 'streamLost', kioskId, detail, entry),
    'kiosk.missingSettled': (db, { kioskId }, entry) => incident(db, 'missingSettled', kioskId, {}, entry),
  },
}

async function incident(
  db: Db,
  kind: Incident['kind'],
  kioskId: KioskId,
  detail: object,
  { no, at }: { no: number; at: number },
): Promise<void> {
  await db
    .insertInto('incidents')
    .values({ no, at, kind, kiosk_id: kioskId, detail: JSON.stringify(detail) })
    .execute()
}

export function kioskReads(db: Db): KioskReads {
  const kiosks = () =>
    db.selectFrom('kiosks').select(['kiosk_id', 'public_key', 'place', 'paired_at', 'revoked_at', 'revoked_why'])
  return {
    async all() {
      return (await kiosks().orderBy('paired_at').orderBy('kiosk_id').execute()).map(kioskOf)
    },
    async one(kioskId) {
      const row = await kiosks().where('kiosk_id', '=', kioskId).executeTakeFirst()
      return row ? kioskOf(row) : null
    },
    async byKey(publicKey) {
      const row = await kiosks().where('public_key', '=', publicKey).executeTakeFirst()
      return row ? kioskOf(row) : null
    },
    async applied() {
      const rows = await db.selectFrom('applied').select(['kiosk_id', 'feed', 'gen', 'n', 'at']).execute()
      return rows.map(row => ({
        kioskId: row.kiosk_id as KioskId,
        feed: row.feed as FeedName,
        gen: row.gen,
        n: row.n,
        at: row.at,
      }))
    },
    lostStreams: kioskId => lostStreams(db, kioskId),
    async incidents(limit) {
      const rows = await db
        .selectFrom('incidents')
        .select(['no', 'at', 'kind', 'kiosk_id', 'detail'])
        .orderBy('no', 'desc')
        .limit(limit)
        .execute()
      return rows.map(row => ({
        no: row.no,
        at: row.at,
        kind: row.kind as Incident['kind'],
        kioskId: row.kiosk_id as KioskId,
        detail: row.detail,
      }))
    },
  }
}

const kioskOf = (row: KioskTables['kiosks']): Kiosk => ({
  kioskId: row.kiosk_id as KioskId,
  publicKey: row.public_key as PublicKey,
  place: row.place,
  pairedAt: row.paired_at,
  revokedAt: row.revoked_at,
  revokedWhy: row.revoked_why as Kiosk['revokedWhy'],
})

async function lostStreams(db: Db, kioskId?: KioskId): Promise<LostStreamRow[]> {
  const rows = await db
    .selectFrom('incidents')
    .select(['no', 'at', 'kind', 'kiosk_id', 'detail'])
    .where('kind', 'in', ['streamLost', 'missingSettled'])
    .$if(kioskId !== undefined, query => query.where('kiosk_id', '=', kioskId ?? ''))
    .orderBy('no')
    .execute()
  if (rows.length === 0) return []
  const streams = await db.selectFrom('streams').select(['kiosk_id', 'epoch', 'upto']).execute()
  return rows
    .filter(each => each.kind === 'streamLost')
    .map(({ no, at, kiosk_id: id, detail }) => {
      // Of this projection's own making.
      const { epoch, last, upto } = JSON.parse(detail) as Pick<LostStreamRow, 'epoch' | 'last' | 'upto'>
      const now = streams.find(each => each.kiosk_id === id && each.epoch === epoch)?.upto ?? 0
      const settled = rows.some(each => each.kind === 'missingSettled' && each.kiosk_id === id && each.no > no)
      return { kioskId: id as KioskId, epoch, last, upto: Math.max(upto, now), at, settled }
    })
}
