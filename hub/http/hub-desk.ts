import type { Millis } from '../../shared/base/ids.ts'
import type { Author } from '../../shared/journal/facts.ts'
import type { BackupKind, Rehearsal } from '../office/backup-state.ts'
import type { VerifyReport } from '../store/verify.ts'

/** What the console may ask of the machine itself: the disk, the certificate, the program. */
export interface HubDesk {
  readonly version: string
  /** Typed into the set-up wizard from any other PC; printed in the hub's own terminal. */
  readonly setUpCode: string
  /** For a branch that is being founded. */
  readonly timeZone: string
  /** SHA-256 of the branch CA's certificate as people compare it; null when TLS is off. */
  readonly caFingerprint: string | null
  /** Where other machines of the LAN reach this hub; empty when TLS is off. */
  lanUrls(): readonly string[]
  verify(): Promise<VerifyReport>
  /** On the hub's own disk, newest first. */
  backups(): Promise<readonly BackupFile[]>
  makeBackup(by: Author): Promise<BackupFile>
  /** When the next one will be tried by itself. */
  nextBackupAt(): Promise<Millis>
  /** Sticks and second disks that are plugged in now. */
  findDisks(): readonly string[]
  /** @throws Refusal PLACE_… when the folder will not do */
  chooseBackupPlace(path: string, by: Author): Promise<void>
  forgetBackupPlace(by: Author): Promise<void>
  /** Restores the newest backup as a trial and throws it away. */
  rehearse(): Promise<Rehearsal>
}

/** One verified backup on the hub's disk. */
export interface BackupFile {
  readonly name: string
  readonly kind: BackupKind
  readonly bytes: number
  /** Journal lines that it brings back. */
  readonly journalSize: number
  /** Milliseconds. */
  readonly at: number
}
