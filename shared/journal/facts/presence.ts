import * as v from 'valibot'
import {
  idSchema,
  MillisSchema,
  type ActivityId,
  type KioskId,
  type MemberId,
  type RecordId,
  type StaffId,
} from '../../base/ids.ts'
import { CLOCK_TRUSTS } from '../../passes/clock.ts'
import { RecordedActBodySchema } from '../../passes/member-act.ts'
import { PrivateRefSchema } from '../private-ref.ts'
import { recorded } from '../recorded.ts'

const number = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What people at kiosks do besides signing in, and what staff decide about records. */
export const presenceFacts = {
  'memberAct.recorded': v.object({
    ...recorded,
    act: RecordedActBodySchema,
    /** `OwnWords` of a matter, as JSON. */
    words: v.exactOptional(PrivateRefSchema),
    /** `revoked`: shown by a card or phone that no longer counted. */
    review: v.array(v.picklist(['revoked', 'notMember', 'badPass', 'unknownActivity', 'clockUnsure'])),
  }),
  'guest.recorded': v.object({
    ...recorded,
    activityId: idSchema<ActivityId>(),
    slipNo: v.pipe(v.string(), v.regex(/^\d{6}$/)),
    clockTrust: v.picklist(CLOCK_TRUSTS),
    staffId: v.nullable(idSchema<StaffId>()),
    /** Words: name and home branch (`GuestWords` without the phone) as JSON. */
    words: PrivateRefSchema,
    phone: v.nullable(PrivateRefSchema),
  }),
  /** A guest entered by mistake. */
  'guest.struck': v.object({ guestId: idSchema<RecordId>(), why: PrivateRefSchema }),
  /** Staff say what a sign-in without an activity, or one that was held, was for. */
  'signIn.placed': v.object({
    recordId: idSchema<RecordId>(),
    kioskId: idSchema<KioskId>(),
    seq: number,
    at: MillisSchema,
    way: v.picklist(['card', 'phone', 'hand']),
    activityId: idSchema<ActivityId>(),
    memberId: idSchema<MemberId>(),
  }),
  /** A person has looked: at everything up to journal line `upTo`. */
  'conflict.settled': v.object({
    conflictId: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
    upTo: number,
    how: v.picklist(['seen', 'samePerson', 'struck', 'placed']),
    note: v.nullable(PrivateRefSchema),
  }),
  /** The member's own PIN is forgotten: another one can be set with the card. */
  'pin.cleared': v.object({ memberId: idSchema<MemberId>() }),
}
