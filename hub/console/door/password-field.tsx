import { passwordProblems, PASSWORD_MIN } from '../../../shared/people/password-rules.ts'
import { sentenceOf } from '../../pages/language.ts'
import { TextField } from '../../pages/ui/inputs.tsx'
import { words } from '../text/words.ts'
import css from './door.module.css'

/** A new password with the hub's own rules said while typing. */
export function NewPasswordField(props: {
  label: string
  value: string
  loginName: string
  onChange: (value: string) => void
}) {
  const { label, value, loginName, onChange } = props
  const { login } = words()
  const problems = value === '' ? null : passwordProblems(value, loginName)
  const first = problems?.[0]
  return (
    <TextField
      secret
      required
      label={label}
      value={value}
      onChange={onChange}
      autocomplete="new-password"
      // Too short is said as the rule, not as an error, while the person is still typing.
      error={first && first.code !== 'PASSWORD_SHORT' ? sentenceOf(first) : null}
      hint={
        problems?.length === 0 ? <span class={css.good}>{login.passwordGood}</span> : login.passwordHint(PASSWORD_MIN)
      }
    />
  )
}

/** Whether a new password may be sent: by the rules, and typed twice alike. */
export const passwordReady = (password: string, repeat: string, loginName: string): boolean =>
  password === repeat && passwordProblems(password, loginName).length === 0
