import { yearOf } from '../../../shared/base/plain-date.ts'
import { api } from '../api.ts'
import { periodText } from '../parts/periods.ts'
import { hrefTo } from '../router.ts'
import { words, type Words } from '../text/words.ts'
import type { Todo, TodoSource } from '../today/todo.ts'
import { today } from '../today.ts'
import { nextOf, type ReviewSummary } from './model.ts'

/** The next step of every review that is not archived, oldest first: the others wait for it (RV33). */
export const reviewsTodo: TodoSource = {
  id: 'reviews',
  label: words => words.reviews.title,
  needs: 'reviews.hear',
  desks: ['review', 'notice', 'member', 'scheme'],
  async ask() {
    const published = await api.scheme.published.query()
    const year = yearOf(today())
    // What last year left open comes first: this year's periods wait for it.
    const cycles = [year - 1, year].filter(cycle => published.some(({ scheme }) => scheme.cycle === cycle))
    const lists = await Promise.all(cycles.map(cycle => api.reviews.list.query({ cycle })))
    return reviewTodos(lists.flat())
  },
}

function reviewTodos(list: readonly ReviewSummary[]): Todo[] {
  const first = list.find(each => each.needed && each.stage !== 'archived')
  return first ? stepOf(first) : []
}

type Act = keyof Words['reviews']['todo']['acts']

function stepOf(review: ReviewSummary): Todo[] {
  const { todo } = words().reviews
  const period = periodText(review.period)
  const one = (id: Act, title: string, note: string, waits = 1): Todo => {
    const href = hrefTo('reviews', review.period)
    return {
      id: `review-${review.period}-${id}`,
      icon: 'rank',
      title,
      note,
      due: null,
      href,
      act: todo.acts[id],
      waits,
      inRail: true,
    }
  }
  const untold = review.people - review.told
  const heard: Todo[] = [
    ...(untold > 0 ? [one('tell', todo.tell(untold), todo.tellNote(period))] : []),
    ...(review.openMatters > 0
      ? [one('answer', todo.answer(review.openMatters), todo.tellNote(period), review.openMatters)]
      : []),
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
