import { useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import type { Problem } from '../../../shared/base/problem.ts'
import { withNote } from '../../../shared/people/names.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import type { api } from '../api.ts'
import { ColumnsCard, ProblemsTable } from '../import-parts.tsx'
import { words } from '../text/words.ts'
import { categoryLabel, type CategoryOption } from './categories.ts'
import { valueText } from './import-values.ts'
import css from './members.module.css'

export type RosterPreview = Awaited<ReturnType<typeof api.members.previewImport.mutate>>

interface ImportPreviewProps {
  readonly preview: RosterPreview
  readonly fileName: string
  readonly categories: readonly CategoryOption[]
  readonly busy: boolean
  readonly why: string | null
  readonly problems: readonly Problem[] | null
  readonly onConfirm: (token: string) => void
  readonly onCancel: () => void
}

type TabId = 'problems' | 'added' | 'updated' | 'missing'

/** Everything an import would do, before it does it. */
export function ImportPreview(props: ImportPreviewProps) {
  const { preview, fileName, categories, busy, why, problems, onConfirm, onCancel } = props
  const { members: text } = words()
  const { imports } = text
  const changes = preview.added.length + preview.updated.length
  const tabs = (
    [
      ['problems', imports.problems, preview.problems.length],
      ['added', imports.added, preview.added.length],
      ['updated', imports.updated, preview.updated.length],
      ['missing', imports.missing, preview.missing.length],
    ] as const
  ).map(([id, label, count]) => ({ id, label, count }))
  const [tab, setTab] = useState<TabId>(preview.problems.length > 0 ? 'problems' : 'added')
  return (
    <div class={css.previewPage}>
      <header class={css.previewHead}>
        <div>
          <h2>
            {imports.previewTitle} <small>{fileName}</small>
          </h2>
          <p>{preview.blocked ? imports.blocked : changes === 0 ? imports.confirmNone : imports.nothingYet}</p>
        </div>
        <Counts preview={preview} />
        <div class={css.acts}>
          <Button onClick={onCancel}>{imports.cancel}</Button>
          {preview.token !== null && changes > 0 && (
            <Button kind="primary" busy={busy} why={why} onClick={() => onConfirm(preview.token ?? '')}>
              {imports.confirm(changes)}
            </Button>
          )}
        </div>
      </header>
      <ProblemList problems={problems} />
      <div class={css.previewColumns}>
        <Card class={css.tableCard} padded={false} title={<TabRow tabs={tabs} tab={tab} onChange={setTab} />}>
          <Panel preview={preview} tab={tab} categories={categories} />
        </Card>
        <ColumnsCard
          columns={preview.columns}
          ignored={preview.ignored}
          skipped={preview.skipped}
          fields={text.fields}
        />
      </div>
    </div>
  )
}

function TabRow(props: {
  tabs: readonly { id: TabId; label: string; count: number }[]
  tab: TabId
  onChange: (tab: TabId) => void
}) {
  const { imports } = words().members
  return <Tabs label={imports.previewTitle} tabs={props.tabs} current={props.tab} onChange={props.onChange} />
}

function Counts({ preview }: { preview: RosterPreview }) {
  const { imports } = words().members
  const counts = [
    [imports.added, preview.added.length],
    [imports.updated, preview.updated.length],
    [imports.unchanged, preview.unchanged],
    [imports.missing, preview.missing.length],
  ] as const
  return (
    <dl class={css.counts}>
      {counts.map(([term, count]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}

function Panel({
  preview,
  tab,
  categories,
}: {
  preview: RosterPreview
  tab: TabId
  categories: readonly CategoryOption[]
}) {
  const { imports } = words().members
  switch (tab) {
    case 'problems':
      return <ProblemsTable problems={preview.problems} none={imports.noProblems} />
    case 'added':
      return <AddedTable rows={preview.added} categories={categories} />
    case 'updated':
      return <UpdatedTable rows={preview.updated} categories={categories} />
    case 'missing':
      return (
        <Noted note={imports.missingNote}>
          <Table
            fill
            label={imports.missing}
            rows={preview.missing}
            keyOf={row => row.memberId}
            columns={[
              {
                id: 'no',
                head: words().members.fields.memberNo,
                width: '90px',
                align: 'end',
                cell: row => row.memberNo,
              },
              { id: 'name', head: words().members.fields.name, cell: row => <b>{row.name}</b> },
            ]}
          />
        </Noted>
      )
  }
}

function Noted({ note, children }: { note: string; children: ComponentChildren }) {
  return (
    <div class={css.noted}>
      <p class={css.tableNote}>{note}</p>
      {children}
    </div>
  )
}

function AddedTable({ rows, categories }: { rows: RosterPreview['added']; categories: readonly CategoryOption[] }) {
  const { members: text } = words()
  const { fields, imports } = text
  return (
    <Table
      fill
      label={imports.added}
      rows={rows}
      keyOf={row => String(row.row)}
      columns={[
        { id: 'row', head: imports.where, width: '90px', cell: row => imports.row(row.row) },
        { id: 'no', head: fields.memberNo, width: '70px', align: 'end', cell: row => row.memberNo },
        { id: 'name', head: fields.name, width: '150px', cell: row => <b>{withNote(row.name, row.nameNote)}</b> },
        { id: 'type', head: fields.type, width: '90px', cell: row => text.typesShort[row.type] },
        { id: 'category', head: fields.category, width: '120px', cell: row => categoryLabel(categories, row.category) },
        { id: 'group', head: fields.group, width: '120px', cell: row => row.group },
        { id: 'duty', head: fields.duty, cell: row => row.duty },
      ]}
    />
  )
}

/** One line per field that changes, so that each can be read on its own. */
function UpdatedTable({ rows, categories }: { rows: RosterPreview['updated']; categories: readonly CategoryOption[] }) {
  const { members: text } = words()
  const { fields, imports } = text
  const lines = rows.flatMap(row => row.differences.map((difference, at) => ({ ...row, difference, first: at === 0 })))
  const shown = (field: string, value: unknown) => valueText(text, categories, field, value)
  return (
    <Table
      fill
      label={imports.differences}
      rows={lines}
      keyOf={line => `${line.row} ${line.difference.field}`}
      columns={[
        { id: 'row', head: imports.where, width: '90px', cell: line => line.first && imports.row(line.row) },
        {
          id: 'name',
          head: fields.name,
          width: '150px',
          cell: line => line.first && <b>{`${line.memberNo} ${line.name}`}</b>,
        },
        { id: 'field', head: imports.field, width: '120px', cell: line => fields[line.difference.field] },
        {
          id: 'before',
          head: imports.before,
          cell: line => <s class={css.before}>{shown(line.difference.field, line.difference.before)}</s>,
        },
        {
          id: 'after',
          head: imports.after,
          cell: line => <b>{shown(line.difference.field, line.difference.after)}</b>,
        },
      ]}
    />
  )
}
