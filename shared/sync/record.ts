import * as v from 'valibot'
import { hashOf, utf8ToBytes, type Hash } from '../base/bytes.ts'
import { idSchema, MillisSchema, type RecordId } from '../base/ids.ts'
import { err, ok, type Result } from '../base/result.ts'
import { CountSchema } from './fields.ts'
import { LIMITS } from './limits.ts'

/**
 * What a kiosk records. It travels and is kept as one JSON text: its SHA-256 is over that text's UTF-8 bytes, so a
 * transport that rebuilds objects cannot change it. Its place in the stream is not inside: a record offered again
 * under another place (after a FORK) keeps its bytes and its id.
 */
export const RecordSchema = v.object({
  id: idSchema<RecordId>(),
  /** `signIn`, later others. A hub that does not know the kind holds the record. */
  kind: v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,39}$/)),
  /** Version of the body. */
  kv: CountSchema,
  /** The kiosk's best time. Never decides whether or in which order a record is accepted. */
  at: MillisSchema,
  /** Milliseconds since the page was loaded, and the run they count in. */
  mono: v.pipe(v.number(), v.finite(), v.minValue(0)),
  boot: v.pipe(v.string(), v.regex(/^[0-9a-f]{8,32}$/)),
  body: v.record(v.string(), v.unknown()),
})
export type KioskRecord = v.InferOutput<typeof RecordSchema>

/** The text of one record as it lies in the outbox and in the hub's raw table. */
export const RecordTextSchema = v.pipe(
  v.string(),
  v.minLength(2),
  v.check(text => text.isWellFormed(), 'not well-formed Unicode'),
  v.check(text => fitsBytes([text], LIMITS.recordBytes), 'too long'),
)

/** Bytes of UTF-8. */
export const byteLength = (text: string): number => utf8ToBytes(text).length

/** Whether the texts together have at most so many bytes of UTF-8. Counts only where their length leaves it open. */
export function fitsBytes(texts: readonly string[], most: number): boolean {
  const units = texts.reduce((sum, text) => sum + text.length, 0)
  // A UTF-16 unit becomes one to three bytes.
  if (units > most || units * 3 <= most) return units <= most
  return texts.reduce((sum, text) => sum + byteLength(text), 0) <= most
}

export const recordHash = (text: string): Hash => hashOf(text)

/** @throws when the record is longer than `LIMITS.recordBytes`: only a bug can make one. */
export function recordText(record: KioskRecord): string {
  return v.parse(RecordTextSchema, JSON.stringify(record))
}

/** Why a record is held: accepted for ever, but without effect until a person or a newer program looks at it. */
export type HeldReason =
  | 'unreadable'
  | 'unknownKind'
  | 'badBody'
  | 'unknownCard'
  | 'unknownPhone'
  | 'badProof'
  /** What was sealed to the hub does not open with its key. */
  | 'badSeal'
  | 'idTaken'
  /** Declares or vouches for a deduction or a veto: these are the branch's alone. */
  | 'notDeclarable'

/** Reads the head of a record of any kind; the body is its kind's own business. */
export function parseRecord(text: string): Result<KioskRecord, HeldReason> {
  try {
    const parsed = v.safeParse(RecordSchema, JSON.parse(text))
    return parsed.success ? ok(parsed.output) : err('unreadable')
  } catch (cause) {
    // JSON.parse: not JSON, or nested deeper than the stack.
    if (cause instanceof SyntaxError || cause instanceof RangeError) return err('unreadable')
    throw cause
  }
}
