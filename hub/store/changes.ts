import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Hash } from '../../shared/base/bytes.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import { hashAt, readOnlyUri } from './backup-file.ts'
import { sealBytes } from './journal.ts'
import { nativeChainHash } from './native-chain.ts'

/**
 * The hourly form of a backup: every row, of whatever table, that is new, other or gone since a full one. Journal lines
 * and records are appended, words and secrets are also erased, so rows that are gone count as much as new ones. Nothing
 * here knows what a table is about; a new one is carried along by itself.
 */

interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
}

/** Rows that tell of backups themselves: alone they are no reason to make another. */
const OWN_STATE = "key = 'backups'"

/** The full one is not one that changes can be counted from; another full one is needed. */
export type Unfit = 'otherHistory' | 'otherSchema'

/**
 * Writes what `live` has, and `base` has not. Sees one moment of `live` while it is being written.
 * @param target a file that does not exist yet
 * @returns how many rows differ, or why the two cannot be compared
 */
export function writeChanges(live: string, base: string, target: string): { rows: number; head: JournalHead } | Unfit {
  closeSync(openSync(target, 'w', 0o600))
  const db = new DatabaseSync(target)
  try {
    db.exec('PRAGMA busy_timeout = 5000')
    db.exec('PRAGMA journal_mode = MEMORY')
    db.prepare('ATTACH ? AS live').run(readOnlyUri(live))
    db.prepare('ATTACH ? AS base').run(readOnlyUri(base))
    db.exec('BEGIN')
    const from = lastNo(db, 'base')
    if (hashAt(db, from, 'live') !== hashAt(db, from, 'base')) return 'otherHistory'
    const tables = shapes(db, 'live')
    if (JSON.stringify(tables) !== JSON.stringify(shapes(db, 'base'))) return 'otherSchema'
    let rows = 0
    for (const table of tables) rows += writeTable(db, table, from)
    const size = lastNo(db, 'live')
    const head = { size, hash: hashAt(db, size, 'live') ?? ('' as Hash) }
    db.exec('COMMIT')
    return { rows, head }
  } finally {
    db.close()
  }
}

const lastNo = (db: DatabaseSync, schema: string): number =>
  Number(db.prepare(`SELECT coalesce(max(no), 0) AS no FROM ${schema}.journal`).get()?.['no'])

/** The tables of the branch's data, in the order of their names. */
function shapes(db: DatabaseSync, schema: 'live' | 'base' | 'main'): TableShape[] {
  const names = db
    .prepare(
      `SELECT name FROM ${schema}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        AND name NOT IN ('backup_keys', 'backup_manifest') ORDER BY name`,
    )
    .all()
  return names.map(row => {
    const name = String(row['name'])
    const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?, ?) ORDER BY cid').all(name, schema)
    const key = columns.filter(({ pk }) => Number(pk) > 0).map(column => String(column['name']))
    // Without a key every column together is one.
    const all = columns.map(column => String(column['name']))
    return { name, columns: all, key: key.length > 0 ? key : all }
  })
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const on = (key: readonly string[], a: string, b: string): string =>
  key.map(column => `${a}.${quoted(column)} = ${b}.${quoted(column)}`).join(' AND ')

/** @returns how many of its rows are a reason to keep the file */
function writeTable(db: DatabaseSync, { name, columns, key }: TableShape, from: number): number {
  const table = quoted(name)
  const [first = ''] = key
  const other = columns.map(column => `l.${quoted(column)} IS NOT b.${quoted(column)}`).join(' OR ')
  const changed =
    name === 'journal'
      ? // Append-only by a trigger, and the chain proves it: no need to compare a million lines.
        `SELECT * FROM live.journal WHERE no > ${from}`
      : `SELECT l.* FROM live.${table} l LEFT JOIN base.${table} b ON ${on(key, 'l', 'b')}
          WHERE b.${quoted(first)} IS NULL OR ${other}`
  db.exec(`CREATE TABLE main.${quoted(`rows_${name}`)} AS ${changed}`)
  const keys = key.map(column => `b.${quoted(column)}`).join(', ')
  const gone = name === 'journal' ? 'WHERE 0' : `WHERE l.${quoted(first)} IS NULL`
  db.exec(
    `CREATE TABLE main.${quoted(`gone_${name}`)} AS SELECT ${keys} FROM base.${table} b
      LEFT JOIN live.${table} l ON ${on(key, 'l', 'b')} ${gone}`,
  )
  const count = (from: string, where = '') =>
    Number(db.prepare(`SELECT count(*) AS n FROM main.${quoted(from)} ${where}`).get()?.['n'])
  return count(`rows_${name}`, name === 'hub_meta' ? `WHERE NOT ${OWN_STATE}` : '') + count(`gone_${name}`)
}

/**
 * Whether a file of changes is whole in itself: the database is sound and its lines continue the chain from where its
 * full one ends to where its manifest says, under the hub's seal.
 * @param checkSeal with the key that lies in the file
 * @returns where it ends, or null when something is wrong
 */
export function checkChanges(
  file: string,
  from: JournalHead,
  checkSeal: (bytes: Uint8Array, seal: string) => boolean,
): JournalHead | null {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    if (db.prepare('PRAGMA quick_check').get()?.['quick_check'] !== 'ok') return null
    let { size, hash } = from
    for (const row of db.prepare('SELECT no, hash, line FROM rows_journal ORDER BY no').iterate()) {
      if (row['no'] !== size + 1 || nativeChainHash(hash, String(row['line'])) !== row['hash']) return null
      size += 1
      hash = String(row['hash']) as Hash
    }
    const sealed = db.prepare('SELECT size, hash, seal FROM rows_journal_head').get()
    if (!sealed) return size === from.size ? { size, hash } : null
    if (sealed['size'] !== size || sealed['hash'] !== hash) return null
    return checkSeal(sealBytes({ size, hash }), String(sealed['seal'])) ? { size, hash } : null
  } finally {
    db.close()
  }
}

/**
 * Lays changes over the database of their full one.
 * @throws Error when they do not fit; the caller throws the database away then
 */
export function applyChanges(database: string, changes: string): void {
  const db = new DatabaseSync(database)
  try {
    db.prepare('ATTACH ? AS changes').run(readOnlyUri(changes))
    // Tables are filled in the order of their names, not of what they refer to.
    db.exec('PRAGMA foreign_keys = OFF')
    db.exec('BEGIN')
    for (const { name, columns, key } of shapes(db, 'main')) {
      const list = columns.map(quoted).join(', ')
      const keys = key.map(quoted).join(', ')
      const drop = (from: string) =>
        `DELETE FROM main.${quoted(name)} WHERE (${keys}) IN (SELECT ${keys} FROM changes.${quoted(`${from}_${name}`)})`
      db.exec(drop('gone'))
      // First away with the old row, then the new one: two rows may have changed places under a unique key.
      if (name !== 'journal') db.exec(drop('rows'))
      db.exec(`INSERT INTO main.${quoted(name)} (${list}) SELECT ${list} FROM changes.${quoted(`rows_${name}`)}`)
    }
    const loose = db.prepare('PRAGMA foreign_key_check').all()
    if (loose.length > 0) throw new Error(`${loose.length} rows refer to nothing`)
    db.exec('COMMIT')
  } finally {
    db.close()
  }
}
