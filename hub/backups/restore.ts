import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Millis, RandomBytes } from '../../shared/base/ids.ts'
import { problem, refuse, Refusal, type Problem } from '../../shared/base/problem.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import { dataPaths } from '../data-folder.ts'
import { openKeys } from '../keys.ts'
import { readManifest, readPackedKeys, unpack, type PackedKeys } from '../store/backup-file.ts'
import { applyChanges } from '../store/changes.ts'
import { asStoreError } from '../store/errors.ts'
import { forgetBackups, renewEpoch } from '../store/hub-meta.ts'
import { entryOf as journalEntryOf } from '../store/journal.ts'
import { lockFolder } from '../store/lock.ts'
import { openStore, openStoreToRead } from '../store/store.ts'
import { copySynced, entryOf, listBackups, type BackupEntry } from './files.ts'
import { syncPath } from '../sync-path.ts'
import { checkBackup } from './make.ts'

/** Puts a backup in place of the branch's data, or into a folder of its own for a trial. */

/** What would be restored: a full backup, and the changes laid over it. */
export interface Point {
  readonly folder: string
  readonly full: BackupEntry
  readonly changes: BackupEntry | null
  /** Newer ones that are damaged or lack their full one, and were passed over: name and reason. */
  readonly skipped: readonly Problem[]
}

export const headOf = ({ full, changes }: Point): JournalHead => (changes ?? full).manifest.head
export const madeAtOf = ({ full, changes }: Point): Millis => (changes ?? full).manifest.madeAt as Millis

/**
 * Finds what to restore, checked from its first line to its last.
 * @param source a full backup (its newest changes beside it are taken along), a file of changes (its full one must lie
 *   beside it), or a folder (the newest that is whole)
 * @throws Refusal BACKUP_UNKNOWN | BACKUP_UNSOUND | BACKUP_ALONE | BACKUP_MIXED; StoreError when a file is damaged
 */
export async function findPoint(source: string): Promise<Point> {
  if (!existsSync(source)) refuse('BACKUP_UNKNOWN', { zh: '没有这个备份文件。', en: 'There is no such file.' }, source)
  if (statSync(source).isDirectory()) return await newestWhole(source)
  const folder = dirname(source)
  const entry = entryOf(folder, basename(source)) ?? {
    name: basename(source),
    bytes: 0,
    manifest: readManifest(source),
  }
  if (entry.manifest.kind === 'full') {
    await refuseUnsound(folder, entry)
    return await withNewestChanges(folder, entry)
  }
  const full = fullOf(folder, entry)
  if (!full) refuse('BACKUP_ALONE', ALONE, entry.name)
  await refuseUnsound(folder, full)
  await refuseUnsound(folder, entry)
  return { folder, full, changes: entry, skipped: [] }
}

const fullOf = (folder: string, { manifest: { base } }: BackupEntry): BackupEntry | null =>
  listBackups(folder).find(each => each.manifest.kind === 'full' && each.manifest.id === base?.id) ?? null

async function withNewestChanges(folder: string, full: BackupEntry): Promise<Point> {
  const skipped: Problem[] = []
  const candidates = listBackups(folder).filter(({ manifest }) => manifest.base?.id === full.manifest.id)
  for (const changes of candidates) {
    const faults = await faultsOf(join(folder, changes.name))
    if (faults.length === 0) return { folder, full, changes, skipped }
    skipped.push(...faults.map(fault => ({ ...fault, where: changes.name })))
  }
  return { folder, full, changes: null, skipped }
}

/** Damaged ones are passed over for the one before: an older whole one is worth more than a newer broken one. */
async function newestWhole(folder: string): Promise<Point> {
  const all = listBackups(folder)
  if (new Set(all.map(({ manifest }) => manifest.hubId)).size > 1) refuse('BACKUP_MIXED', MIXED, folder)
  const skipped: Problem[] = []
  const sound = async (entry: BackupEntry): Promise<boolean> => {
    const faults = await faultsOf(join(folder, entry.name))
    skipped.push(...faults.map(fault => ({ ...fault, where: entry.name })))
    return faults.length === 0
  }
  for (const entry of all) {
    const isFull = entry.manifest.kind === 'full'
    const full = isFull ? entry : fullOf(folder, entry)
    if (!full) skipped.push(problem('BACKUP_ALONE', ALONE, entry.name))
    else if ((await sound(entry)) && (isFull || (await sound(full)))) {
      return { folder, full, changes: isFull ? null : entry, skipped }
    }
  }
  return refuse('BACKUP_NONE', { zh: '这个文件夹里没有完整的备份。', en: 'There is no whole backup in it.' }, folder)
}

async function faultsOf(file: string): Promise<readonly Problem[]> {
  try {
    return await checkBackup(file)
  } catch (cause) {
    if (cause instanceof Refusal) return cause.problems
    const error = asStoreError(cause)
    if (!(error instanceof Error)) throw cause
    return [problem('BACKUP_UNSOUND', { zh: '文件已损坏，打不开。', en: error.message })]
  }
}

async function refuseUnsound(folder: string, entry: BackupEntry): Promise<void> {
  const faults = await checkBackup(join(folder, entry.name))
  if (faults.length > 0) throw new Refusal([problem('BACKUP_UNSOUND', UNSOUND, entry.name), ...faults])
}

