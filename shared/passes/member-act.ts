import * as v from 'valibot'
import { LEAVE_REASONS } from '../activities/leave.ts'
import { HashSchema } from '../base/hash-schema.ts'
import { idSchema, type ActivityId, type MemberId, type NoticeId, type RecordId } from '../base/ids.ts'
import { PeriodSchema } from '../base/plain-date.ts'
import { isPresenceWhole, presenceShape, proven, type ShownPass, type SignInHead } from './sign-in.ts'

/**
 * What a member does at a kiosk besides signing in, each shown by a pass like a sign-in: the body of a record of kind
 * `memberAct`. The kiosk says at once that it is kept; what becomes of it is the hub's and the registrar's business.
 */

/** A mistaken sign-in can be taken back by the same pass for this long (MIIT rule by analogy, KIOSK §4). */
export const UNDO_MS = 600_000

const activityId = idSchema<ActivityId>()

/** Which figures (RV3): of this period, as compiled by the journal line with this number. */
const figuresShape = { period: PeriodSchema, no: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }

/** `OwnWords` as JSON, sealed to the hub about the record's id; hex. */
const SealedSchema = v.pipe(v.string(), v.regex(/^([0-9a-f]{2}){72,7000}$/))

const actSchema = <S extends v.GenericSchema<string>>(sealed: S) =>
  v.variant('kind', [
    /** 签退: pairs with the sign-in to the activity. */
    v.strictObject({ kind: v.literal('signOut'), activityId }),
    /** “不是我本人”: takes back the sign-in with this record id. */
    v.strictObject({ kind: v.literal('undo'), activityId: v.nullable(activityId), undoes: idSchema<RecordId>() }),
    /** 请假: granted or not in the console. */
    v.strictObject({ kind: v.literal('askLeave'), activityId, reason: v.picklist(LEAVE_REASONS) }),
    v.strictObject({ kind: v.literal('dropLeave'), activityId }),
    /** Sets or changes the member's own PIN (member-pin.ts); only with the card that it is keyed by. */
    v.strictObject({
      kind: v.literal('setPin'),
      verifier: HashSchema,
    }),
    /** The member's figures of the period were on the glass before them, opened by their card. */
    v.strictObject({ kind: v.literal('seeFigures'), ...figuresShape }),
    /** They say that the figures are right. `pin`: the member's own PIN was given and right. */
    v.strictObject({ kind: v.literal('acceptFigures'), ...figuresShape, pin: v.boolean() }),
    /** 申辩 or 问询; the matter has the record's id. */
    v.strictObject({
      kind: v.literal('raiseMatter'),
      ...figuresShape,
      matter: v.picklist(['defence', 'inquiry']),
      sealed,
      pin: v.boolean(),
    }),
    /** A document behind the card was on the glass before them, opened by it. */
    v.strictObject({
      kind: v.literal('readInner'),
      noticeId: idSchema<NoticeId>(),
      rev: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    }),
  ])
const ActSchema = actSchema(SealedSchema)
export type MemberAct = v.InferOutput<typeof ActSchema>

const bodySchema = <S extends v.GenericSchema<string>>(sealed: S) =>
  v.pipe(
    v.strictObject({ memberId: idSchema<MemberId>(), act: actSchema(sealed), ...presenceShape }),
    v.check(body => isPresenceWhole(body), 'pass, proof and way belong together'),
    v.check(body => body.way !== 'card' || body.passHash !== null, 'a card comes with its hash'),
    v.check(body => body.act.kind !== 'setPin' || body.way === 'card', 'a PIN is set with the card'),
    v.check(body => !('period' in body.act) || body.way === 'card', 'figures are read with the card'),
    v.check(body => body.act.kind !== 'readInner' || body.way === 'card', 'what is sealed is read with the card'),
  )

export const MemberActBodySchema = bodySchema(SealedSchema)
/** As the journal holds it: sealed words are opened and kept apart. */
export const RecordedActBodySchema = bodySchema(v.literal(''))
export type MemberActBody = v.InferOutput<typeof MemberActBodySchema>

export const memberActBody = (head: SignInHead, memberId: MemberId, act: MemberAct, shown: ShownPass): MemberActBody =>
  proven(head, shown, { memberId, act })
