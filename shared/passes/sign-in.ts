import * as v from 'valibot'
import { utf8ToBytes, type Hash } from '../base/bytes.ts'
import { HashSchema } from '../base/hash-schema.ts'
import { canonical } from '../base/canonical.ts'
import { assert } from '../base/check.ts'
import { idSchema, type ActivityId, type MemberId, type Millis, type RecordId, type StaffId } from '../base/ids.ts'
import type { PhoneRef } from '../people/roster.ts'
import { cardHash, proofKey, signInProof, verifyProof, type CardSecret, type ProofKey, type ProofOf } from './card.ts'
import { CLOCK_TRUSTS, type ClockTrust } from './clock.ts'
import { SIGN_IN_FLAGS, isAttemptOfItsOwn, type Decision, type DecisionCode, type Scan } from './decide.ts'
import type { PhoneTag } from './phone.ts'

/**
 * The fact of one attempt to sign in, refusals too: the body of a record whose head (id, seq, at, mono, boot) is the
 * stream's. It names a person by id only and never holds scanned text.
 */

export const DECISION_CODES = [
  'ok',
  'already',
  'notOpenYet',
  'closed',
  'notExpected',
  'noActivity',
  'unknownCard',
  'revoked',
  'notMember',
  'damaged',
  'wrongBranch',
  'notAPass',
  'unknownVersion',
  'full',
  'weakPass',
  'expired',
  'replay',
  'unknownPhone',
  'badPass',
] as const satisfies readonly DecisionCode[]

/** The code that a phone showed; true or not, it tells the hub what was shown. */
export const PhonePassSchema = v.strictObject({
  ref: v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{10}$/),
    v.transform(text => text as PhoneRef),
  ),
  step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xff_ff_ff)),
  tag: v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{16}$/),
    v.transform(text => text as PhoneTag),
  ),
})

/** What shows that the person was there: the same in every record that a person at a kiosk makes. */
export const presenceShape = {
  way: v.picklist(['card', 'phone', 'hand']),
  clockTrust: v.picklist(CLOCK_TRUSTS),
  /** SHA-256 of the card's secret. Null without a card, and for what is no card of this branch: that is never stored. */
  passHash: v.nullable(HashSchema),
  /** HMAC under the card's proof key over `proofBytes`: without the card in hand nobody can invent it. */
  proof: v.nullable(HashSchema),
  phone: v.nullable(PhonePassSchema),
  /** By hand: who confirmed it. Null on a kiosk where only the shared service PIN was given. */
  staffId: v.nullable(idSchema<StaffId>()),
}
const PresenceSchema = v.object(presenceShape)
export type Presence = v.InferOutput<typeof PresenceSchema>

/** The rules between these fields. */
export const isPresenceWhole = (body: Presence): boolean =>
  (body.passHash === null) === (body.proof === null) &&
  (body.way === 'card' || body.passHash === null) &&
  (body.way === 'phone') === (body.phone !== null) &&
  (body.way === 'hand' || body.staffId === null)

export const SignInBodySchema = v.pipe(
  v.strictObject({
    /** Null where nobody is named: an unread, unknown, revoked or foreign pass. */
    memberId: v.nullable(idSchema<MemberId>()),
    activityId: v.nullable(idSchema<ActivityId>()),
    result: v.picklist(DECISION_CODES),
    flags: v.pipe(v.array(v.picklist(SIGN_IN_FLAGS)), v.maxLength(SIGN_IN_FLAGS.length)),
    /** The member's own PIN was given and right. */
    pin: v.boolean(),
    ...presenceShape,
  }),
  v.check(body => isPresenceWhole(body), 'pass, proof and way belong together'),
  v.check(body => NAMED[body.result] || body.memberId === null, 'this result names nobody'),
  v.check(body => !NAMED[body.result] || body.memberId !== null, 'this result names a member'),
  v.check(body => restsOn(body), 'this result comes of another pass'),
  v.check(body => !body.pin || body.passHash !== null, 'a PIN is given with its card'),
)
export type SignInBody = v.InferOutput<typeof SignInBodySchema>

