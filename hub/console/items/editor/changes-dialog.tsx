import type { Scheme } from '../../../../shared/points/scheme.ts'
import { Button } from '../../../pages/ui/button.tsx'
import { Dialog } from '../../../pages/ui/dialog.tsx'
import { words } from '../../text/words.ts'
import { compareSchemes } from '../diff.ts'
import { DiffList } from '../diff-list.tsx'

/** Everything in which one scheme differs from another. */
export function ChangesDialog(props: { title: string; before: Scheme; after: Scheme; onClose: () => void }) {
  const { items } = words()
  const { title, before, after, onClose } = props
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button onClick={onClose} autofocus>
          {items.close}
        </Button>
      }
    >
      <DiffList diff={compareSchemes(before, after)} before={before} after={after} />
    </Dialog>
  )
}
