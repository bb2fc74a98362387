import type { ComponentChildren } from 'preact'
import type { NoteDraft, NoteStep } from '../state/note-draft.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { Icon } from '../ui/icon.tsx'
import { MicMark, PenMark } from './marks.tsx'
import css from './attest.module.css'

interface NoteButtonsProps {
  readonly draft: Pick<NoteDraft, 'note' | 'voice' | 'name'>
  readonly disabled?: boolean
  readonly onOpen: (step: NoteStep) => void
}

/** 写一句话 and 说一句话: to the pages of the one note, and whether it is there. */
export function NoteButtons({ draft, disabled, onOpen }: NoteButtonsProps) {
  const words = useDeclareText().attest
  const { voice } = draft
  const isWritten = draft.note.some(each => each.length > 0)
  return (
    <>
      <Extra
        mark={<PenMark />}
        has={isWritten}
        label={isWritten ? words.noteDone : words.note}
        disabled={disabled}
        onPress={() => onOpen('note')}
      />
      <Extra
        mark={<MicMark />}
        has={voice !== null}
        label={voice ? words.voiceDone(Math.max(1, Math.round(voice.ms / 1_000))) : words.voice}
        disabled={disabled}
        onPress={() => onOpen('voice')}
      />
    </>
  )
}

/** 留个名字: only if one likes. */
export function NameButton({ draft, disabled, onOpen }: NoteButtonsProps) {
  const words = useDeclareText().attest
  const has = draft.name.some(each => each.length > 0)
  return (
    <Extra
      mark={<Icon name="me" />}
      has={has}
      label={has ? words.nameDone : words.name}
      disabled={disabled}
      onPress={() => onOpen('name')}
    />
  )
}

function Extra(props: {
  readonly mark: ComponentChildren
  readonly has: boolean
  readonly label: string
  readonly disabled: boolean | undefined
  readonly onPress: () => void
}) {
  return (
    <button type="button" class={props.has ? css.has : undefined} disabled={props.disabled} onClick={props.onPress}>
      {props.has ? <Icon name="tick" /> : props.mark}
      {props.label}
    </button>
  )
}
