import { useState } from 'preact/hooks'
import type { Period } from '../../../shared/base/plain-date.ts'
import { WAYS_REMINDED, type WayReminded } from '../../../shared/people/care.ts'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { RadioGroup, TextArea } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { periodText } from '../parts/periods.ts'
import { EraseDialog } from '../parts/erase-dialog.tsx'
import { useMutation } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { causeText, type LowRow } from './model.ts'

/** The words begin with what the figures say, so that nobody has to look them up; the person who says them changes them. */
export function RemindDialog({ row, period, onClose }: { row: LowRow; period: Period; onClose: () => void }) {
  const { care, scope } = words()
  const first = row.run[0]?.period ?? period
  const [how, setHow] = useState<WayReminded>('person')
  const [said, setSaid] = useState(care.remindStart(periodText(first), row.causes.map(causeText).join('、')))
  const remind = useMutation(
    () => api.care.remind.mutate({ memberId: row.memberId, period, how, said }),
    // A letter is still to be checked, approved and published.
    draft => (draft === null ? care.done.remind : scope.letterDone),
  )
  const run = async () => {
    const done = await remind.run()
    if (!done.ok) return
    onClose()
    if (done.value !== null) go('notices', done.value)
  }
  return (
    <Dialog
      title={care.remindTitle(row.name)}
      width="narrow"
      onClose={onClose}
      actions={
        <DialogActs
          label={care.acts.remind}
          busy={remind.busy}
          why={offlineWhy() ?? (said.trim() === '' ? kitWords().required : null)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <RadioGroup
        label={care.remindHow}
        value={how}
        options={WAYS_REMINDED.map(value => ({ value, label: care.ways[value] }))}
        onChange={setHow}
      />
      {how === 'slip' && (
        <p>
          <a href={hrefTo('reminder-paper', period, row.memberId)} target="_blank" rel="noreferrer">
            {care.acts.slip}
          </a>
        </p>
      )}
      <TextArea required label={care.remindWords} rows={4} maxLength={2_000} value={said} onChange={setSaid} />
      <ProblemList problems={remind.problems} />
    </Dialog>
  )
}

export function EraseReminderDialog({ row, period, onClose }: { row: LowRow; period: Period; onClose: () => void }) {
  const { care } = words()
  return (
    <EraseDialog
      title={care.erasing.reminderTitle(row.name)}
      text={care.erasing.reminderText}
      erase={reason => api.care.eraseReminder.mutate({ memberId: row.memberId, period, reason })}
      onClose={onClose}
    />
  )
}
