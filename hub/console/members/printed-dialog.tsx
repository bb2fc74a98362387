import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'

/** The cards are in hand: from here on the hub has forgotten their secrets, and says so before (SG40). */
export function PrintedDialog(props: { serials: readonly string[]; onClose: () => void; onDone: () => void }) {
  const { cards } = words().members
  const { serials, onClose, onDone } = props
  const confirm = useMutation(
    () => api.members.confirmPrinted.mutate({ serials: [...serials] }),
    () => cards.printedDone(serials.length),
  )
  const run = async () => {
    if ((await confirm.run()).ok) onDone()
  }
  return (
    <ConfirmDialog
      title={cards.printedTitle(serials.length)}
      consequences={cards.printedConsequences}
      confirm={cards.printedConfirm}
      busy={confirm.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <ProblemList problems={confirm.problems} />
    </ConfirmDialog>
  )
}
