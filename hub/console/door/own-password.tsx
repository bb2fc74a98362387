import { useState } from 'preact/hooks'
import { PASSWORD_MIN } from '../../../shared/people/password-rules.ts'
import { Button } from '../../pages/ui/button.tsx'
import { TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { useMutation } from '../query.ts'
import { logOut, refreshSession } from '../session.ts'
import { words } from '../text/words.ts'
import { Door } from './door.tsx'
import { NewPasswordField, passwordReady } from './password-field.tsx'
import css from './door.module.css'

/** Shown instead of the console while the account still has a password that somebody else chose. */
export function MustChangePassword({ loginName }: { loginName: string }) {
  const { login, shell } = words()
  return (
    <Door title={login.changeTitle} intro={login.changeWhy}>
      <OwnPasswordForm loginName={loginName} onDone={() => void refreshSession()} />
      <Button kind="link" onClick={() => void logOut()}>
        {shell.logOut}
      </Button>
    </Door>
  )
}

/** Present password, new one twice. */
export function OwnPasswordForm({ loginName, onDone }: { loginName: string; onDone: () => void }) {
  const { login } = words()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeat, setRepeat] = useState('')
  const change = useMutation(
    (input: { current: string; next: string }) => api.session.changePassword.mutate(input),
    () => login.changed,
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    const result = await change.run({ current, next })
    if (!result.ok) return
    setCurrent('')
    setNext('')
    setRepeat('')
    onDone()
  }
  const notSame = repeat !== '' && repeat !== next
  const ready = current !== '' && passwordReady(next, repeat, loginName)
  return (
    <form class={css.form} onSubmit={event => void submit(event)}>
      <TextField
        secret
        required
        label={login.current}
        value={current}
        onChange={setCurrent}
        autocomplete="current-password"
      />
      <NewPasswordField label={login.next} value={next} loginName={loginName} onChange={setNext} />
      <TextField
        secret
        required
        label={login.repeat}
        value={repeat}
        onChange={setRepeat}
        autocomplete="new-password"
        error={notSame && repeat.length >= next.length ? login.notSame : null}
      />
      <ProblemList problems={change.problems} />
      <div class={css.full}>
        <Button kind="primary" type="submit" busy={change.busy} why={ready ? null : login.passwordHint(PASSWORD_MIN)}>
          {login.change}
        </Button>
      </div>
    </form>
  )
}
