import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { fingerprint } from '../../../shared/journal/chain.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { Table, type Column } from '../../pages/ui/table.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { useQuery } from '../query.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import { factText } from './fact-text.ts'
import css from './journal.module.css'

export type JournalRow = Awaited<ReturnType<typeof api.journal.lines.query>>[number]

/** So many more with each press. */
const STEP = 50
/** The API's own limit. */
const MOST = 200

/** The newest lines in words: who did what when. */
export function LinesCard() {
  const { journal } = words()
  const [limit, setLimit] = useState(STEP)
  const [before, setBefore] = useState<number | null>(null)
  const lines = useQuery(
    ['journal', 'lines', limit, before],
    () => api.journal.lines.query(before === null ? { limit } : { limit, before }),
    before === null ? ['*'] : [],
  )
  const last = lines.data?.at(-1)
  const older = () => {
    if (limit < MOST) setLimit(limit + STEP)
    else if (last) setBefore(last.no)
  }
  return (
    <Card class={css.lines} title={journal.linesCard} padded={false}>
      <Loading of={lines}>
        {rows => (
          <LinesTable
            rows={rows}
            foot={
              last &&
              last.no > 1 && (
                <Button kind="link" onClick={older}>
                  {journal.older}
                </Button>
              )
            }
          />
        )}
      </Loading>
    </Card>
  )
}

export function LinesTable({ rows, foot }: { rows: readonly JournalRow[]; foot?: ComponentChildren }) {
  const { journal } = words()
  const { timeZone } = hubState.value
  const columns: readonly Column<JournalRow>[] = [
    { id: 'no', head: journal.no, align: 'end', width: '72px', cell: row => row.no },
    {
      id: 'at',
      head: journal.at,
      width: '170px',
      cell: row => momentText(row.at as Millis, now(), timeZone),
    },
    { id: 'who', head: journal.who, width: '140px', cell: authorOf },
    { id: 'what', head: journal.what, cell: row => factText(row.kind, row.body) },
    {
      id: 'mark',
      head: journal.mark,
      width: '120px',
      align: 'end',
      cell: row => <span class={css.mark}>{fingerprint(row.hash, 2)}</span>,
    },
  ]
  return (
    <Table
      label={journal.linesCard}
      columns={columns}
      rows={rows}
      keyOf={row => String(row.no)}
      rowHeight={38}
      empty={journal.nothing}
      foot={foot}
    />
  )
}

function authorOf(row: JournalRow): string {
  const { journal } = words()
  return row.by === 'staff' ? row.name || journal.unknownStaff : journal.authors[row.by]
}
