import type { Hash } from '../../shared/base/bytes.ts'
import type { Millis } from '../../shared/base/ids.ts'
import type { Problem } from '../../shared/base/problem.ts'

/** What the hub knows of its own backups; kept in its database, apart from the journal. */
export interface BackupState {
  /** The folder `backups` in the data folder: always there, dies with this PC's disk. */
  readonly here: PlaceState
  /** The second place that the secretary chose; null: none. */
  readonly second: SecondPlace | null
  /** The last time a backup was restored as a trial; null: never. */
  readonly rehearsal: Rehearsal | null
}

export interface PlaceState {
  /** The newest backup in this place that was read back and found whole. */
  readonly verified: VerifiedBackup | null
  /** The newest full one among them. */
  readonly fullAt: Millis | null
  /** Everything there was at this moment is in `verified`, also when nothing new had to be written. */
  readonly checkedAt: Millis | null
  /** Why the last attempt failed; null when it did not. */
  readonly trouble: Trouble | null
}

export interface VerifiedBackup {
  readonly name: string
  readonly kind: BackupKind
  readonly at: Millis
  readonly bytes: number
  /** Journal lines that a restore of it brings back. */
  readonly journalSize: number
  readonly hash: Hash
}

/** A full one stands alone; changes hold every row that is new, other or gone since a full one. */
export type BackupKind = 'full' | 'changes'

export interface Trouble {
  readonly problem: Problem
  /** When it first failed, and when it last did. */
  readonly since: Millis
  readonly at: Millis
}

export interface SecondPlace extends PlaceState {
  /** As the secretary wrote it. */
  readonly path: string
  /** The folder made in it for this branch, where the marker file lies. */
  readonly folder: string
  /** What the marker file says: another stick at the same path is another place. */
  readonly placeId: string
  /** Whether it was on another disk than the data when a backup last went there; null: not known yet. */
  readonly otherDisk: boolean | null
}

export interface Rehearsal {
  readonly at: Millis
  readonly name: string
  readonly place: 'here' | 'second'
  readonly journalSize: number
  readonly tookMs: number
  /** Null when everything agreed. */
  readonly problem: Problem | null
}

export const NO_BACKUPS: BackupState = {
  here: { verified: null, fullAt: null, checkedAt: null, trouble: null },
  second: null,
  rehearsal: null,
}

/**
 * The journal number up to which kiosks may let old rows go (SYNC F.3.7): what is in a verified backup on another disk.
 * A copy on the disk that holds the data dies with it, so it counts for nothing here.
 */
export const coveredApart = ({ second }: BackupState): number =>
  second?.otherDisk === true ? (second.verified?.journalSize ?? 0) : 0