/** What of the record's head the proof binds, so that a body cannot be moved to another record or time. */
export interface SignInHead {
  readonly id: RecordId
  readonly at: Millis
}

/** What was shown where the result says so: what could not be read leaves nothing behind, what is held is kept. */
function restsOn({ result, passHash, phone }: Presence & { readonly result: DecisionCode }): boolean {
  switch (result) {
    case 'unknownCard':
      return passHash !== null
    case 'unknownPhone':
    case 'badPass':
    case 'expired':
    case 'replay':
      return phone !== null
    case 'damaged':
    case 'wrongBranch':
    case 'notAPass':
    case 'unknownVersion':
      return passHash === null && phone === null
    default:
      return true
  }
}

/** Counts as presence: becomes attendance at the hub. */
export const isAccepted = (result: DecisionCode): boolean => result === 'ok'

/** Waits for the hub, which may know the card. */
export const isHeld = (result: DecisionCode): boolean => result === 'unknownCard' || result === 'unknownPhone'

/** Whether the fact of this result names a member. */
const NAMED = {
  ok: true,
  already: true,
  notOpenYet: true,
  closed: true,
  notExpected: true,
  noActivity: true,
  unknownCard: false,
  revoked: false,
  notMember: false,
  damaged: false,
  wrongBranch: false,
  notAPass: false,
  unknownVersion: false,
  full: true,
  weakPass: true,
  expired: true,
  replay: true,
  unknownPhone: false,
  badPass: false,
} as const satisfies Record<DecisionCode, boolean>

/** How the person showed that they were there, as the kiosk knows it. */
export interface ShownPass {
  readonly scan: Scan
  /** Of the card that was scanned; null for everything else. */
  readonly secret: CardSecret | null
  readonly clockTrust: ClockTrust
  /** Who confirmed it by hand; null otherwise. */
  readonly staffId: StaffId | null
}

/**
 * The fact of this decision.
 * @param chosen by a person on the screen: what a scan was for that the kiosk could not decide about
 */
export function signInBody(
  head: SignInHead,
  decision: Decision,
  shown: ShownPass,
  pinGiven: boolean,
  chosen: ActivityId | null = null,
): SignInBody {
  assert(isAttemptOfItsOwn(decision), 'a repeat of the same scan is not recorded')
  return proven(head, shown, {
    memberId: 'member' in decision ? decision.member.memberId : null,
    activityId: ('activity' in decision && decision.activity?.activity.activityId) || chosen,
    result: decision.code,
    flags: decision.code === 'ok' ? [...decision.flags] : [],
    pin: pinGiven,
  })
}

/** The body with the presence that proves it. */
export function proven<T extends object>(head: SignInHead, shown: ShownPass, fact: T): T & Presence {
  const { scan, secret, clockTrust, staffId } = shown
  assert((scan.kind === 'card') === (secret !== null), 'a card scan comes with its secret')
  const phone = scan.kind === 'phone' ? { ref: scan.ref, step: scan.step, tag: scan.tag } : null
  const way = scan.kind === 'phone' || scan.kind === 'hand' ? scan.kind : 'card'
  const bare = { ...fact, way, clockTrust, passHash: null, proof: null, phone, staffId } as const
  if (!secret) return bare
  const body = { ...bare, passHash: cardHash(secret) }
  return { ...body, proof: signInProof(proofKey(secret), proofBytes(head, body)) as Hash }
}

/** The bytes that the proof is over: record id, time and the body without the proof, as canonical JSON. */
export function proofBytes(head: SignInHead, body: Presence): Uint8Array {
  const { proof: _proof, ...fact } = body
  return utf8ToBytes(canonical({ id: head.id, at: head.at, fact }))
}

/** Whether the card with this key was in hand when the record was made. False for a body without a proof. */
export function isProven(head: SignInHead, body: Presence, key: ProofKey, proofOf?: ProofOf): boolean {
  return body.proof !== null && verifyProof(key, proofBytes(head, body), body.proof, proofOf)
}
