import { useState } from 'preact/hooks'
import { momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { hubState } from '../hub-state.ts'
import { offlineWhy } from '../offline.tsx'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { AnswerDialog } from './answer-dialog.tsx'
import type { MatterRow, Review } from './model.ts'
import { RaiseDialog } from './raise-dialog.tsx'
import { Said } from './said.tsx'
import css from './reviews.module.css'

/** What people said, each with the branch's answer. */
export function MattersCard({ review, canAct }: { review: Review; canAct: boolean }) {
  const { reviews } = words()
  const [open, setOpen] = useState<MatterRow | 'new' | null>(null)
  const mayRaise = canAct && (review.stage === 'compiled' || review.stage === 'settled')
  const close = () => setOpen(null)
  return (
    <Card
      title={reviews.matters}
      side={
        mayRaise && (
          <Button size="small" why={offlineWhy()} onClick={() => setOpen('new')}>
            {reviews.acts.raise}
          </Button>
        )
      }
    >
      {review.matters.length === 0 && <EmptyState text={reviews.noMatters} />}
      <ul class={css.matters}>
        {review.matters.map(matter => (
          <Matter key={matter.matterId} matter={matter} onAnswer={canAct ? () => setOpen(matter) : null} />
        ))}
      </ul>
      {open === 'new' && <RaiseDialog review={review} onClose={close} />}
      {open !== null && open !== 'new' && <AnswerDialog review={review} matter={open} onClose={close} />}
    </Card>
  )
}

/** @param where the kiosk's place; empty: on the phone */
export const saidAt = (where: string): string =>
  where === '' ? words().reviews.saidOnPhone : words().reviews.saidAtKiosk(where)

function Matter({ matter, onAnswer }: { matter: MatterRow; onAnswer: (() => void) | null }) {
  const { reviews } = words()
  const { answer } = matter
  const when = (at: MatterRow['raisedAt']) => momentText(at, now(), hubState.value.timeZone)
  return (
    <li>
      <header>
        <b>
          {reviews.kinds[matter.kind]} · {matter.name || reviews.resident}
        </b>
        {matter.said.by !== 'staff' && <Tag tone="plain">{saidAt(matter.said.where)}</Tag>}
        <time>{when(matter.raisedAt)}</time>
      </header>
      <Said {...matter} />
      {answer === null ? (
        onAnswer && (
          <Button size="small" kind="line" why={offlineWhy()} onClick={onAnswer}>
            {reviews.acts.answer}
          </Button>
        )
      ) : (
        <div class={css.answer}>
          <header>
            <Tag tone={answer.outcome === 'upheld' ? 'ok' : 'plain'}>{reviews.outcomes[answer.outcome]}</Tag>
            {answer.corrections > 0 && <span>{reviews.corrections(answer.corrections)}</span>}
            <time>
              {answer.by} · {when(answer.at)}
            </time>
          </header>
          <p>{answer.words}</p>
        </div>
      )}
    </li>
  )
}
