import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { TALK_REASONS, type TalkReason } from '../../../shared/people/care.ts'
import { dateText } from '../../pages/format.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { formClass, Select, TextArea, TextField, wideClass } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { EraseDialog } from '../parts/erase-dialog.tsx'
import { useMutation } from '../query.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { TalkRow } from './model.ts'
import { MemberField } from './member-field.tsx'

interface Somebody {
  readonly memberId: MemberId
  readonly name: string
}

const FIELDS = ['memberId', 'date', 'followUpOn', 'by', 'said'] as const

/** @param about null: chosen in the dialog */
export function TalkDialog({ about, onClose }: { about: Somebody | null; onClose: () => void }) {
  const { care } = words()
  const me = session.value.state === 'in' ? session.value.me.displayName : ''
  const [memberId, setMemberId] = useState<MemberId | null>(about?.memberId ?? null)
  const [date, setDate] = useState<PlainDate | null>(today())
  const [followUpOn, setFollowUpOn] = useState<PlainDate | null>(null)
  const [by, setBy] = useState(me)
  const [reason, setReason] = useState<TalkReason>(about ? 'low' : 'routine')
  const [said, setSaid] = useState('')
  const record = useMutation(
    (who: MemberId, day: PlainDate) =>
      api.care.recordTalk.mutate({ memberId: who, date: day, followUpOn, by, reason, said }),
    () => care.done.talk,
  )
  const run = async () => {
    if (memberId && date && (await record.run(memberId, date)).ok) onClose()
  }
  const ready = memberId !== null && date !== null && by.trim() !== '' && said.trim() !== ''
  const at = (field: (typeof FIELDS)[number]) => problemAt(record.problems, field)
  return (
    <Dialog
      title={care.talkTitle}
      onClose={onClose}
      actions={<Actions busy={record.busy} ready={ready} label={care.acts.talk} onRun={run} onClose={onClose} />}
    >
      <div class={formClass}>
        <MemberField
          label={care.talkWho}
          about={about}
          value={memberId}
          onChange={setMemberId}
          error={at('memberId')}
        />
        <DateField required label={care.talkDate} value={date} max={today()} onChange={setDate} error={at('date')} />
        <TextField required label={care.talkBy} value={by} maxLength={40} onChange={setBy} error={at('by')} />
        <Select
          label={care.talkReason}
          value={reason}
          options={TALK_REASONS.map(value => ({ value, label: care.reasons[value] }))}
          onChange={setReason}
        />
        <TextArea
          required
          class={wideClass}
          label={care.talkSaid}
          hint={care.talkHint}
          rows={5}
          maxLength={2_000}
          value={said}
          onChange={setSaid}
        />
        <DateField
          label={care.followUpOn}
          hint={care.followUpHint}
          value={followUpOn}
          onChange={setFollowUpOn}
          error={at('followUpOn')}
        />
      </div>
      <ProblemList problems={problemsElsewhere(record.problems, FIELDS)} />
    </Dialog>
  )
}

export function FollowUpDialog({ talk, onClose }: { talk: TalkRow; onClose: () => void }) {
  const { care } = words()
  const [date, setDate] = useState<PlainDate | null>(today())
  const [followUpOn, setFollowUpOn] = useState<PlainDate | null>(null)
  const [said, setSaid] = useState('')
  const record = useMutation(
    (day: PlainDate) => api.care.followUp.mutate({ talkId: talk.talkId, date: day, followUpOn, said }),
    () => care.done.followUp,
  )
  const run = async () => {
    if (date && (await record.run(date)).ok) onClose()
  }
  const ready = date !== null && said.trim() !== ''
  return (
    <Dialog
      title={care.followTitle(talk.name)}
      width="narrow"
      onClose={onClose}
      actions={<Actions busy={record.busy} ready={ready} label={care.acts.followUp} onRun={run} onClose={onClose} />}
    >
      <DateField
        required
        label={care.followDate}
        value={date}
        min={talk.date}
        max={today()}
        onChange={setDate}
        error={problemAt(record.problems, 'date')}
      />
      <TextArea required label={care.followSaid} rows={4} maxLength={2_000} value={said} onChange={setSaid} />
      <DateField
        label={care.nextFollowUp}
        hint={care.followUpHint}
        value={followUpOn}
        onChange={setFollowUpOn}
        error={problemAt(record.problems, 'followUpOn')}
      />
      <ProblemList problems={problemsElsewhere(record.problems, FIELDS)} />
    </Dialog>
  )
}

export function EraseTalkDialog({ talk, onClose }: { talk: TalkRow; onClose: () => void }) {
  const { care } = words()
  return (
    <EraseDialog
      title={care.eraseTitle}
      text={care.eraseText(talk.name, dateText(talk.date))}
      erase={reason => api.care.erase.mutate({ talkId: talk.talkId, reason })}
      onClose={onClose}
    />
  )
}

function Actions(props: {
  readonly busy: boolean
  readonly ready: boolean
  readonly label: string
  readonly onRun: () => Promise<void>
  readonly onClose: () => void
}) {
  const { busy, ready, label, onRun, onClose } = props
  return (
    <DialogActs
      label={label}
      busy={busy}
      why={offlineWhy() ?? (ready ? null : kitWords().required)}
      onAct={() => void onRun()}
      onCancel={onClose}
    />
  )
}
