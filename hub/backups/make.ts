import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Millis } from '../../shared/base/ids.ts'
import { problem, Refusal, type Problem } from '../../shared/base/problem.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import { dataPaths, refuseEmpty, type DataPaths } from '../data-folder.ts'
import { sealCheckOf } from '../keys.ts'
import type { VerifiedBackup } from '../office/backup-state.ts'
import {
  containsHead,
  databaseFacts,
  pack,
  readManifest,
  readPackedKeys,
  snapshot,
  type DatabaseFacts,
  type Manifest,
  type PackedKeys,
} from '../store/backup-file.ts'
import { checkChanges, writeChanges } from '../store/changes.ts'
import { verifyDatabase } from '../store/verify.ts'
import {
  backupName,
  clearParts,
  dropPart,
  giveName,
  listBackups,
  partPath,
  removeBackup,
  sumFits,
  sumOf,
} from './files.ts'
import { syncPath } from '../sync-path.ts'
import { lettingGo } from './keep.ts'

/**
 * Makes backups. Each is written beside its place, synced, opened again and checked: the database, the chain from its
 * first line (changes: from the end of their full one), the hub's seal with the very key that is packed in, and that it
 * holds at least what was committed when the work began. Only then it gets its name.
 */

export interface MakeBackup {
  readonly dataFolder: string
  /** Where to; made when it is not there. */
  readonly folder: string
  /** `changes` becomes a full one when there is none to count from. */
  readonly want: 'full' | 'changes'
  readonly at: Millis
  /** The branch's own time, for the name. */
  readonly localTime: string
  readonly timeZone: string
}

export type MadeBackup =
  | { readonly type: 'made'; readonly backup: VerifiedBackup }
  /** Nothing differs from what the newest backup brings back. */
  | { readonly type: 'nothingNew' }

/** What tests replace to see that the checks catch it. */
export interface BackupParts {
  readonly snapshot: typeof snapshot
  readonly check: typeof checkBackup
  readonly letGo: typeof lettingGo
}

const REAL_PARTS: BackupParts = { snapshot, check: checkBackup, letGo: lettingGo }

/** @throws Refusal NO_DATA | BACKUP_UNSOUND | BACKUP_NO_ROOM; StoreError when the disk fails or the data is damaged */
export async function makeBackup(task: MakeBackup, parts: BackupParts = REAL_PARTS): Promise<MadeBackup> {
  const paths = dataPaths(task.dataFolder)
  refuseEmpty(paths)
  mkdirSync(task.folder, { recursive: true, mode: 0o700 })
  clearParts(task.folder)
  const facts = await databaseFacts(paths.database)
  const keys = keysOf(paths.keys)
  if (task.want === 'changes') {
    const made = await makeChanges(task, paths, facts, keys, parts)
    if (made) return made
  }
  return { type: 'made', backup: await makeFull(task, paths, facts, keys, parts) }
}

async function makeFull(
  task: MakeBackup,
  paths: DataPaths,
  facts: DatabaseFacts,
  keys: PackedKeys,
  parts: BackupParts,
): Promise<VerifiedBackup> {
  refuseNoRoom(task.folder, statSync(paths.database).size)
  const part = partPath(task.folder, 'branch-board-full')
  dropPart(part)
  try {
    await parts.snapshot(paths.database, part)
    const { head } = await databaseFacts(part)
    const manifest = { ...manifestOf(task, facts), kind: 'full', head, base: null } as const
    pack(part, manifest, keys)
    return await finish(task, part, manifest, facts.head, parts)
  } finally {
    dropPart(part)
  }
}

/** Null when there is no full one to count from. */
async function makeChanges(
  task: MakeBackup,
  paths: DataPaths,
  facts: DatabaseFacts,
  keys: PackedKeys,
  parts: BackupParts,
): Promise<MadeBackup | null> {
  const all = listBackups(task.folder).filter(({ manifest }) => isOfBranch(manifest, facts))
  const base = all.find(({ manifest }) => manifest.kind === 'full' && manifest.schema === facts.schema)
  if (!base) return null
  const part = partPath(task.folder, 'branch-board-changes')
  dropPart(part)
  try {
    const written = writeChanges(paths.database, join(task.folder, base.name), part)
    if (typeof written === 'string') return null
    const newest = all.find(({ manifest }) => manifest.kind === 'full' || manifest.base?.id === base.manifest.id)
    if (written.rows === 0 && newest === base) return { type: 'nothingNew' }
    const { id, head } = base.manifest
    const manifest = {
      ...manifestOf(task, facts),
      kind: 'changes',
      head: written.head,
      base: { id, head },
    } as const
    pack(part, manifest, keys)
    return { type: 'made', backup: await finish(task, part, manifest, facts.head, parts) }
  } finally {
    dropPart(part)
  }
}

const isOfBranch = (manifest: Manifest, facts: Pick<DatabaseFacts, 'hubId' | 'epoch'>): boolean =>
  manifest.hubId === facts.hubId && manifest.epoch === facts.epoch

const manifestOf = (task: MakeBackup, facts: DatabaseFacts) => ({
  format: 1 as const,
  id: randomBytes(16).toString('hex'),
  hubId: facts.hubId,
  epoch: facts.epoch,
  madeAt: task.at,
  schema: facts.schema,
})

