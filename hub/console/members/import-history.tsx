import { useState } from 'preact/hooks'
import type { BatchId, Millis } from '../../../shared/base/ids.ts'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import css from './members.module.css'

/** Past imports, newest first. Only the last that counts can be taken back; the hub says whether it still may. */
export function ImportHistory() {
  const { imports: text } = words().members
  const [undoing, setUndoing] = useState<BatchId | null>(null)
  const { timeZone } = hubState.value
  const imports = useQuery(['roster', 'imports'], () => api.members.imports.query())
  const close = () => {
    setUndoing(null)
    imports.refresh()
  }
  return (
    <Card title={text.past} padded={false}>
      <Loading of={imports}>
        {rows =>
          rows.length === 0 ? (
            <EmptyState icon="list" text={text.pastEmpty} />
          ) : (
            <Table
              label={text.past}
              rows={rows}
              keyOf={row => row.batchId}
              toneOf={row => (row.undone ? 'quiet' : null)}
              columns={[
                {
                  id: 'at',
                  head: text.at,
                  width: '220px',
                  cell: row => momentText(row.at as Millis, now(), timeZone),
                },
                { id: 'result', head: '', cell: row => text.result(row.added, row.updated) },
                {
                  id: 'undo',
                  head: '',
                  align: 'end',
                  cell: row =>
                    row.undone ? (
                      <Tag tone="plain">{text.undoneTag}</Tag>
                    ) : (
                      row.batchId === rows.find(each => !each.undone)?.batchId && (
                        <Button size="small" icon="undo" onClick={() => setUndoing(row.batchId)}>
                          {text.undo}
                        </Button>
                      )
                    ),
                },
              ]}
            />
          )
        }
      </Loading>
      <div class={css.afterTable} />
      {undoing && <UndoImportDialog batchId={undoing} onClose={close} onDone={close} />}
    </Card>
  )
}

/** Takes a whole import back (PL51), or says what depends on it (PL52). */
export function UndoImportDialog(props: { batchId: BatchId; onClose: () => void; onDone: () => void }) {
  const { imports: text } = words().members
  const { batchId, onClose, onDone } = props
  const undo = useMutation(
    () => api.members.undoImport.mutate({ batchId }),
    () => text.undone,
  )
  const run = async () => {
    if ((await undo.run()).ok) onDone()
  }
  return (
    <ConfirmDialog
      title={text.undoTitle}
      consequences={text.undoConsequences}
      confirm={text.undo}
      busy={undo.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <ProblemList problems={undo.problems} />
    </ConfirmDialog>
  )
}
