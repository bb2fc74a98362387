import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { asStoreError, StoreError } from '../store/errors.ts'

/** Sets kept beside the one being served (KIOSK §1.5 asks for three). */
const SETS_KEPT = 4

/**
 * Copies the hashed files of this build into the data folder, once per build, and forgets the oldest sets: after an
 * update of the hub a kiosk still runs the page it has, and its lazy chunks must not be gone.
 * @returns folders with older files, newest first
 */
export function keepAssets(pagesFolder: string, keepFolder: string, warn: (cause: unknown) => void): string[] {
  const assets = join(pagesFolder, 'assets')
  mkdirSync(keepFolder, { recursive: true })
  try {
    if (existsSync(assets)) keepSet(assets, keepFolder)
  } catch (cause) {
    // A full disk must not keep the hub from starting; what it costs is a reload of a kiosk after the next update.
    if (!(asStoreError(cause) instanceof StoreError)) throw cause
    warn(cause)
  }
  const sets = readdirSync(keepFolder)
    .filter(name => !name.endsWith('.part'))
    .map(name => join(keepFolder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const old of sets.slice(SETS_KEPT)) rmSync(old, { recursive: true, force: true })
  return sets.slice(0, SETS_KEPT)
}

function keepSet(assets: string, keepFolder: string): void {
  // The names carry hashes of the contents, so the names are the set.
  const name = createHash('sha256').update(readdirSync(assets).sort().join('\n')).digest('hex').slice(0, 16)
  const kept = join(keepFolder, name)
  if (!existsSync(kept)) {
    rmSync(`${kept}.part`, { recursive: true, force: true })
    cpSync(assets, `${kept}.part`, { recursive: true })
    renameSync(`${kept}.part`, kept)
  }
  const now = new Date()
  utimesSync(kept, now, now)
}
