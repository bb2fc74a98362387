import type { Millis } from '../../shared/base/ids.ts'
import { coveredApart, type BackupState, type PlaceState } from '../office/backup-state.ts'

/** How the backups are, for a program that watches the hub: codes and times, no paths, names or sentences. */

/** Two hours beyond the one it should take. */
const LATE_MS = 3 * 3_600_000

type Health = 'none' | 'ok' | 'late' | 'failing'

/** @param journalSize lines there are now */
export function backupHealth({ here, second, rehearsal }: BackupState, journalSize: number, now: Millis) {
  return {
    here: placeHealth(here, now),
    /** Null: the secretary has not chosen a second place. */
    second: second && { ...placeHealth(second, now), otherDisk: second.otherDisk },
    /** Journal lines that are in no verified backup on another disk: what is lost when this disk dies. */
    linesAtRisk: Math.max(0, journalSize - coveredApart({ here, second, rehearsal })),
    rehearsal: rehearsal && { at: iso(rehearsal.at), ok: rehearsal.problem === null },
  }
}

function placeHealth({ verified, checkedAt, trouble }: PlaceState, now: Millis) {
  return {
    status: statusOf(verified !== null, checkedAt, trouble !== null, now),
    verifiedAt: verified && iso(verified.at),
    journalSize: verified && verified.journalSize,
    /** Everything up to then is in it, also when nothing new had to be written. */
    checkedAt: checkedAt === null ? null : iso(checkedAt),
    trouble: trouble && { code: trouble.problem.code, since: iso(trouble.since) },
  }
}

function statusOf(any: boolean, checkedAt: Millis | null, failing: boolean, now: Millis): Health {
  if (failing) return 'failing'
  if (!any || checkedAt === null) return 'none'
  return now - checkedAt > LATE_MS ? 'late' : 'ok'
}

const iso = (at: Millis): string => new Date(at).toISOString()
