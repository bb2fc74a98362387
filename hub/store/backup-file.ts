import { closeSync, openSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import * as v from 'valibot'
import type { Hash } from '../../shared/base/bytes.ts'
import { refuse } from '../../shared/base/problem.ts'
import { GENESIS, type JournalHead } from '../../shared/journal/chain.ts'
import { openToRead } from './engine.ts'
import { readHead } from './journal.ts'

/**
 * What a backup file holds beside the data: a manifest and the hub's keys. A full backup is the branch's database as of
 * one moment with two tables more; one of changes (changes.ts) has the same two tables.
 */

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const headSchema = v.object({ size: v.pipe(v.number(), v.integer(), v.minValue(0)), hash })

const ManifestSchema = v.object({
  format: v.literal(1),
  kind: v.picklist(['full', 'changes']),
  /** Random: changes name the full one they belong to by it, whatever its file is called. */
  id: v.string(),
  /** The branch's hub; empty before a branch is founded. */
  hubId: v.string(),
  /** Changes only fit a full one of the same epoch: a restore makes another history. */
  epoch: v.string(),
  madeAt: v.number(),
  head: headSchema,
  /** Steps of the schema's history that the database had taken. */
  schema: v.number(),
  base: v.nullable(v.object({ id: v.string(), head: headSchema })),
})

export interface Manifest {
  readonly format: 1
  readonly kind: 'full' | 'changes'
  readonly id: string
  readonly hubId: string
  readonly epoch: string
  readonly madeAt: number
  readonly head: JournalHead
  readonly schema: number
  readonly base: { readonly id: string; readonly head: JournalHead } | null
}

/** Names and contents of the files in the hub's `keys` folder. */
export type PackedKeys = readonly { readonly name: string; readonly content: string }[]

/** What stands in a database that a backup of it is measured against. */
export interface DatabaseFacts {
  readonly hubId: string
  readonly epoch: string
  readonly schema: number
  readonly head: JournalHead
}

/** @throws StoreError when it is not our database */
export async function databaseFacts(path: string): Promise<DatabaseFacts> {
  const engine = openToRead(path)
  try {
    const epoch = engine.raw.prepare("SELECT value FROM hub_meta WHERE key = 'epoch'").get()
    const founded = engine.raw.prepare('SELECT founded FROM branch').get()
    const { hubId = '' } = JSON.parse(String(founded?.['founded'] ?? '{}')) as { hubId?: string }
    return {
      hubId,
      epoch: String(epoch?.['value'] ?? ''),
      schema: Number(engine.raw.prepare('PRAGMA user_version').get()?.['user_version']),
      head: await readHead(engine.reader),
    }
  } finally {
    await engine.close()
  }
}

/** Whether the journal of that database goes through `head`. */
export async function containsHead(path: string, head: JournalHead): Promise<boolean> {
  const engine = openToRead(path)
  try {
    return hashAt(engine.raw, head.size) === head.hash
  } finally {
    await engine.close()
  }
}

export function hashAt(raw: DatabaseSync, size: number, schema = 'main'): Hash | null {
  if (size === 0) return GENESIS
  const row = raw.prepare(`SELECT hash FROM ${schema}.journal WHERE no = ?`).get(size)
  return row ? (String(row['hash']) as Hash) : null
}

/**
 * Copies a database that may be written meanwhile, as of one moment. The read it holds open keeps the log from being
 * folded back for as long as it takes, so `to` should be on a disk that does not hang.
 */
export async function snapshot(from: string, to: string): Promise<void> {
  // Made first, so that the copy is never readable by others, not even for a moment.
  closeSync(openSync(to, 'w', 0o600))
  const engine = openToRead(from)
  try {
    engine.raw.prepare('VACUUM INTO ?').run(to)
  } finally {
    await engine.close()
  }
}

/** Puts manifest and keys into a file that has no name yet. */
export function pack(file: string, manifest: Manifest, keys: PackedKeys): void {
  const db = new DatabaseSync(file)
  try {
    // The file counts only once it was synced and read back as a whole; a log beside it would only be in the way.
    db.exec('PRAGMA journal_mode = MEMORY')
    db.exec('BEGIN')
    db.exec('CREATE TABLE backup_manifest (manifest TEXT NOT NULL) STRICT')
    db.prepare('INSERT INTO backup_manifest (manifest) VALUES (?)').run(JSON.stringify(manifest))
    db.exec('CREATE TABLE backup_keys (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT')
    const insert = db.prepare('INSERT INTO backup_keys (name, content) VALUES (?, ?)')
    for (const { name, content } of keys) insert.run(name, content)
    db.exec('COMMIT')
  } finally {
    db.close()
  }
}

/** @throws Refusal BACKUP_UNKNOWN when it is a file of something else, or too damaged to tell */
export function readManifest(file: string): Manifest {
  return withFile(file, db => {
    const row = db.prepare('SELECT manifest FROM backup_manifest').get()
    return v.parse(ManifestSchema, JSON.parse(String(row?.['manifest']))) as Manifest
  })
}

/** @throws Refusal BACKUP_UNKNOWN */
export function readPackedKeys(file: string): PackedKeys {
  return withFile(file, db =>
    db
      .prepare('SELECT name, content FROM backup_keys')
      .all()
      .map(row => ({ name: String(row['name']), content: String(row['content']) })),
  )
}

function withFile<T>(file: string, read: (db: DatabaseSync) => T): T {
  let db: DatabaseSync | null = null
  try {
    db = new DatabaseSync(file, { readOnly: true })
    return read(db)
  } catch {
    // Whatever is wrong with it, it cannot be used, and what to do is the same.
    return refuse(
      'BACKUP_UNKNOWN',
      {
        zh: '这个文件不是本程序做的备份，或者已经损坏。请换一个备份文件。',
        en: 'This file is not a backup made by this program, or it is damaged; use another one.',
      },
      file,
    )
  } finally {
    db?.close()
  }
}

/** Makes a copy of a full backup the database it was made from. */
export function unpack(database: string): void {
  const db = new DatabaseSync(database)
  try {
    db.exec('DROP TABLE backup_keys')
    db.exec('DROP TABLE backup_manifest')
    // The dropped tables' pages held private keys.
    db.exec('VACUUM')
  } finally {
    db.close()
  }
}

/** A file that is only read, as SQLite wants it in ATTACH. */
export const readOnlyUri = (path: string): string => `${pathToFileURL(path).href}?mode=ro`
