import { randomBytes } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import type { Millis } from '../../shared/base/ids.ts'
import { problem, refuse, Refusal, type Problem } from '../../shared/base/problem.ts'
import type { SecondPlace, VerifiedBackup } from '../office/backup-state.ts'
import type { Disks } from './disk.ts'
import {
  clearParts,
  copySynced,
  entryOf,
  giveName,
  listBackups,
  partPath,
  readSum,
  sumFits,
  sumOf,
  type BackupEntry,
} from './files.ts'
import { syncPath } from '../sync-path.ts'
import { checkBackup, refuseNoRoom, thin } from './make.ts'

/**
 * The second place: a folder on another disk or stick. Everything goes into a folder of this branch's own in it, which
 * is made once, when the secretary chooses the place, with a marker file inside. Without that marker nothing is ever
 * written: an empty mount point of an unplugged stick, or another stick, is not the place.
 */

const MARKER = 'branch-board-place.json'

/** Nothing of it is secret: it says whose folder this is to a person who opens the stick. */
interface Marker {
  readonly placeId: string
  readonly hubId: string
  readonly branch: string
}

/**
 * Looks at a path, and makes it the second place.
 * @throws Refusal PLACE_PATH | PLACE_MISSING | PLACE_IN_DATA | PLACE_IN_MEMORY | PLACE_READ_ONLY | BACKUP_NO_ROOM
 */
export function choosePlace(
  path: string,
  hub: { readonly dataFolder: string; readonly hubId: string; readonly branchName: string; readonly needs: number },
  disks: Disks,
): SecondPlace {
  const real = usableFolder(path, hub.dataFolder, disks)
  refuseNoRoom(real, hub.needs)
  const folder = join(real, `branch-board-${hub.hubId.slice(0, 8)}`)
  const marker = { placeId: markerOf(folder)?.placeId ?? randomBytes(16).toString('hex') }
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true })
    const text = JSON.stringify({ ...marker, hubId: hub.hubId, branch: hub.branchName } satisfies Marker)
    writeFileSync(join(folder, MARKER), `${text}\n`, { mode: 0o600, flush: true })
    syncPath(folder)
  } catch {
    refuse('PLACE_READ_ONLY', {
      zh: '这个文件夹写不进去。请检查 U 盘的写保护开关和文件夹权限。',
      en: 'This folder cannot be written; check the write protection and its permissions.',
    })
  }
  const otherDisk = !disks.same(real, hub.dataFolder)
  const nothing = { verified: null, fullAt: null, checkedAt: null, trouble: null }
  return { path, folder, placeId: marker.placeId, otherDisk, ...nothing }
}

function usableFolder(path: string, dataFolder: string, disks: Disks): string {
  if (!isAbsolute(path)) {
    refuse('PLACE_PATH', {
      zh: '要写完整的路径，例如 E:\\ 或 /media/backup。',
      en: 'Write the whole path, such as E:\\ or /media/backup.',
    })
  }
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    refuse('PLACE_MISSING', {
      zh: '没有这个文件夹。请先插好 U 盘，再看看路径对不对。程序不会自己建这个文件夹。',
      en: 'There is no such folder. Plug the disk in and check the path; the program does not make it.',
    })
  }
  const real = realpathSync(path)
  const inside = relative(realpathSync(dataFolder), real)
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) {
    refuse('PLACE_IN_DATA', {
      zh: '这是数据文件夹自己，盘坏了两份一起丢。请选另一个盘。',
      en: 'This is the data folder itself; choose another disk.',
    })
  }
  if (disks.inMemory(real)) {
    refuse('PLACE_IN_MEMORY', {
      zh: '这个文件夹在内存里，关机就没有了。请选 U 盘或另一块硬盘。',
      en: 'This folder lives in memory and is gone after a restart; choose a disk.',
    })
  }
  return real
}

function markerOf(folder: string): Marker | null {
  try {
    return JSON.parse(readFileSync(join(folder, MARKER), 'utf8')) as Marker
  } catch {
    return null
  }
}

