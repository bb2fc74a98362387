import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Name } from '../ui/name.tsx'
import type { AttestDraft } from '../state/attest-draft.ts'
import type { NoteStep } from '../state/note-draft.ts'
import { isReady } from './attest-flow.ts'
import type { Deed } from './deeds.ts'
import { DeedMark } from './marks.tsx'
import { NameButton, NoteButtons } from './note-buttons.tsx'
import css from './attest.module.css'
import declare from './declare.module.css'

interface AttestWhatProps {
  readonly draft: AttestDraft
  readonly deeds: readonly Deed[]
  /** Seconds until its turn, while others are before it. */
  readonly waiting: number
  readonly onPick: (deed: Deed) => void
  readonly onOpen: (step: NoteStep) => void
  readonly onSend: () => void
  readonly onBack: () => void
}

/** The second touch and the third: what it was, and send. One note and a name only if one likes. */
export function AttestWhat({ draft, deeds, waiting, onPick, onOpen, onSend, onBack }: AttestWhatProps) {
  const t = useText()
  const words = useDeclareText().attest
  const { helper, deed, fault } = draft
  const isBusy = draft.step === 'sending'
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
          <NoteButtons draft={draft} onOpen={onOpen} />
          <NameButton draft={draft} onOpen={onOpen} />
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
