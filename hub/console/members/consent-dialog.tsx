import { useState } from 'preact/hooks'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { formClass, RadioGroup, TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { MemberRow } from './member-row.ts'
import css from './members.module.css'

/** Who has agreed on paper to be named: for many at once, as the papers come back from a meeting (PL53). */
export function ConsentDialog({ members, onClose }: { members: readonly MemberRow[]; onClose: () => void }) {
  const { members: text } = words()
  const [answer, setAnswer] = useState<'agree' | 'withdraw'>('agree')
  const [date, setDate] = useState<PlainDate | null>(today())
  const [paperRef, setPaperRef] = useState('')
  const [tried, setTried] = useState(false)
  const save = useMutation(
    () =>
      api.members.setConsent.mutate({
        memberIds: members.map(each => each.memberId),
        consent: answer === 'agree' && date ? { date, paperRef: paperRef.trim() } : null,
      }),
    () => text.consent.done(members.length),
  )
  const run = async () => {
    setTried(true)
    if (answer === 'agree' && (!date || paperRef.trim() === '')) return
    if ((await save.run()).ok) onClose()
  }
  return (
    <Dialog
      title={text.consent.title(members.length)}
      onClose={onClose}
      actions={
        <DialogActs
          label={text.consent.save}
          busy={save.busy}
          why={offlineWhy()}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <p class={css.names}>{members.map(each => each.name).join('、')}</p>
      <RadioGroup
        label={text.fields.consent}
        stacked
        value={answer}
        options={[
          { value: 'agree', label: text.consent.agree, note: text.consent.agreeNote },
          { value: 'withdraw', label: text.consent.withdraw, note: text.consent.withdrawNote },
        ]}
        onChange={setAnswer}
      />
      {answer === 'agree' && (
        <div class={formClass}>
          <DateField
            label={text.form.consentDate}
            required
            value={date}
            max={today()}
            onChange={setDate}
            error={tried && !date ? text.form.dateNeeded : null}
          />
          <TextField
            label={text.form.paperRef}
            required
            maxLength={60}
            hint={text.form.paperRefHint}
            value={paperRef}
            onChange={setPaperRef}
            error={tried && paperRef.trim() === '' ? text.form.paperNeeded : null}
          />
        </div>
      )}
      <ProblemList problems={save.problems} />
    </Dialog>
  )
}
