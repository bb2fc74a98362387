import * as v from 'valibot'
import { HundredthsSchema } from '../base/hundredths.ts'
import { periodsUpTo, yearOf, type Period, type PlainDate } from '../base/plain-date.ts'
import { capsShape, ItemCodeSchema, itemShape, type PointsSchema } from './item.ts'

/**
 * The points scheme (积分方案) of one branch for one cycle: data, not code. Counties differ in every one of these
 * members; DOMAIN §1.1 lists twenty real schemes that must be expressible. File form and meaning: docs/scheme.md.
 */
export const CategorySchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]{0,31}$/)),
  label: v.pipe(v.string(), v.minLength(1), v.maxLength(16)),
  /** Has a standing and a place in the ranking of its category. Exempt people do not: no row, no rank. */
  ranked: v.boolean(),
  /** May receive a grade (probationary members and activists do not). */
  graded: v.boolean(),
})
export type SchemeCategory = v.InferOutput<typeof CategorySchema>

const note = v.pipe(v.string(), v.maxLength(200))

export const ALERT_MEASURES = ['toDate', 'inPeriod'] as const

const capGroupShape = (points: PointsSchema) =>
  v.strictObject({
    code: ItemCodeSchema,
    items: v.pipe(v.array(ItemCodeSchema), v.minLength(1)),
    /** Applied to the sum of the items, after each item's own caps. */
    caps: capsShape(points),
    note,
  })
export const CapGroupSchema = capGroupShape(HundredthsSchema)
export type CapGroup = v.InferOutput<typeof CapGroupSchema>

/** Best first: 优秀 | 合格 | 基本合格 | 不合格 */
export const GRADES = ['excellent', 'qualified', 'basicallyQualified', 'unqualified'] as const
export type Grade = (typeof GRADES)[number]

/** Most posts that a branch hands out. */
const POSTS_MAX = 40

export const PostIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]{0,31}$/))

/**
 * 设岗定责: members without an office are each given one or more duty posts. An item that posts name is, for members of
 * these categories, meant for whoever holds one of those posts; for everybody else `appliesTo` alone decides (PT40).
 */
const dutiesShape = v.strictObject({
  /** Whose members are given posts; empty: nobody's. */
  categories: v.array(v.string()),
  posts: v.pipe(
    v.array(
      v.strictObject({
        id: PostIdSchema,
        label: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
        /** What whoever holds it does, in a sentence. */
        duty: v.pipe(v.string(), v.maxLength(200)),
        items: v.array(ItemCodeSchema),
      }),
    ),
    v.maxLength(POSTS_MAX),
  ),
})
export type Duties = v.InferOutput<typeof dutiesShape>
export type DutyPost = Duties['posts'][number]

const percent = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))
/** `1/3`, `1/10`: shares of people, which percent cannot say exactly. */
const fraction = v.pipe(v.string(), v.regex(/^[1-9]\d{0,2}\/[1-9]\d{0,2}$/))
const label = v.pipe(v.string(), v.minLength(1), v.maxLength(40))

/** Where a year begins: nothing, a granted score from which is deducted, or a share of last year's total. */
const startShape = (points: PointsSchema) =>
  v.variant('mode', [
    v.strictObject({ mode: v.literal('accrue') }),
    v.strictObject({
      mode: v.literal('grant'),
      points,
      /** Where a category starts from another score. */
      byCategory: v.record(v.string(), points),
    }),
    v.strictObject({
      mode: v.literal('carryOver'),
      percentOfLastYear: percent,
      /** For whoever has no total of last year. */
      otherwise: points,
    }),
  ])

/**
 * Marks of 0–100 given by people at year end (群众测评、党员互评). `add`: each part adds at most `percent` points.
 * `weigh`: the parts take their percent of the year's total, the points keep the rest.
 */
const appraisalShape = v.strictObject({
  combine: v.picklist(['none', 'add', 'weigh']),
  parts: v.pipe(v.array(v.strictObject({ label, percent })), v.maxLength(10)),
})

