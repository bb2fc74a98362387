import * as v from 'valibot'
import { idSchema, MillisSchema, type ActivityId, type MemberId, type RecordId } from '../../base/ids.ts'
import { SignInBodySchema } from '../../passes/sign-in.ts'
import { HashSchema, PositionSchema, StreamEpochSchema } from '../../sync/fields.ts'

/** Where the record came from: the kiosk is the fact's author; hash over the bytes as they came. */
const origin = { epoch: StreamEpochSchema, seq: PositionSchema, hash: HashSchema }

/** Why a person should look at a sign-in although it stands. */
export const REVIEW_REASONS = [
  /** The hub's own decision with what it knows: another one than the kiosk's. */
  'revoked',
  'notMember',
  'notExpected',
  'notOpenYet',
  'closed',
  'noActivity',
  'full',
  'weakPass',
  'expired',
  'replay',
  'badPass',
  'unknownPhone',
  /** The kiosk named an activity that this hub does not know. */
  'unknownActivity',
  /** The kiosk's clock was not to be trusted. */
  'clockUnsure',
  'byHand',
] as const

/** What kiosks recorded. Everything a kiosk sends ends as one of these two, or as a repetition of one. */
export const signInFacts = {
  'signIn.recorded': v.object({
    recordId: idSchema<RecordId>(),
    ...origin,
    /** The kiosk's time, and the hub's estimate of the true one. */
    at: MillisSchema,
    correctedAt: MillisSchema,
    /** Between when and when, where the kiosk's clock left it open. */
    span: v.exactOptional(v.object({ from: MillisSchema, to: MillisSchema })),
    signIn: SignInBodySchema,
    /** The attendance it stands for; null for a refusal, or where no activity was found. */
    counts: v.nullable(v.object({ activityId: idSchema<ActivityId>(), memberId: idSchema<MemberId>() })),
    review: v.array(v.picklist(REVIEW_REASONS)),
  }),
  /** Kept for ever and without effect, until a person or a newer program looks at it. */
  'record.held': v.object({
    recordId: v.nullable(idSchema<RecordId>()),
    ...origin,
    kind: v.nullable(v.string()),
    why: v.picklist([
      'unreadable',
      'unknownKind',
      'badBody',
      'unknownCard',
      'badProof',
      'badSeal',
      'unknownPhone',
      'idTaken',
      'notDeclarable',
    ]),
  }),
}
