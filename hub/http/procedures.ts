import { initTRPC, TRPCError } from '@trpc/server'
import { Refusal, type Problem } from '../../shared/base/problem.ts'
import type { Author } from '../../shared/journal/facts.ts'
import { may, type Action } from '../../shared/people/rights.ts'
import type { Live } from '../live/live.ts'
import type { Office } from '../office/ports.ts'
import type { StaffAccount } from '../office/staff/staff.ts'
import { StoreError } from '../store/errors.ts'
import type { HubDesk } from './hub-desk.ts'
import type { Visit } from './visit.ts'

/** What every procedure of the console is handed. */
export interface CallContext {
  readonly office: Office
  /** Who asks; null before login. */
  readonly account: StaffAccount | null
  /** The password was chosen by somebody else: nothing but changing it is allowed. */
  readonly mustChangePassword: boolean
  readonly visit: Visit
  readonly hub: HubDesk
  /** Kiosks that are connected, and pairing. */
  readonly live: Live
}

const trpc = initTRPC.context<CallContext>().create({
  // Neither stacks nor raw validator output leave the hub: only our own coded sentences do.
  errorFormatter({ shape, error }) {
    const problems = problemsOf(error)
    const message = problems.map(each => each.code).join(' ')
    return { code: shape.code, message, data: { code: shape.data.code, problems } }
  },
})

export const router = trpc.router

/** Anybody who can open the console's address: set-up, login. */
export const openProcedure = trpc.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok && result.error.cause instanceof Refusal) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'refused', cause: result.error.cause })
  }
  return result
})

/** Any logged-in, active account, even one that must choose its own password first. */
export const accountProcedure = openProcedure.use(({ ctx, next }) => {
  const { account } = ctx
  if (!account?.active) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'log in first' })
  const by: Author = { type: 'staff', id: account.staffId }
  return next({ ctx: { ...ctx, account, by } })
})

/** Any account that may work. */
export const staffProcedure = accountProcedure.use(({ ctx, next }) => {
  if (ctx.mustChangePassword) {
    throw new TRPCError({ code: 'FORBIDDEN', message: 'change the password first', cause: new Refusal([CHANGE_FIRST]) })
  }
  return next({ ctx })
})

/** RT: an account whose role may do `action`. */
export const procedureFor = (action: Action) =>
  staffProcedure.use(({ ctx, next }) => {
    if (!may(ctx.account.role, action)) throw new TRPCError({ code: 'FORBIDDEN', message: `not allowed: ${action}` })
    return next({ ctx })
  })

const CHANGE_FIRST: Problem = {
  code: 'PASSWORD_CHANGE_NEEDED',
  zh: '请先换成自己的密码。',
  en: 'Please choose your own password first.',
}

function problemsOf(error: TRPCError): readonly Problem[] {
  if (error.cause instanceof Refusal) return error.cause.problems
  if (error.cause instanceof StoreError) {
    return [{ code: error.cause.code, zh: error.cause.zh, en: error.cause.message }]
  }
  switch (error.code) {
    case 'UNAUTHORIZED':
      return [{ code: 'LOGIN_NEEDED', zh: '请先登录。', en: 'Please log in first.' }]
    case 'FORBIDDEN':
      return [{ code: 'NOT_ALLOWED', zh: '您的账号没有这项权限。', en: 'Your account may not do this.' }]
    case 'BAD_REQUEST':
      return [
        {
          code: 'BAD_INPUT',
          zh: '填写的内容不完整或格式不对，请检查后再试。',
          en: 'The input is incomplete or malformed.',
        },
      ]
    default:
      return [
        {
          code: 'INTERNAL',
          zh: '程序出错了，没有改动任何数据。请重试，仍不行请查看日志。',
          en: 'Something broke; nothing was changed.',
        },
      ]
  }
}
