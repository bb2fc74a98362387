import * as v from 'valibot'
import { idSchema, type EntryId, type KioskId, type MemberId, type RecordId } from '../../base/ids.ts'
import { HundredthsSchema } from '../../base/hundredths.ts'
import { PeriodSchema, PlainDateSchema } from '../../base/plain-date.ts'
import {
  ASIDE_REASONS,
  AttachmentClaimSchema,
  ATTACHMENT_MIMES,
  type AttachmentId,
} from '../../declarations/attachment.ts'
import { CLOCK_TRUSTS } from '../../passes/clock.ts'
import { presenceShape } from '../../passes/sign-in.ts'
import { PhoneRefSchema } from '../../people/roster.ts'
import { ItemCodeSchema } from '../../points/item.ts'
import { CountSchema, HashSchema, SignatureSchema } from '../../sync/fields.ts'
import { PrivateRefSchema } from '../private-ref.ts'
import { recorded } from '../recorded.ts'

const declarationId = idSchema<RecordId>()
const entryId = idSchema<EntryId>()
const attachmentId = idSchema<AttachmentId>()

/** What was done, by whom and when, as it was said. */
const said = {
  memberId: idSchema<MemberId>(),
  itemCode: v.nullable(ItemCodeSchema),
  date: PlainDateSchema,
  /** `DeclarationWords` or `AttestationWords` as JSON. */
  words: PrivateRefSchema,
}

/** Declarations (申报), attestations (证实), what came with them, and what became of them. */
export const declarationFacts = {
  'declaration.received': v.object({
    ...recorded,
    ...said,
    schemeVersion: CountSchema,
    quantity: HundredthsSchema,
    follows: v.nullable(declarationId),
    pin: v.boolean(),
    ...presenceShape,
    attachments: v.array(AttachmentClaimSchema),
    /** `revoked`: shown by a card or phone that no longer counted. */
    review: v.array(v.picklist(['revoked', 'notMember', 'clockUnsure'])),
  }),
  'attestation.received': v.object({
    ...recorded,
    ...said,
    clockTrust: v.picklist(CLOCK_TRUSTS),
    attachments: v.array(AttachmentClaimSchema),
    review: v.array(v.picklist(['notMember', 'clockUnsure'])),
  }),
  /** Typed in by staff from a slip of paper. */
  'declaration.entered': v.object({
    declarationId,
    type: v.picklist(['declaration', 'attestation']),
    ...said,
    quantity: HundredthsSchema,
    follows: v.nullable(declarationId),
  }),
  /** On the member's own phone, shown by its secret. */
  'declaration.phoned': v.object({
    declarationId,
    ref: PhoneRefSchema,
    ...said,
    schemeVersion: CountSchema,
    quantity: HundredthsSchema,
    follows: v.nullable(declarationId),
    attachments: v.array(AttachmentClaimSchema),
  }),
  /** A part of an attachment, before or after the record that names it. */
  'part.received': v.object({ ...recorded, attachmentId, place: CountSchema, data: PrivateRefSchema }),
  /** The hub has looked at the bytes and keeps what it made of them. */
  'attachment.kept': v.object({
    attachmentId,
    mime: v.picklist(ATTACHMENT_MIMES),
    /** Of a voice. */
    ms: v.nullable(CountSchema),
    /** Base64. */
    content: PrivateRefSchema,
  }),
  /** Staff put a picture of the paper beside it, looked at and drawn anew as any other; nothing was under way before. */
  'attachment.scanned': v.object({
    declarationId,
    attachmentId,
    /** Of the picture as the hub keeps it. */
    bytes: CountSchema,
    mime: v.picklist(ATTACHMENT_MIMES),
    /** Base64. */
    content: PrivateRefSchema,
  }),
  /** The sealed parts are gone: joined, not wanted, or never spoken of by any record. */
  'parts.dropped': v.object({ kioskId: idSchema<KioskId>(), attachmentId }),
  'attachment.putAside': v.object({ attachmentId, why: v.picklist(ASIDE_REASONS) }),
  /** Several with one entry: attestations that were taken as evidence for a declaration. */
  'declaration.accepted': v.object({ declarationId, entryId }),
  /** Their entry was taken back at once (PT87): they wait again. */
  'declaration.reopened': v.object({ declarationIds: v.pipe(v.array(declarationId), v.minLength(1)) }),
  'declaration.askedBack': v.object({ declarationId, words: PrivateRefSchema }),
  'declaration.refused': v.object({ declarationId, words: PrivateRefSchema }),
  /** Drawn by a signature that nobody knows before, so that anybody can draw it again (PT77). */
  'declaration.sampled': v.object({
    period: PeriodSchema,
    head: v.object({ size: CountSchema, hash: HashSchema }),
    /** How many there were to draw from. */
    of: CountSchema,
    /** What there was to draw from, and the hub's signature of it; older draws went by the head alone. */
    from: v.optional(v.array(declarationId)),
    lot: v.optional(SignatureSchema),
    declarationIds: v.pipe(v.array(declarationId), v.minLength(1)),
  }),
  /** `false`: its entry is reversed, and the scheme's item for a false declaration registered where there is one. */
  'declaration.checked': v.object({
    declarationId,
    found: v.picklist(['true', 'false']),
    words: PrivateRefSchema,
    reversal: v.nullable(entryId),
    penalty: v.nullable(entryId),
  }),
}
