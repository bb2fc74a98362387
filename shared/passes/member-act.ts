import * as v from 'valibot'
import { LEAVE_REASONS } from '../activities/leave.ts'
import { HashSchema } from '../base/hash-schema.ts'
import { idSchema, type ActivityId, type MemberId, type RecordId } from '../base/ids.ts'
import { isPresenceWhole, presenceShape, proven, type ShownPass, type SignInHead } from './sign-in.ts'

/**
 * What a member does at a kiosk besides signing in, each shown by a pass like a sign-in: the body of a record of kind
 * `memberAct`. The kiosk says at once that it is kept; what becomes of it is the hub's and the registrar's business.
 */

/** A mistaken sign-in can be taken back by the same pass for this long (MIIT rule by analogy, KIOSK §4). */
export const UNDO_MS = 600_000

const activityId = idSchema<ActivityId>()

const ActSchema = v.variant('kind', [
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
])
export type MemberAct = v.InferOutput<typeof ActSchema>

export const MemberActBodySchema = v.pipe(
  v.strictObject({ memberId: idSchema<MemberId>(), act: ActSchema, ...presenceShape }),
  v.check(body => isPresenceWhole(body), 'pass, proof and way belong together'),
  v.check(body => body.way !== 'card' || body.passHash !== null, 'a card comes with its hash'),
  v.check(body => body.act.kind !== 'setPin' || body.way === 'card', 'a PIN is set with the card'),
)
export type MemberActBody = v.InferOutput<typeof MemberActBodySchema>

export const memberActBody = (head: SignInHead, memberId: MemberId, act: MemberAct, shown: ShownPass): MemberActBody =>
  proven(head, shown, { memberId, act })
