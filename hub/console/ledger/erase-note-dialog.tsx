import { api } from '../api.ts'
import { EraseDialog } from '../parts/erase-dialog.tsx'
import { words } from '../text/words.ts'
import type { LedgerRow } from './books.ts'

export function EraseNoteDialog({ line, onClose }: { line: LedgerRow; onClose: () => void }) {
  const { erasing } = words().care
  return (
    <EraseDialog
      title={erasing.noteTitle}
      text={erasing.noteText(line.note)}
      erase={reason => api.ledger.eraseNote.mutate({ entryId: line.entryId, reason })}
      onClose={onClose}
    />
  )
}
