import { useState } from 'preact/hooks'
import type { Period } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { Loading } from '../loading.tsx'
import { schemeOf, useBooks, type Books } from '../ledger/books.ts'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { isOver, periodsToShow, periodText, periodToShow } from '../parts/periods.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { api } from '../api.ts'
import { useMutation } from '../query.ts'
import { may } from '../../../shared/people/rights.ts'
import { session } from '../session.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { StandingsView } from './view.tsx'
import css from './standings.module.css'

/** `#/standings` the newest period that has ended · `#/standings/2026-Q3` · `#/standings/2026-Q3/<member>` with a person open */
export function StandingsPage({ rest }: PageProps) {
  const { standings } = words()
  const [asked, person] = rest
  const books = useBooks()
  const periods = books.data
    ? periodsToShow(
        books.data.published.map(each => each.scheme),
        today(),
      )
    : []
  const period = periods.find(each => each === asked) ?? periodToShow(periods, today())
  return (
    <>
      <PageHead
        title={standings.title}
        terms={['period', 'category', 'ranking', 'exemption']}
        tools={
          period &&
          books.data && (
            <>
              <SmallSelect
                label={standings.period}
                value={period}
                options={periods.map(value => ({ value, label: periodText(value) }))}
                onChange={next => go('standings', next)}
              />
              {!isOver(period, today()) && <Tag tone="wait">{standings.running}</Tag>}
              <span class={css.push} />
              <Tools books={books.data} period={period} />
            </>
          )
        }
      />
      <Loading of={books}>
        {data =>
          period === null ? (
            <Card title={standings.title}>
              <EmptyState
                icon="rank"
                text={standings.noScheme}
                action={<Button onClick={() => go('scheme')}>{standings.toScheme}</Button>}
              />
            </Card>
          ) : (
            <StandingsView key={period} books={data} period={period} person={person ?? null} />
          )
        }
      </Loading>
    </>
  )
}

function Tools({ books, period }: { books: Books; period: Period }) {
  const { standings } = words()
  const [exporting, setExporting] = useState(false)
  const scheme = schemeOf(books, Number(period.slice(0, 4)))
  const prepare = useMutation(async (kind: 'periodPoints' | 'ranking') => {
    const content = await api.notices.starter.query({ kind, period })
    return await api.notices.start.mutate({ content })
  })
  const run = async (kind: 'periodPoints' | 'ranking') => {
    const done = await prepare.run(kind)
    if (done.ok) go('notices', done.value)
  }
  const why = offlineWhy() ?? (isOver(period, today()) ? null : standings.prepareWhy)
  const now = session.value
  const mayPrepare = now.state === 'in' && may(now.me.role, 'notices.prepare')
  return (
    <>
      <ProblemList problems={prepare.problems} />
      <Button icon="printer" onClick={() => window.open(hrefTo('standings-paper', period))}>
        {standings.print}
      </Button>
      <Button icon="printer" onClick={() => window.open(hrefTo('ranking-paper', period, 'staff'))}>
        {words().papers.ranking.paper}
      </Button>
      <Button icon="download" onClick={() => setExporting(true)}>
        {standings.export}
      </Button>
      {mayPrepare && (
        <>
          <Button
            icon="rank"
            busy={prepare.busy}
            why={why ?? (scheme?.ranking.public === false ? standings.rankingOff : null)}
            onClick={() => void run('ranking')}
          >
            {standings.prepareRanking}
          </Button>
          <Button kind="primary" icon="notice" busy={prepare.busy} why={why} onClick={() => void run('periodPoints')}>
            {standings.preparePoints}
          </Button>
        </>
      )}
      {exporting && <ExportDialog period={period} onClose={() => setExporting(false)} />}
    </>
  )
}
