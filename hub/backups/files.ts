import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import type { BackupKind } from '../office/backup-state.ts'
import { readManifest, type Manifest } from '../store/backup-file.ts'
import { syncPath } from '../sync-path.ts'

/** How backups lie in a folder. A file has its good name only when it was read back and found whole. */

const ENDINGS = { full: '.backup', changes: '.changes' } as const satisfies { [kind in BackupKind]: string }
const NAME = /^branch-board-\d{4}-\d{2}-\d{2}-\d{4}-\d+\.(backup|changes)$/

/** `branch-board-2026-11-22-1000-1234.backup`: the branch's own time, and how many journal lines it brings back. */
export const backupName = (localTime: string, journalSize: number, kind: BackupKind): string =>
  `branch-board-${localTime.replace('T', '-').replaceAll(':', '')}-${journalSize}${ENDINGS[kind]}`

export interface BackupEntry {
  readonly name: string
  readonly bytes: number
  readonly manifest: Manifest
}

/** Names of ours in a folder, in no order; nothing is opened. */
export const backupNames = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter(name => NAME.test(name)) : []

/** Every backup of ours that can be opened, newest first. Other files, and other people's, are not looked at. */
export function listBackups(folder: string): BackupEntry[] {
  return backupNames(folder)
    .flatMap(name => {
      const entry = entryOf(folder, name)
      return entry ? [entry] : []
    })
    .sort((a, b) => b.manifest.madeAt - a.manifest.madeAt || b.manifest.head.size - a.manifest.head.size)
}

export function entryOf(folder: string, name: string): BackupEntry | null {
  try {
    return { name, bytes: statSync(join(folder, name)).size, manifest: readManifest(join(folder, name)) }
  } catch {
    return null
  }
}

/** @returns the path of a backup of that name, null when there is none */
export const backupPath = (folder: string, name: string): string | null =>
  backupNames(folder).includes(name) ? join(folder, basename(name)) : null

/**
 * SHA-256 of the whole file, in a file beside it that `sha256sum -c` understands: the chain does not cover every byte.
 * A backup that travelled alone has none, and is judged by its chain.
 */
const sumPath = (path: string): string => `${path}.sha256`

export function writeSum(path: string, sum: string): void {
  writeFileSync(sumPath(path), `${sum}  ${basename(path)}\n`, { mode: 0o600, flush: true })
}

/** Null when there is none. */
export function readSum(path: string): string | null {
  if (!existsSync(sumPath(path))) return null
  return readFileSync(sumPath(path), 'utf8').slice(0, 64)
}

export const sumFits = (path: string): boolean => {
  const known = readSum(path)
  return known === null || known === sumOf(path)
}

const CHUNK = 1 << 20

export function sumOf(path: string): string {
  const hash = createHash('sha256')
  eachChunk(path, chunk => hash.update(chunk))
  return hash.digest('hex')
}

/** Copies chunk by chunk, so that a full disk is noticed where it happens; the copy is on the disk when this returns. */
export function copySynced(from: string, to: string): void {
  const target = openSync(to, 'w', 0o600)
  try {
    eachChunk(from, chunk => {
      for (let at = 0; at < chunk.length;) at += writeSync(target, chunk, at)
    })
    fsyncSync(target)
  } finally {
    closeSync(target)
  }
}

function eachChunk(path: string, use: (chunk: Buffer) => void): void {
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(CHUNK)
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) use(buffer.subarray(0, read))
  } finally {
    closeSync(file)
  }
}

/** A name that nobody takes for a backup; the process is in it, so that a killed one's can be told from a living one's. */
export const partPath = (folder: string, name: string): string => join(folder, `${name}.${process.pid}.part`)

/** Takes back a part, with whatever SQLite put beside it. */
export function dropPart(part: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${part}${ending}`, { force: true })
}

/** The last step: the sum first, then the good name. */
export function giveName(part: string, folder: string, name: string, sum: string): void {
  const path = join(folder, name)
  writeSum(path, sum)
  renameSync(part, path)
  syncPath(folder)
}

export function removeBackup(folder: string, name: string): void {
  // The sum goes last: a backup without its sum would be judged more mildly.
  rmSync(join(folder, name), { force: true })
  rmSync(sumPath(join(folder, name)), { force: true })
}

/** SQLite's own files beside it included. */
const PART = /^branch-board-.*\.(\d+)\.part(-\w+)?$/
const LONGEST_MS = 6 * 3_600_000

/** What killed processes left half done. */
export function clearParts(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, pid] = PART.exec(name) ?? []
    if (pid === undefined) continue
    const path = join(folder, name)
    // A stick may come from another PC, where the same number is somebody else's.
    const old = Date.now() - statSync(path).mtimeMs > LONGEST_MS
    if (old || Number(pid) === process.pid || !lives(Number(pid))) rmSync(path, { force: true })
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
