import { may } from '../../../shared/people/rights.ts'
import { dayText } from '../../pages/format.ts'
import { api } from '../api.ts'
import { hrefTo } from '../router.ts'
import { session } from '../session.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import type { NoticeSummary } from './api-types.ts'

/** Notices that wait for the secretary on the first page. */
export const noticesTodo: TodoSource = {
  id: 'notices',
  label: words => words.notices.todo.source,
  needs: 'notices.approve',
  desks: ['notice'],
  async ask() {
    const now = session.value
    if (now.state !== 'in' || !may(now.me.role, 'notices.approve')) return []
    return noticeTodos(await api.notices.list.query())
  },
}

export function noticeTodos(list: readonly NoticeSummary[]): Todo[] {
  const { todo } = words().notices
  return list.flatMap((each): Todo[] => {
    if (each.exposed.length > 0) return [exposedTodo(each)]
    if (each.stage !== 'checked' && each.stage !== 'approved') return []
    const approve = each.stage === 'checked'
    const day = each.dated ? dayText(each.dated) : ''
    return [
      {
        id: `notice-${each.noticeId}`,
        icon: 'notice',
        title: approve ? todo.approve(each.title) : todo.publish(each.title),
        note: approve ? todo.approveNote(each.changedBy) : todo.publishNote(day),
        // On the day it is dated, or it has to be checked again.
        due: each.dated ? `${each.dated}T23:59` : null,
        href: hrefTo('notices', each.noticeId),
        act: todo.act,
      },
    ]
  })
}

/** Somebody no longer agrees to be named, and their name is on the wall: that comes before anything else. */
function exposedTodo({ noticeId, title, exposed }: NoticeSummary): Todo {
  const { todo } = words().notices
  return {
    id: `notice-${noticeId}`,
    icon: 'alert',
    title: todo.exposed(title),
    note: todo.exposedNote(exposed.join('、')),
    due: null,
    href: hrefTo('notices', noticeId),
    act: todo.act,
  }
}
