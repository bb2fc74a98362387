import * as v from 'valibot'
import { utf8ToBytes } from '../base/bytes.ts'
import { HundredthsSchema } from '../base/hundredths.ts'
import { idSchema, type MemberId, type NoticeId, type RecordId } from '../base/ids.ts'
import { PlainDateSchema } from '../base/plain-date.ts'
import { CLOCK_TRUSTS } from '../passes/clock.ts'
import { StrokeSchema, WrittenSchema } from '../passes/written.ts'
import { isPresenceWhole, presenceShape, proven, type ShownPass, type SignInHead } from '../passes/sign-in.ts'
import { ItemCodeSchema, type Component } from '../points/item.ts'
import { AttachmentClaimSchema } from './attachment.ts'

/**
 * 申报, 证实 and 异议: the bodies of records of the kinds `declaration` (a member says what they did, shown by a pass like a
 * sign-in), `attestation` (a resident says what a member did) and `objection` (anybody says what is wrong with a notice);
 * the latter two need not say who they are. Words travel sealed to the hub (base/seal.ts, about the record's id);
 * attachments go before as parts (parts.ts).
 */

/** `DeclarationWords` or `AttestationWords` as JSON, sealed; hex. */
const sealed = v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){72,6800}$/))
/** More than may come: the hub puts aside what is beyond ATTACHMENTS_MAX, so that the declaration still counts. */
const parts = v.pipe(v.array(AttachmentClaimSchema), v.maxLength(8))
/** Units, in hundredths. */
export const DeclaredQuantitySchema = v.pipe(
  HundredthsSchema,
  v.check(units => units > 0 && units <= 100_000, 'more than nothing, at most a thousand'),
)

export const DeclarationBodySchema = v.pipe(
  v.strictObject({
    memberId: idSchema<MemberId>(),
    itemCode: ItemCodeSchema,
    /** Of the scheme that the item was chosen from. */
    schemeVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
    /** The day it was done. */
    date: PlainDateSchema,
    /** Units of the item, in hundredths. */
    quantity: DeclaredQuantitySchema,
    sealed,
    parts,
    /** The one that was asked back and is sent again by this. */
    follows: v.nullable(idSchema<RecordId>()),
    /** The member's own PIN was given and right. */
    pin: v.boolean(),
    ...presenceShape,
  }),
  v.check(body => isPresenceWhole(body), 'pass, proof and way belong together'),
  v.check(body => body.way !== 'card' || body.passHash !== null, 'a card comes with its hash'),
  v.check(body => !body.pin || body.passHash !== null, 'a PIN is given with its card'),
)
export type DeclarationBody = v.InferOutput<typeof DeclarationBodySchema>

export const AttestationBodySchema = v.strictObject({
  /** About whom. */
  memberId: idSchema<MemberId>(),
  /** Null: the note says what it was. */
  itemCode: v.nullable(ItemCodeSchema),
  date: PlainDateSchema,
  sealed,
  parts,
  clockTrust: v.picklist(CLOCK_TRUSTS),
})
export type AttestationBody = v.InferOutput<typeof AttestationBodySchema>

export const ObjectionBodySchema = v.strictObject({
  /** The document on the board, in the revision that was read. */
  docId: idSchema<NoticeId>(),
  rev: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** `AttestationWords`; where they have no note, a part is the voice that says it. */
  sealed,
  parts,
  clockTrust: v.picklist(CLOCK_TRUSTS),
})
export type ObjectionBody = v.InferOutput<typeof ObjectionBodySchema>

/** Why an objection is not a matter of a review, and is answered by itself. */
export const OBJECTION_WHYS = [
  /** Not about the points of a period. */
  'otherNotice',
  /** Said after the last day of the notice. */
  'late',
  /** The review of the period takes none any more: it is closed, or its notice is off the board. */
  'over',
  /** No notice of this hub. */
  'unknownNotice',
] as const
export type ObjectionWhy = (typeof OBJECTION_WHYS)[number]

/** Characters. */
export const DECLARED_TEXT_MAX = 300

/** Bytes of UTF-8 that the JSON of the words may have: sealed and in hex, with four attachments, they fit one record. */
const DECLARED_WORDS_BYTES = 6_719

const fit = (words: object): boolean => utf8ToBytes(JSON.stringify(words)).length <= DECLARED_WORDS_BYTES

export const DeclarationWordsSchema = v.pipe(
  v.strictObject({
    /** Typed; what was written by finger is a `drawing`. Empty where a voice, a picture or a drawing says it. */
    text: v.pipe(v.string(), v.trim(), v.maxLength(DECLARED_TEXT_MAX)),
  }),
  v.check(words => fit(words), 'longer than a record'),
)
export type DeclarationWords = v.InferOutput<typeof DeclarationWordsSchema>

/** Of whoever vouches or objects. */
export const AttestationWordsSchema = v.pipe(
  v.strictObject({
    /** Their own; null for who would rather not say. */
    name: v.nullable(WrittenSchema),
    note: v.nullable(
      v.variant('kind', [
        v.strictObject({
          kind: v.literal('typed'),
          text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(DECLARED_TEXT_MAX)),
        }),
        v.strictObject({
          kind: v.literal('drawn'),
          strokes: v.pipe(v.array(StrokeSchema), v.minLength(1), v.maxLength(200)),
        }),
      ]),
    ),
  }),
  v.check(words => fit(words), 'longer than a record'),
)
export type AttestationWords = v.InferOutput<typeof AttestationWordsSchema>

/** What the member chose and said, without what shows that it was them. */
export type Declared = Pick<
  DeclarationBody,
  'memberId' | 'itemCode' | 'schemeVersion' | 'date' | 'quantity' | 'sealed' | 'parts' | 'follows' | 'pin'
>

export const declarationBody = (head: SignInHead, declared: Declared, shown: ShownPass): DeclarationBody =>
  proven(head, shown, declared)

/** Deductions and vetoes are the branch's alone: nobody declares them and nobody vouches for them (三(二)). */
export const isDeclarable = (component: Component): boolean => component === 'base' || component === 'contribution'

/** Where a declaration or an attestation stands. `resent`: asked back, and sent again by another one. */
const DECLARATION_STATES = ['waiting', 'askedBack', 'resent', 'accepted', 'refused'] as const
export type DeclarationState = (typeof DECLARATION_STATES)[number]
