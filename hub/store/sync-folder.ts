import { closeSync, fsyncSync, openSync } from 'node:fs'

/**
 * Waits until a folder's list of names is on the disk: a file that is synced under a name that is not is gone after a
 * power cut. Windows cannot open folders and needs no such call.
 * @throws what the file system throws when the disk fails
 */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
