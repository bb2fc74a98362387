import * as v from 'valibot'
import { ACTIONS, may } from '../../../shared/people/rights.ts'
import { changeOwnPassword, logIn } from '../../office/staff/staff.ts'
import { clearKioskPin, setKioskPin } from '../../office/staff/changes.ts'
import { accountProcedure, openProcedure, router, staffProcedure } from '../procedures.ts'
import { text } from './inputs.ts'

/** Coming in, going out, and who one is. */
export const session = router({
  /** Null when nobody is logged in; the pages hide what `actions` does not name, the hub checks by itself. */
  me: openProcedure.query(async ({ ctx }) => {
    if (!ctx.account) return null
    const { staffId, loginName, displayName, role } = ctx.account
    const settings = await ctx.office.store.read.branch.settings()
    return {
      staffId,
      loginName,
      displayName,
      role,
      actions: ACTIONS.filter(action => may(role, action)),
      hasKioskPin: ctx.account.kioskPinId !== null,
      mustChangePassword: ctx.mustChangePassword,
      branchName: settings?.branchName ?? '',
      version: ctx.hub.version,
    }
  }),

  logIn: openProcedure
    .input(v.object({ loginName: text(200), password: text(1000) }))
    .mutation(async ({ ctx, input }) => {
      const account = await logIn(ctx.office, { ...input, address: ctx.visit.address })
      ctx.visit.startSession(account.staffId)
    }),

  logOut: openProcedure.mutation(async ({ ctx }) => {
    await ctx.visit.endSession()
  }),

  /** The account's own PIN for confirming people at a kiosk. */
  setKioskPin: staffProcedure
    .input(v.object({ pin: text(40), current: text(1000) }))
    .mutation(({ ctx, input }) => setKioskPin(ctx.office, ctx.account, { ...input, address: ctx.visit.address })),
  clearKioskPin: staffProcedure.mutation(({ ctx }) => clearKioskPin(ctx.office, ctx.by, ctx.account.staffId)),

  /** Ends every other session of the account; this one goes on under a new name. */
  changePassword: accountProcedure
    .input(v.object({ current: text(1000), next: text(1000) }))
    .mutation(async ({ ctx, input }) => {
      await changeOwnPassword(ctx.office, ctx.account, { ...input, address: ctx.visit.address })
      await ctx.visit.endSession()
      ctx.visit.startSession(ctx.account.staffId)
    }),
})
