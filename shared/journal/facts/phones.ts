import * as v from 'valibot'
import { idSchema, MillisSchema, type MemberId } from '../../base/ids.ts'
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
}
