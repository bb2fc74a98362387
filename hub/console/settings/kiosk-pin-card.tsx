import { useState } from 'preact/hooks'
import { KIOSK_PIN, pinProblem } from '../../../shared/people/service-pin.ts'
import { sentenceOf } from '../../pages/language.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { actionsClass, formClass, TextField } from '../../pages/ui/inputs.tsx'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import css from './settings.module.css'

const FIELDS = ['pin', 'current']

/** One's own PIN for confirming people at a kiosk: set, change, remove. */
export function KioskPinCard({ isSet, onDone }: { isSet: boolean; onDone: () => void }) {
  const { staff } = words()
  const [pin, setPin] = useState('')
  const [current, setCurrent] = useState('')
  const save = useMutation(
    (input: { pin: string; current: string }) => api.session.setKioskPin.mutate(input),
    () => staff.kioskPinSaved,
  )
  const remove = useMutation(
    () => api.session.clearKioskPin.mutate(),
    () => staff.kioskPinRemoved,
  )
  const wrong = pin === '' ? null : pinProblem(pin, KIOSK_PIN)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await save.run({ pin, current })).ok) return
    setPin('')
    setCurrent('')
    onDone()
  }
  const takeAway = async () => {
    if ((await remove.run()).ok) onDone()
  }
  const ready = pin !== '' && !wrong && current !== ''
  return (
    <Card
      title={staff.kioskPin}
      side={<Tag tone={isSet ? 'ok' : 'plain'}>{isSet ? staff.kioskPinSet : staff.kioskPinUnset}</Tag>}
    >
      <form class={css.stack} onSubmit={event => void submit(event)}>
        <p class={css.note}>{staff.kioskPinHelp}</p>
        <div class={formClass}>
          <TextField
            secret
            required
            label={staff.kioskPinNew}
            hint={staff.kioskPinHint}
            value={pin}
            maxLength={12}
            inputMode="numeric"
            autocomplete="new-password"
            onChange={setPin}
            error={problemAt(save.problems, 'pin') ?? (wrong && pin.length >= 6 ? sentenceOf(wrong) : null)}
          />
          <TextField
            secret
            required
            label={staff.kioskPinCurrent}
            value={current}
            autocomplete="current-password"
            onChange={setCurrent}
            error={problemAt(save.problems, 'current')}
          />
        </div>
        <ProblemList problems={problemsElsewhere(save.problems, FIELDS) ?? remove.problems} />
        <div class={actionsClass}>
          {isSet && (
            <Button busy={remove.busy} why={offlineWhy()} onClick={() => void takeAway()}>
              {staff.kioskPinRemove}
            </Button>
          )}
          <Button
            kind="primary"
            type="submit"
            busy={save.busy}
            why={offlineWhy() ?? (ready ? null : staff.kioskPinHint)}
          >
            {isSet ? staff.kioskPinChange : staff.kioskPinSave}
          </Button>
        </div>
      </form>
    </Card>
  )
}
