import type { NoteStep } from '../state/note-draft.ts'
import type { ObjectDraft } from '../state/object-draft.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { Steps } from '../ui/steps.tsx'
import { NameButton, NoteButtons } from './note-buttons.tsx'
import { hasNote } from './note-flow.ts'
import { Chosen } from './pick-day.tsx'
import attest from './attest.module.css'
import declare from './declare.module.css'
import css from './object.module.css'

interface ObjectWhatProps {
  readonly draft: ObjectDraft
  /** Seconds until its turn, while others are before it. */
  readonly waiting: number
  readonly onOpen: (step: NoteStep) => void
  readonly onSend: () => void
  readonly onBack: () => void
}

/** 我有异议: to which notice, one note, a name only if one likes, send. */
export function ObjectWhat({ draft, waiting, onOpen, onSend, onBack }: ObjectWhatProps) {
  const t = useText()
  const { object: words, attest: note } = useDeclareText()
  const { document, fault } = draft
  const isBusy = draft.step === 'sending'
  const isReady = hasNote(draft)
  const last = document.noticePeriod?.days.at(-1)
  const until = last && document.noticePeriod ? words.until(`${t.day(last)} ${document.noticePeriod.endsAt}`) : ''
  return (
    <Frame where={words.where} speech={`${words.what}${words.whatNote}${document.title}。${until}`} help>
      <Look>
        <Heading title={words.what} note={words.whatNote} />
        <Chosen title={document.title} note={until} />
        <div class={`${declare.steps} ${css.guide}`}>
          <Steps steps={words.steps} />
        </div>
      </Look>
      <div class={declare.below}>
        {fault && (
          <p class={declare.fault} role="alert">
            <Icon name="alert" />
            {note.fault[fault]}
          </p>
        )}
        <div class={`${attest.extras} ${css.ways}`}>
          <NoteButtons draft={draft} disabled={isBusy} onOpen={onOpen} />
        </div>
        <p class={isReady ? attest.hint : `${attest.hint} ${attest.must}`} role="status">
          {waiting > 0 ? note.waiting(waiting) : isReady ? words.ready : words.needsNote}
        </p>
        <div class={`${attest.extras} ${css.one}`}>
          <NameButton draft={draft} disabled={isBusy} onOpen={onOpen} />
        </div>
        <Actions grow="wide">
          <Button label={t.back} icon="back" disabled={isBusy} onPress={onBack} />
          <Button
            kind="primary"
            label={isBusy ? note.sending : note.send}
            icon="tick"
            disabled={isBusy || !isReady}
            onPress={onSend}
          />
        </Actions>
      </div>
    </Frame>
  )
}
