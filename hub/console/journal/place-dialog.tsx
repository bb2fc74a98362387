import { useState } from 'preact/hooks'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { toast } from '../../pages/ui/toast.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import css from './backup.module.css'

/** Where backups go besides this PC. @param path where they go now; null: nowhere */
export function PlaceDialog({ path, onClose }: { path: string | null; onClose: () => void }) {
  const disks = useQuery(['backup', 'disks'], () => api.backup.disks.query())
  const choose = useMutation((chosen: string) => api.backup.choosePlace.mutate({ path: chosen }))
  const forget = useMutation(() => api.backup.forgetPlace.mutate())
  const { dialog } = words().backup
  const save = async (chosen: string) => {
    if (!(await choose.run(chosen)).ok) return
    toast(dialog.saved)
    onClose()
  }
  const giveUp = async () => {
    if (!(await forget.run()).ok) return
    toast(dialog.forgotten)
    onClose()
  }
  return (
    <PlaceForm
      path={path}
      disks={disks.data ?? null}
      busy={choose.busy || forget.busy}
      problems={choose.problems ?? forget.problems}
      onSave={chosen => void save(chosen)}
      onForget={() => void giveUp()}
      onClose={onClose}
    />
  )
}

export interface PlaceFormProps {
  readonly path: string | null
  /** Plugged in now; null until the hub has answered. */
  readonly disks: readonly string[] | null
  readonly busy: boolean
  readonly problems: Parameters<typeof ProblemList>[0]['problems']
  readonly onSave: (path: string) => void
  readonly onForget: () => void
  readonly onClose: () => void
}

export function PlaceForm({ path, disks, busy, problems, onSave, onForget, onClose }: PlaceFormProps) {
  const { dialog } = words().backup
  const [written, setWritten] = useState(path ?? '')
  return (
    <Dialog
      title={dialog.title}
      onClose={onClose}
      actions={
        <>
          {path !== null && (
            <Button kind="link" busy={busy} why={offlineWhy()} onClick={onForget}>
              {dialog.forget}
            </Button>
          )}
          <Button kind="primary" busy={busy} why={offlineWhy()} onClick={() => onSave(written.trim())}>
            {dialog.save}
          </Button>
        </>
      }
    >
      <div class={css.form}>
        <p class={css.note}>{disks?.length === 0 ? dialog.foundNone : dialog.found}</p>
        <div class={css.disks}>
          {disks?.map(disk => (
            <Button key={disk} icon="backup" aria-pressed={disk === written} onClick={() => setWritten(disk)}>
              {disk}
            </Button>
          ))}
        </div>
        <TextField label={dialog.path} hint={dialog.hint} value={written} onChange={setWritten} maxLength={500} />
        <ProblemList problems={problems} />
        <p class={css.secret}>{dialog.secret}</p>
        {path !== null && path !== written && <p class={css.note}>{dialog.old}</p>}
      </div>
    </Dialog>
  )
}
