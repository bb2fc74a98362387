import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { fileOf, saveFile } from '../parts/save-file.ts'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { isNarrowed, queryOf, type LedgerFilter } from './filter.ts'

/** The lines on screen, all pages of them, as a table to take away. */
export function ExportDialog(props: { cycle: number; filter: LedgerFilter; onClose: () => void }) {
  const { cycle, filter, onClose } = props
  const text = words().ledger.exportDialog
  const make = useMutation((format: 'xlsx' | 'csv') => api.exports.ledger.query({ ...queryOf(cycle, filter), format }))
  const run = async (format: 'xlsx' | 'csv') => {
    const done = await make.run(format)
    if (!done.ok) return
    saveFile(fileOf(done.value))
    onClose()
  }
  return (
    <Dialog
      title={text.title}
      width="narrow"
      onClose={onClose}
      actions={
        <>
          <Button busy={make.busy} why={offlineWhy()} onClick={() => void run('csv')}>
            {text.csv}
          </Button>
          <Button kind="primary" busy={make.busy} why={offlineWhy()} onClick={() => void run('xlsx')}>
            {text.xlsx}
          </Button>
        </>
      }
    >
      <p>{text.what(isNarrowed(filter) ? text.filtered : text.whole(cycle))}</p>
      <p>{text.note}</p>
      <ProblemList problems={make.problems} />
    </Dialog>
  )
}
