import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { PublicKey } from '../../shared/sync/fields.ts'

/** The key that the journal in this file names as the hub's; null where it never changed, or there is no journal yet. */
export function announcedKey(path: string): PublicKey | null {
  if (!existsSync(path)) return null
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    if (!db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'key_changes'").get()) return null
    const row = db.prepare('SELECT to_key FROM key_changes ORDER BY no DESC LIMIT 1').get()
    return row ? (String(row['to_key']) as PublicKey) : null
  } finally {
    db.close()
  }
}
