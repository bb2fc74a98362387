import type { EraseReason } from '../../../shared/people/erasure.ts'
import { api } from '../api.ts'
import { EraseDialog } from '../parts/erase-dialog.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import type { LedgerRow } from './books.ts'

export function EraseNoteDialog({ line, onClose }: { line: LedgerRow; onClose: () => void }) {
  const { erasing } = words().care
  const erase = useMutation(
    (reason: EraseReason) => api.ledger.eraseNote.mutate({ entryId: line.entryId, reason }),
    () => words().care.done.erase,
  )
  const run = async (reason: EraseReason) => {
    if ((await erase.run(reason)).ok) onClose()
  }
  return (
    <EraseDialog
      title={erasing.noteTitle}
      text={erasing.noteText(line.note)}
      busy={erase.busy}
      problems={erase.problems}
      onErase={reason => void run(reason)}
      onClose={onClose}
    />
  )
}
