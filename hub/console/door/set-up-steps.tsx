import { TextField } from '../../pages/ui/inputs.tsx'
import { problemAt } from '../../pages/ui/problems.tsx'
import { words } from '../text/words.ts'
import { NewPasswordField } from './password-field.tsx'
import type { SetUpDraft, StepProps } from './set-up-draft.ts'
import css from './door.module.css'

/** The wizard's four steps, each a few fields. */

function Line(
  props: StepProps & { field: keyof SetUpDraft; label: string; hint?: string; max: number; needed?: boolean },
) {
  const { draft, change, missing, problems, field, label, hint, max, needed = true } = props
  return (
    <TextField
      label={label}
      hint={hint}
      required={needed}
      maxLength={max}
      value={draft[field]}
      onChange={value => change({ [field]: value })}
      error={missing(field) ?? problemAt(problems, field)}
    />
  )
}

export function BranchStep(props: StepProps) {
  const { setUp } = words()
  return (
    <div class={css.pair}>
      {props.codeNeeded && <Line {...props} field="code" label={setUp.code} hint={setUp.codeHint} max={20} />}
      <Line {...props} field="branchName" label={setUp.branchName} hint={setUp.branchNameHint} max={30} />
      <Line {...props} field="fullName" label={setUp.fullName} hint={setUp.fullNameHint} max={40} />
      <Line {...props} field="placeName" label={setUp.placeName} hint={setUp.placeNameHint} max={40} />
    </div>
  )
}

export function ContactStep(props: StepProps) {
  const { setUp } = words()
  return (
    <>
      <p class={css.intro}>{setUp.contactIntro}</p>
      <div class={css.pair}>
        <Line {...props} field="contactName" label={setUp.contactName} max={20} />
        <Line {...props} field="contactPhone" label={setUp.contactPhone} max={30} needed={false} />
      </div>
      <Line {...props} field="contactPlace" label={setUp.contactPlace} hint={setUp.contactPlaceHint} max={60} />
    </>
  )
}

export function SecretaryStep(props: StepProps) {
  const { setUp, login } = words()
  const { draft, change } = props
  const notSame = draft.repeat !== '' && draft.repeat !== draft.password && draft.repeat.length >= draft.password.length
  return (
    <>
      <p class={css.intro}>{setUp.secretaryIntro}</p>
      <div class={css.pair}>
        <Line {...props} field="displayName" label={setUp.displayName} max={20} />
        <Line {...props} field="loginName" label={setUp.loginName} hint={setUp.loginNameHint} max={20} />
        <NewPasswordField
          label={login.password}
          value={draft.password}
          loginName={draft.loginName}
          onChange={password => change({ password })}
        />
        <TextField
          secret
          required
          label={login.repeatFirst}
          value={draft.repeat}
          onChange={repeat => change({ repeat })}
          autocomplete="new-password"
          error={notSame ? login.notSame : props.missing('repeat')}
        />
      </div>
    </>
  )
}

export function CheckStep({ draft }: StepProps) {
  const { setUp, login } = words()
  const contact = [draft.contactName, draft.contactPhone, draft.contactPlace].filter(each => each !== '').join(' · ')
  const lines = [
    [setUp.branchName, draft.branchName],
    [setUp.fullName, draft.fullName],
    [setUp.placeName, draft.placeName],
    [setUp.contactName, contact],
    [setUp.displayName, draft.displayName],
    [setUp.loginName, draft.loginName],
    [login.password, setUp.passwordKept],
  ] as const
  return (
    <>
      <p class={css.intro}>{setUp.checkIntro}</p>
      <dl class={css.summary}>
        {lines.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
