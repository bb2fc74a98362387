import * as v from 'valibot'
import { MillisSchema } from '../base/ids.ts'
import { CountSchema, FeedNameSchema, HashSchema, PositionSchema, RefusedSchema, SignatureSchema } from './fields.ts'

/** Kiosk → hub: what follows position `after` of a feed's generation. */
export const PullSchema = v.object({
  feed: FeedNameSchema,
  gen: CountSchema,
  after: CountSchema,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
})
export type Pull = v.InferOutput<typeof PullSchema>

/** `text` is absent where a later item of the same id replaces this one, or where the thing is gone (`hash` = GONE). */
export const FeedItemSchema = v.object({
  n: PositionSchema,
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  rev: PositionSchema,
  /** SHA-256 of the text. */
  hash: HashSchema,
  text: v.optional(v.string()),
})
export type FeedItem = v.InferOutput<typeof FeedItemSchema>

/** The hub's word for what a feed is at a position, signed over `feedHeadText`. */
export const SignedFeedHeadSchema = v.object({
  feed: FeedNameSchema,
  gen: CountSchema,
  n: CountSchema,
  head: HashSchema,
  time: MillisSchema,
  sig: SignatureSchema,
})
export type SignedFeedHead = v.InferOutput<typeof SignedFeedHeadSchema>

export const PageSchema = v.object({
  ok: v.literal(true),
  /** In order, from `after + 1` without gaps. */
  items: v.array(FeedItemSchema),
  /** At the last item here, or at `after` when there is none. */
  head: SignedFeedHeadSchema,
  /** More items follow. */
  more: v.boolean(),
  /** The hub's time. */
  now: MillisSchema,
})
export type Page = v.InferOutput<typeof PageSchema>

/** The generation is another one: start at 0 of `gen`, and keep the old view until the new one is whole. */
export const RefetchSchema = v.object({ ok: v.literal(true), refetch: v.object({ gen: CountSchema }) })

export const PullReplySchema = v.union([PageSchema, RefetchSchema, RefusedSchema])
export type PullReply = v.InferOutput<typeof PullReplySchema>
