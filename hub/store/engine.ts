import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { MIGRATIONS } from './migrations/all.ts'
import type { Tables } from './tables.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { asStoreError, damaged, StoreError } from './errors.ts'

/** Marks the file as ours (`PRAGMA application_id`): "BrBo". */
const APPLICATION_ID = 0x4272426f

/** 3.51.3 mends a WAL bug that could lose a commit on checkpoint; older ones are refused. */
const LEAST_VERSION = [3, 51, 3]

/** 16 MiB of WAL between checkpoints: hot pages are written back to the file less often. */
const CHECKPOINT_PAGES = 4096
const CACHE_KIB = 65_536

export interface Engine {
  /** The one writer. */
  readonly writer: Kysely<Tables>
  /** Its own connection, so that a long read never holds a commit up; the writer itself for an in-memory database. */
  readonly reader: Kysely<Tables>
  readonly raw: DatabaseSync
  /**
   * Brings the WAL into the file once it is long: call it after each commit.
   * @throws what the driver throws when the disk fails; what was committed is in the WAL all the same
   */
  checkpoint(): void
  close(): Promise<void>
}

/**
 * Opens the database file, or a private in-memory database for `:memory:`.
 * @throws StoreError when the file is not ours, damaged, or the engine cannot promise durability.
 */
export function openEngine(path: string): Engine {
  const raw = openRaw(path)
  try {
    prepare(raw)
  } catch (cause) {
    raw.close()
    throw asStoreError(cause)
  }
  const writer = new Kysely<Tables>({ dialect: nodeSqliteDialect(raw) })
  const apart = path === ':memory:' ? null : new DatabaseSync(path, { readOnly: true })
  apart?.exec('PRAGMA busy_timeout = 5000')
  const reader = apart ? new Kysely<Tables>({ dialect: nodeSqliteDialect(apart) }) : writer
  return {
    writer,
    reader,
    raw,
    checkpoint: checkpointer(raw),
    async close() {
      if (reader !== writer) await reader.destroy()
      await writer.destroy()
    },
  }
}

/**
 * A second look at a database that the running hub holds: reads only, takes no steps, waits for nobody.
 * @throws StoreError as `openEngine`
 */
export function openToRead(path: string): Engine {
  const raw = openRaw(path, true)
  try {
    raw.exec('PRAGMA busy_timeout = 5000')
    inspect(raw)
  } catch (cause) {
    raw.close()
    throw asStoreError(cause)
  }
  const reader = new Kysely<Tables>({ dialect: nodeSqliteDialect(raw) })
  const close = async (): Promise<void> => {
    await reader.destroy()
    // Kysely closes only what it was asked through; a read left open would keep the log from being folded back.
    if (raw.isOpen) raw.close()
  }
  return { writer: reader, reader, raw, checkpoint: () => {}, close }
}

function checkpointer(raw: DatabaseSync): () => void {
  const length = raw.prepare('PRAGMA wal_checkpoint(NOOP)')
  const bringIn = raw.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  return () => {
    if (Number(length.get()?.['log']) >= CHECKPOINT_PAGES) bringIn.get()
  }
}

function openRaw(path: string, readOnly = false): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly })
  } catch (cause) {
    throw new StoreError('DB_UNREADABLE', '数据文件打不开，请检查磁盘和文件夹权限。', 'cannot open the database', cause)
  }
}

/** Looks before anything is written, so that a file that is refused is left as it was found. */
function inspect(raw: DatabaseSync): void {
  const version = read(raw, 'SELECT sqlite_version()')
  const older = String(version)
    .split('.')
    .map((part, at) => Number(part) - (LEAST_VERSION[at] ?? 0))
    .find(difference => difference !== 0)
  if (older !== undefined && older < 0) {
    throw new StoreError('DB_UNSAFE', '数据库组件版本过低，请重新安装程序。', `SQLite ${version} is older than 3.51.3`)
  }
  const owner = read(raw, 'PRAGMA application_id')
  const empty = read(raw, 'SELECT count(*) FROM sqlite_master') === 0
  if (owner !== APPLICATION_ID && !(owner === 0 && empty)) {
    throw new StoreError(
      'DB_FOREIGN',
      '这个数据文件不是本程序的，没有改动它。',
      'the database belongs to another program',
    )
  }
  if (Number(read(raw, 'PRAGMA user_version')) > MIGRATIONS.length) {
    throw new StoreError(
      'DB_NEWER',
      '数据文件由更新版本的程序写成，请先升级本程序。数据没有改动。',
      `the database schema is newer than this program's ${MIGRATIONS.length}`,
    )
  }
  if (read(raw, 'PRAGMA quick_check') !== 'ok') throw damaged(null)
}

/** Sets every pragma the promises rest on and reads it back: a silently ignored one would be a lie to the members. */
function prepare(raw: DatabaseSync): void {
  raw.exec('PRAGMA busy_timeout = 5000')
  inspect(raw)
  if (read(raw, 'PRAGMA application_id') === 0) raw.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
  raw.exec('PRAGMA journal_mode = WAL')
  // What is erased is overwritten (RV40), not left in a free page until something else needs it.
  raw.exec('PRAGMA secure_delete = ON')
  raw.exec('PRAGMA synchronous = FULL')
  raw.exec('PRAGMA foreign_keys = ON')
  raw.exec('PRAGMA trusted_schema = OFF')
  // SQLite's own checkpoint after a commit keeps a failed fsync to itself: ours (`checkpoint`) says so.
  raw.exec('PRAGMA wal_autocheckpoint = 0')
  // Speed alone: hot pages are found in memory.
  raw.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
  assertDurable(raw)
}

/** @throws StoreError DB_UNSAFE when a commit could be lost in a power cut */
export function assertDurable(raw: DatabaseSync): void {
  const mode = read(raw, 'PRAGMA journal_mode')
  const durable = read(raw, 'PRAGMA synchronous') === 2 && (mode === 'wal' || mode === 'memory')
  if (!durable) throw new StoreError('DB_UNSAFE', '磁盘不支持安全写入，程序没有启动。', `journal_mode ${mode}`)
}

const read = (raw: DatabaseSync, sql: string): unknown => Object.values(raw.prepare(sql).get() ?? {})[0]
