import type { Scheme } from '../../../../shared/points/scheme.ts'
import { Button } from '../../../pages/ui/button.tsx'
import { Dialog } from '../../../pages/ui/dialog.tsx'
import { words } from '../../text/words.ts'
import { compareSchemes } from '../diff.ts'
import { DiffList } from '../diff-list.tsx'

/** Everything in which a new year's draft differs from last year's scheme. */
export function LastYearDialog(props: { lastYear: Scheme; scheme: Scheme; onClose: () => void }) {
  const { items, january } = words()
  const { lastYear, scheme, onClose } = props
  return (
    <Dialog
      title={january.comparedTitle(lastYear.cycle)}
      onClose={onClose}
      actions={
        <Button onClick={onClose} autofocus>
          {items.close}
        </Button>
      }
    >
      <DiffList diff={compareSchemes(lastYear, scheme)} before={lastYear} after={scheme} />
    </Dialog>
  )
}
