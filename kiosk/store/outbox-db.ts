import { Dexie, type Table } from 'dexie'
import { bytesToHex } from '../../shared/base/bytes.ts'
import type { RandomBytes } from '../../shared/base/ids.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import { CARRIED_MAX } from '../../shared/sync/hello.ts'
import {
  OutboxBroken,
  OutboxFull,
  OutboxGone,
  type DeviceKey,
  type DeviceStore,
  type NewRow,
  type Outbox,
  type OutboxRow,
  type OutboxState,
  type Room,
} from './outbox.ts'

/**
 * The outbox in IndexedDB, in a database of its own that is never deleted. Durability is `strict`: since Chromium 121
 * the default says "done" before the disk has it, and a power cut would take a sign-in with a green tick.
 */

const OUTBOX_NAME = 'branch-board-outbox'

interface StreamRow {
  readonly key: 'stream'
  readonly epoch: StreamEpoch
  readonly last: number
  readonly acked: number
  /** Left out before the first renewal. */
  readonly carries?: readonly StreamEpoch[]
  /** Characters of the kept texts; left out before the first row that was counted. */
  readonly size?: number
}

interface DeviceRow {
  readonly key: DeviceKey
  readonly value: unknown
}

/** Blank rows that hold room for sign-ins when the disk is full: about 2 MB, given up one by one. */
const RESERVE_ROWS = 512
const RESERVE_BYTES = 4096
/** Blank rows given up for one record: more than a record can need. */
const RESERVE_PER_RECORD = 8

interface OutboxTables {
  readonly db: Dexie
  readonly stream: Table<StreamRow, string>
  readonly rows: Table<OutboxRow, number>
  readonly device: Table<DeviceRow, string>
  readonly reserve: Table<{ id: number; blank: Uint8Array }, number>
}

export interface OutboxDatabase {
  readonly outbox: Outbox
  readonly device: DeviceStore
  close(): void
}

/**
 * Opens the database and gives it its stream.
 * @throws OutboxBroken when it cannot be opened or written: try again, nothing was changed
 */
export async function openOutbox(random: RandomBytes, name = OUTBOX_NAME): Promise<OutboxDatabase> {
  const tables = tablesOf(new Dexie(name, { chromeTransactionDurability: 'strict' }))
  const { db, stream, reserve } = tables
  try {
    await db.open()
    const epoch = bytesToHex(random(16)) as StreamEpoch
    await db.transaction('rw', stream, async () => {
      if (!(await stream.get('stream'))) await stream.add({ key: 'stream', epoch, last: 0, acked: 0 })
    })
    await fillReserve(reserve, random)
    return { outbox: outboxOf(tables), device: deviceOf(tables), close: () => db.close() }
  } catch (cause) {
    db.close()
    throw new OutboxBroken('the outbox does not open', { cause })
  }
}

function tablesOf(db: Dexie): OutboxTables {
  db.version(1).stores({ stream: 'key', rows: 'seq, at', device: 'key', reserve: '++id' })
  return {
    db,
    stream: db.table('stream'),
    rows: db.table('rows'),
    device: db.table('device'),
    reserve: db.table('reserve'),
  }
}

/** Fills up what is missing; a full disk is no reason not to start. */
async function fillReserve(reserve: OutboxTables['reserve'], random: RandomBytes): Promise<void> {
  try {
    const missing = RESERVE_ROWS - (await reserve.count())
    // The key is the database's own. Random bytes, because the browser packs its files: blanks would hold no room.
    const blank = () => ({ blank: random(RESERVE_BYTES) }) as { id: number; blank: Uint8Array }
    if (missing > 0) await reserve.bulkAdd(Array.from({ length: missing }, blank))
  } catch (cause) {
    if (!isQuota(cause)) throw cause
  }
}

