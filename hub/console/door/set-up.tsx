import { useState } from 'preact/hooks'
import { passwordProblems } from '../../../shared/people/password-rules.ts'
import { Button } from '../../pages/ui/button.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { Rail } from '../../pages/ui/rail.tsx'
import { api } from '../api.ts'
import { useMutation } from '../query.ts'
import { refreshSession } from '../session.ts'
import { words } from '../text/words.ts'
import { Door } from './door.tsx'
import { EMPTY, STEPS, type SetUpDraft, type Step, type StepProps } from './set-up-draft.ts'
import { BranchStep, CheckStep, ContactStep, SecretaryStep } from './set-up-steps.tsx'
import css from './door.module.css'

/** The first visit: four short steps, sent as one. Nothing is stored before the last press. */
export function SetUpPage({ codeNeeded }: { codeNeeded: boolean }) {
  const { setUp } = words()
  const [draft, setDraft] = useState(EMPTY)
  const [step, setStep] = useState<Step>('branch')
  const [tried, setTried] = useState(false)
  const found = useMutation((all: SetUpDraft) => api.setUp.found.mutate(inputOf(all)))
  const at = STEPS.indexOf(step)
  const required = requiredIn(step, codeNeeded)

  const goTo = (to: number) => {
    setTried(false)
    setStep(STEPS[to] ?? step)
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!isComplete(step, draft, required)) return
    if (step !== 'check') return goTo(at + 1)
    const result = await found.run(draft)
    if (result.ok) return refreshSession()
    const field = result.error[0]?.where
    goTo(STEPS.findIndex(each => field !== undefined && fieldsOf[each].some(name => name === field)))
  }
  const props: StepProps = {
    draft,
    change: part => setDraft({ ...draft, ...part }),
    codeNeeded,
    missing: field => (tried && required.includes(field) && draft[field].trim() === '' ? kitWords().required : null),
    problems: found.problems,
  }
  return (
    <Door title={setUp.title} intro={setUp.intro} wide>
      <Rail
        label={setUp.title}
        steps={STEPS.map((id, index) => ({
          id,
          label: setUp.steps[id],
          state: index < at ? 'done' : index === at ? 'now' : 'next',
        }))}
      />
      <form class={css.form} onSubmit={event => void submit(event)} key={step}>
        {step === 'branch' && <BranchStep {...props} />}
        {step === 'contact' && <ContactStep {...props} />}
        {step === 'secretary' && <SecretaryStep {...props} />}
        {step === 'check' && <CheckStep {...props} />}
        <ProblemList problems={problemsElsewhere(found.problems, fieldsOf[step])} />
        <div class={css.buttons}>
          {at > 0 && <Button onClick={() => goTo(at - 1)}>{setUp.back}</Button>}
          <Button kind="primary" type="submit" busy={found.busy}>
            {step === 'check' ? setUp.finish : setUp.next}
          </Button>
        </div>
      </form>
    </Door>
  )
}

const fieldsOf: { readonly [step in Step]: readonly (keyof SetUpDraft)[] } = {
  branch: ['code', 'branchName', 'fullName', 'placeName'],
  contact: ['contactName', 'contactPhone', 'contactPlace'],
  secretary: ['displayName', 'loginName', 'password', 'repeat'],
  check: [],
}

const requiredIn = (step: Step, codeNeeded: boolean): readonly (keyof SetUpDraft)[] =>
  ({
    branch: codeNeeded
      ? (['code', 'branchName', 'fullName', 'placeName'] as const)
      : (['branchName', 'fullName', 'placeName'] as const),
    contact: ['contactName', 'contactPlace'] as const,
    secretary: ['displayName', 'loginName', 'password', 'repeat'] as const,
    check: [] as const,
  })[step]

function isComplete(step: Step, draft: SetUpDraft, required: readonly (keyof SetUpDraft)[]): boolean {
  if (required.some(field => draft[field].trim() === '')) return false
  if (step !== 'secretary') return true
  return draft.password === draft.repeat && passwordProblems(draft.password, draft.loginName).length === 0
}

const inputOf = (draft: SetUpDraft) => ({
  code: draft.code,
  branchName: draft.branchName.trim(),
  fullName: draft.fullName.trim(),
  placeName: draft.placeName.trim(),
  helpContact: {
    name: draft.contactName.trim(),
    phone: draft.contactPhone.trim(),
    place: draft.contactPlace.trim(),
  },
  secretary: { loginName: draft.loginName, displayName: draft.displayName, password: draft.password },
})
