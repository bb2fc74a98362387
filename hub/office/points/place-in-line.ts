import type { Problem } from '../../../shared/base/problem.ts'

/** Which field of a line a problem is about, where the problem does not say so itself. */
const FIELD_OF: { readonly [code: string]: string } = {
  ENTRY_ITEM_UNKNOWN: 'itemCode',
  ENTRY_ITEM_RETIRED: 'itemCode',
  ENTRY_QUANTITY: 'quantity',
  ENTRY_QUANTITY_RANGE: 'quantity',
  ENTRY_POINTS_INEXACT: 'quantity',
  ENTRY_POINTS_DIFFER: 'points',
  ENTRY_OUTSIDE_CYCLE: 'date',
  ENTRY_IN_FUTURE: 'date',
  ENTRY_RECORDER: 'recordedBy',
  ENTRY_BRANCH_ONLY: 'recordedBy',
  ENTRY_BASIS_MISSING: 'documentNo',
  REVERSAL_BEFORE_ENTRY: 'date',
  REVERSAL_REASON_MISSING: 'reason',
}

/** Where in a file, a form or a round: the line, and the field of it. */
export const placeIn = (line: string, { where, code }: Problem): string =>
  [line, where ?? FIELD_OF[code]].filter(Boolean).join('·')
