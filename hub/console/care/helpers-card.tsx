import { useState } from 'preact/hooks'
import { withNote } from '../../../shared/people/names.ts'
import { dateText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { words } from '../text/words.ts'
import { mayErase } from '../parts/erase-dialog.tsx'
import { EndDialog, EraseHelpDialog, HelperDialog } from './helper-dialogs.tsx'
import type { HelperRow } from './model.ts'
import { useByName } from './use-by-name.ts'
import css from './care.module.css'

/** Who helps whom; those who have ended are greyed. */
export function HelpersCard({ helpers }: { helpers: readonly HelperRow[] }) {
  const { care } = words()
  const [typed, setTyped] = useState('')
  const [asking, setAsking] = useState<{ what: 'end' | 'replace' | 'erase'; row: HelperRow } | null>(null)
  const close = () => setAsking(null)
  const rows = useByName(helpers, typed)
  const helped = new Set(helpers.filter(each => each.until === null).map(each => each.memberId)).size
  const { name, helper, since, until, note } = care.helperColumns
  return (
    <Card
      title={care.helpersTitle(helped)}
      padded={false}
      side={<FindBox value={typed} placeholder={care.find} onChange={setTyped} />}
    >
      <Table
        label={care.tabs.helpers}
        rows={rows}
        keyOf={each => each.helpId}
        empty={care.helpersNone}
        toneOf={each => (each.until === null ? null : 'quiet')}
        columns={[
          { id: 'name', head: name, width: '170px', cell: each => withNote(each.name, each.nameNote) },
          { id: 'helper', head: helper, width: '160px', cell: each => each.helper },
          { id: 'since', head: since, width: '150px', cell: each => dateText(each.since) },
          { id: 'until', head: until, width: '150px', cell: each => (each.until ? dateText(each.until) : '') },
          { id: 'note', head: note, cell: each => (each.erased ? care.erased : each.note) },
          {
            id: 'end',
            head: '',
            width: '210px',
            cell: row => (
              <span class={css.acts}>
                {row.until === null && (
                  <>
                    <Button size="small" onClick={() => setAsking({ what: 'replace', row })}>
                      {care.acts.replace}
                    </Button>
                    <Button size="small" onClick={() => setAsking({ what: 'end', row })}>
                      {care.acts.end}
                    </Button>
                  </>
                )}
                {row.until !== null && !row.erased && mayErase() && (
                  <Button size="small" onClick={() => setAsking({ what: 'erase', row })}>
                    {care.acts.erase}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
      {asking?.what === 'end' && <EndDialog row={asking.row} onClose={close} />}
      {asking?.what === 'replace' && <HelperDialog about={asking.row} replaces={asking.row} onClose={close} />}
      {asking?.what === 'erase' && <EraseHelpDialog row={asking.row} onClose={close} />}
    </Card>
  )
}
