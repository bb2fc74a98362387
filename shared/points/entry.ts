import * as v from 'valibot'
import { HundredthsSchema } from '../base/hundredths.ts'
import { idSchema, type ActivityId, type EntryId, type MemberId } from '../base/ids.ts'
import { PlainDateSchema } from '../base/plain-date.ts'
import { COMPONENTS, DIMENSIONS, EVIDENCES, ItemCodeSchema, RECORDERS } from './item.ts'

/**
 * One line of the ledger (积分登记). Never edited, never removed: a wrong entry is cancelled by a reversal, a new
 * entry with the negated quantity and points, its own date, and `reverses`. Points, component and dimension freeze at
 * registration, so a later change of the scheme cannot rewrite them.
 */
export const EntrySchema = v.object({
  entryId: idSchema<EntryId>(),
  memberId: idSchema<MemberId>(),
  /** Null only for an opening balance, which the paper ledger may hold as a mere sum. */
  itemCode: v.nullable(ItemCodeSchema),
  component: v.picklist(COMPONENTS),
  dimension: v.nullable(v.picklist(DIMENSIONS)),
  date: PlainDateSchema,
  /** Units of the item, in hundredths (2.5 hours = 250). */
  quantity: HundredthsSchema,
  points: HundredthsSchema,
  source: v.picklist([...EVIDENCES, 'opening']),
  recordedBy: v.picklist(RECORDERS),
  activityId: v.nullable(idSchema<ActivityId>()),
  reverses: v.nullable(idSchema<EntryId>()),
  /** Basis of a veto (文号、会议日期); null otherwise. */
  basis: v.nullable(v.object({ documentNo: v.pipe(v.string(), v.maxLength(60)), meetingDate: PlainDateSchema })),
})
export type Entry = v.InferOutput<typeof EntrySchema>