function outboxOf(tables: OutboxTables): Outbox {
  const { db, stream, rows } = tables
  const streamRow = () => rowOf(tables)
  return {
    state: () => db.transaction('r', stream, rows, () => readState(tables)),
    add: (record, room = 'reserve') => addRows(tables, [record], room),
    addAll: (records, room = 'reserve') => addRows(tables, records, room),
    read: (from, limit) => rows.where('seq').aboveOrEqual(from).limit(limit).toArray(),
    async confirm(upto, outcomes) {
      await db.transaction('rw', stream, rows, async () => {
        const before = await streamRow()
        for (const { seq, st, no } of outcomes) await rows.update(seq, { outcome: st, no: no ?? null })
        if (upto > before.acked) await stream.put({ ...before, acked: Math.min(upto, before.last) })
      })
    },
    async reopen(after) {
      await db.transaction('rw', stream, rows, async () => {
        const before = await streamRow()
        await stream.put({ ...before, acked: Math.min(before.acked, after) })
        await rows.where('seq').above(after).modify({ outcome: null, no: null })
      })
    },
    renew: epoch =>
      db.transaction('rw', stream, rows, async () => {
        const kept = await rows.orderBy('seq').toArray()
        await rows.clear()
        await rows.bulkAdd(kept.map((row, at) => ({ ...row, seq: at + 1, outcome: null, no: null })))
        const before = await streamRow()
        const carries = [...(before.carries ?? []), before.epoch].slice(-CARRIED_MAX)
        await stream.put({ key: 'stream', epoch, last: kept.length, acked: 0, carries, size: sizeOf(kept) })
        return kept.length
      }),
    async prune(before, backedUp) {
      await db.transaction('rw', stream, rows, async () => {
        const row = await streamRow()
        const { acked } = row
        const old = await rows.where('at').below(before).sortBy('seq')
        // Only from the oldest on: a hole would make the stream unable to offer its rows again.
        const first = (await rows.orderBy('seq').first())?.seq ?? 1
        const free = old.filter(
          (each, at) => each.seq === first + at && each.seq <= acked && (each.no ?? Infinity) <= backedUp,
        )
        const end = old.findIndex((each, at) => free[at] !== each)
        const gone = old.slice(0, end < 0 ? old.length : end)
        if (gone.length === 0) return
        await rows.bulkDelete(gone.map(each => each.seq))
        await stream.put({ ...row, size: Math.max(0, (row.size ?? 0) - sizeOf(gone)) })
      })
    },
    async marks(since) {
      const found = await rows.where('at').aboveOrEqual(since).sortBy('seq')
      return found.flatMap(row => (row.mark ? [row.mark] : []))
    },
  }
}

/** @throws OutboxGone when the database is another one than was opened */
async function rowOf({ stream }: OutboxTables): Promise<StreamRow> {
  const row = await stream.get('stream')
  if (!row) throw new OutboxGone('the outbox was thrown away')
  return row
}

async function readState(tables: OutboxTables): Promise<OutboxState> {
  const { rows } = tables
  const { epoch, last, acked, carries = [], size = 0 } = await rowOf(tables)
  const first = (await rows.orderBy('seq').first())?.seq ?? last + 1
  const unsent = await rows.where('seq').above(acked).first()
  return { epoch, first, last, acked, carries, oldestUnsent: unsent?.at ?? null, size }
}

async function addRows(tables: OutboxTables, records: readonly NewRow[], room: Room): Promise<number> {
  try {
    return await writeRows(tables, records, 0)
  } catch (cause) {
    if (!isQuota(cause)) throw brokenBy(cause)
    if (room === 'spare') throw new OutboxFull('no spare room', { cause })
  }
  try {
    return await writeRows(tables, records, RESERVE_PER_RECORD * records.length)
  } catch (cause) {
    throw isQuota(cause) ? new OutboxFull('no room', { cause }) : brokenBy(cause)
  }
}

const brokenBy = (cause: unknown): OutboxBroken =>
  cause instanceof OutboxGone ? cause : new OutboxBroken('the outbox does not write', { cause })

/** Records and places in one transaction; resolves on its `complete`, which strict durability puts after the disk. */
async function writeRows(tables: OutboxTables, records: readonly NewRow[], giveUp: number): Promise<number> {
  const { db, stream, rows, reserve } = tables
  return await db.transaction('rw', stream, rows, reserve, async () => {
    if (giveUp > 0) await reserve.bulkDelete(await reserve.limit(giveUp).primaryKeys())
    const before = await rowOf(tables)
    const last = before.last + records.length
    await stream.put({ ...before, last, size: (before.size ?? 0) + sizeOf(records) })
    // Not `bulkAdd`: it hides a full disk in an error of its own.
    for (const [at, record] of records.entries()) {
      await rows.add({ ...record, seq: before.last + 1 + at, no: null, outcome: null })
    }
    return last
  })
}

const sizeOf = (rows: readonly NewRow[]): number => rows.reduce((sum, { text }) => sum + text.length, 0)

function deviceOf({ device }: OutboxTables): DeviceStore {
  return {
    get: async key => (await device.get(key))?.value ?? null,
    async set(key, value) {
      await device.put({ key, value })
    },
    remove: key => device.delete(key),
  }
}

/** Dexie wraps the browser's error, sometimes in the error of the transaction that it aborted. */
function isQuota(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const { name, inner } = cause as Error & { inner?: unknown }
  return name === 'QuotaExceededError' || isQuota(inner)
}
