import { sentenceOf } from '../pages/language.ts'
import { Card } from '../pages/ui/card.tsx'
import { Table } from '../pages/ui/table.tsx'
import { Tag } from '../pages/ui/tag.tsx'
import type { SheetProblem, SkippedRow } from '../spreadsheets/sheet.ts'
import { words } from './text/words.ts'
import css from './import-parts.module.css'

/** What every preview of a file shows: the problems by row and column, and how the file was read. */

export function ProblemsTable({ problems, none }: { problems: readonly SheetProblem[]; none: string }) {
  const { imports } = words().members
  return (
    <Table
      fill
      label={imports.problems}
      rows={inOrder(problems)}
      keyOf={each => `${each.code} ${each.where ?? ''}`}
      rowHeight={48}
      empty={none}
      columns={[
        {
          id: 'severity',
          head: '',
          width: '104px',
          cell: each => <Tag tone={each.severity === 'error' ? 'stop' : 'wait'}>{imports.severity[each.severity]}</Tag>,
        },
        {
          id: 'where',
          head: imports.where,
          width: '210px',
          cell: each => <b>{imports.place(each.row, each.column)}</b>,
        },
        { id: 'what', head: imports.what, cell: each => <span class={css.sentence}>{sentenceOf(each)}</span> },
      ]}
    />
  )
}

/** What stops the import stands first. */
const inOrder = (problems: readonly SheetProblem[]): SheetProblem[] =>
  [...problems].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))

export interface ColumnsCardProps {
  /** Heading in the file by field. */
  readonly columns: { readonly [field: string]: string | undefined }
  readonly ignored: readonly string[]
  readonly skipped: readonly SkippedRow[]
  /** What each field is called here. */
  readonly fields: { readonly [field: string]: string }
}

export function ColumnsCard({ columns, ignored, skipped, fields }: ColumnsCardProps) {
  const { imports } = words().members
  const found = Object.entries(columns).filter(([, heading]) => heading !== undefined)
  return (
    <Card class={css.card} title={imports.columns}>
      <ul class={css.columns}>
        {found.map(([field, heading]) => (
          <li key={field}>
            <span>{heading}</span>
            <i aria-hidden="true">→</i>
            <b>{fields[field] ?? field}</b>
          </li>
        ))}
      </ul>
      {ignored.length > 0 && (
        <>
          <h3 class={css.subtitle}>{imports.ignored}</h3>
          <p class={css.quiet}>{ignored.join('、')}</p>
        </>
      )}
      {skipped.length > 0 && (
        <>
          <h3 class={css.subtitle}>{imports.skipped}</h3>
          <ul class={css.skipped}>
            {skipped.map(each => (
              <li key={each.row}>
                <span>{imports.row(each.row)}</span>
                {imports.skippedReasons[each.reason]}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}
