import type { MemberId } from '../../../shared/base/ids.ts'
import type { Component } from '../../../shared/points/item.ts'

/** What the list is narrowed to; null: not narrowed. */
export interface LedgerFilter {
  readonly memberId: MemberId | null
  readonly itemCode: string | null
  readonly component: Component | null
}

export const EVERYTHING: LedgerFilter = { memberId: null, itemCode: null, component: null }

export const isNarrowed = ({ memberId, itemCode, component }: LedgerFilter): boolean =>
  memberId !== null || itemCode !== null || component !== null

/** The filter as the hub takes it. */
export const queryOf = (cycle: number, { memberId, itemCode, component }: LedgerFilter) => ({
  cycle,
  ...(memberId && { memberId }),
  ...(itemCode && { itemCode }),
  ...(component && { component }),
})
