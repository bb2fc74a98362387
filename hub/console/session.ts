import { signal } from '@preact/signals'
import type { Problem } from '../../shared/base/problem.ts'
import type { Result } from '../../shared/base/result.ts'
import { api, call } from './api.ts'
import { clearHubState } from './hub-state.ts'
import { nudge, startLive, stopLive } from './live.ts'
import { loginOverPage, sessionIs } from './login-again.ts'

/** Who sits at this console. */

export type Me = NonNullable<Awaited<ReturnType<typeof api.session.me.query>>>

export type Session =
  | { readonly state: 'asking' }
  /** The hub did not answer at all. */
  | { readonly state: 'unreachable'; readonly problems: readonly Problem[] }
  /** The first visit: no branch yet. */
  | { readonly state: 'setUp'; readonly codeNeeded: boolean }
  | { readonly state: 'out' }
  | { readonly state: 'in'; readonly me: Me }

export const session = signal<Session>({ state: 'asking' })

/** Asks the hub who is here; at the start and after every coming and going. */
export async function refreshSession(): Promise<void> {
  const answer = await call(async () => ({ me: await api.session.me.query(), setUp: await api.setUp.state.query() }))
  if (!answer.ok) {
    if (session.value.state === 'asking') session.value = { state: 'unreachable', problems: answer.error }
    return
  }
  const { me, setUp } = answer.value
  if (me) return enter(me)
  stopLive()
  sessionIs(false)
  session.value = setUp.founded ? { state: 'out' } : { state: 'setUp', codeNeeded: setUp.codeNeeded }
}

function enter(me: Me): void {
  const before = session.value
  // Somebody else's page must not stay open under a new login.
  if (before.state === 'in' && before.me.staffId !== me.staffId) return location.reload()
  session.value = { state: 'in', me }
  sessionIs(true)
  startLive()
  nudge(null)
}

export async function logIn(loginName: string, password: string): Promise<Result<void, readonly Problem[]>> {
  const result = await call(() => api.session.logIn.mutate({ loginName, password }))
  if (result.ok) await refreshSession()
  return result
}

export async function logOut(): Promise<void> {
  await call(() => api.session.logOut.mutate())
  stopLive()
  sessionIs(false)
  clearHubState()
  session.value = { state: 'out' }
  location.hash = ''
}

/** Nobody has touched this PC for so long: the login covers the page, with what was typed kept under it. */
const IDLE_MS = 30 * 60_000

/** Watches for hands on this PC; once, from main.tsx. */
export function startIdleWatch(): void {
  let touched = Date.now()
  const touch = () => {
    touched = Date.now()
  }
  for (const kind of ['pointerdown', 'keydown', 'wheel'])
    addEventListener(kind, touch, { capture: true, passive: true })
  setInterval(() => {
    if (session.value.state !== 'in' || loginOverPage.value || Date.now() - touched < IDLE_MS) return
    stopLive()
    loginOverPage.value = true
    void call(() => api.session.logOut.mutate())
  }, 15_000)
}
