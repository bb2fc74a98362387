import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { refuse } from '../../shared/base/problem.ts'

/** One writer per data folder, kept by the operating system: a crash lets go of it, a second process does not get it. */
export interface FolderLock {
  release(): void
}

/**
 * @param folder made when it is not there
 * @throws Refusal FOLDER_BUSY | FOLDER_UNUSABLE
 */
export function lockFolder(folder: string): FolderLock {
  const lock = openLock(folder)
  try {
    // SQLite's own file lock: the same on every system that the database itself relies on.
    lock.exec('PRAGMA locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (!(cause instanceof Error && 'errcode' in cause && cause.errcode === 5)) unusable(folder)
    const pid = holderOf(folder)
    refuse('FOLDER_BUSY', {
      zh: `数据文件夹正被另一个主机程序使用${pid && `（进程号 ${pid}）`}。请先停止它，再试一次。`,
      en: `Another hub${pid && ` (process ${pid})`} is using this data folder; stop it first.`,
    })
  }
  // Only for the sentence above; the lock is what counts.
  writeFileSync(join(folder, PID_FILE), `${process.pid}\n`)
  return {
    release() {
      rmSync(join(folder, PID_FILE), { force: true })
      lock.close()
    },
  }
}

const PID_FILE = 'hub.pid'

function openLock(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return new DatabaseSync(join(folder, 'hub.lock'))
  } catch {
    return unusable(folder)
  }
}

function holderOf(folder: string): string {
  try {
    return readFileSync(join(folder, PID_FILE), 'utf8').trim()
  } catch {
    // The holder has not written it yet, or has just gone.
    return ''
  }
}

const unusable = (folder: string): never =>
  refuse(
    'FOLDER_UNUSABLE',
    {
      zh: '数据文件夹不能写入，程序没有启动。请检查文件夹权限，以及磁盘是否只读、已满。',
      en: 'The data folder cannot be written; check its permissions and the disk.',
    },
    folder,
  )
