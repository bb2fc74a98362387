import type { Period } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { fileOf, saveFile } from '../parts/save-file.ts'
import { periodText } from '../parts/periods.ts'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import css from './standings.module.css'

const TABLES = ['standings', 'ranking'] as const
const FORMATS = ['csv', 'json'] as const

/** The same files as the command line makes. */
export function ExportDialog({ period, onClose }: { period: Period; onClose: () => void }) {
  const text = words().standings.exportDialog
  const make = useMutation((table: (typeof TABLES)[number], format: (typeof FORMATS)[number]) =>
    api.exports[table].query({ period, format }),
  )
  const table = useMutation(() => api.exports.standingsTable.query({ period }))
  const saveTable = async () => {
    const done = await table.run()
    if (done.ok) saveFile(fileOf(done.value))
  }
  const run = async (table: (typeof TABLES)[number], format: (typeof FORMATS)[number]) => {
    const done = await make.run(table, format)
    if (done.ok) saveFile(fileOf(done.value))
  }
  return (
    <Dialog title={`${text.title} · ${periodText(period)}`} width="narrow" onClose={onClose}>
      <div class={css.exportRow}>
        <div>
          <b>{text.table}</b>
          <span>{text.tableNote}</span>
        </div>
        <Button size="small" busy={table.busy} why={offlineWhy()} onClick={() => void saveTable()}>
          XLSX
        </Button>
      </div>
      {TABLES.map(table => (
        <div key={table} class={css.exportRow}>
          <div>
            <b>{text[table]}</b>
            <span>{table === 'standings' ? text.standingsNote : text.rankingNote}</span>
          </div>
          {FORMATS.map(format => (
            <Button key={format} size="small" why={offlineWhy()} onClick={() => void run(table, format)}>
              {format.toUpperCase()}
            </Button>
          ))}
        </div>
      ))}
      <p class={css.quiet}>{text.note}</p>
      <ProblemList problems={make.problems ?? table.problems} />
    </Dialog>
  )
}
