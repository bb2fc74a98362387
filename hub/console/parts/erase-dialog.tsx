import { useState } from 'preact/hooks'
import { ERASE_REASONS, type EraseReason } from '../../../shared/people/erasure.ts'
import { may } from '../../../shared/people/rights.ts'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { RadioGroup } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'

/** Erases private words: says what goes, what stays, and where it is still found; why is one of a list. */
export function EraseDialog(props: {
  readonly title: string
  /** What goes and what stays. */
  readonly text: string
  readonly erase: (reason: EraseReason) => Promise<unknown>
  readonly onClose: () => void
}) {
  const { erasing, done } = words().care
  const erase = useMutation(props.erase, () => done.erase)
  const [reason, setReason] = useState<EraseReason>('asked')
  const run = async () => {
    if ((await erase.run(reason)).ok) props.onClose()
  }
  return (
    <ConfirmDialog
      title={props.title}
      consequences={[props.text, erasing.journal, erasing.backups]}
      confirm={erasing.confirm}
      busy={erase.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={props.onClose}
    >
      <RadioGroup
        label={erasing.why}
        value={reason}
        options={ERASE_REASONS.map(value => ({ value, label: erasing.reasons[value] }))}
        onChange={setReason}
      />
      <ProblemList problems={erase.problems} />
    </ConfirmDialog>
  )
}

/** Only the secretary erases; the hub checks again. */
export const mayErase = (): boolean => session.value.state === 'in' && may(session.value.me.role, 'words.erase')
