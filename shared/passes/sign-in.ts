import * as v from 'valibot'
import { utf8ToBytes, type Hash } from '../base/bytes.ts'
import { canonical } from '../base/canonical.ts'
import { assert } from '../base/check.ts'
import { idSchema, type ActivityId, type MemberId, type Millis, type RecordId } from '../base/ids.ts'
import { cardHash, proofKey, signInProof, verifyProof, type CardSecret, type ProofKey, type ProofOf } from './card.ts'
import { CLOCK_TRUSTS, type ClockTrust } from './clock.ts'
import { SIGN_IN_FLAGS, isAttemptOfItsOwn, type Decision, type DecisionCode, type Scan } from './decide.ts'

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
] as const satisfies readonly DecisionCode[]

const HashSchema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/),
  v.transform(text => text as Hash),
)

export const SignInBodySchema = v.pipe(
  v.strictObject({
    /** Null where nobody is named: an unread, unknown, revoked or foreign pass. */
    memberId: v.nullable(idSchema<MemberId>()),
    activityId: v.nullable(idSchema<ActivityId>()),
    way: v.picklist(['card', 'hand']),
    result: v.picklist(DECISION_CODES),
    flags: v.pipe(v.array(v.picklist(SIGN_IN_FLAGS)), v.maxLength(SIGN_IN_FLAGS.length)),
    clockTrust: v.picklist(CLOCK_TRUSTS),
    /** SHA-256 of the card's secret. Null by hand, and for what is no card of this branch: that is never stored. */
    passHash: v.nullable(HashSchema),
    /** HMAC under the card's proof key over `proofBytes`: without the card in hand nobody can invent it. */
    proof: v.nullable(HashSchema),
  }),
  v.check(body => (body.passHash === null) === (body.proof === null), 'a card comes with its proof'),
  v.check(body => body.way === 'card' || body.passHash === null, 'by hand there is no card'),
  v.check(body => NAMED[body.result] || body.memberId === null, 'this result names nobody'),
  v.check(body => !NAMED[body.result] || body.memberId !== null, 'this result names a member'),
  v.check(body => !isHeld(body.result) || body.passHash !== null, 'a held scan keeps the hash of its card'),
)
export type SignInBody = v.InferOutput<typeof SignInBodySchema>

/** What of the record's head the proof binds, so that a body cannot be moved to another record or time. */
export interface SignInHead {
  readonly id: RecordId
  readonly at: Millis
}

/** Counts as presence: becomes attendance at the hub. */
export const isAccepted = (result: DecisionCode): boolean => result === 'ok'

/** Waits for the hub, which may know the card. */
export const isHeld = (result: DecisionCode): boolean => result === 'unknownCard'

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
} as const satisfies Record<DecisionCode, boolean>

/**
 * The fact of this decision.
 * @param secret of the card that was scanned; null for everything else
 */
export function signInBody(
  head: SignInHead,
  scan: Scan,
  decision: Decision,
  clockTrust: ClockTrust,
  secret: CardSecret | null,
): SignInBody {
  assert(isAttemptOfItsOwn(decision), 'a repeat of the same scan is not recorded')
  assert((scan.kind === 'card') === (secret !== null), 'a card scan comes with its secret')
  const bare: SignInBody = {
    memberId: 'member' in decision ? decision.member.memberId : null,
    activityId: 'activity' in decision ? (decision.activity?.activity.activityId ?? null) : null,
    way: scan.kind === 'hand' ? 'hand' : 'card',
    result: decision.code,
    flags: decision.code === 'ok' ? [...decision.flags] : [],
    clockTrust,
    passHash: null,
    proof: null,
  }
  if (!secret) return bare
  const body = { ...bare, passHash: cardHash(secret) }
  return { ...body, proof: signInProof(proofKey(secret), proofBytes(head, body)) as Hash }
}

/** The bytes that the proof is over: record id, time and the body without the proof, as canonical JSON. */
export function proofBytes(head: SignInHead, body: SignInBody): Uint8Array {
  const { proof: _proof, ...fact } = body
  return utf8ToBytes(canonical({ id: head.id, at: head.at, fact }))
}

/** Whether the card with this key was in hand when the record was made. False for a body without a proof. */
export function isProven(head: SignInHead, body: SignInBody, key: ProofKey, proofOf?: ProofOf): boolean {
  return body.proof !== null && verifyProof(key, proofBytes(head, body), body.proof, proofOf)
}
