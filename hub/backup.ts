import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Millis, RandomBytes } from '../shared/base/ids.ts'
import { refuse, Refusal } from '../shared/base/problem.ts'
import type { JournalHead } from '../shared/journal/chain.ts'
import type { BackupFile } from './http/hub-desk.ts'
import { dataPaths, refuseEmpty } from './data-folder.ts'
import { openKeys } from './keys.ts'
import { openToRead } from './store/engine.ts'
import { renewEpoch } from './store/hub-meta.ts'
import { lockFolder } from './store/lock.ts'
import { openStore } from './store/store.ts'
import { verifyDatabase } from './store/verify.ts'

/**
 * A backup is one file: the database as of one moment, with the hub's keys in a table of their own. It holds private
 * data and secrets, so only its owner may read it.
 */

const ENDING = '.backup'

/**
 * Copies the database while the hub may be writing, reads the copy back and checks its chain before it gets its name.
 * @returns what the copy holds
 * @throws Refusal NO_DATA | BACKUP_UNSOUND; StoreError when the disk is full or the database damaged
 */
export async function writeBackup(dataFolder: string, target: string): Promise<JournalHead> {
  const paths = dataPaths(dataFolder)
  refuseEmpty(paths)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  const part = `${target}.part`
  rmSync(part, { force: true })
  try {
    await copyDatabase(paths.database, part)
    packKeys(part, paths.keys)
    syncFile(part)
    const head = await soundHead(part)
    renameSync(part, target)
    syncFile(dirname(target))
    return head
  } finally {
    rmSync(part, { force: true })
  }
}

async function copyDatabase(from: string, to: string): Promise<void> {
  // Made first, so that the copy is never readable by others, not even for a moment.
  closeSync(openSync(to, 'w', 0o600))
  const engine = openToRead(from)
  try {
    engine.raw.prepare('VACUUM INTO ?').run(to)
  } finally {
    await engine.close()
  }
}

function packKeys(backup: string, keysFolder: string): void {
  const db = new DatabaseSync(backup)
  try {
    db.exec('PRAGMA synchronous = FULL')
    db.exec('CREATE TABLE backup_keys (name TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT')
    const insert = db.prepare('INSERT INTO backup_keys (name, content) VALUES (?, ?)')
    for (const name of readdirSync(keysFolder)) {
      if (!name.endsWith('.part')) insert.run(name, readFileSync(join(keysFolder, name), 'utf8'))
    }
  } finally {
    db.close()
  }
}

/** The head of a backup that is whole. @throws Refusal BACKUP_UNSOUND, or StoreError when it is not even a database */
async function soundHead(backup: string): Promise<JournalHead> {
  const report = await verifyDatabase(backup)
  if (report.ok) return report.head
  throw new Refusal([
    {
      code: 'BACKUP_UNSOUND',
      zh: '备份读回来检查时发现流水账不完整，没有采用。',
      en: 'The backup was read back and its journal is not whole; it was not taken.',
    },
    ...report.faults,
  ])
}

/** `branch-board-2026-11-22-1000-1234.backup`: the branch's own time, and how many journal lines it holds. */
export const backupName = (localTime: string, journalSize: number): string =>
  `branch-board-${localTime.replace('T', '-').replaceAll(':', '')}-${journalSize}${ENDING}`

/** Newest first. */
export function listBackups(folder: string): BackupFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith(ENDING))
    .map(name => {
      const { size, mtimeMs } = statSync(join(folder, name))
      return { name, bytes: size, at: Math.round(mtimeMs) }
    })
    .sort((a, b) => b.at - a.at)
}

/** @returns the path of a backup of that name, null when there is none */
export function backupPath(folder: string, name: string): string | null {
  return listBackups(folder).some(each => each.name === name) ? join(folder, basename(name)) : null
}

/** Removes all but the newest. */
export function thinBackups(folder: string, keep: number): void {
  for (const old of listBackups(folder).slice(keep)) rmSync(join(folder, old.name), { force: true })
}

