import { useState } from 'preact/hooks'
import { yearOf, type Period, type PlainDate } from '../../../shared/base/plain-date.ts'
import { may } from '../../../shared/people/rights.ts'
import { isDeclarable } from '../../../shared/declarations/declaration.ts'
import type { Item } from '../../../shared/points/item.ts'
import { Button } from '../../pages/ui/button.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { api } from '../api.ts'
import { schemeOf, useBooks, type Books } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { periodsToShow } from '../parts/periods.ts'
import { UndoLine } from '../parts/undo-line.tsx'
import { useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { DoneList } from './done.tsx'
import { Inbox } from './inbox.tsx'
import { RoundPage } from './round-page.tsx'
import { SampleTab } from './sample.tsx'
import css from './declarations.module.css'

/** Facts that change what is shown. */
const DESKS = ['attestation', 'attachment', 'part', 'parts', 'entry', 'review', 'roster', 'scheme']

/** 申报证实: `#/declarations` · `…/done` · `…/sample` · `…/round`; `…/waiting/<id>` and `…/done/<id>` open one. */
export function DeclarationsPage({ rest }: PageProps) {
  return rest[0] === 'round' ? <RoundPage /> : <DeclarationTabs rest={rest} />
}

const TABS = ['waiting', 'done', 'sample'] as const
type TabId = (typeof TABS)[number]

function DeclarationTabs({ rest }: PageProps) {
  const { declarations } = words()
  const tab: TabId = TABS.find(each => each === rest[0]) ?? 'waiting'
  const id = rest[1] ?? null
  const books = useBooks()
  const inbox = useQuery(['declaration', 'inbox'], () => api.declarations.inbox.query(), DESKS)
  const waiting = inbox.data?.filter(each => each.state === 'waiting').length
  return (
    <>
      <PageHead title={declarations.title} terms={['declaration', 'attestation']} />
      <TabLine
        tab={tab}
        waiting={waiting}
        onTab={each => (each === 'waiting' ? go('declarations') : go('declarations', each))}
      />
      <UndoLine />
      <Loading of={books}>
        {data => (
          <>
            {tab === 'waiting' && (
              <Loading of={inbox}>
                {rows => <Inbox key={id} rows={rows} itemsOf={itemsFor(data)} first={id} mayDecide={mayDecide()} />}
              </Loading>
            )}
            {tab === 'done' && <DoneTab key={id} books={data} id={id} />}
            {tab === 'sample' && <Samples books={data} />}
          </>
        )}
      </Loading>
    </>
  )
}

/** What may be declared in the year of a row. */
const itemsFor =
  (books: Books) =>
  ({ date }: { readonly date: PlainDate }): readonly Item[] =>
    (schemeOf(books, yearOf(date))?.items ?? []).filter(item => isDeclarable(item.component))

const mayDecide = (): boolean => {
  const now = session.value
  return now.state === 'in' && may(now.me.role, 'ledger.register')
}

/** Tabs at the left, slips at the right: one line, so that a small screen has room for what waits. */
export function TabLine(props: { tab: TabId; waiting: number | undefined; onTab: (tab: TabId) => void }) {
  const { declarations } = words()
  return (
    <div class={css.tabLine}>
      <Tabs
        label={declarations.title}
        tabs={TABS.map(each => ({
          id: each,
          label: declarations.tabs[each],
          ...(each === 'waiting' && { count: props.waiting }),
        }))}
        current={props.tab}
        onChange={props.onTab}
      />
      <Button icon="printer" why={offlineWhy()} onClick={() => window.open(hrefTo('declaration-slips-paper'))}>
        {declarations.slip.open}
      </Button>
      {mayDecide() && (
        <Button icon="edit" onClick={() => go('declarations', 'round')}>
          {declarations.round.open}
        </Button>
      )}
    </div>
  )
}

function DoneTab({ books, id }: { books: Books; id: string | null }) {
  const done = useQuery(['declaration', 'decided'], () => api.declarations.decided.query(), DESKS)
  return <Loading of={done}>{rows => <DoneList rows={rows} itemsOf={itemsFor(books)} first={id} />}</Loading>
}

function Samples({ books }: { books: Books }) {
  const periods = periodsToShow(
    books.published.map(each => each.scheme),
    today(),
  )
  const [chosen, setChosen] = useState<Period | null>(null)
  const period = chosen ?? periods[0]
  if (!period) return <EmptyState icon="items" text={words().ledger.noScheme} />
  return <SampleTab key={period} periods={periods} period={period} onPeriod={setChosen} />
}
