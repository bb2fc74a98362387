import { useState } from 'preact/hooks'
import type { Problem } from '../../../shared/base/problem.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { logIn, logOut } from '../session.ts'
import { words } from '../text/words.ts'
import { Door } from './door.tsx'
import css from './door.module.css'

/** The page for somebody who is not logged in. */
export function LoginPage() {
  const { login } = words()
  return (
    <Door title={login.title}>
      <LoginForm />
      <p class={css.note}>{login.forgotten}</p>
    </Door>
  )
}

/** The login over a page whose session has ended. Nothing of the page can be read through it. */
export function LoginOverPage({ loginName }: { loginName: string }) {
  const { login } = words()
  return (
    <Dialog title={login.again} width="narrow" veil>
      <p>{login.againWhy}</p>
      <LoginForm loginName={loginName} />
      <Button kind="link" onClick={() => void logOut()}>
        {login.otherPerson}
      </Button>
    </Dialog>
  )
}

function LoginForm(props: { loginName?: string }) {
  const { login } = words()
  const [loginName, setLoginName] = useState(props.loginName ?? '')
  const [password, setPassword] = useState('')
  const [capsLock, setCapsLock] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[] | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const result = await logIn(loginName, password)
    setBusy(false)
    setProblems(result.ok ? null : result.error)
    if (!result.ok) setPassword('')
  }
  return (
    <form
      class={css.form}
      onSubmit={event => void submit(event)}
      onKeyUp={event => setCapsLock(event.getModifierState('CapsLock'))}
    >
      <TextField
        label={login.loginName}
        value={loginName}
        onChange={setLoginName}
        autocomplete="username"
        autofocus={!props.loginName}
        readOnly={Boolean(props.loginName)}
      />
      <TextField
        secret
        label={login.password}
        value={password}
        onChange={setPassword}
        autocomplete="current-password"
        autofocus={Boolean(props.loginName)}
        hint={capsLock ? login.capsLock : undefined}
      />
      <ProblemList problems={problems} />
      <div class={css.full}>
        <Button kind="primary" type="submit" busy={busy}>
          {login.submit}
        </Button>
      </div>
    </form>
  )
}
