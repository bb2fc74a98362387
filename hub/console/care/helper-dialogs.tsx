import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Checkbox, TextField } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { EraseDialog } from '../parts/erase-dialog.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { MemberField } from './member-field.tsx'
import type { HelperRow } from './model.ts'

interface Somebody {
  readonly memberId: MemberId
  readonly name: string
}

const FIELDS = ['memberId', 'helperId', 'name', 'date'] as const

/** @param about null: chosen in the dialog */
export function HelperDialog(props: {
  readonly about: Somebody | null
  /** Whose place the new one takes. */
  readonly replaces?: HelperRow
  readonly onClose: () => void
}) {
  const { about, replaces, onClose } = props
  const { care } = words()
  const [memberId, setMemberId] = useState<MemberId | null>(about?.memberId ?? null)
  const [other, setOther] = useState(false)
  const [helperId, setHelperId] = useState<MemberId | null>(null)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const [since, setSince] = useState<PlainDate | null>(today())
  const save = useMutation(
    (who: MemberId, day: PlainDate) =>
      api.care.nameHelper.mutate({
        memberId: who,
        helperId: other ? null : helperId,
        since: day,
        name,
        note,
        replaces: replaces?.helpId ?? null,
      }),
    () => care.done.helper,
  )
  const run = async () => {
    if (memberId && since && (await save.run(memberId, since)).ok) onClose()
  }
  const ready = memberId !== null && since !== null && (other ? name.trim() !== '' : helperId !== null)
  const at = (field: (typeof FIELDS)[number]) => problemAt(save.problems, field)
  return (
    <Dialog
      title={replaces ? care.replaceTitle(replaces.name, replaces.helper) : care.helperTitle}
      width="narrow"
      onClose={onClose}
      actions={
        <DialogActs
          label={replaces ? care.acts.replace : care.acts.helper}
          busy={save.busy}
          why={offlineWhy() ?? (ready ? null : kitWords().required)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <MemberField
        label={care.helperWho}
        about={about}
        value={memberId}
        onChange={setMemberId}
        error={at('memberId')}
      />
      <Checkbox label={care.helperOther} checked={other} onChange={setOther} />
      {other ? (
        <TextField required label={care.helperName} value={name} maxLength={40} onChange={setName} error={at('name')} />
      ) : (
        <MemberField
          label={care.helperMember}
          about={null}
          value={helperId}
          onChange={setHelperId}
          error={at('helperId')}
        />
      )}
      {replaces && <p>{care.replaceNote(replaces.helper)}</p>}
      <TextField label={care.helperNote} value={note} maxLength={200} onChange={setNote} />
      <DateField
        required
        label={care.helperSince}
        value={since}
        min={replaces?.since}
        max={today()}
        onChange={setSince}
        error={at('date')}
      />
      <ProblemList problems={problemsElsewhere(save.problems, FIELDS)} />
    </Dialog>
  )
}

export function EndDialog({ row, onClose }: { row: HelperRow; onClose: () => void }) {
  const { care } = words()
  const [until, setUntil] = useState<PlainDate | null>(today())
  const end = useMutation(
    (day: PlainDate) => api.care.endHelper.mutate({ helpId: row.helpId, until: day }),
    () => care.done.end,
  )
  const run = async () => {
    if (until && (await end.run(until)).ok) onClose()
  }
  return (
    <Dialog
      title={care.endTitle(row.name, row.helper)}
      width="narrow"
      onClose={onClose}
      actions={
        <DialogActs
          label={care.acts.end}
          busy={end.busy}
          why={offlineWhy() ?? (until ? null : kitWords().required)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <DateField required label={care.endDate} value={until} min={row.since} max={today()} onChange={setUntil} />
      <ProblemList problems={end.problems} />
    </Dialog>
  )
}

export function EraseHelpDialog({ row, onClose }: { row: HelperRow; onClose: () => void }) {
  const { care } = words()
  return (
    <EraseDialog
      title={care.erasing.helpTitle(row.name)}
      text={care.erasing.helpText}
      erase={reason => api.care.eraseHelp.mutate({ helpId: row.helpId, reason })}
      onClose={onClose}
    />
  )
}
