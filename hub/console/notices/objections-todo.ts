import { api } from '../api.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'

/** Objections from kiosks that no review answers. Those of a review are among what it waits for. */
export const objectionsTodo: TodoSource = {
  id: 'objections',
  label: words => words.objections.title,
  needs: 'reviews.hear',
  desks: ['objection'],
  async ask() {
    return objectionTodos((await api.objections.list.query({ noticeId: null })).open)
  },
}

function objectionTodos(open: number): Todo[] {
  const { objections, today } = words()
  if (open === 0) return []
  const [title, note] = [objections.todo(open), objections.todoNote]
  return [{ id: 'objections', icon: 'alert', title, note, due: null, href: hrefTo('notices'), act: today.open }]
}
