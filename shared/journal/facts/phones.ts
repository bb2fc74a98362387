import * as v from 'valibot'
import { LEAVE_REASONS } from '../../activities/leave.ts'
import { idSchema, MillisSchema, type ActivityId, type KioskId, type MemberId, type RecordId } from '../../base/ids.ts'
import { SIGN_IN_FLAGS } from '../../passes/decide.ts'
import { DECISION_CODES } from '../../passes/sign-in.ts'
import { PhoneRefSchema } from '../../people/roster.ts'

const phone = { ref: PhoneRefSchema, memberId: idSchema<MemberId>() }

/** Members' own phones: that one was offered a pass, took it, lost it. The secret it shares is never in the journal. */
export const phoneFacts = {
  /** A one-time code was shown; who did it is the fact's author. */
  'phone.offered': v.object({
    ...phone,
    /** At the console, or at a kiosk after the member's card. */
    via: v.picklist(['console', 'kiosk']),
    /** After this the code is no longer taken. */
    until: MillisSchema,
  }),
  /** `claim`: what the phone made up for itself, so that its own repetition is told from another phone's. */
  'phone.claimed': v.object({ ...phone, claim: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) }),
  'phone.revoked': v.object({
    ...phone,
    /** `unclaimed`: nobody took the code in time; `forgotten`: the member said so on the phone itself. */
    why: v.picklist(['lost', 'replaced', 'left', 'unclaimed', 'forgotten']),
  }),
  /** A member's own phone opened the code on a kiosk and signed in, or was refused: the hub decided, not the kiosk. */
  'signIn.coded': v.object({
    recordId: idSchema<RecordId>(),
    ...phone,
    /** Whose screen it was read from. */
    kioskId: idSchema<KioskId>(),
    activityId: idSchema<ActivityId>(),
    /** When the phone opened the code: that is when the member stood there (the hub's clock). */
    openedAt: MillisSchema,
    result: v.picklist(DECISION_CODES),
    flags: v.array(v.picklist(SIGN_IN_FLAGS)),
  }),
  /** Asked for on the member's own phone; granted or not in the console. */
  'leave.asked': v.object({
    recordId: idSchema<RecordId>(),
    ...phone,
    activityId: idSchema<ActivityId>(),
    reason: v.picklist(LEAVE_REASONS),
  }),
  /** Taken back on the phone before it was answered. */
  'leave.dropped': v.object({ recordId: idSchema<RecordId>(), ...phone, activityId: idSchema<ActivityId>() }),
}
