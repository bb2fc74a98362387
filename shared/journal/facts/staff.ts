import * as v from 'valibot'
import { idSchema, type StaffId } from '../../base/ids.ts'
import { ROLES } from '../../people/rights.ts'
import { PrivateRefSchema } from '../private-ref.ts'

/** Accounts of the console. Passwords never come near the journal; that one was set does. */
export const staffFacts = {
  'staff.recorded': v.object({
    staffId: idSchema<StaffId>(),
    role: v.picklist(ROLES),
    active: v.boolean(),
    /** Words: {loginName, displayName}. */
    profile: PrivateRefSchema,
  }),
  'staff.passwordSet': v.object({
    staffId: idSchema<StaffId>(),
    how: v.picklist(['setUp', 'self', 'secretary', 'localReset']),
  }),
  /** A PIN of their own for confirming people at a kiosk. */
  'staff.kioskPinSet': v.object({
    staffId: idSchema<StaffId>(),
    /** Words: {salt, hash}, as people/service-pin.ts makes them. */
    pin: PrivateRefSchema,
  }),
  'staff.kioskPinCleared': v.object({ staffId: idSchema<StaffId>() }),
}