export interface Restored {
  readonly journalSize: number
  /** Where the data that stood here before was put; null when there was none. */
  readonly keptAside: string | null
}

/**
 * Puts a backup in place of the data folder's database and keys. What stood there is kept beside it. The hub's epoch is
 * new, so kiosks offer again what the backup may lack, and the journal says what happened.
 * @throws Refusal FOLDER_BUSY | BACKUP_UNKNOWN | BACKUP_UNSOUND; StoreError when the file is damaged or not ours
 */
export async function restoreBackup(
  file: string,
  dataFolder: string,
  deps: { readonly now: Millis; readonly random: RandomBytes },
): Promise<Restored> {
  if (!existsSync(file)) refuse('BACKUP_UNKNOWN', { zh: '没有这个备份文件。', en: 'There is no such file.' }, file)
  const lock = lockFolder(dataFolder)
  try {
    const head = await soundHead(file)
    const staging = join(dataFolder, 'restore-staging')
    rmSync(staging, { recursive: true, force: true })
    mkdirSync(staging, { mode: 0o700 })
    await unpack(file, staging, head, deps)
    const keptAside = swapIn(staging, dataFolder, deps.now)
    return { journalSize: head.size, keptAside }
  } finally {
    lock.release()
  }
}

async function unpack(
  file: string,
  staging: string,
  head: JournalHead,
  deps: { readonly now: Millis; readonly random: RandomBytes },
): Promise<void> {
  const paths = dataPaths(staging)
  copyFileSync(file, paths.database)
  unpackKeys(paths.database, paths.keys)
  const keys = await openKeys(paths.keys)
  const store = await openStore(paths.database, {
    clock: { now: () => deps.now },
    random: deps.random,
    seal: head => keys.seal(head),
  })
  try {
    await renewEpoch(store.engine.writer, deps.random)
    const epoch = await store.read.hub.epoch()
    await store.write({ type: 'local' }, work =>
      work.append({ kind: 'hub.restored', body: { journalSize: head.size, epoch } }),
    )
  } finally {
    await store.close()
  }
  syncFile(paths.database)
}

function unpackKeys(database: string, keysFolder: string): void {
  const db = new DatabaseSync(database)
  try {
    const hasKeys = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'backup_keys'").get()
    if (!hasKeys) {
      refuse('BACKUP_UNKNOWN', {
        zh: '这个文件不是本程序做的备份。',
        en: 'This file is not a backup made by this program.',
      })
    }
    mkdirSync(keysFolder, { mode: 0o700 })
    for (const row of db.prepare('SELECT name, content FROM backup_keys').all()) {
      writeFileSync(join(keysFolder, basename(String(row.name))), String(row.content), { mode: 0o600, flush: true })
    }
    db.exec('DROP TABLE backup_keys')
    // The dropped table's pages held private keys.
    db.exec('VACUUM')
  } finally {
    db.close()
  }
}

/** Old things aside, new things in; a marker stands until both are done, so that a crash between is noticed. */
function swapIn(staging: string, dataFolder: string, now: Millis): string | null {
  const paths = dataPaths(dataFolder)
  writeFileSync(paths.restoring, '', { flush: true })
  syncFile(dataFolder)
  const names = ['branch.db', 'branch.db-wal', 'branch.db-shm', 'keys']
  const old = names.filter(name => existsSync(join(dataFolder, name)))
  const aside = join(dataFolder, `before-restore-${now}`)
  if (old.length > 0) {
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    for (const name of old) renameSync(join(dataFolder, name), join(aside, name))
  }
  for (const name of readdirSync(staging)) renameSync(join(staging, name), join(dataFolder, name))
  syncFile(dataFolder)
  rmSync(staging, { recursive: true })
  rmSync(paths.restoring)
  return old.length > 0 ? aside : null
}

/** Waits until a file, or a folder's list of names, is on the disk. Windows cannot open folders and needs no such call. */
function syncFile(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
