import { timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import { refuse } from '../../../shared/base/problem.ts'
import { foundBranch } from '../../office/branch.ts'
import { openProcedure, router } from '../procedures.ts'
import { contact, text } from './inputs.ts'

const input = v.object({
  /** Needed from any PC but the hub's own. */
  code: v.optional(v.pipe(v.string(), v.maxLength(20)), ''),
  branchName: text(30),
  fullName: text(40),
  placeName: text(40),
  helpContact: contact,
  secretary: v.object({ loginName: text(40), displayName: text(40), password: text(1000) }),
})

/** The wizard of the first visit. */
export const setUp = router({
  state: openProcedure.query(async ({ ctx }) => ({
    founded: (await ctx.office.store.read.branch.founded()) !== null,
    codeNeeded: !ctx.visit.local,
  })),

  found: openProcedure.input(input).mutation(async ({ ctx, input }) => {
    const { code, ...branch } = input
    if (!ctx.visit.local) checkCode(ctx, code)
    const staffId = await foundBranch(ctx.office, { ...branch, timeZone: ctx.hub.timeZone })
    ctx.visit.startSession(staffId)
  }),
})

/** The code counts attempts like a password does: eight digits must not be guessed over the LAN. */
function checkCode(ctx: Parameters<Parameters<typeof openProcedure.query>[0]>[0]['ctx'], code: string): void {
  const tooSoon = ctx.office.logins.attempt('set-up code', ctx.visit.address) !== null
  if (tooSoon) {
    refuse('LOGIN_WAIT', { zh: '试的次数太多，请过几分钟再试。', en: 'Too many attempts; try again in a few minutes.' })
  }
  const [given, right] = [code.normalize('NFKC').replaceAll(/\D/g, ''), ctx.hub.setUpCode]
  const same = given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right))
  if (!same) {
    refuse(
      'SET_UP_CODE_WRONG',
      {
        zh: '设置码不对。设置码显示在主机程序的窗口里；也可以直接在主机上打开本页。',
        en: 'Wrong set-up code: it is shown in the terminal of the hub; or open this page on the hub itself.',
      },
      'code',
    )
  }
  ctx.office.logins.passed('set-up code', ctx.visit.address)
}
