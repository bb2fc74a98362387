import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../shared/base/problem.ts'

/** What lies where in the data folder. */
export const dataPaths = (folder: string) => ({
  database: join(folder, 'branch.db'),
  keys: join(folder, 'keys'),
  backups: join(folder, 'backups'),
  keptAssets: join(folder, 'assets'),
  /** Stands while a restore is half done: the folder must not be taken for an empty one. */
  restoring: join(folder, 'restore-in-progress'),
})

export type DataPaths = ReturnType<typeof dataPaths>

/** @throws Refusal RESTORE_UNFINISHED */
export function refuseHalfRestored(paths: DataPaths): void {
  if (!existsSync(paths.restoring)) return
  refuse('RESTORE_UNFINISHED', {
    zh: '上一次恢复没有做完，请再运行一次 npm run hub -- restore 备份文件。',
    en: 'A restore was cut short; run it again: npm run hub -- restore FILE.',
  })
}

/** @throws Refusal NO_DATA when there is nothing to read */
export function refuseEmpty(paths: DataPaths): void {
  if (existsSync(paths.database)) return
  refuse('NO_DATA', {
    zh: '数据文件夹里还没有数据。请检查 --data 写得对不对。',
    en: 'There is no data in this folder; check --data.',
  })
}
