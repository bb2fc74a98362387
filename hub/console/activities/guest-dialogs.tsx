import { useState } from 'preact/hooks'
import type { ActivityId } from '../../../shared/base/ids.ts'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import type { GuestRow } from './guests-card.tsx'
import { WrittenText } from './handwriting.tsx'
import css from './attendance.module.css'

const NAME_MOST = 40

export function AddGuest({ activityId, onClose }: { activityId: ActivityId; onClose: () => void }) {
  const { guests: text } = words().attendance
  const [draft, setDraft] = useState({ name: '', homeBranch: '', phone: '' })
  const [tried, setTried] = useState(false)
  const guest = { name: draft.name.trim(), homeBranch: draft.homeBranch.trim(), phone: draft.phone.replace(/\D/g, '') }
  const badPhone = !/^(\d{7,12})?$/.test(guest.phone) || (draft.phone.trim() !== '' && guest.phone === '')
  const add = useMutation(
    () => api.guests.add.mutate({ activityId, ...guest }),
    done => text.added(guest.name, done.slipNo),
  )
  const run = async () => {
    setTried(true)
    if (guest.name === '' || guest.homeBranch === '' || badPhone) return
    if ((await add.run()).ok) onClose()
  }
  const needed = (value: string) => (tried && value === '' ? text.needed : null)
  return (
    <Dialog
      title={text.addTitle}
      width="narrow"
      onClose={onClose}
      actions={<Actions onClose={onClose} label={text.save} busy={add.busy} run={run} />}
    >
      <div class={css.elsewhereForm}>
        <TextField
          label={text.name}
          required
          autofocus
          maxLength={NAME_MOST}
          value={draft.name}
          onChange={name => setDraft({ ...draft, name })}
          error={needed(guest.name)}
        />
        <TextField
          label={text.homeBranch}
          required
          maxLength={NAME_MOST}
          hint={text.homeBranchHint}
          value={draft.homeBranch}
          onChange={homeBranch => setDraft({ ...draft, homeBranch })}
          error={needed(guest.homeBranch)}
        />
        <TextField
          label={text.phone}
          maxLength={20}
          inputMode="numeric"
          hint={text.phoneHint}
          value={draft.phone}
          onChange={phone => setDraft({ ...draft, phone })}
          error={tried && badPhone ? text.phoneBad : null}
        />
        <ProblemList problems={add.problems} />
      </div>
    </Dialog>
  )
}

interface GuestDialogProps {
  readonly guest: GuestRow
  readonly onClose: () => void
}

/** Staff write down what the handwriting says, with the handwriting before their eyes. */
export function ReadGuest({ guest, onClose }: GuestDialogProps) {
  const { guests: text } = words().attendance
  const typed = (written: GuestRow['name']) => (written?.kind === 'typed' ? written.text : '')
  const [draft, setDraft] = useState(guest.read ?? { name: typed(guest.name), homeBranch: typed(guest.homeBranch) })
  const [tried, setTried] = useState(false)
  const names = { name: draft.name.trim(), homeBranch: draft.homeBranch.trim() }
  const save = useMutation(
    () => api.guests.transcribe.mutate({ guestId: guest.guestId, ...names }),
    () => text.readSaved,
  )
  const run = async () => {
    setTried(true)
    if (names.name === '' || names.homeBranch === '') return
    if ((await save.run()).ok) onClose()
  }
  const fields = [
    ['name', text.name, text.drawnName],
    ['homeBranch', text.homeBranch, text.drawnBranch],
  ] as const
  return (
    <Dialog
      title={text.readTitle}
      onClose={onClose}
      actions={<Actions onClose={onClose} label={words().activities.form.save} busy={save.busy} run={run} />}
    >
      <p class={css.note}>{text.readNote}</p>
      {fields.map(([field, label, drawnLabel]) => {
        const written = guest[field]
        return (
          <div key={field} class={css.drawnField}>
            {written?.kind === 'drawn' && (
              <div>
                <WrittenText written={written} label={drawnLabel} large />
              </div>
            )}
            <TextField
              label={label}
              required
              maxLength={NAME_MOST}
              value={draft[field]}
              onChange={value => setDraft({ ...draft, [field]: value })}
              error={tried && names[field] === '' ? text.needed : null}
            />
          </div>
        )
      })}
      <ProblemList problems={save.problems} />
    </Dialog>
  )
}

export function StrikeGuest({ guest, onClose }: GuestDialogProps) {
  const { guests: text } = words().attendance
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const strike = useMutation(
    () => api.guests.strike.mutate({ guestId: guest.guestId, why: why.trim() }),
    () => text.struck,
  )
  const run = async () => {
    setTried(true)
    if (why.trim().length < 2) return
    if ((await strike.run()).ok) onClose()
  }
  const name = guest.read?.name ?? (guest.name?.kind === 'typed' ? guest.name.text : guest.slipNo)
  return (
    <Dialog
      title={text.strikeTitle(name)}
      width="narrow"
      onClose={onClose}
      actions={<Actions onClose={onClose} label={text.strike} busy={strike.busy} run={run} />}
    >
      <TextField
        label={text.strikeWhy}
        required
        autofocus
        maxLength={200}
        hint={text.strikeWhyHint}
        value={why}
        onChange={setWhy}
        error={tried && why.trim().length < 2 ? text.whyNeeded : null}
      />
      <ProblemList problems={strike.problems} />
    </Dialog>
  )
}

interface ActionsProps {
  readonly label: string
  readonly busy: boolean
  readonly run: () => Promise<void>
  readonly onClose: () => void
}

const Actions = ({ label, busy, run, onClose }: ActionsProps) => (
  <DialogActs label={label} busy={busy} why={offlineWhy()} onAct={() => void run()} onCancel={onClose} />
)
