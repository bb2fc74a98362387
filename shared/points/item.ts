import * as v from 'valibot'
import { HundredthsSchema, type Hundredths } from '../base/hundredths.ts'
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

/**
 * How a number of points is written where the shape is used: as hundredths inside the program, as decimal text in a
 * file (scheme-file.ts). One shape for both, so that the two forms cannot drift apart.
 */
export type PointsSchema = v.GenericSchema<unknown, Hundredths>

/**
 * A limit in points, never negative (for deductions: the most that may be taken away). An absent member means no such
 * limit. They are applied in the order of `CAP_LEVELS`, each to what the narrower one left.
 */
export const capsShape = (points: PointsSchema) =>
  v.strictObject({
    /** Of a calendar month. */
    perMonth: v.optional(points),
    /** Of a calendar quarter, where the review period is the half-year. */
    perQuarter: v.optional(points),
    perPeriod: v.optional(points),
    perCycle: v.optional(points),
  })
export const CapsSchema = capsShape(HundredthsSchema)
export type Caps = v.InferOutput<typeof CapsSchema>
export type CapLevel = keyof Caps

/** The narrowest first. */
export const CAP_LEVELS = ['perMonth', 'perQuarter', 'perPeriod', 'perCycle'] as const satisfies readonly CapLevel[]

/** e.g. `B05`, `C21A`. */
export const ItemCodeSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,16}$/))

export const itemShape = (points: PointsSchema) =>
  v.strictObject({
    code: ItemCodeSchema,
    dimension: v.picklist(DIMENSIONS),
    component: v.picklist(COMPONENTS),
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
    /** For one unit; negative for deductions; null for vetoes, which carry no points. */
    points: v.nullable(points),
    /** 次、件、月、小时 … */
    unit: v.pipe(v.string(), v.minLength(1), v.maxLength(8)),
    /** How many units one entry may hold, where the rule gives a range (“5–10 分/项”: points 1, least 5, most 10). */
    quantity: v.optional(v.strictObject({ least: v.optional(points), most: v.optional(points) })),
    caps: capsShape(points),
    evidence: v.picklist(EVIDENCES),
    /** Category ids, or `all`. For entry checks; the calculation never looks at it. */
    appliesTo: v.union([v.literal('all'), v.array(v.string())]),
    recordedBy: v.picklist(RECORDERS),
    note: v.pipe(v.string(), v.maxLength(200)),
    /** No new entry dated on or after this day. */
    retiredFrom: v.optional(PlainDateSchema),
  })
export const ItemSchema = itemShape(HundredthsSchema)
export type Item = v.InferOutput<typeof ItemSchema>
