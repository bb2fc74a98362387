import type { StaffId } from '../../shared/base/ids.ts'
import type { PrivateId } from '../../shared/journal/private-ref.ts'
import type { Role } from '../../shared/people/rights.ts'

/** Accounts of the console: who they are, logging in, passwords. */

export interface StaffAccount {
  readonly staffId: StaffId
  readonly role: Role
  readonly active: boolean
  readonly profileId: PrivateId
  readonly loginName: string
  readonly displayName: string
}

export interface StaffReads {
  all(): Promise<readonly StaffAccount[]>
  password(staffId: StaffId): Promise<{ verifier: string; changedAt: number } | null>
}

export interface StaffSecrets {
  setPassword(staffId: StaffId, verifier: string, changedAt: number): Promise<void>
}
