import type { ComponentChildren } from 'preact'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Name } from '../ui/name.tsx'
import type { AttestDraft } from '../state/attest-draft.ts'
import { isReady } from './attest-flow.ts'
import type { Deed } from './deeds.ts'
import { DeedMark, MicMark, PenMark } from './marks.tsx'
import css from './attest.module.css'
import declare from './declare.module.css'

interface AttestWhatProps {
  readonly draft: AttestDraft
  readonly deeds: readonly Deed[]
  /** Seconds until its turn, while others are before it. */
  readonly waiting: number
  readonly onPick: (deed: Deed) => void
  readonly onOpen: (step: 'note' | 'voice' | 'name') => void
  readonly onSend: () => void
  readonly onBack: () => void
}

/** The second touch and the third: what it was, and send. One note and a name only if one likes. */
export function AttestWhat({ draft, deeds, waiting, onPick, onOpen, onSend, onBack }: AttestWhatProps) {
  const t = useText()
  const words = useDeclareText().attest
  const { helper, deed, voice, fault } = draft
  const isBusy = draft.step === 'sending'
  const hasNote = draft.note.some(each => each.length > 0)
  const hasName = draft.name.some(each => each.length > 0)
  const isWanted = deed !== null && !isReady(draft)
  const labelOf = (each: Deed) => each.title ?? words.deed[each.picture]
  return (
    <Frame where={words.where} speech={`${words.what}${deeds.map(each => `${labelOf(each)}。`).join('')}`} help>
      <Look>
        <Heading title={words.what} note={words.whatNote} />
        <div class={css.about}>
          {words.about}
          <p>
            <Name name={helper?.name ?? ''} />
            <small>{t.comrade}</small>
          </p>
          <b>{deed ? labelOf(deed) : ''}</b>
        </div>
      </Look>
      <div class={declare.below}>
        {fault && (
          <p class={declare.fault} role="alert">
            <Icon name="alert" />
            {words.fault[fault]}
          </p>
        )}
        <div class={css.deeds}>
          {deeds.map(each => (
            <button
              type="button"
              key={each.itemCode}
              disabled={isBusy}
              aria-pressed={each.itemCode === deed?.itemCode && deed !== null}
              onClick={() => onPick(each)}
            >
              <DeedMark picture={each.picture} />
              <span class={each.title !== null || labelOf(each).length > 8 ? css.title : undefined}>
                {labelOf(each)}
              </span>
            </button>
          ))}
        </div>
        <p class={isWanted ? `${css.hint} ${css.must}` : css.hint} role="status">
          {waiting > 0 ? words.waiting(waiting) : isWanted ? words.needsNote : words.optional}
        </p>
        <div class={css.extras}>
          <Extra
            mark={<PenMark />}
            has={hasNote}
            label={hasNote ? words.noteDone : words.note}
            onPress={() => onOpen('note')}
          />
          <Extra
            mark={<MicMark />}
            has={voice !== null}
            label={voice ? words.voiceDone(Math.max(1, Math.round(voice.ms / 1_000))) : words.voice}
            onPress={() => onOpen('voice')}
          />
          <Extra
            mark={<Icon name="me" />}
            has={hasName}
            label={hasName ? words.nameDone : words.name}
            onPress={() => onOpen('name')}
          />
        </div>
        <Actions grow="wide">
          <Button label={t.back} icon="back" disabled={isBusy} onPress={onBack} />
          <Button
            kind="primary"
            label={isBusy ? words.sending : words.send}
            icon="tick"
            disabled={isBusy || !isReady(draft)}
            onPress={onSend}
          />
        </Actions>
      </div>
    </Frame>
  )
}

function Extra(props: { mark: ComponentChildren; has: boolean; label: string; onPress: () => void }) {
  return (
    <button type="button" class={props.has ? css.has : undefined} onClick={props.onPress}>
      {props.has ? <Icon name="tick" /> : props.mark}
      {props.label}
    </button>
  )
}
