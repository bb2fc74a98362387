import type { Scheme } from '../../../shared/points/scheme.ts'
import { Card, Facts } from '../../pages/ui/card.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { words } from '../text/words.ts'
import { appraisalFacts, gradeLines, startFacts } from './rule-facts.ts'
import css from './items.module.css'

/** How points are counted, in words: what the secretary can read out at the members' meeting. */
export function RulesTab({ scheme }: { scheme: Scheme }) {
  const { items } = words()
  const { rules } = items
  const { bands, shares, alerts } = gradeLines(scheme)
  return (
    <div class={css.rules}>
      <Card title={rules.startCard}>
        <Facts items={startFacts(scheme)} />
      </Card>
      <Card title={rules.appraisalCard}>
        <Facts items={appraisalFacts(scheme)} />
      </Card>
      <Card title={rules.categoriesCard} padded={false}>
        <Table
          label={rules.categoriesCard}
          rows={scheme.categories}
          keyOf={each => each.id}
          rowHeight={38}
          columns={[
            { id: 'label', head: items.editor.categoryLabel, cell: each => <b>{each.label}</b> },
            { id: 'ranked', head: rules.ranked, cell: each => (each.ranked ? rules.yes : rules.no) },
            { id: 'graded', head: rules.graded, cell: each => (each.graded ? rules.yes : rules.no) },
          ]}
        />
      </Card>
      <Card title={rules.gradesCard}>
        <Lines lines={[...bands, ...shares, ...alerts]} />
        <p class={css.quiet}>{rules.bandsNote}</p>
      </Card>
    </div>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  const { rules } = words().items
  if (lines.length === 0) return <p class={css.quiet}>{rules.nothing}</p>
  return (
    <ul class={css.lines}>
      {lines.map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
