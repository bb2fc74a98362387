import type { Config } from '../config.ts'
import { dataPaths, refuseEmpty, refuseHalfRestored } from '../data-folder.ts'
import { Refusal } from '../../shared/base/problem.ts'
import { openOffice } from '../open-office.ts'
import { openOwnKeys } from '../key-change.ts'
import { openKeys } from '../keys.ts'
import type { Office } from '../office/ports.ts'
import { lockFolder, type FolderLock } from '../store/lock.ts'
import { openStoreToRead } from '../store/store.ts'

/**
 * Opens the branch's office for one command.
 * @param mode `read` works beside a running hub; `write` is refused while one runs
 * @throws Refusal NO_DATA | FOLDER_BUSY | RESTORE_UNFINISHED; StoreError
 */
export async function withOffice<T>(
  config: Config,
  mode: 'read' | 'write',
  work: (office: Office) => Promise<T>,
): Promise<T> {
  const paths = dataPaths(config.dataFolder)
  refuseEmpty(paths)
  const lock = takeLock(config.dataFolder, mode)
  try {
    refuseHalfRestored(paths)
    const keys = await (lock ? openOwnKeys(paths) : openKeys(paths.keys))
    const { office } = await openOffice({}, keys, lock ? paths.database : ':memory:')
    const store = lock ? office.store : openStoreToRead(paths.database)
    try {
      return await work({ ...office, store })
    } finally {
      await store.close()
      if (store !== office.store) await office.store.close()
    }
  } finally {
    lock?.release()
  }
}

/** Null when a hub runs and reading is all that is asked. */
function takeLock(folder: string, mode: 'read' | 'write'): FolderLock | null {
  try {
    return lockFolder(folder)
  } catch (cause) {
    const busy = cause instanceof Refusal && cause.problems[0]?.code === 'FOLDER_BUSY'
    if (mode === 'read' && busy) return null
    throw cause
  }
}
