import * as v from 'valibot'
import { HundredthsSchema } from '../base/hundredths.ts'
import { PlainDateSchema } from '../base/plain-date.ts'
import { CapsSchema, ItemCodeSchema, ItemSchema } from './item.ts'

/**
 * The points scheme (积分方案) of one branch for one cycle: data, not code. Counties differ in every one of these
 * members; DOMAIN §1.1 lists twenty real schemes that must be expressible. File form: docs/scheme.md.
 */
export const CategorySchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]{0,31}$/)),
  label: v.pipe(v.string(), v.minLength(1), v.maxLength(16)),
  /** Ranked at all (exempt people are not). */
  ranked: v.boolean(),
  /** May receive a grade (probationary members and activists do not). */
  graded: v.boolean(),
})
export type SchemeCategory = v.InferOutput<typeof CategorySchema>

export const CapGroupSchema = v.object({
  code: ItemCodeSchema,
  items: v.pipe(v.array(ItemCodeSchema), v.minLength(1)),
  caps: CapsSchema,
  note: v.pipe(v.string(), v.maxLength(200)),
})
export type CapGroup = v.InferOutput<typeof CapGroupSchema>

export const GRADES = ['excellent', 'qualified', 'basicallyQualified', 'unqualified'] as const
export type Grade = (typeof GRADES)[number]

export const SchemeSchema = v.object({
  format: v.literal('branch-board-scheme'),
  formatVersion: v.literal(1),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** The cycle is this calendar year. */
  cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)),
  reviewPeriod: v.picklist(['quarter', 'halfYear']),
  /** Start of the year: from 0, or a granted score (per category where it differs) from which is deducted. */
  start: v.variant('mode', [
    v.object({ mode: v.literal('accrue') }),
    v.object({
      mode: v.literal('grant'),
      points: HundredthsSchema,
      byCategory: v.record(v.string(), HundredthsSchema),
    }),
  ]),
  /** Lowest total of the year to date; null = may be negative. Applied to the total only, never carried. */
  floor: v.nullable(HundredthsSchema),
  totalCap: v.nullable(HundredthsSchema),
  componentCaps: v.object({
    base: v.optional(CapsSchema),
    contribution: v.optional(CapsSchema),
    /** The most that may be deducted, as a positive number of points. */
    deduction: v.optional(CapsSchema),
  }),
  /** Share of the peer appraisal in the year's total, 0–100 percent. */
  peerAppraisalPercent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
  veto: v.picklist(['scoreToZero', 'gradeOnly']),
  categories: v.pipe(v.array(CategorySchema), v.minLength(1), v.maxLength(32)),
  /** Suggested grade by the year's total, highest first; a person decides. */
  bands: v.array(v.object({ grade: v.picklist(GRADES), from: HundredthsSchema })),
  ranking: v.object({
    public: v.boolean(),
    /** How many places are named in public; the rest are counted in bands, never named. */
    topN: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  }),
  items: v.pipe(v.array(ItemSchema), v.maxLength(500)),
  capGroups: v.pipe(v.array(CapGroupSchema), v.maxLength(100)),
})
export type Scheme = v.InferOutput<typeof SchemeSchema>

/** A scheme as published: immutable, numbered, with the day from which it counts. */
export interface SchemeVersion {
  readonly version: number
  readonly effectiveFrom: string
  readonly scheme: Scheme
}

export const EffectiveFromSchema = PlainDateSchema
