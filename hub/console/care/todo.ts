import { api } from '../api.ts'
import { periodText } from '../parts/periods.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import type { CareBoard } from './model.ts'

/** Who should still be reminded, and which talks it is time to follow up. */
export const careTodo: TodoSource = {
  id: 'care',
  label: words => words.care.title,
  needs: 'care.keep',
  desks: ['talk', 'helper', 'reminder', 'review', 'member'],
  ask: async () => careTodos(await api.care.board.query()),
}

function careTodos({ low, talks, period }: CareBoard): Todo[] {
  const { today: say, care } = words()
  const waiting = low.filter(each => each.reminded === null).length
  const due = talks.filter(each => each.due)
  const oldest = due.toSorted((a, b) => ((a.followUpOn ?? '') < (b.followUpOn ?? '') ? -1 : 1))[0]
  const one = { icon: 'persono', act: say.open } as const
  return [
    ...(waiting > 0 && period !== null
      ? [
          {
            ...one,
            id: 'care-remind',
            title: care.todo.remind(waiting),
            note: care.todo.remindNote(periodText(period)),
            due: null,
            href: hrefTo('care'),
            waits: waiting,
          },
        ]
      : []),
    ...(oldest
      ? [
          {
            ...one,
            id: 'care-follow',
            title: care.todo.follow(due.length),
            note: care.todo.followNote(oldest.name),
            due: `${oldest.followUpOn ?? ''}T23:59`,
            href: hrefTo('care', 'talks'),
            waits: due.length,
          },
        ]
      : []),
  ]
}
