import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Tables } from './tables.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'

/** What a damaged, newer or foreign database is answered with: a code and a sentence, and the file stays untouched. */
export class StoreError extends Error {
  readonly code: 'DB_DAMAGED' | 'DB_NEWER' | 'DB_FOREIGN' | 'DB_LOCKED' | 'DB_UNSAFE' | 'DB_UNREADABLE'
  readonly zh: string
  constructor(code: StoreError['code'], zh: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreError'
    this.code = code
    this.zh = zh
  }
}

/** Marks the file as ours (`PRAGMA application_id`): "BrBo". */
const APPLICATION_ID = 0x4272426f

/** 3.51.3 mends a WAL bug that could lose a commit on checkpoint; older ones are refused. */
const LEAST_VERSION = [3, 51, 3]

export interface Engine {
  /** The one writer. */
  readonly writer: Kysely<Tables>
  /** Its own connection, so that a long read never holds a commit up; the writer itself for an in-memory database. */
  readonly reader: Kysely<Tables>
  readonly raw: DatabaseSync
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
    throw cause instanceof StoreError ? cause : damaged(cause)
  }
  const writer = new Kysely<Tables>({ dialect: nodeSqliteDialect(raw) })
  const apart = path === ':memory:' ? null : new DatabaseSync(path, { readOnly: true })
  apart?.exec('PRAGMA busy_timeout = 5000')
  const reader = apart ? new Kysely<Tables>({ dialect: nodeSqliteDialect(apart) }) : writer
  return {
    writer,
    reader,
    raw,
    async close() {
      if (reader !== writer) await reader.destroy()
      await writer.destroy()
    },
  }
}

function openRaw(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path)
  } catch (cause) {
    throw new StoreError('DB_UNREADABLE', '数据文件打不开，请检查磁盘和文件夹权限。', `cannot open ${path}`, cause)
  }
}

/** Sets every pragma the promises rest on and reads it back: a silently ignored one would be a lie to the members. */
function prepare(raw: DatabaseSync): void {
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
  raw.exec('PRAGMA busy_timeout = 5000')
  raw.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
  raw.exec('PRAGMA journal_mode = WAL')
  raw.exec('PRAGMA synchronous = FULL')
  raw.exec('PRAGMA foreign_keys = ON')
  raw.exec('PRAGMA trusted_schema = OFF')
  const mode = read(raw, 'PRAGMA journal_mode')
  const durable = read(raw, 'PRAGMA synchronous') === 2 && (mode === 'wal' || mode === 'memory')
  if (!durable) throw new StoreError('DB_UNSAFE', '磁盘不支持安全写入，程序没有启动。', `journal_mode ${mode}`)
  if (read(raw, 'PRAGMA quick_check') !== 'ok') throw damaged(null)
}

const read = (raw: DatabaseSync, sql: string): unknown => Object.values(raw.prepare(sql).get() ?? {})[0]

const damaged = (cause: unknown): StoreError =>
  new StoreError(
    'DB_DAMAGED',
    '数据文件已损坏，程序没有改动它。请用最近的备份恢复（见指南“恢复”一节）。',
    'the database file is damaged; restore the newest backup',
    cause,
  )
