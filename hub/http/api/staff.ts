import * as v from 'valibot'
import { idSchema, type StaffId } from '../../../shared/base/ids.ts'
import { ROLES } from '../../../shared/people/rights.ts'
import { addStaff, resetPassword } from '../../office/staff/staff.ts'
import { changeStaff, clearKioskPin } from '../../office/staff/changes.ts'
import { procedureFor, router } from '../procedures.ts'
import { text } from './inputs.ts'

const manage = procedureFor('staff.manage')
const staffId = idSchema<StaffId>()
const role = v.picklist(ROLES)

/** Accounts of the console. */
export const staff = router({
  list: manage.query(async ({ ctx }) =>
    (await ctx.office.store.read.staff.all()).map(({ staffId, loginName, displayName, role, active, kioskPinId }) => ({
      staffId,
      loginName,
      displayName,
      role,
      active,
      hasKioskPin: kioskPinId !== null,
    })),
  ),

  add: manage
    .input(v.object({ loginName: text(40), displayName: text(40), role, password: text(1000) }))
    .mutation(({ ctx, input }) => addStaff(ctx.office, ctx.by, input)),

  change: manage
    .input(v.object({ staffId, displayName: text(40), role, active: v.boolean() }))
    .mutation(({ ctx, input }) => changeStaff(ctx.office, ctx.by, input)),

  resetPassword: manage
    .input(v.object({ staffId, password: text(1000) }))
    .mutation(({ ctx, input }) => resetPassword(ctx.office, ctx.by, input)),

  clearKioskPin: manage
    .input(v.object({ staffId }))
    .mutation(({ ctx, input }) => clearKioskPin(ctx.office, ctx.by, input.staffId)),
})
