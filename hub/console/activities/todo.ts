import { dateOf } from '../../../shared/base/plain-date.ts'
import { LEAVE_REASONS } from '../../../shared/activities/leave.ts'
import { dayAndWeekday } from '../../pages/format.ts'
import { api } from '../api.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'

type Asked = Awaited<ReturnType<typeof api.activities.leaveToAnswer.query>>[number]

/** Requests for leave that wait for an answer, one line per activity. */
export const leaveTodo: TodoSource = {
  id: 'leave',
  label: words => words.attendance.leave.card,
  needs: 'activities.change',
  desks: ['leave', 'memberAct', 'activity'],
  async ask() {
    return leaveTodos(await api.activities.leaveToAnswer.query())
  },
}

export function leaveTodos(asked: readonly Asked[]): Todo[] {
  const { activities, attendance, today } = words()
  const { leave: text } = attendance
  const byActivity = Map.groupBy(asked, each => each.activityId)
  return [...byActivity.values()].flatMap(group => {
    const [first] = group
    if (!first) return []
    const reason = LEAVE_REASONS.find(each => each === first.reason) ?? 'other'
    const one = group.length === 1
    return {
      id: `leave-${first.activityId}`,
      icon: 'calendar' as const,
      title: one ? text.todo(first.name, activities.person.leaveReasons[reason]) : text.todoMany(group.length),
      note: text.todoNote(first.title, `${dayAndWeekday(dateOf(first.start))} ${first.start.slice(11)}`),
      due: first.start,
      href: hrefTo('activities', first.activityId),
      act: today.open,
      waits: group.length,
    }
  })
}
