import { bytesToHex, hexToBytes, type Hash } from '../../shared/base/bytes.ts'
import { assert, must } from '../../shared/base/check.ts'
import type { KioskId, MemberId, RecordId } from '../../shared/base/ids.ts'
import type { ProofKey } from '../../shared/passes/card.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { IntakeReads, IntakeWrites, KnownStream } from '../office/intake-ports.ts'
import type { KnownCard } from '../office/records/kind.ts'
import { announcedReads, announcedWrites } from './announced.ts'
import { insertRows, runRows, selectByKeys, type BulkTarget } from './bulk.ts'
import type { Db } from './tables.ts'

export interface IntakeTables {
  streams: {
    stream_id: number
    kiosk_id: string
    epoch: string
    upto: number
    frozen: number
    time_at: number | null
    time_from: number | null
    time_mono: number | null
    time_boot: string | null
  }
  raw: {
    stream_id: number
    seq: number
    record_id: string | null
    hash: string
    text: string
    received_at: number
    state: string
    no: number | null
  }
}

const RAW = {
  table: 'raw',
  columns: ['stream_id', 'seq', 'record_id', 'hash', 'text', 'received_at', 'state', 'no'],
} as const satisfies BulkTarget<'raw'>

/** Of a stream that is there already: opening it gave it its id. */
const SAVE_STREAM = `update "streams" set "upto" = ?, "frozen" = ?, "time_at" = ?, "time_from" = ?, "time_mono" = ?,
  "time_boot" = ? where "stream_id" = ?`

const APPLIED = {
  table: 'applied',
  columns: ['kiosk_id', 'feed', 'gen', 'n', 'at'],
  suffix: `on conflict ("kiosk_id", "feed") do update set "gen" = excluded."gen", "n" = excluded."n",
    "at" = excluded."at"`,
} as const satisfies BulkTarget<'applied'>

export function intakeReads(db: Db): IntakeReads {
  return {
    ...announcedReads(db),
    async streamsOf(...kioskIds) {
      const head = `select "stream_id", "kiosk_id", "epoch", "upto", "frozen", "time_at", "time_from", "time_mono",
        "time_boot" from "streams" where "kiosk_id"`
      return (await selectByKeys<IntakeTables['streams']>(db, head, kioskIds)).map(streamOf)
    },
    async places(streamId, from, to) {
      const rows = await db
        .selectFrom('raw')
        .select(['seq', 'hash', 'no'])
        .where('stream_id', '=', streamId)
        .where('seq', '>=', from)
        .where('seq', '<=', to)
        .execute()
      return new Map(rows.map(row => [row.seq, { hash: row.hash as Hash, no: row.no }]))
    },
    async records(ids) {
      const head = 'select "record_id", "hash", "no" from "raw" where "record_id"'
      const rows = await selectByKeys<{ record_id: string; hash: string; no: number | null }>(db, head, ids)
      return new Map(rows.map(row => [row.record_id as RecordId, { hash: row.hash as Hash, no: row.no }]))
    },
    async cards(hashes) {
      const head = `select "cards"."card_hash", "cards"."member_id", "card_keys"."proof_key" from "cards"
        inner join "card_keys" on "card_keys"."card_hash" = "cards"."card_hash" where "cards"."card_hash"`
      const rows = await selectByKeys<{ card_hash: string; member_id: string; proof_key: string }>(db, head, hashes)
      return new Map(rows.map(row => [row.card_hash, cardOf(row)]))
    },
  }
}

const streamOf = (row: IntakeTables['streams']): KnownStream => ({
  streamId: row.stream_id,
  kioskId: row.kiosk_id as KioskId,
  epoch: row.epoch as StreamEpoch,
  upto: row.upto,
  frozen: row.frozen === 1,
  time:
    row.time_at === null || row.time_from === null || row.time_mono === null || row.time_boot === null
      ? null
      : { at: row.time_at, from: row.time_from, mono: row.time_mono, boot: row.time_boot },
})

function cardOf(row: { member_id: string; proof_key: string }): KnownCard {
  const proofKey = hexToBytes(row.proof_key)
  must(bytesToHex(proofKey) === row.proof_key || null, 'card keys are kept as lower-case hex')
  return { memberId: row.member_id as MemberId, proofKey: proofKey as ProofKey }
}

export function intakeWrites(db: Db): IntakeWrites {
  return {
    ...announcedWrites(db),
    async openStream(kioskId, epoch) {
      const row = await db
        .insertInto('streams')
        .values({ kiosk_id: kioskId, epoch, upto: 0, frozen: 0 } as never)
        .returning([
          'stream_id',
          'kiosk_id',
          'epoch',
          'upto',
          'frozen',
          'time_at',
          'time_from',
          'time_mono',
          'time_boot',
        ])
        .executeTakeFirstOrThrow()
      return streamOf(row)
    },
    async saveStreams(streams) {
      const saved = await runRows(
        db,
        SAVE_STREAM,
        streams.map(({ streamId, upto, frozen, time }) => [
          upto,
          Number(frozen),
          ...(time ? [time.at, time.from, time.mono, time.boot] : [null, null, null, null]),
          streamId,
        ]),
      )
      assert(saved === streams.length, 'every stream was opened before')
    },
    async keepRaw(rows) {
      await insertRows(
        db,
        RAW,
        rows.map(row => [row.streamId, row.seq, row.recordId, row.hash, row.text, row.receivedAt, row.state, row.no]),
      )
    },
    async release(oldNo, newNo, text) {
      await db.updateTable('raw').set({ state: 'fresh', no: newNo, text }).where('no', '=', oldNo).execute()
    },
    async noteApplied(rows) {
      await insertRows(
        db,
        APPLIED,
        rows.map(row => [row.kioskId, row.feed, row.gen, row.n, row.at]),
      )
    },
  }
}
