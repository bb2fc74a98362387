import type { Millis } from '../../shared/base/ids.ts'
import { addDays, instantOf, plainDateAt, type PlainDateTime } from '../../shared/base/plain-date.ts'
import type { BackupState, PlaceState } from '../office/backup-state.ts'

/** When which backup is due. Pure. */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** After a failure it is tried again this often, so that a stick that was full or a disk that hung is found again. */
const RETRY_MS = 10 * 60_000
const REHEARSAL_MS = 7 * DAY_MS

/** A clock that was set back must not put backups off until it has caught up. */
const since = (at: Millis, now: Millis): number => (now < at ? Infinity : now - at)

const waiting = ({ trouble }: PlaceState, now: Millis): boolean => trouble !== null && since(trouble.at, now) < RETRY_MS

/** The first of each day in the branch's zone is a full one, then changes every hour. */
export function dueHere({ here }: BackupState, now: Millis, timeZone: string): 'full' | 'changes' | null {
  if (waiting(here, now)) return null
  if (here.fullAt === null || here.checkedAt === null) return 'full'
  if (plainDateAt(here.fullAt, timeZone) !== plainDateAt(now, timeZone)) return 'full'
  return since(here.checkedAt, now) >= HOUR_MS ? 'changes' : null
}

/** Something lies here that does not lie there, or nobody has looked for a day whether it still does. */
export function dueSecond({ here, second }: BackupState, now: Millis): boolean {
  if (!second || !here.verified || waiting(second, now)) return false
  const behind = second.verified?.name !== here.verified.name || second.verified.hash !== here.verified.hash
  return behind || second.trouble !== null || since(second.checkedAt ?? now, now) >= DAY_MS
}

/** Weekly; after one that failed, daily. */
export function dueRehearsal({ here, rehearsal }: BackupState, now: Millis): boolean {
  if (!here.verified || here.trouble) return false
  return !rehearsal || since(rehearsal.at, now) >= (rehearsal.problem ? DAY_MS : REHEARSAL_MS)
}

/** When the next backup on this PC will be tried; never before `now`. */
export function nextBackupAt({ here }: BackupState, now: Millis, timeZone: string): Millis {
  if (here.trouble) return Math.max(now, here.trouble.at + RETRY_MS) as Millis
  if (here.checkedAt === null) return now
  const midnight = instantOf(`${addDays(plainDateAt(now, timeZone), 1)}T00:00` as PlainDateTime, timeZone)
  return Math.max(now, Math.min(here.checkedAt + HOUR_MS, midnight)) as Millis
}
