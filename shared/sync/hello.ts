import * as v from 'valibot'
import { idSchema, MillisSchema, type KioskId } from '../base/ids.ts'
import {
  CountSchema,
  FeedNameSchema,
  HashSchema,
  HubEpochSchema,
  NonceSchema,
  RefusedSchema,
  SignatureSchema,
  StreamEpochSchema,
} from './fields.ts'

/** How far a feed has come: generation, position and the hash over everything up to it. */
export const FeedPlaceSchema = v.object({ feed: FeedNameSchema, gen: CountSchema, n: CountSchema, head: HashSchema })
export type FeedPlace = v.InferOutput<typeof FeedPlaceSchema>

/**
 * What a kiosk remembers beside its outbox of a stream that was thrown away behind its back: its newest place, and the
 * newest one that the hub acknowledged.
 */
export const LostStreamSchema = v.object({ epoch: StreamEpochSchema, acked: CountSchema, last: CountSchema })
export type LostStream = v.InferOutput<typeof LostStreamSchema>

/** Streams named in one hello; a device begins a new one a few times in its life. */
export const CARRIED_MAX = 16

export const JournalHeadSchema = v.object({
  size: CountSchema,
  hash: HashSchema,
  /** Of the hub's database that showed it: tells a restore from another history. */
  hubEpoch: v.optional(HubEpochSchema),
})

/** Kiosk → hub: who it is, proven by its signature over `helloText`. Again on every connection. */
export const HelloSchema = v.object({
  proto: CountSchema,
  kioskId: idSchema<KioskId>(),
  epoch: StreamEpochSchema,
  /** For the hub to sign, so that the kiosk knows who welcomes it. */
  nonce: NonceSchema,
  sig: SignatureSchema,
  /** The program's version, for the console. */
  app: v.pipe(v.string(), v.maxLength(40)),
  /** Of this stream: oldest kept, newest written, newest acknowledged; 0 = none. */
  out: v.object({ first: CountSchema, last: CountSchema, acked: CountSchema }),
  /** Earlier streams of this device whose kept records this one carries on, newest last. */
  carries: v.optional(v.pipe(v.array(StreamEpochSchema), v.maxLength(CARRIED_MAX))),
  /** The stream that this one stands in for, where it is gone. Said until a hub has welcomed it. */
  lost: v.optional(LostStreamSchema),
  feeds: v.pipe(v.array(FeedPlaceSchema), v.maxLength(16)),
  /** The newest journal head this kiosk was ever shown; null before the first. */
  journalSeen: v.nullable(JournalHeadSchema),
  clock: v.object({ wall: v.number(), mono: v.number(), boot: v.pipe(v.string(), v.maxLength(32)) }),
  /** Null where the browser does not say. */
  store: v.object({
    persisted: v.nullable(v.boolean()),
    usage: v.nullable(v.number()),
    quota: v.nullable(v.number()),
  }),
})
export type Hello = v.InferOutput<typeof HelloSchema>

/** A journal head with the hub's signature over `journalHeadText`. */
export const SignedJournalHeadSchema = v.object({
  size: CountSchema,
  hash: HashSchema,
  time: MillisSchema,
  sig: SignatureSchema,
})
export type SignedJournalHead = v.InferOutput<typeof SignedJournalHeadSchema>

export const WelcomeSchema = v.object({
  ok: v.literal(true),
  proto: CountSchema,
  hubEpoch: HubEpochSchema,
  /** The hub's time. */
  now: MillisSchema,
  /** How far the hub has this stream. Tells what to offer again; only the answer to a push confirms. */
  stream: v.object({ upto: CountSchema, frozen: v.boolean() }),
  feeds: v.array(FeedPlaceSchema),
  journal: SignedJournalHeadSchema,
  /** What the hub's chain holds at `journalSeen.size`; null where it does not reach so far. Must equal what was seen. */
  journalThen: v.nullable(HashSchema),
  /** Journal entries up to this one are in a backup that the hub has verified. */
  backedUp: CountSchema,
  /** Other streams of this kiosk that the hub knows: a kiosk that lost its outbox can say what may be missing. */
  otherStreams: CountSchema,
  /** Records of this kiosk that are known to have been made and never came, until somebody at the desk has seen to it. */
  missing: v.optional(CountSchema),
  /** Where the kiosk stands, as the secretary named it. */
  place: v.string(),
  limits: v.object({ recs: CountSchema, bytes: CountSchema, inflight: v.literal(1) }),
  /** The hub's signature over `welcomeText`. */
  sig: SignatureSchema,
})
export type Welcome = v.InferOutput<typeof WelcomeSchema>

export const HelloReplySchema = v.variant('ok', [WelcomeSchema, RefusedSchema])
export type HelloReply = v.InferOutput<typeof HelloReplySchema>
