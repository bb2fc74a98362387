import * as v from 'valibot'
import { HundredthsSchema } from '../base/hundredths.ts'
import { PlainDateSchema } from '../base/plain-date.ts'

/** 基础积分 | 贡献加分 | 违规扣分 | 一票否决 */
export const COMPONENTS = ['base', 'contribution', 'deduction', 'veto'] as const
export type Component = (typeof COMPONENTS)[number]

/** 政治合格 | 执行纪律合格 | 品德合格 | 发挥作用合格 */
export const DIMENSIONS = ['political', 'discipline', 'character', 'role'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What proves that the thing was done. */
export const EVIDENCES = ['signIn', 'branchRecord', 'declaration', 'attestation', 'certificate', 'decision'] as const
export type Evidence = (typeof EVIDENCES)[number]

/** Who brings the entry forward; deductions and vetoes only ever `branch` (DESIGN §3). */
export const RECORDERS = ['attendance', 'branch', 'member', 'resident'] as const
export type Recorder = (typeof RECORDERS)[number]

/** A limit in points. An absent member means no such limit. */
export const CapsSchema = v.object({
  perPeriod: v.optional(HundredthsSchema),
  perCycle: v.optional(HundredthsSchema),
})
export type Caps = v.InferOutput<typeof CapsSchema>

/** e.g. `B05`, `C21A`. */
export const ItemCodeSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,16}$/))

export const ItemSchema = v.object({
  code: ItemCodeSchema,
  dimension: v.picklist(DIMENSIONS),
  component: v.picklist(COMPONENTS),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** For one unit; negative for deductions; null for vetoes, which carry no points. */
  points: v.nullable(HundredthsSchema),
  /** 次、件、月、小时 … */
  unit: v.pipe(v.string(), v.minLength(1), v.maxLength(8)),
  caps: CapsSchema,
  evidence: v.picklist(EVIDENCES),
  /** Category ids, or `all`. For entry checks; the calculation never looks at it. */
  appliesTo: v.union([v.literal('all'), v.array(v.string())]),
  recordedBy: v.picklist(RECORDERS),
  note: v.pipe(v.string(), v.maxLength(200)),
  /** No new entry dated on or after this day. */
  retiredFrom: v.optional(PlainDateSchema),
})
export type Item = v.InferOutput<typeof ItemSchema>