export const FORMAT_VERSIONS = [1, 2, 3] as const

/** What new schemes are written in. */
export const FORMAT_VERSION = 3

export const schemeShape = (points: PointsSchema) =>
  v.strictObject({
    format: v.literal('branch-board-scheme'),
    /** 2 knows `duties`, and `measure` and `inARow` of an alert; 3 caps per month and quarter, and `falseDeclaration`. */
    formatVersion: v.picklist(FORMAT_VERSIONS),
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
    /** The cycle is this calendar year. */
    cycle: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2199)),
    reviewPeriod: v.picklist(['quarter', 'halfYear']),
    start: startShape(points),
    /** Lowest total of the year to date; null = may be negative. Applied to the total only, never carried. */
    floor: v.nullable(points),
    totalCap: v.nullable(points),
    componentCaps: v.strictObject({
      base: v.optional(capsShape(points)),
      contribution: v.optional(capsShape(points)),
      /** The most that may be deducted, as a positive number of points. */
      deduction: v.optional(capsShape(points)),
    }),
    appraisal: appraisalShape,
    veto: v.picklist(['scoreToZero', 'gradeOnly']),
    categories: v.pipe(v.array(CategorySchema), v.minLength(1), v.maxLength(32)),
    duties: v.optional(dutiesShape),
    /** 虚假申报: code of the deduction that is registered when a check finds a declaration false; left out: none. */
    falseDeclaration: v.optional(ItemCodeSchema),
    /** Suggested grade by the year's total, highest first; a person decides. The label is for stars and the like. */
    bands: v.pipe(
      v.array(v.strictObject({ grade: v.picklist(GRADES), from: points, label: v.optional(label) })),
      v.maxLength(20),
    ),
    /** How large a part of the graded people may, or must, have these grades together; a warning, never a refusal. */
    gradeShares: v.pipe(
      v.array(
        v.strictObject({
          grades: v.pipe(v.array(v.picklist(GRADES)), v.minLength(1)),
          most: v.optional(fraction),
          least: v.optional(fraction),
        }),
      ),
      v.maxLength(10),
    ),
    /** Totals that call for a talk, help or a decision by people: checked at the end of each period or of the cycle. */
    alerts: v.pipe(
      v.array(
        v.strictObject({
          label,
          at: v.picklist(['period', 'cycle']),
          below: points,
          categories: v.union([v.literal('all'), v.array(v.string())]),
          /** What is below: the total of the year to date (left out), or the points of the period alone. */
          measure: v.optional(v.picklist(ALERT_MEASURES)),
          /** Only where it held for so many periods one after the other; left out: 1. */
          inARow: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(12))),
        }),
      ),
      v.maxLength(20),
    ),
    ranking: v.strictObject({
      public: v.boolean(),
      /** How many places are named in public; the rest are counted in bands, never named. */
      topN: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    }),
    items: v.pipe(v.array(itemShape(points)), v.maxLength(500)),
    capGroups: v.pipe(v.array(capGroupShape(points)), v.maxLength(100)),
  })
export const SchemeSchema = schemeShape(HundredthsSchema)
export type Scheme = v.InferOutput<typeof SchemeSchema>
export type Alert = Scheme['alerts'][number]

/** A scheme as published: immutable, numbered, with the day from which it counts. */
export interface SchemeVersion {
  readonly version: number
  readonly effectiveFrom: PlainDate
  readonly scheme: Scheme
}

/** The review periods of the scheme's cycle in order. */
export const periodsOf = (scheme: Scheme): Period[] => periodsUpTo(String(scheme.cycle) as Period, scheme.reviewPeriod)

/** Whether a standing can be asked for: a review period of this cycle, or the whole cycle. */
export const hasPeriod = (scheme: Scheme, period: Period): boolean =>
  yearOf(period) === scheme.cycle && (period.length === 4 || periodsOf(scheme).includes(period))
