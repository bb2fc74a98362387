import * as v from 'valibot'
import type { Brand } from '../base/brand.ts'
import { HashSchema } from '../base/hash-schema.ts'
import { idSchema } from '../base/ids.ts'
import { StrokeSchema } from '../passes/written.ts'

/**
 * What may come with a declaration or an attestation, and how large it may be. The kiosk holds to it when it takes the
 * picture; the hub looks at the bytes alone and believes nobody.
 */

export type AttachmentId = Brand<string, 'AttachmentId'>

export const ATTACHMENT_TYPES = ['photo', 'voice', 'drawing'] as const
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number]

/** Of one declaration or attestation; what is beyond is put aside. */
export const ATTACHMENTS_MAX = 4

/** Bytes before sealing. */
export const ATTACHMENT_BYTES: { readonly [type in AttachmentType]: number } = {
  photo: 92_160,
  voice: 122_880,
  drawing: 61_440,
}

/** No attachment comes in more parts. */
export const PARTS_MAX = 20

/** The longest voice note, and what makes sure that nobody spoke. */
export const VOICE_MS_MAX = 30_000
export const VOICE_MS_MIN = 200

/** The most that a picture may have of points, so that a small file cannot fill the hub's memory. */
export const PHOTO_PIXELS_MAX = 16_000_000

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/**
 * What a record says of an attachment whose parts were sent before it. Limits are the hub's business, not the shape's:
 * a declaration whose picture is too large still is one.
 */
export const AttachmentClaimSchema = v.strictObject({
  attachmentId: idSchema<AttachmentId>(),
  type: v.picklist(ATTACHMENT_TYPES),
  /** Before sealing. */
  bytes: count,
  /** SHA-256 of the sealed text as it stands in the parts one behind the other: says nothing of what is sealed. */
  hash: HashSchema,
  /** How many parts there are. */
  count,
})
export type AttachmentClaim = v.InferOutput<typeof AttachmentClaimSchema>

/** Handwriting on a large pad, as the JSON of a `drawing`. */
export const DrawingSchema = v.strictObject({
  strokes: v.pipe(v.array(StrokeSchema), v.minLength(1), v.maxLength(600)),
})
export type Drawing = v.InferOutput<typeof DrawingSchema>

/** Why an attachment is not shown, although its declaration counts. */
export const ASIDE_REASONS = [
  /** More than may come with one declaration. */
  'tooMany',
  /** Says of itself, or turned out, to be larger than its type may be. */
  'tooBig',
  /** The parts are not those that the record speaks of. */
  'wrongHash',
  /** Not sealed to this hub, or about something else. */
  'badSeal',
  /** Not of the type that it says, or damaged, or of more points or tracks than it may have. */
  'notWhatItSays',
  /** A voice note of more than half a minute. */
  'tooLong',
  'tooShort',
  /** Another record named it before. */
  'taken',
] as const
export type AsideReason = (typeof ASIDE_REASONS)[number]

/** What the hub serves, by its own list; never anything that a browser would run. */
export const ATTACHMENT_MIMES = [
  'image/jpeg',
  'audio/webm',
  'audio/ogg',
  'audio/mp4',
  'audio/mpeg',
  'audio/wav',
  'application/json',
] as const
export type AttachmentMime = (typeof ATTACHMENT_MIMES)[number]

/** What can be said of an attachment by its claim alone; `place`: 0 for the first that the record names. */
export function asideAtOnce({ type, bytes, count }: AttachmentClaim, place: number): AsideReason | null {
  if (place >= ATTACHMENTS_MAX) return 'tooMany'
  return bytes > ATTACHMENT_BYTES[type] || count > PARTS_MAX ? 'tooBig' : null
}
