import { useState } from 'preact/hooks'
import type { ActivityId } from '../../../shared/base/ids.ts'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'

/** Steps that need a reason: reopening, which reverses credits, and cancelling, which cannot be taken back. */

interface ReasonDialogProps {
  readonly activityId: ActivityId
  readonly onClose: () => void
}

export function ReopenDialog({ activityId, onClose }: ReasonDialogProps) {
  const { person, reopening } = words().activities
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const reopen = useMutation(
    () => api.activities.reopen.mutate({ activityId, why: why.trim() }),
    () => reopening.done,
  )
  const run = async () => {
    setTried(true)
    if (why.trim().length < 2) return
    if ((await reopen.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={reopening.title}
      consequences={reopening.consequences}
      confirm={reopening.confirm}
      busy={reopen.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <TextField
        label={reopening.why}
        required
        maxLength={200}
        hint={reopening.whyHint}
        value={why}
        onChange={setWhy}
        error={tried && why.trim().length < 2 ? person.whyNeeded : null}
      />
      <ProblemList problems={reopen.problems} />
    </ConfirmDialog>
  )
}

export function CancelDialog({ activityId, onClose }: ReasonDialogProps) {
  const { cancelling } = words().activities
  const [why, setWhy] = useState('')
  const cancel = useMutation(
    () => api.activities.cancel.mutate({ activityId, why: why.trim() }),
    () => cancelling.done,
  )
  const run = async () => {
    if ((await cancel.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={cancelling.title}
      consequences={cancelling.consequences}
      confirm={cancelling.confirm}
      busy={cancel.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <TextField label={cancelling.why} maxLength={200} value={why} onChange={setWhy} />
      <ProblemList problems={cancel.problems} />
    </ConfirmDialog>
  )
}
