import * as v from 'valibot'
import { fromBase64Url, toBase64Url } from '../base/base64url.ts'
import { hashOf } from '../base/bytes.ts'
import { idSchema, type RandomBytes } from '../base/ids.ts'
import { sealBytes } from '../base/seal.ts'
import { PARTS_MAX, type AttachmentClaim, type AttachmentId, type AttachmentType } from './attachment.ts'

/**
 * An attachment is sealed to the hub as a whole and travels in parts, each a record of kind `part` before the record
 * that names them: so the outbox's promises (durable, once, in order) hold for pictures too.
 */

/** Characters of one part; with the record around it, below LIMITS.recordBytes. */
export const PART_CHARS = 12_000
export const PartBodySchema = v.strictObject({
  attachmentId: idSchema<AttachmentId>(),
  /** 0, 1, 2 … */
  at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PARTS_MAX - 1)),
  /** A slice of the sealed bytes as base64url. */
  data: v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(PART_CHARS)),
})
export type PartBody = v.InferOutput<typeof PartBodySchema>

export interface Parted {
  /** For the record that the parts belong to. */
  readonly claim: AttachmentClaim
  readonly parts: readonly PartBody[]
}

/**
 * @param bytes of at most `ATTACHMENT_BYTES[type]`
 * @param hubKey the hub's sealing key, hex
 */
export function partsOf(
  bytes: Uint8Array,
  type: AttachmentType,
  hubKey: string,
  attachmentId: AttachmentId,
  random: RandomBytes,
): Parted {
  const text = toBase64Url(sealBytes(bytes, hubKey, attachmentId, random))
  const parts: PartBody[] = []
  for (let from = 0; from < text.length; from += PART_CHARS) {
    parts.push({ attachmentId, at: parts.length, data: text.slice(from, from + PART_CHARS) })
  }
  return { claim: { attachmentId, type, bytes: bytes.length, hash: hashOf(text), count: parts.length }, parts }
}

/**
 * The sealed bytes again, whatever the order in which the parts came.
 * @param parts of this attachment, at most one for each place
 * @returns `missing` while parts are to come; `wrongHash` where all are there and are not what the record speaks of
 */
export function joinParts(
  claim: Pick<AttachmentClaim, 'count' | 'hash'>,
  parts: readonly Pick<PartBody, 'at' | 'data'>[],
): Uint8Array | 'missing' | 'wrongHash' {
  const byPlace = new Map(parts.map(part => [part.at, part.data]))
  const slices: string[] = []
  for (let at = 0; at < claim.count; at += 1) {
    const data = byPlace.get(at)
    if (data === undefined) return 'missing'
    slices.push(data)
  }
  const text = slices.join('')
  return (hashOf(text) === claim.hash ? fromBase64Url(text) : null) ?? 'wrongHash'
}
