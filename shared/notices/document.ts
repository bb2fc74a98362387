import * as v from 'valibot'
import { HundredthsSchema } from '../base/hundredths.ts'
import { idSchema, MillisSchema, type ActivityId, type NoticeId } from '../base/ids.ts'
import { PeriodSchema, PlainDateSchema } from '../base/plain-date.ts'
import type { Movement } from '../points/ranking.ts'
import { CapsSchema, COMPONENTS, DIMENSIONS, EVIDENCES, RECORDERS } from '../points/item.ts'

/**
 * A published document as it hangs on the wall: immutable, signed, complete in itself. A kiosk shows exactly this and
 * computes nothing; the hub masks and leaves out before it signs (NT, PR).
 */

/** 积分项目 */
const ItemsBodySchema = v.object({
  kind: v.literal('items'),
  schemeVersion: v.number(),
  cycle: v.number(),
  effectiveFrom: PlainDateSchema,
  items: v.array(
    v.object({
      code: v.string(),
      dimension: v.picklist(DIMENSIONS),
      component: v.picklist(COMPONENTS),
      title: v.string(),
      points: v.nullable(HundredthsSchema),
      unit: v.string(),
      /** How many units one entry may hold, where the rule gives a range. */
      quantity: v.exactOptional(v.object({ least: v.optional(HundredthsSchema), most: v.optional(HundredthsSchema) })),
      caps: CapsSchema,
      /** Items that share the cap, this one included; empty when the cap is its own. */
      capSharedWith: v.array(v.string()),
      evidence: v.picklist(EVIDENCES),
      recordedBy: v.picklist(RECORDERS),
      /** Category labels, or empty for everybody. */
      appliesTo: v.array(v.string()),
      note: v.string(),
    }),
  ),
  /** What the labels of `appliesTo` stand for, so that a kiosk can tell whose items are whose. */
  categories: v.exactOptional(v.array(v.object({ id: v.string(), label: v.string() }))),
})

/**
 * 季度积分公示. Rows in stroke order, sums alone: beside basic and bonus points the sum would tell what was deducted from
 * whom. A sum below zero stands as zero, a year's total below its start as the start, and every notice says so.
 */
const PeriodPointsBodySchema = v.object({
  kind: v.literal('periodPoints'),
  period: PeriodSchema,
  intro: v.string(),
  rows: v.array(
    v.object({
      order: v.number(),
      /** Masked already where the person has not agreed to be named. */
      name: v.string(),
      masked: v.boolean(),
      category: v.string(),
      periodTotal: HundredthsSchema,
      yearTotal: HundredthsSchema,
    }),
  ),
})

/** Only the direction is told: by how many places would tell how low somebody stood. */
const MOVEMENTS = ['up', 'down', 'same', 'new'] as const satisfies Movement[]

const RankedListSchema = v.object({
  /** Named places, best first; equal scores share a place (1, 2, 2, 4). */
  rows: v.array(
    v.object({
      place: v.number(),
      tied: v.boolean(),
      name: v.string(),
      points: HundredthsSchema,
      /** Null in the first period of a cycle. */
      movement: v.nullable(v.picklist(MOVEMENTS)),
    }),
  ),
  /** The others, counted and never named; a band with fewer than three people is merged into its neighbour. */
  bands: v.array(v.object({ from: v.nullable(HundredthsSchema), to: v.nullable(HundredthsSchema), count: v.number() })),
  size: v.number(),
  /** The full length of a bar, in points. */
  scaleMax: HundredthsSchema,
})
export type RankedList = v.InferOutput<typeof RankedListSchema>

/** 分类排名 */
const RankingBodySchema = v.object({
  kind: v.literal('ranking'),
  period: PeriodSchema,
  /** What the sums of the year begin with, where that is not nothing: a sentence. */
  starts: v.exactOptional(v.string()),
  categories: v.array(
    v.object({ id: v.string(), label: v.string(), period: RankedListSchema, yearToDate: RankedListSchema }),
  ),
})

/** 公告 */
const AnnouncementBodySchema = v.object({ kind: v.literal('announcement'), paragraphs: v.array(v.string()) })

