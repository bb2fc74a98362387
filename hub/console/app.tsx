import { useEffect } from 'preact/hooks'
import { unreachable } from '../../shared/base/check.ts'
import type { Problem } from '../../shared/base/problem.ts'
import { ProblemList } from '../pages/ui/problems.tsx'
import { Toasts } from '../pages/ui/toast.tsx'
import { Door } from './door/door.tsx'
import { LoginOverPage, LoginPage } from './door/login.tsx'
import { MustChangePassword } from './door/own-password.tsx'
import { SetUpPage } from './door/set-up.tsx'
import { watchHubState } from './hub-state.ts'
import { loginOverPage } from './login-again.ts'
import { logOut, refreshSession, session, type Me, type Session } from './session.ts'
import { Shell } from './shell.tsx'
import { words } from './text/words.ts'

/** The console: one situation at a time. */
export function App() {
  return (
    <>
      <Situation now={session.value} />
      <Toasts />
    </>
  )
}

function Situation({ now }: { now: Session }) {
  const { login } = words()
  switch (now.state) {
    case 'asking':
      return <Door title={login.starting}>{null}</Door>
    case 'unreachable':
      return <Unreachable problems={now.problems} />
    case 'setUp':
      return <SetUpPage codeNeeded={now.codeNeeded} />
    case 'out':
      return <LoginPage />
    case 'in':
      return <Inside me={now.me} />
    default:
      return unreachable(now)
  }
}

function Inside({ me }: { me: Me }) {
  if (me.mustChangePassword) return <MustChangePassword loginName={me.loginName} />
  return (
    <>
      <ShellWithHub me={me} />
      {loginOverPage.value && <LoginOverPage loginName={me.loginName} />}
    </>
  )
}

function ShellWithHub({ me }: { me: Me }) {
  useEffect(watchHubState, [])
  return <Shell account={me} onLogOut={() => void logOut()} />
}

/** Tries again by itself: nobody should have to press F5 when the hub's PC is switched on later. */
const RETRY_MS = 5_000

function Unreachable({ problems }: { problems: readonly Problem[] }) {
  const { login } = words()
  useEffect(() => {
    const timer = setInterval(() => void refreshSession(), RETRY_MS)
    return () => clearInterval(timer)
  }, [])
  const coded = problems.filter(each => each.code !== 'HUB_UNREACHABLE')
  return (
    <Door title={login.unreachableTitle} intro={login.unreachable}>
      <ProblemList problems={coded} />
    </Door>
  )
}
