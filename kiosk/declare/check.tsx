import { formatHundredths } from '../../shared/base/hundredths.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { WrittenPages } from '../ui/handwriting.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { hasWords, type DeclareDraft } from './declare-flow.ts'
import { amountsOf } from '../../shared/declarations/amounts.ts'
import { Chosen } from './pick-day.tsx'
import css from './declare.module.css'

type Part = 'item' | 'day' | 'amount' | 'words' | 'voice' | 'photo'

interface CheckProps {
  readonly draft: DeclareDraft
  /** Address of the picture; null without one. */
  readonly photo: string | null
  readonly isPlaying: boolean
  readonly onPlay: () => void
  readonly onChange: (part: Part) => void
  readonly onSend: () => void
  readonly onBack: () => void
}

/** Everything once more before it is sent: what was written and the picture above, each line to change below. */
export function Check({ draft, photo, isPlaying, onPlay, onChange, onSend, onBack }: CheckProps) {
  const t = useText()
  const words = useDeclareText()
  const { check } = words
  const { item, date, voice, fault } = draft
  if (!item || !date) return null
  const isBusy = draft.step === 'sending'
  const rows: readonly (readonly [Part, string, string, string])[] = [
    ['item', check.item, item.title, check.change],
    ['day', check.day, t.dayAndWeekday(date), check.change],
    ...(amountsOf(item)
      ? ([['amount', check.amount, `${formatHundredths(draft.quantity)} ${item.unit}`, check.change]] as const)
      : []),
    ['words', check.words, hasWords(draft) ? words.more.wordsDone(pagesOf(draft)) : check.none, turn(hasWords(draft))],
    ['voice', check.voice, voice ? words.voice.length(secondsOf(voice.ms)) : check.none, turn(voice !== null)],
    ['photo', check.photo, photo === null ? check.none : words.more.photoDone, turn(photo !== null)],
  ]
  function turn(has: boolean): string {
    return has ? check.change : check.add
  }
  return (
    <Frame where={words.where} speech={`${check.title}${rows.map(row => `${row[1]}，${row[2]}。`).join('')}`} help>
      <Look>
        <Heading title={check.title} note={draft.follows ? check.noteAgain : check.note} />
        {hasWords(draft) || photo !== null ? (
          <div class={css.shown}>
            {photo !== null && (
              <figure>
                <img src={photo} alt={words.photo.taken} />
              </figure>
            )}
            {hasWords(draft) && (
              <figure>
                <WrittenPages pages={draft.words} />
              </figure>
            )}
          </div>
        ) : (
          <Chosen title={item.title} note={t.dayAndWeekday(date)} />
        )}
        {fault ? (
          <p class={css.fault} role="alert">
            <Icon name="alert" />
            {check.fault[fault]}
          </p>
        ) : (
          <p class={css.promise}>{check.promise}</p>
        )}
      </Look>
      <div class={css.below}>
        <div class={css.lines}>
          {rows.map(([part, label, value, turnWord]) => (
            <button type="button" key={part} disabled={isBusy} onClick={() => onChange(part)}>
              <span class={css.label}>{label}</span>
              <b data-excerpt>{value}</b>
              <span class={css.change}>{turnWord}</span>
            </button>
          ))}
        </div>
        <Actions>
          <Button label={t.back} icon="back" disabled={isBusy} onPress={onBack} />
          {voice && (
            <Button
              label={isPlaying ? words.voice.stopPlaying : words.voice.play}
              icon={isPlaying ? 'pause' : 'speak'}
              onPress={onPlay}
            />
          )}
          <Button
            kind="primary"
            label={isBusy ? check.sending : check.send}
            icon="tick"
            disabled={isBusy}
            onPress={onSend}
          />
        </Actions>
      </div>
    </Frame>
  )
}

const pagesOf = ({ words }: DeclareDraft): number => words.filter(each => each.length > 0).length
const secondsOf = (ms: number): number => Math.max(1, Math.round(ms / 1_000))
