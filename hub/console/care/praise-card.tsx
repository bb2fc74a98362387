import { useState } from 'preact/hooks'
import type { Period } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { api } from '../api.ts'
import { useBooks } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useFitting } from '../parts/find-keys.ts'
import { periodsToShow, periodText, periodToShow } from '../parts/periods.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { useMutation, useQuery } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { PraisedRow } from './model.ts'

/** Whom a period gives reason to praise, and the way to a commendation. */
export function PraiseCard() {
  const { care } = words()
  const books = useBooks()
  const [chosen, setChosen] = useState<Period | null>(null)
  const periods = periodsToShow(books.data?.published.map(each => each.scheme) ?? [], today())
  const period = chosen ?? periodToShow(periods, today())
  return (
    <Loading of={books}>
      {({ published }) =>
        period === null ? (
          <Card title={care.tabs.praise}>
            <EmptyState icon="rank" text={care.praiseNone} />
          </Card>
        ) : (
          <OfPeriod
            key={period}
            period={period}
            labels={new Map(published.flatMap(each => each.scheme.categories).map(({ id, label }) => [id, label]))}
            choice={
              <SmallSelect
                label={care.periodLabel}
                value={period}
                options={periods.map(value => ({ value, label: periodText(value) }))}
                onChange={setChosen}
              />
            }
          />
        )
      }
    </Loading>
  )
}

type Labels = ReadonlyMap<string, string>

function OfPeriod(props: { period: Period; labels: Labels; choice: preact.ComponentChildren }) {
  const { period, labels, choice } = props
  const found = useQuery(['entry', 'praise', period], () => api.care.praise.query({ period }), ['member', 'scheme'])
  return (
    <Loading of={found}>{rows => <PraiseView period={period} labels={labels} rows={rows} choice={choice} />}</Loading>
  )
}

export function PraiseView(props: {
  readonly period: Period
  readonly labels: Labels
  readonly rows: readonly PraisedRow[]
  readonly choice?: preact.ComponentChildren
}) {
  const { care } = words()
  const { period, labels, rows, choice } = props
  const [typed, setTyped] = useState('')
  const shown = useFitting(rows, typed, row => ({ name: row.name, notes: [row.nameNote, row.deeds] }))
  const draft = useMutation(async () => {
    const content = await api.notices.starter.query({ kind: 'commendation', period })
    return await api.notices.start.mutate({ content })
  })
  const make = async () => {
    const started = await draft.run()
    if (started.ok) go('notices', started.value)
  }
  const { name, category, why, points, consent } = care.praiseColumns
  const reasonsOf = (row: PraisedRow) =>
    row.reasons
      .map(each => (each === 'deeds' ? care.praiseWhy.deeds(row.deeds) : care.praiseWhy.points(row.place)))
      .join('；')
  return (
    <Card
      title={care.praiseTitle(periodText(period))}
      padded={false}
      side={
        <>
          <FindBox value={typed} placeholder={words().find.names} onChange={setTyped} />
          {choice}
          <Button
            size="small"
            kind="primary"
            busy={draft.busy}
            why={offlineWhy() ?? (rows.length === 0 ? care.praiseNone : null)}
            onClick={() => void make()}
          >
            {care.acts.praise}
          </Button>
        </>
      }
    >
      <ProblemList problems={draft.problems} />
      <Table
        label={care.tabs.praise}
        rows={shown}
        keyOf={each => each.memberId}
        empty={typed === '' ? care.praiseNone : words().find.none}
        columns={[
          { id: 'name', head: name, width: '170px', cell: each => withNote(each.name, each.nameNote) },
          { id: 'category', head: category, width: '120px', cell: each => labels.get(each.category) ?? each.category },
          { id: 'why', head: why, cell: reasonsOf },
          { id: 'points', head: points, width: '110px', align: 'end', cell: each => pointsText(each.inPeriod) },
          {
            id: 'consent',
            head: consent,
            width: '220px',
            cell: each => (
              <Tag tone={each.consent ? 'ok' : 'plain'} icon={null}>
                {each.consent ? care.consent.yes : care.consent.no}
              </Tag>
            ),
          },
        ]}
      />
    </Card>
  )
}
