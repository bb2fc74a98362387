import type { StaffId } from '../../shared/base/ids.ts'

/** One request's place in the world: where it comes from, and the session it may begin or end. */
export interface Visit {
  /** Where the request comes from, for counting attempts. */
  readonly address: string
  /** From the hub's own PC. */
  readonly local: boolean
  startSession(staffId: StaffId): void
  endSession(): Promise<void>
}