/** Synced, read back, named; then what is no longer needed goes. */
async function finish(
  task: MakeBackup,
  part: string,
  manifest: Manifest,
  atLeast: JournalHead,
  parts: BackupParts,
): Promise<VerifiedBackup> {
  syncPath(part)
  const sum = sumOf(part)
  const faults = await parts.check(part, atLeast)
  if (faults.length > 0) throw new Refusal([UNSOUND, ...faults])
  const name = backupName(task.localTime, manifest.head.size, manifest.kind)
  giveName(part, task.folder, name, sum)
  thin(task.folder, name, manifest, task, parts.letGo)
  const bytes = statSync(join(task.folder, name)).size
  const { size, hash } = manifest.head
  return { name, kind: manifest.kind, at: task.at, bytes, journalSize: size, hash }
}

/** Lets go of old backups of this branch. @param verified the one just read back and found whole */
export function thin(
  folder: string,
  verified: string,
  branch: Pick<Manifest, 'hubId'>,
  { at, timeZone }: { readonly at: Millis; readonly timeZone: string },
  letGo: typeof lettingGo = lettingGo,
): void {
  const ours = listBackups(folder).filter(({ manifest }) => manifest.hubId === branch.hubId)
  const kept = ours.map(({ name, manifest: { kind, id, madeAt, base } }) => {
    return { name, kind, id, at: madeAt, baseId: base?.id ?? null }
  })
  for (const name of letGo(kept, verified, at, timeZone)) removeBackup(folder, name)
}

/**
 * Opens a backup and checks it by what it holds, its own packed keys included.
 * @param atLeast a head that it must reach or go through
 * @returns what is wrong; nothing when it is whole
 * @throws StoreError when it is not even a database; Refusal BACKUP_UNKNOWN
 */
export async function checkBackup(file: string, atLeast?: JournalHead): Promise<readonly Problem[]> {
  const manifest = readManifest(file)
  const pem = readPackedKeys(file).find(({ name }) => name === 'hub-signing.pem')?.content
  if (pem === undefined || !sumFits(file)) return [pem === undefined ? NO_KEYS : BYTES_CHANGED]
  const checkSeal = sealCheckOf(pem)
  if (manifest.kind === 'changes') {
    const from = manifest.base?.head
    const head = from ? checkChanges(file, from, checkSeal) : null
    if (head?.size !== manifest.head.size || head.hash !== manifest.head.hash) return [CHAIN_BROKEN]
    return atLeast && atLeast.size > head.size ? [TOO_SHORT] : []
  }
  const { head, faults } = await verifyDatabase(file, { checkSeal })
  if (faults.length > 0) return faults
  if (head.size !== manifest.head.size || head.hash !== manifest.head.hash) return [CHAIN_BROKEN]
  return atLeast && !(await containsHead(file, atLeast)) ? [TOO_SHORT] : []
}

/** @throws Refusal BACKUP_UNSOUND */
export async function refuseUnlessWhole(file: string, atLeast?: JournalHead): Promise<void> {
  const faults = await checkBackup(file, atLeast)
  if (faults.length > 0) throw new Refusal([UNSOUND, ...faults])
}

export function refuseNoRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  // As much again, and a little more: a backup must not be what fills the disk of the running branch.
  if (bavail * bsize > bytes * 1.1 + 16 * 1024 * 1024) return
  const need = Math.ceil((bytes * 1.1) / 1024 / 1024) + 16
  throw new Refusal([
    problem('BACKUP_NO_ROOM', {
      zh: `磁盘剩的地方不够做备份，至少要 ${need} MB。请删去不要的文件，或换一个大一点的盘。`,
      en: `There is not enough room on the disk for a backup; it needs ${need} MB.`,
    }),
  ])
}

function keysOf(folder: string): PackedKeys {
  return readdirSync(folder)
    .filter(name => !name.endsWith('.part'))
    .map(name => ({ name, content: readFileSync(join(folder, name), 'utf8') }))
}

const UNSOUND: Problem = {
  code: 'BACKUP_UNSOUND',
  zh: '备份读回来检查时发现不完整，没有采用。请点“核对账本”；账本完整就换一个盘再备份。',
  en: 'The backup was read back and is not whole; it was not taken. Check the journal, or use another disk.',
}
const NO_KEYS: Problem = { code: 'BACKUP_NO_KEYS', zh: '备份里没有主机的密钥。', en: 'The hub’s key is not in it.' }
const BYTES_CHANGED: Problem = {
  code: 'BACKUP_CHANGED',
  zh: '备份文件和做好的时候不一样了。',
  en: 'The file is not what it was when it was made.',
}
const CHAIN_BROKEN: Problem = {
  code: 'BACKUP_CHAIN',
  zh: '备份里的流水账连不上。',
  en: 'The chain of the journal in it is broken.',
}
const TOO_SHORT: Problem = {
  code: 'BACKUP_TOO_SHORT',
  zh: '备份里缺少开始备份之前已经保存的记录。',
  en: 'It lacks what had been saved before it was begun.',
}
