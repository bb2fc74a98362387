import { useState } from 'preact/hooks'
import { dateOf } from '../../../shared/base/plain-date.ts'
import { dateText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { FileDrop } from '../../pages/ui/file-drop.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { api } from '../api.ts'
import { ColumnsCard, ProblemsTable } from '../import-parts.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { useMutation } from '../query.ts'
import { go, hrefTo, useUnsaved } from '../router.ts'
import { words } from '../text/words.ts'
import { UPLOAD_MAX_BYTES, uploadOf } from '../upload.ts'
import { hoursText } from './activity-row.ts'
import { monthOf, type Month } from './month.ts'
import { today } from '../today.ts'
import css from './activities.module.css'

type Preview = Awaited<ReturnType<typeof api.activities.previewImport.mutate>>
type Done = Awaited<ReturnType<typeof api.activities.confirmImport.mutate>>

/** 导入活动计划: file → preview → confirmed. */
export function ImportPage() {
  const { activities: text } = words()
  const { imports } = text
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [done, setDone] = useState<{ counts: Done; month: Month } | null>(null)
  const read = useMutation(async (chosen: File) => api.activities.previewImport.mutate(await uploadOf(chosen)))
  const confirm = useMutation((token: string) => api.activities.confirmImport.mutate({ token }))
  useUnsaved(preview !== null && preview.token !== null)
  const take = async (chosen: File) => {
    setFile(chosen)
    setPreview(null)
    setDone(null)
    confirm.clear()
    const answer = await read.run(chosen)
    setPreview(answer.ok ? answer.value : null)
  }
  const run = async (token: string) => {
    const first = preview?.activities[0]
    const answer = await confirm.run(token)
    if (!answer.ok) return
    setPreview(null)
    setFile(null)
    setDone({ counts: answer.value, month: monthOf(first ? dateOf(first.start) : today()) })
  }
  return (
    <>
      <PageHead title={imports.title} back={{ href: hrefTo('activities'), label: imports.back }} />
      <FileDrop
        label={imports.dropLabel}
        hint={imports.dropHint}
        file={file}
        kinds={['.xlsx', '.csv']}
        maxBytes={UPLOAD_MAX_BYTES}
        busy={read.busy}
        onFile={chosen => void take(chosen)}
      />
      <ProblemList problems={read.problems ?? confirm.problems} />
      {done && (
        <Card title={words().members.imports.done}>
          <p class={css.doneLine}>
            <Icon name="tick" />
            {imports.done(done.counts.added, done.counts.updated, done.counts.unchanged)}
          </p>
          <Button kind="primary" onClick={() => go('activities', done.month)}>
            {imports.toCalendar}
          </Button>
        </Card>
      )}
      {preview && (
        <div class={css.previewColumns}>
          <Card
            class={css.tableCard}
            padded={false}
            title={preview.blocked ? words().members.imports.problems : imports.list}
            side={
              preview.token !== null && (
                <Button
                  kind="primary"
                  busy={confirm.busy}
                  why={offlineWhy()}
                  onClick={() => void run(preview.token ?? '')}
                >
                  {imports.confirm(preview.activities.length)}
                </Button>
              )
            }
          >
            {preview.blocked ? (
              <ProblemsTable problems={preview.problems} none={words().members.imports.noProblems} />
            ) : (
              <ActivityList preview={preview} />
            )}
          </Card>
          <ColumnsCard
            columns={preview.columns}
            ignored={preview.ignored}
            skipped={preview.skipped}
            fields={imports.fields}
          />
        </div>
      )}
    </>
  )
}

function ActivityList({ preview }: { preview: Preview }) {
  const { activities: text } = words()
  const { imports } = text
  return (
    <div class={css.noted}>
      <p class={css.tableNote}>{imports.note}</p>
      <Table
        fill
        label={imports.list}
        rows={preview.activities}
        keyOf={row => String(row.row)}
        columns={[
          { id: 'code', head: imports.fields.code, width: '84px', cell: row => row.code },
          {
            id: 'when',
            head: imports.when,
            width: '250px',
            cell: row => `${dateText(dateOf(row.start))} ${hoursText(row.start, row.end)}`,
          },
          { id: 'type', head: imports.fields.type, width: '110px', cell: row => text.types[row.type] },
          { id: 'title', head: imports.fields.title, cell: row => <b>{row.title}</b> },
          {
            id: 'expected',
            head: imports.fields.expected,
            width: '130px',
            cell: row =>
              row.expected.kind === 'groups' ? row.expected.groups.join('、') : text.expectedShort[row.expected.kind],
          },
          { id: 'item', head: imports.fields.itemCode, width: '90px', cell: row => row.itemCode ?? text.detail.noItem },
        ]}
      />
    </div>
  )
}
