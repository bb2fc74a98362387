import { useState } from 'preact/hooks'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { Period, PlainDate } from '../../shared/base/plain-date.ts'
import type { OwnFeedback } from '../../shared/own/own-page.ts'
import type { FeedbackNow } from '../state/own.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { PickList } from '../ui/pick-list.tsx'
import { Steps } from '../ui/steps.tsx'
import { Tag } from '../ui/tag.tsx'
import { plain, signed } from '../../shared/own/own-view.ts'
import { mattersOf, type MatterRow } from './matters.ts'
import { Reading, type ReadingPart } from './reading.tsx'
import css from './own.module.css'

export interface FeedbackProps {
  readonly now: FeedbackNow
  /** The branch's day of an instant. */
  readonly dayOf: (at: number) => PlainDate
  readonly onAccept: () => void
  readonly onRaise: () => void
  readonly onBack: () => void
  /** For the gallery alone. */
  readonly open?: MatterRow
}

/** 本季反馈: what the branch compiled, to agree with or to dispute, and what became of what was said. */
export function Feedback(props: FeedbackProps) {
  const t = useText()
  const words = useOwnText().feedback
  const { now, dayOf, onAccept, onRaise, onBack } = props
  const { feedback, said, mayAccept, mayRaise } = now
  const [open, setOpen] = useState<MatterRow | null>(props.open ?? null)
  if (open) return <MatterReading matter={open} dayOf={dayOf} onBack={() => setOpen(null)} />
  const matters = mattersOf(feedback, said)
  const hints = words[hintOf(now)]
  const buttons = (
    <Actions grow="wide">
      <Button label={t.back} icon="back" onPress={onBack} />
      {mayRaise && (
        <Button
          kind="line"
          label={mayAccept && matters.length === 0 ? words.no : words.again}
          icon="object"
          onPress={onRaise}
        />
      )}
      {mayAccept && <Button kind="primary" label={words.yes} icon="tick" onPress={onAccept} />}
    </Actions>
  )
  return (
    <Frame where={words.where} speech={words.spoken} help>
      <Look>
        <Heading title={words.title(t.period(feedback.period))} note={stateOf(words, now, at => t.day(dayOf(at)))} />
        <FiguresSheet feedback={feedback} />
      </Look>
      <div class={matters.length > 0 ? css.below : css.lower}>
        {matters.length > 0 ? (
          <PickList
            label={words.matters}
            all={matters}
            keyOf={each => each.key}
            isPicked={() => false}
            onPick={setOpen}
            render={each => <Row matter={each} day={t.day(dayOf(each.at))} />}
          />
        ) : (
          <Steps steps={hints} />
        )}
        {buttons}
      </div>
    </Frame>
  )
}

type Words = ReturnType<typeof useOwnText>['feedback']

/** What somebody can still do: nothing is promised of a period that is over (KS79). */
export function hintOf({
  feedback,
  mayAccept,
  mayRaise,
}: FeedbackNow): 'hint' | 'hintAccepted' | 'hintSettled' | 'hintOver' {
  if (mayAccept) return 'hint'
  if (mayRaise) return 'hintAccepted'
  return feedback.stage === 'closed' || feedback.stage === 'archived' ? 'hintOver' : 'hintSettled'
}

function stateOf(words: Words, { feedback, said, mayAccept }: FeedbackNow, day: (at: number) => string): string {
  if (feedback.stage !== 'compiled') return words.settled
  if (mayAccept) return words.ask
  return feedback.acceptedAt === null && said.acceptedAt !== null
    ? words.keptHere
    : words.accepted(day(feedback.acceptedAt ?? 0))
}

function FiguresSheet({ feedback: { figures, period } }: { feedback: OwnFeedback }) {
  const t = useText()
  const words = useOwnText().feedback
  const rows = [
    ['base', t.component.base, plain(figures.base)],
    ['contribution', t.component.contribution, signed(figures.contribution)],
    ['deduction', t.component.deduction, signed(figures.deduction)],
  ] as const
  return (
    <section class={css.figures}>
      <dl>
        {rows.map(([key, label, text]) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              {text}
              <small>{t.points}</small>
            </dd>
          </div>
        ))}
      </dl>
      <dl class={css.sums}>
        <Sum label={sumLabel(words, period)} points={figures.inPeriod} />
        <Sum label={words.toDate} points={figures.toDate} />
      </dl>
      {figures.vetoed && (
        <p class={css.veto}>
          <Icon name="alert" />
          {words.vetoed}
        </p>
      )}
    </section>
  )
}

function Sum({ label, points }: { label: string; points: Hundredths }) {
  const t = useText()
  const text = plain(points)
  return (
    <div>
      <dt>{label}</dt>
      <dd class={text.length > 5 ? css.longSum : undefined}>
        {text}
        <small>{t.points}</small>
      </dd>
    </div>
  )
}

const sumLabel = ({ sum }: Words, period: Period): string =>
  period.includes('-Q') ? sum.Q : period.includes('-H') ? sum.H : sum.Y

const TONES = { kept: 'gold', waiting: 'gold', answered: 'ok' } as const
const ICONS = { kept: 'upload', waiting: 'clock', answered: 'tick' } as const

function Row({ matter: { kind, state, answer }, day }: { matter: MatterRow; day: string }) {
  const words = useOwnText().feedback
  return (
    <span class={css.line}>
      <span class={css.day}>{day}</span>
      <span class={css.what}>
        <b>{words.kind[kind]}</b>
        {answer && (
          <small data-excerpt>
            {words.outcome[answer.outcome]}　{answer.words}
          </small>
        )}
      </span>
      <span class={css.worth}>
        <Tag tone={TONES[state]} icon={ICONS[state]} text={words.state[state]} />
      </span>
    </span>
  )
}

function MatterReading({
  matter,
  dayOf,
  onBack,
}: {
  matter: MatterRow
  dayOf: FeedbackProps['dayOf']
  onBack: () => void
}) {
  const t = useText()
  const words = useOwnText().feedback
  const { kind, at, answer, state } = matter
  const mine = matter.words === '' ? (state === 'kept' ? words.byHandKept : words.byHand) : matter.words
  const theirs: ReadingPart = answer
    ? { title: words.answer(t.day(dayOf(answer.at)), words.outcome[answer.outcome]), text: answer.words }
    : { title: words.state[state], text: words.noAnswer }
  return (
    <Reading
      where={words.where}
      title={words.kind[kind]}
      facts={[t.fullDay(dayOf(at))]}
      worth={<Tag tone={TONES[state]} icon={ICONS[state]} text={words.state[state]} />}
      parts={[theirs, { title: words.youSaid, text: mine }]}
      onBack={onBack}
    />
  )
}
