import { createTRPCClient, httpBatchLink, TRPCClientError, type TRPCLink } from '@trpc/client'
import { problem, type Problem } from '../../shared/base/problem.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import type { ConsoleApi } from '../http/console-api.ts'
import { isBackground, reachable } from './live.ts'
import { loginAgain } from './login-again.ts'

/** The one way to the hub: typed procedures, and every failure as Problems a person can read. */

/** Notes on each call whether a nudge made it, while that is still known: the request itself leaves a moment later. */
const noteBackground: TRPCLink<ConsoleApi> =
  () =>
  ({ op, next }) =>
    next({ ...op, context: { ...op.context, background: isBackground() } })

export const api = createTRPCClient<ConsoleApi>({
  links: [
    noteBackground,
    httpBatchLink({
      url: '/console/api',
      maxItems: 12,
      headers: ({ opList }) => (opList.every(op => op.context['background']) ? { 'x-background': '1' } : {}),
    }),
  ],
})

/**
 * Runs one or more calls of `api`. A session that has ended is not a failure: the login opens over the page, and the
 * call is made once more after it.
 */
export async function call<T>(ask: () => Promise<T>): Promise<Result<T, readonly Problem[]>> {
  const first = await attempt(ask)
  if (first.ok || !first.error.some(each => each.code === 'LOGIN_NEEDED')) return first
  return (await loginAgain()) ? await attempt(ask) : first
}

async function attempt<T>(ask: () => Promise<T>): Promise<Result<T, readonly Problem[]>> {
  try {
    const value = await ask()
    reachable.value = true
    return ok(value)
  } catch (cause) {
    if (!(cause instanceof TRPCClientError)) throw cause
    const problems = problemsOf(cause.data)
    reachable.value = problems !== null
    return err(problems ?? [offline])
  }
}

/** What the hub's errorFormatter put there; null when no hub spoke (no connection, a proxy's page). */
function problemsOf(data: unknown): readonly Problem[] | null {
  if (typeof data !== 'object' || data === null || !('problems' in data) || !Array.isArray(data.problems)) return null
  const problems = data.problems.filter(isProblem)
  return problems.length > 0 ? problems : null
}

const isProblem = (each: unknown): each is Problem =>
  typeof each === 'object' && each !== null && 'code' in each && 'zh' in each && 'en' in each

const offline = problem('HUB_UNREACHABLE', {
  zh: '现在连不上主机，没有改动任何数据。已经填写的内容还在，连上以后再试。',
  en: 'The hub does not answer; nothing was changed. What you typed is kept; try again when it is back.',
})