export interface Restored {
  readonly point: Point
  readonly journalSize: number
  /** Where the data that stood here before was put; null when there was none. */
  readonly keptAside: string | null
  /** What stood here and the backup lacks; null when that cannot be told. */
  readonly missing: Missing | null
}

export interface Missing {
  /** Lines from kiosks, which bring them again. */
  readonly fromKiosks: number
  /** Lines of the console: they have to be done again. */
  readonly fromStaff: number
}

export interface RestoreDeps {
  readonly now: Millis
  readonly random: RandomBytes
}

/**
 * Puts a backup in place of the data folder's database and keys. What stood there is kept beside it. The hub's epoch is
 * new, so kiosks offer again what the backup may lack, and the journal says what happened.
 * @throws Refusal FOLDER_BUSY, or as `findPoint`; StoreError
 */
export async function restoreBackup(source: string, dataFolder: string, deps: RestoreDeps): Promise<Restored> {
  const lock = lockFolder(dataFolder)
  try {
    const point = await findPoint(source)
    const missing = await missingIn(point, dataPaths(dataFolder).database)
    const staging = join(dataFolder, 'restore-staging')
    rmSync(staging, { recursive: true, force: true })
    await unpackPoint(point, staging)
    await beginAgain(staging, headOf(point), deps)
    const keptAside = swapIn(staging, dataFolder, deps.now)
    return { point, journalSize: headOf(point).size, keptAside, missing }
  } finally {
    lock.release()
  }
}

/** Full, changes and keys as a data folder. @param folder made; must not exist */
export async function unpackPoint({ folder, full, changes }: Point, into: string): Promise<void> {
  mkdirSync(into, { mode: 0o700, recursive: true })
  const paths = dataPaths(into)
  copySynced(join(folder, full.name), paths.database)
  unpack(paths.database)
  if (changes) applyChanges(paths.database, join(folder, changes.name))
  writeKeys(readPackedKeys(join(folder, (changes ?? full).name)), paths.keys)
}

function writeKeys(keys: PackedKeys, folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  for (const { name, content } of keys)
    writeFileSync(join(folder, basename(name)), content, { mode: 0o600, flush: true })
}

/** A restored branch is another history: a new epoch, a line that says so, and no claim to backups made before. */
async function beginAgain(staging: string, head: JournalHead, deps: RestoreDeps): Promise<void> {
  const paths = dataPaths(staging)
  const keys = await openKeys(paths.keys)
  const store = await openStore(paths.database, {
    clock: { now: () => deps.now },
    random: deps.random,
    seal: head => keys.seal(head),
  })
  try {
    await renewEpoch(store.engine.writer, deps.random)
    await forgetBackups(store.engine.writer)
    const epoch = await store.read.hub.epoch()
    await store.write({ type: 'local' }, work =>
      work.append({ kind: 'hub.restored', body: { journalSize: head.size, epoch } }),
    )
  } finally {
    await store.close()
  }
  syncPath(paths.database)
}

/** Counts what stands here after the backup's last line, when the two are of one history. */
async function missingIn(point: Point, database: string): Promise<Missing | null> {
  if (!existsSync(database)) return null
  try {
    const store = openStoreToRead(database)
    try {
      const { size, hash } = headOf(point)
      const [at] = await store.read.journal.lines(size, 1)
      if (at?.hash !== hash) return null
      let [fromKiosks, fromStaff] = [0, 0]
      for (let from = size + 1; ; from += LINES_AT_ONCE) {
        const lines = await store.read.journal.lines(from, LINES_AT_ONCE)
        for (const { line } of lines) {
          const by = journalEntryOf({ line }).by.type
          if (by === 'kiosk') fromKiosks += 1
          else if (by !== 'hub') fromStaff += 1
        }
        if (lines.length < LINES_AT_ONCE) return { fromKiosks, fromStaff }
      }
    } finally {
      await store.close()
    }
  } catch {
    // A database too damaged to be read is why backups are restored.
    return null
  }
}

const LINES_AT_ONCE = 5000

/** Old things aside, new things in; a marker stands until both are done, so that a crash between is noticed. */
function swapIn(staging: string, dataFolder: string, now: Millis): string | null {
  const paths = dataPaths(dataFolder)
  writeFileSync(paths.restoring, '', { flush: true })
  syncPath(dataFolder)
  const names = ['branch.db', 'branch.db-wal', 'branch.db-shm', 'keys']
  const old = names.filter(name => existsSync(join(dataFolder, name)))
  const aside = join(dataFolder, `before-restore-${now}`)
  if (old.length > 0) {
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    for (const name of old) renameSync(join(dataFolder, name), join(aside, name))
  }
  for (const name of readdirSync(staging)) renameSync(join(staging, name), join(dataFolder, name))
  syncPath(dataFolder)
  rmSync(staging, { recursive: true })
  rmSync(paths.restoring)
  return old.length > 0 ? aside : null
}

const ALONE = {
  zh: '这是每小时的变动，要和它那天的全备份放在同一个文件夹里才能恢复。',
  en: 'These are the changes of an hour; the full backup they belong to must lie beside them.',
}
const MIXED = {
  zh: '这个文件夹里有几个支部的备份，请写明用哪一个文件。',
  en: 'There are backups of several branches in this folder; name the file.',
}
const UNSOUND = { zh: '这个备份不完整，没有采用。', en: 'This backup is not whole; it was not taken.' }
