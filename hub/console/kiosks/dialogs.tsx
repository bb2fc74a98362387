import { useState } from 'preact/hooks'
import { ConfirmDialog, Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { RadioGroup, TextField } from '../../pages/ui/inputs.tsx'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useEvery, useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import type { KioskRow } from './health.ts'
import css from './kiosks.module.css'

/** So often it is looked whether a screen waits. */
const LOOK_MS = 3_000

export function PairDialog({ onClose }: { onClose: () => void }) {
  const { kiosks } = words()
  const [code, setCode] = useState('')
  const [place, setPlace] = useState('')
  const waiting = useQuery(['kiosk', 'waiting'], () => api.kiosks.waiting.query())
  useEvery(LOOK_MS, waiting.refresh)
  const confirm = useMutation(
    () => api.kiosks.confirm.mutate({ code, place }),
    () => kiosks.paired,
  )
  const digits = code.normalize('NFKC').replaceAll(/\D/g, '')
  const ready = digits.length === 8 && place.trim() !== ''
  const submit = async (event?: Event) => {
    event?.preventDefault()
    if (ready && (await confirm.run()).ok) onClose()
  }
  return (
    <Dialog
      title={kiosks.pairTitle}
      onClose={onClose}
      actions={
        <DialogActs
          label={kiosks.pair}
          busy={confirm.busy}
          why={offlineWhy() ?? (ready ? null : kiosks.codeHint)}
          onAct={() => void submit()}
          onCancel={onClose}
        />
      }
    >
      <ol class={css.steps}>
        {kiosks.pairSteps.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <p class={css.waiting}>{waiting.data === undefined ? '' : kiosks.pairWaiting(waiting.data)}</p>
      <form class={css.pair} onSubmit={event => void submit(event)}>
        <TextField
          autofocus
          required
          label={kiosks.code}
          hint={kiosks.codeHint}
          inputMode="numeric"
          maxLength={12}
          value={code}
          onChange={setCode}
          error={problemAt(confirm.problems, 'code')}
        />
        <TextField
          required
          label={kiosks.place}
          hint={kiosks.placeHint}
          maxLength={40}
          value={place}
          onChange={setPlace}
          error={problemAt(confirm.problems, 'place')}
        />
        {/* Enter in either box sends the form. */}
        <input type="submit" hidden />
      </form>
      <ProblemList problems={problemsElsewhere(confirm.problems, ['code', 'place'])} />
    </Dialog>
  )
}

export function RenameDialog({ row, onClose }: { row: KioskRow; onClose: () => void }) {
  const { kiosks, settings } = words()
  const [place, setPlace] = useState(row.place)
  const rename = useMutation(
    () => api.kiosks.rename.mutate({ kioskId: row.kioskId, place }),
    () => kiosks.renamed,
  )
  const submit = async () => {
    if ((await rename.run()).ok) onClose()
  }
  return (
    <Dialog
      title={kiosks.renameTitle(row.place)}
      width="narrow"
      onClose={onClose}
      actions={
        <DialogActs
          label={settings.save}
          busy={rename.busy}
          why={offlineWhy()}
          onAct={() => void submit()}
          onCancel={onClose}
        />
      }
    >
      <TextField
        autofocus
        label={kiosks.place}
        hint={kiosks.placeHint}
        maxLength={40}
        value={place}
        onChange={setPlace}
        error={problemAt(rename.problems, 'place')}
      />
      <ProblemList problems={problemsElsewhere(rename.problems, ['place'])} />
    </Dialog>
  )
}

type Why = 'lost' | 'replaced' | 'retired'

/** @param onLost what comes after a screen was lost: its cards */
export function RevokeDialog(props: { row: KioskRow; onClose: () => void; onLost: () => void }) {
  const { row, onClose, onLost } = props
  const { kiosks } = words()
  const [why, setWhy] = useState<Why>('retired')
  const revoke = useMutation(
    () => api.kiosks.revoke.mutate({ kioskId: row.kioskId, why }),
    () => kiosks.revoked,
  )
  const confirm = async () => {
    if ((await revoke.run()).ok) (why === 'lost' ? onLost : onClose)()
  }
  const unsent = row.owed?.count ?? row.status?.unsent ?? 0
  return (
    <ConfirmDialog
      title={kiosks.revokeTitle(row.place)}
      consequences={[...(unsent > 0 ? [kiosks.notes.unsent(unsent)] : []), ...kiosks.revokeConsequences]}
      confirm={kiosks.revoke}
      busy={revoke.busy}
      why={offlineWhy()}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <RadioGroup<Why>
        label={kiosks.revokeWhy}
        value={why}
        options={(['lost', 'replaced', 'retired'] as const).map(value => ({
          value,
          label: kiosks.revokeReasons[value],
        }))}
        onChange={setWhy}
      />
      <ProblemList problems={revoke.problems} />
    </ConfirmDialog>
  )
}

/** Somebody has looked into what never came: the alarm goes, here and on the glass. */
export function SettleDialog({ row, onClose }: { row: KioskRow; onClose: () => void }) {
  const { kiosks } = words()
  const settle = useMutation(
    () => api.kiosks.settleMissing.mutate({ kioskId: row.kioskId }),
    () => kiosks.settled,
  )
  const confirm = async () => {
    if ((await settle.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={kiosks.settleTitle(row.place)}
      consequences={[...kiosks.settleConsequences(row.missing)]}
      confirm={kiosks.settle}
      busy={settle.busy}
      why={offlineWhy()}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      <ProblemList problems={settle.problems} />
    </ConfirmDialog>
  )
}
