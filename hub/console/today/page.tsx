import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { may, type Role } from '../../../shared/people/rights.ts'
import { dayAndWeekday } from '../../pages/format.ts'
import { call } from '../api.ts'
import { today } from '../today.ts'
import { PageHead } from '../page-head.tsx'
import { useQuery } from '../query.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import { TODAY_CARDS, TODO_SOURCES, type TodayCard } from './cards.ts'
import { TodayColumns } from './columns.tsx'
import { inOrder, type Todo, type TodoSource } from './todo.ts'
import { TodoCard } from './todo-card.tsx'

/** The first page: 今天要办, and a card for each desk that has something to look at. */
export function TodayPage() {
  const now = session.value
  return now.state === 'in' ? <TodayOf role={now.me.role} /> : null
}

function TodayOf({ role }: { role: Role }) {
  const allowed = (needs: TodayCard['needs']) => needs === null || may(role, needs)
  const sources = TODO_SOURCES.filter(source => allowed(source.needs))
  const day = today()
  const todos = useQuery(
    ['today', day],
    () => askAll(sources),
    sources.flatMap(source => source.desks),
  )
  const cards = TODAY_CARDS.filter(card => allowed(card.needs))
  const at = (place: TodayCard['place']) =>
    cards.filter(card => card.place === place).map(card => <LazyCard key={card.id} card={card} />)
  return (
    <>
      <PageHead title={<TodayTitle day={dayAndWeekday(day)} count={todos.data?.todos.length ?? null} />} />
      {at('top')}
      <TodayColumns
        left={
          <>
            <TodoCard
              todos={todos.data?.todos ?? null}
              failed={todos.data?.failed ?? []}
              problems={todos.problems}
              onRetry={todos.refresh}
            />
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

/** A source that cannot be read is named; the others keep working. */
async function askAll(sources: readonly TodoSource[]) {
  const answers = await Promise.all(sources.map(async source => ({ source, result: await call(source.ask) })))
  const todos: Todo[] = []
  const failed: string[] = []
  for (const { source, result } of answers) {
    if (result.ok) todos.push(...result.value)
    else failed.push(source.label(words()))
  }
  return { todos: inOrder(todos), failed }
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
