import { api } from '../api.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'

/** Sign-ins that a person should look at. */
export const conflictsTodo: TodoSource = {
  id: 'conflicts',
  label: words => words.conflicts.title,
  needs: 'activities.change',
  desks: ['conflict', 'signIn', 'memberAct', 'attendance', 'record'],
  async ask() {
    return conflictTodos(await api.conflicts.count.query())
  },
}

export function conflictTodos(count: number): Todo[] {
  const { conflicts, today } = words()
  if (count === 0) return []
  return [
    {
      id: 'conflicts',
      icon: 'verify',
      title: conflicts.todo(count),
      note: conflicts.todoNote,
      due: null,
      href: hrefTo('conflicts'),
      act: today.open,
      waits: count,
    },
  ]
}
