import { closeSync, fsyncSync, openSync, statSync } from 'node:fs'

/**
 * Waits until a file, or a folder's list of names, is on the disk: a file that is synced under a name that is not is gone
 * after a power cut. Windows cannot open folders and needs no such call.
 * @throws what the file system throws when the disk fails
 */
export function syncPath(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
