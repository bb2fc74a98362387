import { hashOf } from '../../shared/base/bytes.ts'
import type { ClipId } from '../../shared/voice/clips.ts'
import type { SoundCache } from '../store/sound-db.ts'

/** SG54: the branch's own recordings on this machine: what the settings name, fetched once, checked, and kept. */
export interface Recordings {
  /** The hash of a clip whose sound is here; null where the bundled one must do. */
  hashOf(clip: ClipId): string | null
  sound(hash: string): Promise<Uint8Array | null>
  /**
   * Fetches what is missing and forgets what is no longer named. A sound that cannot be fetched, or is not what its
   * hash says, stays missing until the next call. Calls run one behind the other; only the newest wish counts.
   */
  follow(named: Readonly<Record<string, string>>): Promise<void>
}

/** @param fetchSound the bytes under a hash, null when the hub has none or cannot be reached */
export function createRecordings(
  cache: SoundCache,
  fetchSound: (hash: string) => Promise<Uint8Array | null>,
): Recordings {
  let named: Readonly<Record<string, string>> = {}
  let here: ReadonlySet<string> = new Set()
  let turn: Promise<void> = Promise.resolve()

  const bring = async (wanted: typeof named): Promise<void> => {
    const hashes = new Set(Object.values(wanted))
    const kept = await cache.hashes()
    for (const hash of kept) if (!hashes.has(hash)) await cache.remove(hash)
    here = new Set(kept.filter(hash => hashes.has(hash)))
    for (const hash of hashes) {
      if (wanted !== named) return
      if (here.has(hash)) continue
      const bytes = await fetchSound(hash)
      if (!bytes || hashOf(bytes) !== hash) continue
      await cache.put(hash, bytes)
      here = new Set([...here, hash])
    }
  }
  return {
    hashOf(clip) {
      const hash = named[clip]
      return hash !== undefined && here.has(hash) ? hash : null
    },
    sound: hash => cache.get(hash),
    follow(wanted) {
      named = wanted
      turn = turn.catch(() => {}).then(() => bring(wanted))
      return turn
    },
  }
}