/** Why the place cannot be used now; null when it is there. Never waits for a dead disk on the hub's own thread. */
export async function placeTrouble({ folder, placeId }: SecondPlace): Promise<Problem | null> {
  try {
    const marker = JSON.parse(await readFile(join(folder, MARKER), 'utf8')) as Marker
    return marker.placeId === placeId ? null : OTHER_DISK
  } catch {
    const there = await access(folder).then(
      () => true,
      () => false,
    )
    return there ? OTHER_DISK : AWAY
  }
}

const AWAY: Problem = problem('PLACE_AWAY', {
  zh: 'U 盘或第二块盘没有接上。请插好，程序会在一分钟内接着备份。',
  en: 'The second disk is not there. Plug it in; the backup goes on within a minute.',
})

const OTHER_DISK: Problem = problem('PLACE_OTHER', {
  zh: '接上的不是原来设好的那个盘。请换回原来的，或重新设置备份位置。',
  en: 'This is not the disk that was chosen. Bring that one back, or choose this one anew.',
})

/** The newest backup of a folder, and what it rests on. */
function newestPoint(folder: string, hubId: string): readonly BackupEntry[] {
  const ours = listBackups(folder).filter(({ manifest }) => manifest.hubId === hubId)
  for (const entry of ours) {
    if (entry.manifest.kind === 'full') return [entry]
    const base = ours.find(({ manifest }) => manifest.id === entry.manifest.base?.id)
    if (base) return [base, entry]
  }
  return []
}

export interface CopyOut {
  /** Where the backups on this PC lie. */
  readonly from: string
  readonly place: SecondPlace
  readonly hubId: string
  readonly at: Millis
  readonly timeZone: string
}

/** What tests replace. */
export interface CopyParts {
  readonly copy: typeof copySynced
  readonly check: typeof checkBackup
}

/**
 * Brings the newest backup to the second place, with the full one it rests on. The copy is opened and checked there as
 * a backup made there would be. Reads only finished files, never the running database.
 * @returns the backup that now lies there; null when there is none to bring
 * @throws Refusal PLACE_AWAY | PLACE_OTHER | BACKUP_UNSOUND | BACKUP_NO_ROOM; StoreError
 */
export async function copyOut(
  task: CopyOut,
  parts: CopyParts = { copy: copySynced, check: checkBackup },
): Promise<VerifiedBackup | null> {
  const away = await placeTrouble(task.place)
  if (away) throw new Refusal([away])
  const { folder } = task.place
  clearParts(folder)
  const point = newestPoint(task.from, task.hubId)
  const last = point.at(-1)
  if (!last) return null
  for (const entry of point) {
    if (entryOf(folder, entry.name)?.manifest.id === entry.manifest.id && sumFits(join(folder, entry.name))) continue
    await copyOne(entry, task.from, folder, parts)
  }
  thin(folder, last.name, last.manifest, task)
  const { kind, madeAt, head } = last.manifest
  return { name: last.name, kind, at: madeAt as Millis, bytes: last.bytes, journalSize: head.size, hash: head.hash }
}

async function copyOne(entry: BackupEntry, from: string, folder: string, parts: CopyParts): Promise<void> {
  refuseNoRoom(folder, entry.bytes)
  const source = join(from, entry.name)
  const part = partPath(folder, 'branch-board-copy')
  try {
    parts.copy(source, part)
    const sum = sumOf(part)
    const faults = await parts.check(part, entry.manifest.head)
    if (faults.length > 0 || sum !== (readSum(source) ?? sum)) throw new Refusal([COPY_UNSOUND, ...faults])
    giveName(part, folder, entry.name, sum)
  } finally {
    rmSync(part, { force: true })
  }
}

const COPY_UNSOUND: Problem = problem('BACKUP_UNSOUND', {
  zh: '拷到第二块盘的备份读回来不完整，没有采用。这个盘可能坏了，请换一个。',
  en: 'The copy on the second disk is not whole and was not taken. The disk may be failing; use another.',
})
