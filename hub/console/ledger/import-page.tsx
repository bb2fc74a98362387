import { useState } from 'preact/hooks'
import { withNote } from '../../../shared/people/names.ts'
import { dayText, pointsText } from '../../pages/format.ts'
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
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { UPLOAD_MAX_BYTES, uploadOf } from '../upload.ts'
import { namesOf, schemeOf, useBooks, usualCycle } from './books.ts'
import css from './ledger.module.css'

type Preview = Awaited<ReturnType<typeof api.ledger.previewImport.mutate>>

/** A ledger file: looked at first, taken in whole or not at all. */
export function ImportLedgerPage() {
  const { ledger } = words()
  const text = ledger.importForm
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const look = useMutation(async (chosen: File) => api.ledger.previewImport.mutate(await uploadOf(chosen)))
  const confirm = useMutation(
    (token: string) => api.ledger.confirmImport.mutate({ token }),
    done => text.done(done.entries.length),
  )
  const choose = async (chosen: File) => {
    setFile(chosen)
    setPreview(null)
    const result = await look.run(chosen)
    if (result.ok) setPreview(result.value)
  }
  const run = async () => {
    if (preview?.token && (await confirm.run(preview.token)).ok) go('ledger')
  }
  return (
    <>
      <PageHead
        title={text.title}
        back={{ href: hrefTo('ledger'), label: ledger.form.back }}
        tools={
          preview?.token && preview.added > 0 ? (
            <>
              <Verdict preview={preview} />
              <span class={css.push} />
              <Button kind="primary" busy={confirm.busy} why={offlineWhy()} onClick={() => void run()}>
                {text.confirm(preview.added)}
              </Button>
            </>
          ) : (
            preview && <Verdict preview={preview} />
          )
        }
      />
      <FileDrop
        label={text.label}
        hint={text.hint}
        file={file}
        kinds={['.xlsx', '.csv']}
        maxBytes={UPLOAD_MAX_BYTES}
        busy={look.busy}
        onFile={chosen => void choose(chosen)}
      />
      <ProblemList problems={look.problems} />
      <ProblemList problems={confirm.problems} />
      {preview && <PreviewCards preview={preview} />}
    </>
  )
}

function Verdict({ preview }: { preview: Preview }) {
  const text = words().ledger.importForm
  const good = preview.token !== null
  const sentence = !good
    ? text.blocked
    : preview.added === 0
      ? text.nothingNew
      : text.checked(preview.added, preview.skippedLines)
  return (
    <p class={good ? css.doneNote : css.blocked} role="status">
      <Icon name={good ? 'tick' : 'alert'} />
      {sentence}
    </p>
  )
}

function PreviewCards({ preview }: { preview: Preview }) {
  const text = words().ledger.importForm
  const { problems, warnings } = preview
  return (
    <div class={css.importColumns}>
      <div class={css.importMain}>
        {problems.length > 0 && (
          <Card class={css.importCard} title={text.problemsCard} padded={false}>
            <ProblemsTable problems={problems} none={text.none} />
          </Card>
        )}
        {warnings.length > 0 && <ProblemList title={text.warnings(warnings.length)} problems={warnings} />}
        {preview.lines.length > 0 && <LinesCard preview={preview} />}
      </div>
      <ColumnsCard columns={preview.columns} ignored={preview.ignored} skipped={preview.skipped} fields={text.fields} />
    </div>
  )
}

/** The first lines as they were read: enough to see that the columns are right. */
const SHOWN = 200

function LinesCard({ preview }: { preview: Preview }) {
  const { ledger, items } = words()
  const books = useBooks()
  const names = books.data && namesOf(books.data, schemeOf(books.data, usualCycle(books.data)))
  const nameOf = (memberNo: number) => {
    const member = books.data?.members.find(each => each.memberNo === memberNo)
    return member ? withNote(member.name, member.nameNote) : ''
  }
  return (
    <Card class={css.importCard} title={ledger.importForm.linesCard(preview.lines.length)} padded={false}>
      <Table
        fill
        label={ledger.importForm.linesCard(preview.lines.length)}
        rows={preview.lines.slice(0, SHOWN)}
        keyOf={line => String(line.row)}
        rowHeight={38}
        columns={[
          { id: 'code', head: ledger.importForm.fields.code, width: '96px', cell: line => line.code },
          { id: 'date', head: ledger.columns.date, width: '84px', cell: line => dayText(line.date) },
          {
            id: 'name',
            head: ledger.columns.name,
            width: '130px',
            cell: line => `${line.memberNo} ${nameOf(line.memberNo)}`,
          },
          {
            id: 'item',
            head: ledger.columns.item,
            cell: line => `${line.itemCode} ${names?.items.get(line.itemCode)?.title ?? ''}`,
          },
          {
            id: 'points',
            head: ledger.columns.points,
            width: '72px',
            align: 'end',
            cell: line => <b>{pointsText(line.points, true)}</b>,
          },
          { id: 'source', head: ledger.columns.source, width: '100px', cell: line => items.evidences[line.source] },
        ]}
      />
    </Card>
  )
}
