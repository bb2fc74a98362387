import { yearOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { api } from '../api.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import { today } from '../today.ts'
import { nextStep, type SchemeSteps } from './january-model.ts'

/** From this day on, next year's scheme is asked for. */
const NEXT_YEAR_FROM = '-12-01'

/** The next step of this year's scheme, and from December on of next year's. A branch's first is among the first steps. */
export const schemeTodo: TodoSource = {
  id: 'scheme',
  label: words => words.items.title,
  needs: 'scheme.change',
  desks: ['scheme', 'notice'],
  async ask() {
    const day = today()
    const years = yearsAsked(day)
    const all = await Promise.all(years.map(cycle => api.scheme.steps.query({ cycle })))
    return all.flatMap(schemeTodos)
  },
}

const yearsAsked = (day: PlainDate): number[] =>
  day.slice(4) >= NEXT_YEAR_FROM ? [yearOf(day), yearOf(day) + 1] : [yearOf(day)]

function schemeTodos(steps: SchemeSteps): Todo[] {
  const { today: say, january } = words()
  const { todo } = january
  const { cycle, lastCycle } = steps
  const one = (id: 'start' | 'brief' | 'publish' | 'board', title: string, note: string): Todo[] => [
    {
      id: `scheme-${cycle}-${id}`,
      icon: 'items',
      title,
      note,
      due: null,
      href: hrefTo('scheme', String(cycle)),
      act: say.open,
    },
  ]
  switch (nextStep(steps)) {
    case 'start':
      // The very first scheme is one of the first steps already.
      return lastCycle === null ? [] : one('start', todo.start(cycle), todo.startNote)
    case 'brief':
    case 'stale':
      return one('brief', todo.brief(cycle), todo.briefNote)
    case 'publish':
      return one('publish', todo.publish(cycle), todo.publishNote)
    case 'board':
    case 'prepared':
      return one('board', todo.board(cycle), todo.boardNote)
    case 'amend':
    case 'done':
      return []
  }
}
