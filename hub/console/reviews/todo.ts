import { yearOf } from '../../../shared/base/plain-date.ts'
import { api } from '../api.ts'
import { periodText } from '../parts/periods.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import { today } from '../today.ts'
import { nextOf, type ReviewSummary } from './model.ts'

/** The next step of every review that is not archived, oldest first: the others wait for it. */
export const reviewsTodo: TodoSource = {
  id: 'reviews',
  label: words => words.reviews.title,
  needs: 'reviews.hear',
  desks: ['review', 'notice', 'member', 'scheme'],
  async ask() {
    const published = await api.scheme.published.query()
    const year = yearOf(today())
    if (!published.some(each => each.scheme.cycle === year)) return []
    return reviewTodos(await api.reviews.list.query({ cycle: year }))
  },
}

function reviewTodos(list: readonly ReviewSummary[]): Todo[] {
  const first = list.find(each => each.stage !== 'archived')
  return first ? stepOf(first) : []
}

function stepOf(review: ReviewSummary): Todo[] {
  const { today: say, reviews } = words()
  const { todo } = reviews
  const period = periodText(review.period)
  const one = (id: string, title: string, note: string): Todo => {
    const href = hrefTo('reviews', review.period)
    return { id: `review-${review.period}-${id}`, icon: 'rank', title, note, due: null, href, act: say.open }
  }
  const untold = review.people - review.told
  const heard: Todo[] = [
    ...(untold > 0 ? [one('tell', todo.tell(untold), todo.tellNote(period))] : []),
    ...(review.openMatters > 0 ? [one('answer', todo.answer(review.openMatters), todo.tellNote(period))] : []),
  ]
  switch (nextOf(review)) {
    case 'compile':
      return [one('compile', todo.compile(period), todo.compileNote)]
    case 'again':
    case 'hear':
    case 'hang':
      return heard
    case 'settle':
      return [one('settle', todo.settle(period), todo.settleNote)]
    case 'publish':
      return [one('publish', todo.publish(period), todo.publishNote)]
    case 'close':
      return [one('close', todo.close(period), todo.closeNote)]
    case 'archive':
      return [one('archive', todo.archive(period), todo.archiveNote)]
    case 'wait':
    case 'none':
      return []
  }
}
