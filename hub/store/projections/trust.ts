import type { KioskId, Millis } from '../../../shared/base/ids.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { PublicKey, Signature, StreamEpoch } from '../../../shared/sync/fields.ts'
import type { Span } from '../../../shared/sync/history.ts'
import type { FaultRow, TrustReads } from '../../office/incidents.ts'
import type { Db } from '../tables.ts'
import type { Projection } from './projection.ts'

export interface TrustTables {
  restores: { no: number; at: number; journal_size: number; epoch: string }
  journal_faults: { no: number; at: number; found: string; faults: string }
  lost_heads: {
    no: number
    at: number
    kiosk_id: string
    restored: number
    size: number
    kept: string
    epoch: string
    upto: number
  }
  findings: { no: number; at: number; incident: number; by: string; words_id: string }
  key_changes: { no: number; from_key: string; to_key: string; time: number; sig: string; proof: string }
}

type TrustFact = 'hub.restored' | 'hub.keyChanged' | 'journal.faultFound' | 'kiosk.historyLost' | 'incident.closed'

export const trustProjection: Projection<TrustFact> = {
  tables: ['restores', 'journal_faults', 'lost_heads', 'findings', 'key_changes'],
  apply: {
    'hub.restored': async (db, { journalSize, epoch }, { no, at }) => {
      await db.insertInto('restores').values({ no, at, journal_size: journalSize, epoch }).execute()
    },
    'hub.keyChanged': async (db, { no, from, to, time, sig, proof }) => {
      await db.insertInto('key_changes').values({ no, from_key: from, to_key: to, time, sig, proof }).execute()
    },
    'journal.faultFound': async (db, { found, faults }, { no, at }) => {
      await db
        .insertInto('journal_faults')
        .values({ no, at, found, faults: JSON.stringify(faults) })
        .execute()
    },
    'kiosk.historyLost': async (db, { kioskId, restored, seen, kept, stream }, { no, at }) => {
      const row = { no, at, kiosk_id: kioskId, restored, size: seen.size, kept: JSON.stringify(kept) }
      await db
        .insertInto('lost_heads')
        .values({ ...row, ...stream })
        .execute()
    },
    'incident.closed': async (db, { incident, finding }, { no, at, by }) => {
      await db
        .insertInto('findings')
        .values({ no, at, incident, by: JSON.stringify(by), words_id: finding.id })
        .execute()
    },
  },
}

export function trustReads(db: Db): TrustReads {
  return {
    async restores() {
      const rows = await db.selectFrom('restores').select(['no', 'at', 'journal_size']).orderBy('no').execute()
      return rows.map(row => ({ no: row.no, at: row.at as Millis, journalSize: row.journal_size }))
    },
    async faults() {
      const rows = await db.selectFrom('journal_faults').select(['no', 'at', 'found', 'faults']).orderBy('no').execute()
      return rows.map(row => ({
        no: row.no,
        at: row.at as Millis,
        found: row.found as FaultRow['found'],
        faults: JSON.parse(row.faults) as FaultRow['faults'],
      }))
    },
    async diverged() {
      const rows = await db
        .selectFrom('incidents')
        .select(['no', 'at', 'kiosk_id', 'detail'])
        .where('kind', '=', 'historyDiverged')
        .orderBy('no')
        .execute()
      return rows.map(row => {
        // The fact's own fields, as the projection of kiosks keeps them.
        const { seen } = JSON.parse(row.detail) as { seen: { size: number } }
        return { no: row.no, at: row.at as Millis, kioskId: row.kiosk_id as KioskId, size: seen.size }
      })
    },
    async lostHeads() {
      const rows = await db
        .selectFrom('lost_heads')
        .select(['no', 'at', 'kiosk_id', 'restored', 'size', 'kept', 'epoch', 'upto'])
        .orderBy('no')
        .execute()
      return rows.map(({ no, at, restored, size, upto, ...row }) => ({
        no,
        at: at as Millis,
        kioskId: row.kiosk_id as KioskId,
        restored,
        size,
        kept: JSON.parse(row.kept) as Span[],
        epoch: row.epoch as StreamEpoch,
        upto,
      }))
    },
    async findings() {
      const rows = await db.selectFrom('findings').select(['at', 'incident', 'by', 'words_id']).orderBy('no').execute()
      return rows.map(row => ({
        at: row.at as Millis,
        incident: row.incident,
        by: JSON.parse(row.by) as Author,
        wordsId: row.words_id as PrivateId,
      }))
    },
    async keyChanges() {
      const columns = ['no', 'from_key', 'to_key', 'time', 'sig', 'proof'] as const
      const rows = await db.selectFrom('key_changes').select(columns).orderBy('no').execute()
      return rows.map(row => ({
        no: row.no,
        from: row.from_key as PublicKey,
        to: row.to_key as PublicKey,
        time: row.time as Millis,
        sig: row.sig as Signature,
        proof: row.proof as Signature,
      }))
    },
  }
}
