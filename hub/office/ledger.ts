import type { ActivityId, BatchId, EntryId, MemberId } from '../../shared/base/ids.ts'
import type { Entry } from '../../shared/points/entry.ts'
import type { Component } from '../../shared/points/item.ts'

/** The ledger (台账): registering, reversing, opening balances, importing the paper ledger. */

/** An entry as the console lists it. */
export interface LedgerLine extends Entry {
  readonly no: number
  readonly code: string | null
  readonly note: string
  readonly batchId: BatchId | null
  readonly reversedBy: EntryId | null
}

export interface LedgerQuery {
  readonly cycle: number
  readonly memberId?: MemberId
  readonly itemCode?: string
  readonly component?: Component
  readonly offset: number
  readonly limit: number
}

export interface LedgerReads {
  /** All entries dated in the year, by date. */
  ofCycle(cycle: number): Promise<readonly Entry[]>
  ofMember(memberId: MemberId, cycle: number): Promise<readonly Entry[]>
  ofActivity(activityId: ActivityId): Promise<readonly Entry[]>
  one(entryId: EntryId): Promise<Entry | null>
  idsByCode(codes: readonly string[]): Promise<ReadonlyMap<string, EntryId>>
  reversalOf(entryId: EntryId): Promise<Entry | null>
  /** Newest first. */
  page(query: LedgerQuery): Promise<{ lines: readonly LedgerLine[]; total: number }>
}
