import { dataPaths, refuseEmpty } from './data-folder.ts'
import { openKeys } from './keys.ts'
import { verifyDatabase, type VerifyReport } from './store/verify.ts'

/** `verifyDatabase` for a data folder, with the folder's own keys. */
export async function verifyFolder(dataFolder: string, rebuild: boolean): Promise<VerifyReport> {
  const paths = dataPaths(dataFolder)
  refuseEmpty(paths)
  const { checkSeal } = await openKeys(paths.keys)
  return await verifyDatabase(paths.database, { checkSeal, rebuild })
}
