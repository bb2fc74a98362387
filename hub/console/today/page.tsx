import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { may, type Role } from '../../../shared/people/rights.ts'
import { dayAndWeekday } from '../../pages/format.ts'
import { today } from '../today.ts'
import { PageHead } from '../page-head.tsx'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { TODAY_CARDS, type TodayCard } from './cards.ts'
import { TodayColumns } from './columns.tsx'
import { TodoCard } from './todo-card.tsx'
import { useTodos } from './use-todos.ts'

/** The first page: 今天要办, and a card for each desk that has something to look at. */
export function TodayPage() {
  const now = session.value
  return now.state === 'in' ? <TodayOf role={now.me.role} /> : null
}

function TodayOf({ role }: { role: Role }) {
  const allowed = (needs: TodayCard['needs']) => needs === null || may(role, needs)
  const day = today()
  const todos = useTodos()
  const cards = TODAY_CARDS.filter(card => allowed(card.needs))
  const at = (place: TodayCard['place']) =>
    cards.filter(card => card.place === place).map(card => <LazyCard key={card.id} card={card} />)
  return (
    <>
      <PageHead title={<TodayTitle day={dayAndWeekday(day)} count={todos.list?.length ?? null} />} />
      {at('top')}
      <TodayColumns
        left={
          <>
            <TodoCard todos={todos.list} failed={todos.failed} onRetry={todos.refresh} />
            {at('left')}
          </>
        }
        right={at('right')}
      />
    </>
  )
}

export function TodayTitle({ day, count }: { day: string; count: number | null }) {
  const { today } = words()
  if (count === null) return <>{day}</>
  if (count === 0) return <>{today.nothing(day)}</>
  return (
    <>
      {today.toDo(day)} <em>{today.toDoCount(count)}</em> {today.toDoEnd}
    </>
  )
}

function LazyCard({ card }: { card: TodayCard }) {
  const [loaded, setLoaded] = useState<{ readonly Card: ComponentType } | null>(null)
  useEffect(() => {
    let wanted = true
    void card.load().then(Card => wanted && setLoaded({ Card }))
    return () => {
      wanted = false
    }
  }, [card])
  return loaded && <loaded.Card />
}
