import * as v from 'valibot'
import type { Brand } from '../base/brand.ts'
import type { Hash } from '../base/bytes.ts'

/** Fields that several messages share. */

/** 128 random bits, made when a kiosk's outbox database is created: names the stream together with the kiosk. */
export type StreamEpoch = Brand<string, 'StreamEpoch'>
/** 128 random bits, new whenever the hub's database is created or restored from a backup. */
export type HubEpoch = Brand<string, 'HubEpoch'>
/** First 16 hex characters of the SHA-256 of a public key. */
export type KeyId = Brand<string, 'KeyId'>
/** An Ed25519 public key, 64 lower-case hex characters. */
export type PublicKey = Brand<string, 'PublicKey'>
/** An Ed25519 signature, 128 lower-case hex characters. */
export type Signature = Brand<string, 'Signature'>

const hex = <T extends string>(characters: number) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^[0-9a-f]{${characters}}$`)),
    v.transform(text => text as T),
  )

export const HashSchema = hex<Hash>(64)
export const PublicKeySchema = hex<PublicKey>(64)
export const SignatureSchema = hex<Signature>(128)
export const KeyIdSchema = hex<KeyId>(16)
export const StreamEpochSchema = hex<StreamEpoch>(32)
export const HubEpochSchema = hex<HubEpoch>(32)
/** 32 random bytes. */
export const NonceSchema = hex<string>(64)

export const CountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** Position in a stream or a feed: 1, 2, 3 … without gaps. */
export const PositionSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/**
 * Documents of the board · people · activities · settings of the branch · members' own pages, each sealed, and documents behind
 * the card, each sealed (own/).
 */
export const FEEDS = ['board', 'roster', 'activities', 'settings', 'own', 'inner'] as const
export type FeedName = (typeof FEEDS)[number]
export const FeedNameSchema = v.picklist(FEEDS)

/** Why a request was not done. Each is an answer; the connection is cut only where the word says so. */
export const REFUSAL_CODES = [
  /** Not allowed before `hello`, or the kiosk is unknown or revoked. The connection is cut. */
  'AUTH',
  /** Not a message of this protocol, or of no version both ends speak. */
  'PROTO',
  /** Too much at once: ask again after `retryAfter` milliseconds. */
  'BUSY',
  /** Larger than the limits of `welcome`. */
  'TOO_BIG',
  /** Records are missing before the first of the push: `expect` is the next position wanted. */
  'GAP',
  /** The same position came before with other bytes, or the stream is frozen after that. */
  'FORK',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

export const RefusedSchema = v.object({
  ok: v.literal(false),
  code: v.picklist(REFUSAL_CODES),
  /** GAP: the next position the hub wants. */
  expect: v.optional(PositionSchema),
  /** BUSY: milliseconds. */
  retryAfter: v.optional(CountSchema),
})
export type Refused = v.InferOutput<typeof RefusedSchema>

export const DoneSchema = v.object({ ok: v.literal(true) })
