import { refuseEmpty, refuseHalfRestored, dataPaths, type DataPaths } from './data-folder.ts'
import { openKeys, openNextKeys, settleKeys, type HubKeys } from './keys.ts'
import { signerOf } from './live/signer.ts'
import { announceKey } from './office/key-change.ts'
import { openOffice } from './open-office.ts'
import type { FactBody } from '../shared/journal/facts.ts'
import type { KeyChange } from '../shared/sync/key-change.ts'
import { announcedKey } from './store/announced-key.ts'
import { lockFolder } from './store/lock.ts'

/** The hub's keys for whoever holds the folder's lock: a change of key that was cut short is brought to its end. */
export async function openOwnKeys(paths: DataPaths): Promise<HubKeys> {
  settleKeys(paths.keys, announcedKey(paths.database))
  return await openKeys(paths.keys)
}

/**
 * Gives the hub another signing key. In this order, so that a power cut at any moment leaves a hub that works: the new
 * key on the disk, the announcement in the journal, the exchange of the files.
 * @throws Refusal FOLDER_BUSY | NO_DATA | RESTORE_UNFINISHED | NOT_FOUNDED; StoreError
 */
export async function changeHubKey(dataFolder: string, why: FactBody<'hub.keyChanged'>['why']): Promise<KeyChange> {
  const paths = dataPaths(dataFolder)
  refuseEmpty(paths)
  const lock = lockFolder(dataFolder)
  try {
    refuseHalfRestored(paths)
    const old = await openOwnKeys(paths)
    const next = await openNextKeys(paths.keys)
    const { office, store } = await openOffice({}, { ...next, checkSeal: old.checkSeal }, paths.database)
    try {
      return await announceKey(office, { type: 'local' }, signerOf(old), why)
    } finally {
      await store.close()
      settleKeys(paths.keys, announcedKey(paths.database))
    }
  } finally {
    lock.release()
  }
}
