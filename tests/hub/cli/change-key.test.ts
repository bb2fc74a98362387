import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataPaths } from '../../../hub/data-folder.ts'
import { changeHubKey, openOwnKeys } from '../../../hub/key-change.ts'
import { openKeys, openNextKeys } from '../../../hub/keys.ts'
import { sealingOf, signerOf } from '../../../hub/live/signer.ts'
import { announceKey } from '../../../hub/office/key-change.ts'
import { openOffice } from '../../../hub/open-office.ts'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import { verifyFolder } from '../../../hub/verify-folder.ts'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { sealText } from '../../../shared/base/seal.ts'
import { aFolder } from '../../fixtures/hub.ts'
import { aFoundedOffice, seededRandom } from '../../fixtures/office.ts'
import { codesOf } from '../../fixtures/refusals.ts'

/** `npm run hub -- change-key`, and what a power cut in the middle of it leaves. */

async function aBranch(folder: string) {
  const paths = dataPaths(folder)
  const keys = await openKeys(paths.keys)
  const office = await aFoundedOffice({ path: paths.database, seal: keys.seal })
  await office.store.close()
  return { paths, old: keys }
}

const publicOf = async (paths: ReturnType<typeof dataPaths>): Promise<string> =>
  bytesToHex((await openOwnKeys(paths)).publicKey)

describe('changing the hub’s key', () => {
  test('SY135 the folder has the new key, the journal is whole under it, and what was sealed to the old one still opens', async () => {
    using folder = aFolder()
    const { paths, old } = await aBranch(folder.path)
    const sealed = sealText('来宾的姓名', sealingOf(old.sealSecret).publicKey, 'about', seededRandom(3))
    const first = await changeHubKey(folder.path, 'planned')
    const second = await changeHubKey(folder.path, 'leaked')
    expect(first).toMatchObject({ no: 1, from: bytesToHex(old.publicKey) })
    expect(second).toMatchObject({ no: 2, from: first.to })
    expect(await publicOf(paths)).toBe(second.to)
    expect((await verifyFolder(folder.path, true)).faults).toEqual([])
    const now = await openOwnKeys(paths)
    expect(sealingOf(now.sealSecret, now.earlierSealSecrets).open(sealed, 'about')).toBe('来宾的姓名')
    // Planted: without the earlier ones it would be lost.
    expect(sealingOf(now.sealSecret).open(sealed, 'about')).toBeNull()
  })

  test('SY135 a power cut before the announcement leaves the old key, after it the new one', async () => {
    using folder = aFolder()
    const { paths, old } = await aBranch(folder.path)
    await openNextKeys(paths.keys)
    expect(await publicOf(paths)).toBe(bytesToHex(old.publicKey))
    expect(existsSync(join(paths.keys, 'hub-signing.next.pem'))).toBe(false)
    const next = await openNextKeys(paths.keys)
    const { office, store } = await openOffice({}, { ...next, checkSeal: old.checkSeal }, paths.database)
    await announceKey(office, { type: 'local' }, signerOf(old), 'planned')
    await store.close()
    expect((await verifyFolder(folder.path, true)).faults).toEqual([])
    expect(await publicOf(paths)).toBe(bytesToHex(next.publicKey))
    expect((await verifyFolder(folder.path, true)).faults).toEqual([])
    // Planted: a hub that goes on with the old key alone does not know the end of its own journal.
    expect((await verifyDatabase(paths.database, { checkSeal: old.checkSeal })).faults[0]?.code).toBe('SEAL_WRONG')
    expect(await codesOf(changeHubKey(join(folder.path, 'nothing'), 'planned'))).toEqual(['NO_DATA'])
  })
})