/** 活动公告: what is on, and afterwards how many came; in the words in which it hangs. */
const ActivityBodySchema = v.object({
  kind: v.literal('activity'),
  activityId: idSchema<ActivityId>(),
  name: v.string(),
  time: v.string(),
  place: v.string(),
  audience: v.string(),
  /** Null while it is still to come. `expected` is 0 where anybody might come. */
  turnout: v.nullable(v.object({ expected: v.number(), present: v.number(), onLeave: v.number() })),
  paragraphs: v.array(v.string()),
})

/** 光荣榜: people who agreed to be named, in stroke order, each with what they did in a sentence of the branch. */
const CommendationBodySchema = v.object({
  kind: v.literal('commendation'),
  period: PeriodSchema,
  intro: v.string(),
  people: v.array(v.object({ name: v.string(), category: v.string(), deed: v.string() })),
})

/** 承诺践诺 | 设岗定责 | 党员责任区 | 党员示范岗 | 三亮三比三评 */
export const PLEDGE_VARIANTS = ['promises', 'posts', 'areas', 'models', 'threeShows'] as const
export type PledgeVariant = (typeof PLEDGE_VARIANTS)[number]
/** 长期坚持 | 正在办理 | 已经办到. What was not kept is a matter for a talk, not for the wall. */
export const PLEDGE_STATES = ['standing', 'underWay', 'kept'] as const
export type PledgeState = (typeof PLEDGE_STATES)[number]

/** Who has taken on what, in stroke order; masked where the person has not agreed to be named. */
const PledgesBodySchema = v.object({
  kind: v.literal('pledges'),
  variant: v.picklist(PLEDGE_VARIANTS),
  cycle: v.number(),
  intro: v.string(),
  rows: v.array(
    v.object({
      order: v.number(),
      name: v.string(),
      masked: v.boolean(),
      /** 岗位、责任区; may be empty where nobody in the table has one. */
      post: v.string(),
      pledge: v.string(),
      state: v.picklist(PLEDGE_STATES),
    }),
  ),
})

export const BodySchema = v.variant('kind', [
  ItemsBodySchema,
  PeriodPointsBodySchema,
  RankingBodySchema,
  ActivityBodySchema,
  AnnouncementBodySchema,
  CommendationBodySchema,
  PledgesBodySchema,
])
export type Body = v.InferOutput<typeof BodySchema>
export type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>

export const NOTICE_KINDS = [
  'items',
  'periodPoints',
  'ranking',
  'activity',
  'commendation',
  'pledges',
  'announcement',
] as const satisfies Body['kind'][]
export type NoticeKind = Body['kind']

export const DocumentSchema = v.object({
  type: v.literal('document'),
  docId: idSchema<NoticeId>(),
  /** 1 when first published; a correction or withdrawal is the next one. */
  rev: v.pipe(v.number(), v.integer(), v.minValue(1)),
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** 落款: the branch's full name. */
  issuer: v.string(),
  publishedAt: MillisSchema,
  publishedOn: PlainDateSchema,
  /** 公示期, both days included; null for documents that merely stand (items, announcements without an end). */
  noticePeriod: v.nullable(
    v.object({
      /** Working days of the period in order, so that a kiosk needs no holiday table. */
      days: v.array(PlainDateSchema),
      /** Wall-clock end on the last day, e.g. 17:30. */
      endsAt: v.string(),
    }),
  ),
  /** Last day on the board; null = until withdrawn or replaced. */
  shownUntil: v.nullable(PlainDateSchema),
  contact: v.object({ name: v.string(), phone: v.string(), place: v.string() }),
  /** Why this revision replaces the one before; null for rev 1. */
  correction: v.nullable(v.string()),
  /** The journal it was computed from: number of entries and head hash. */
  asOfJournal: v.object({ size: v.number(), hash: v.string() }),
  body: BodySchema,
})
export type BoardDocument = v.InferOutput<typeof DocumentSchema>

/** Takes a document off every screen; carries no reason in public. */
export const WithdrawalSchema = v.object({
  type: v.literal('withdrawal'),
  docId: idSchema<NoticeId>(),
  rev: v.pipe(v.number(), v.integer(), v.minValue(2)),
  withdrawnAt: MillisSchema,
})
export type Withdrawal = v.InferOutput<typeof WithdrawalSchema>
