import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openKeys, type HubKeys } from '../../hub/keys.ts'
import { addSomebody } from '../contract/store-contract.ts'
import { aFoundedOffice } from '../fixtures/office.ts'
import { seedBranch } from '../fixtures/wire.ts'

export interface BranchFile {
  readonly path: string
  readonly checkSeal: HubKeys['checkSeal']
}

/** A branch with staff, cards and an activity in a real file, sealed with real keys, closed. */
export async function aBranchFile(folder: string): Promise<BranchFile> {
  const keys = await openKeys(join(folder, 'keys'))
  const path = join(folder, 'branch.db')
  const office = await aFoundedOffice({ path, seal: keys.seal })
  await seedBranch(office, 12)
  for (let at = 0; at < 12; at++) await office.store.write({ type: 'hub' }, work => addSomebody(work, `name-${at}`))
  await office.store.close()
  // In one file, so that a copy of it is a copy of everything.
  const raw = new DatabaseSync(path)
  raw.exec('PRAGMA journal_mode = DELETE')
  raw.close()
  return { path, checkSeal: keys.checkSeal }
}
