import { useState } from 'preact/hooks'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dateText, pointsText } from '../../pages/format.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { TextField } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { LedgerRow, Names } from './books.ts'
import css from './ledger.module.css'

/** Cancels one entry by a new one, with its day and reason. */
export function ReverseDialog({ line, names, onClose }: { line: LedgerRow; names: Names; onClose: () => void }) {
  const { ledger, items } = words()
  const text = ledger.reverseDialog
  const lastDay = `${line.date.slice(0, 4)}-12-31` as PlainDate
  const [date, setDate] = useState<PlainDate | null>(today() < lastDay ? today() : lastDay)
  const [reason, setReason] = useState('')
  const reverse = useMutation(
    (on: PlainDate) => api.ledger.reverse.mutate({ entryId: line.entryId, date: on, reason }),
    () => text.done,
  )
  const member = names.members.get(line.memberId)
  const item = names.items.get(line.itemCode ?? '')
  const confirm = async () => {
    if (date && (await reverse.run(date)).ok) onClose()
  }
  const ready = date !== null && reason.trim().length >= 2
  return (
    <ConfirmDialog
      title={text.title}
      consequences={text.consequences}
      confirm={text.confirm}
      busy={reverse.busy}
      why={offlineWhy() ?? (ready ? null : kitWords().required)}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <p class={css.lineBox}>
        {text.what(
          member ? withNote(member.name, member.nameNote) : ledger.unknownMember,
          item ? `${item.code} ${item.title}` : ledger.openingOf(items.components[line.component]),
          pointsText(line.points, true),
          dateText(line.date),
        )}
      </p>
      <TextField
        required
        at="reason"
        label={text.reason}
        hint={text.reasonHint}
        value={reason}
        maxLength={200}
        onChange={setReason}
      />
      <DateField required at="date" label={text.date} value={date} min={line.date} max={today()} onChange={setDate} />
      <ProblemList problems={reverse.problems} />
    </ConfirmDialog>
  )
}
