import type { ComponentChildren } from 'preact'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Frame, Look } from '../ui/frame.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { hasWords, type DeclareDraft } from './declare-flow.ts'
import { MicMark, PenMark } from './marks.tsx'
import { Chosen } from './pick-day.tsx'
import css from './declare.module.css'

interface MoreProps {
  readonly draft: Pick<DeclareDraft, 'words' | 'voice' | 'photo' | 'follows'>
  readonly title: string
  readonly day: string
  readonly onOpen: (step: 'words' | 'voice' | 'photo') => void
  readonly onNext: () => void
  readonly onBack: () => void
}

/** Words, a voice, a picture: each only if one likes. */
export function More({ draft, title, day, onOpen, onNext, onBack }: MoreProps) {
  const t = useText()
  const words = useDeclareText()
  const { more } = words
  const { voice, photo, follows } = draft
  const [heading, hint] = follows ? [more.titleAgain, more.noteAgain] : [more.title, more.note]
  const pages = draft.words.filter(each => each.length > 0).length
  return (
    <Frame where={words.where} speech={`${heading}${hint}${more.words}，${more.voice}，${more.photo}。`} help>
      <Look>
        <Heading title={heading} note={hint} />
        <Chosen title={title} note={day} asked={follows?.words && words.branchAsks(follows.words)} />
      </Look>
      <div class={css.below}>
        <div class={css.options}>
          <Option
            mark={<PenMark />}
            label={more.words}
            has={hasWords(draft)}
            note={hasWords(draft) ? more.wordsDone(pages) : more.wordsEmpty}
            onPress={() => onOpen('words')}
          />
          <Option
            mark={<MicMark />}
            label={more.voice}
            has={voice !== null}
            note={voice ? more.voiceDone(Math.max(1, Math.round(voice.ms / 1_000))) : more.voiceEmpty}
            onPress={() => onOpen('voice')}
          />
          <Option
            mark={<Icon name="camera" />}
            label={more.photo}
            has={photo !== null}
            note={photo ? more.photoDone : more.photoEmpty}
            onPress={() => onOpen('photo')}
          />
        </div>
        <Actions grow="wide">
          <Button label={t.back} icon="back" onPress={onBack} />
          <Button kind="primary" label={words.next} iconAfter="next" onPress={onNext} />
        </Actions>
      </div>
    </Frame>
  )
}

function Option(props: {
  readonly mark: ComponentChildren
  readonly label: string
  readonly has: boolean
  readonly note: string
  readonly onPress: () => void
}) {
  return (
    <button type="button" class={props.has ? css.has : undefined} onClick={props.onPress}>
      {props.mark}
      <span>
        <b>{props.label}</b>
        <small>{props.note}</small>
      </span>
      <Icon name={props.has ? 'tick' : 'next'} />
    </button>
  )
}
