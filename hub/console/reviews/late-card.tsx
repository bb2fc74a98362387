import { momentText } from '../../pages/format.ts'
import { Card } from '../../pages/ui/card.tsx'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { saidAt } from './matters-card.tsx'
import type { Review } from './model.ts'
import { Said } from './said.tsx'
import css from './reviews.module.css'

/** What members said of their figures too late to count: seen here, and talked over with them. */
export function LateCard({ review }: { review: Review }) {
  const { reviews } = words()
  return (
    <Card title={reviews.late}>
      <p class={css.note}>{reviews.lateNote}</p>
      <ul class={css.matters}>
        {review.late.map(each => (
          <li key={each.no}>
            <header>
              <b>
                {reviews.lateSaid[each.said]} · {each.name}
              </b>
              <time>
                {saidAt(each.where)} {momentText(each.at, now(), hubState.value.timeZone)}
              </time>
            </header>
            <Said words={each.words} drawn={each.drawn} />
            <p class={css.note}>{reviews.lateWhy[each.why]}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
