import type { Author } from '../../shared/journal/facts.ts'
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
  backups(): Promise<readonly BackupFile[]>
  makeBackup(by: Author): Promise<BackupFile>
}

/** One verified backup on the hub's disk. */
export interface BackupFile {
  readonly name: string
  readonly bytes: number
  /** Milliseconds. */
  readonly at: number
}
