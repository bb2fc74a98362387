import { yearOf, type Period } from '../../../shared/base/plain-date.ts'
import { sentenceOf } from '../../pages/language.ts'
import { Card, MoreLink } from '../../pages/ui/card.tsx'
import { Rail } from '../../pages/ui/rail.tsx'
import { api } from '../api.ts'
import { periodText } from '../parts/periods.ts'
import { useQuery } from '../query.ts'
import { missingOf, type Review, type ReviewSummary } from '../reviews/model.ts'
import { railOf } from '../reviews/rail.tsx'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import type { Todo } from './todo.ts'
import css from './today.module.css'
import { useTodos } from './use-todos.ts'

/** Facts that change what a review says. */
const DESKS = ['entry', 'ledger', 'member', 'roster', 'scheme', 'notice', 'branch']

/** The review that is under way, across the page; nothing before a scheme is published. */
export function ReviewCard() {
  const year = yearOf(today())
  const found = useQuery(['review', 'now', year], () => reviewNow(year), DESKS)
  // Whatever keeps it from being read is said by the list of things to do, which asks the same.
  const act = useTodos().list?.find(each => each.inRail)
  return found.data ? <ReviewRail review={found.data} act={act ?? null} /> : null
}

async function reviewNow(year: number): Promise<Review | null> {
  const published = await api.scheme.published.query()
  for (const cycle of [year - 1, year]) {
    if (!published.some(each => each.scheme.cycle === cycle)) continue
    const period = periodNow(await api.reviews.list.query({ cycle }), cycle === year)
    if (period !== null) return await api.reviews.get.query({ period })
  }
  return null
}

/** The oldest that waits for a step; of this year, where none does, the one that runs or the last. */
function periodNow(
  all: readonly Pick<ReviewSummary, 'period' | 'stage' | 'needed'>[],
  thisYear: boolean,
): Period | null {
  const list = all.filter(each => each.needed)
  const waits = list.find(each => each.stage !== 'archived' && each.stage !== 'running')
  const runs = thisYear ? (list.find(each => each.stage === 'running') ?? list.at(-1)) : undefined
  return (waits ?? runs)?.period ?? null
}

/** @param act what the period waits for, to be done by whoever looks */
export function ReviewRail({ review, act }: { review: Review; act: Pick<Todo, 'href' | 'act' | 'title'> | null }) {
  const { reviews, today } = words()
  const missing = missingOf(review)
  return (
    <Card
      title={today.review(periodText(review.period))}
      side={<MoreLink href={hrefTo('reviews', review.period)}>{today.reviewAll}</MoreLink>}
      class={css.review}
    >
      <Rail
        label={reviews.rail}
        steps={railOf(
          review,
          act && (
            <a class={css.first} href={act.href} title={act.title}>
              {act.act}
            </a>
          ),
        )}
      />
      {missing.length > 0 && (
        <p class={css.say}>
          <b>{reviews.missing}</b>
          {missing.map(sentenceOf).join(' ')}
        </p>
      )}
    </Card>
  )
}
