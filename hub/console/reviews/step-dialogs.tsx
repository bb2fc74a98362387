import { useState } from 'preact/hooks'
import type { Period } from '../../../shared/base/plain-date.ts'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { periodText } from '../parts/periods.ts'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'

interface Props {
  readonly period: Period
  readonly onClose: () => void
}

export function SettleDialog({ period, onClose }: Props) {
  const { reviews } = words()
  const settle = useMutation(
    () => api.reviews.settle.mutate({ period }),
    () => reviews.done.settle,
  )
  const run = async () => {
    if ((await settle.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={`${reviews.acts.settle} · ${periodText(period)}`}
      consequences={reviews.settleWhat}
      confirm={reviews.acts.settle}
      busy={settle.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <ProblemList problems={settle.problems} />
    </ConfirmDialog>
  )
}

export function ReopenDialog({ period, onClose }: Props) {
  const { reviews } = words()
  const [reason, setReason] = useState('')
  const reopen = useMutation(
    () => api.reviews.reopen.mutate({ period, reason }),
    () => reviews.done.reopen,
  )
  const run = async () => {
    if ((await reopen.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={`${reviews.acts.reopen} · ${periodText(period)}`}
      consequences={reviews.reopenWhat}
      confirm={reviews.acts.reopen}
      busy={reopen.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <TextField
        required
        at="reason"
        label={reviews.reopenWhy}
        hint={reviews.reopenHint}
        maxLength={200}
        value={reason}
        onChange={setReason}
      />
      <ProblemList problems={reopen.problems} />
    </ConfirmDialog>
  )
}
