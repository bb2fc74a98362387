import { useEffect } from 'preact/hooks'
import { NAME_BYTES, NOTE_BYTES } from '../declare/keep.ts'
import type { NoteTouch } from '../declare/note-flow.ts'
import { VoiceRoom } from '../declare/voice-note.tsx'
import { Write } from '../declare/write.tsx'
import type { App } from '../state/app.ts'
import type { NoteDraft, NoteStep } from '../state/note-draft.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame } from '../ui/frame.tsx'
import css from '../declare/declare.module.css'

/** What vouching and objecting have in common: the pages of the note and the name, and why nobody can begin now. */

interface NotePagesProps {
  readonly draft: Pick<NoteDraft, 'note' | 'voice' | 'name'>
  readonly step: NoteStep
  /** What it is about. */
  readonly about: string
  readonly words: {
    readonly where: string
    readonly noteTitle: string
    readonly noteNote: string
    readonly noteAim: string
    readonly nameTitle: string
    readonly nameNote: string
    readonly nameAim: string
  }
  readonly go: (touch: NoteTouch) => void
}

export function NotePages({ draft, step, about, words, go }: NotePagesProps) {
  const { where } = words
  const onDone = () => go({ kind: 'done' })
  switch (step) {
    case 'voice':
      return (
        <VoiceRoom where={where} note={draft.voice} onNote={voice => go({ kind: 'voice', voice })} onDone={onDone} />
      )
    case 'note':
      return (
        <Write
          {...{ where, about, onDone }}
          title={words.noteTitle}
          note={words.noteNote}
          aim={words.noteAim}
          pages={draft.note}
          pagesMax={1}
          bytesMax={NOTE_BYTES}
          onPages={note => go({ kind: 'note', note })}
        />
      )
    case 'name':
      return (
        <Write
          {...{ where, about, onDone }}
          title={words.nameTitle}
          note={words.nameNote}
          aim={words.nameAim}
          pages={draft.name}
          pagesMax={1}
          bytesMax={NAME_BYTES}
          onPages={name => go({ kind: 'name', name })}
        />
      )
  }
}

/** It was kept while somebody's card was answered: now the thanks. */
export function Sent({ onShown }: { onShown: () => void }) {
  useEffect(onShown)
  return null
}

/** Longer than this nobody waits before the glass: they are asked to come again, before they have begun. */
const DOOR_WAIT_MS = 5 * 60_000

/** Why nobody can begin here now; null where they can. Whoever has begun is not stopped. */
export function useClosed(app: App, hasBegun: boolean): { readonly title: string; readonly note: string } | null {
  const words = useDeclareText()
  if (app.board.settings.value?.sealKey === undefined) return { title: words.noKey, note: words.noKeyNote }
  const isBusy = !hasBegun && app.second.value >= 0 && app.attestPace.waitMs() > DOOR_WAIT_MS
  return isBusy ? { title: words.attest.busy, note: words.attest.busyNote } : null
}

interface ClosedProps {
  readonly where: string
  readonly title: string
  readonly note: string
  readonly onBack: () => void
}

export function Closed({ where, title, note, onBack }: ClosedProps) {
  const t = useText()
  return (
    <Frame where={where} speech={`${title}。${note}`} layout="center" help>
      <Empty icon="clock" title={title} note={note} />
      <div class={css.alone}>
        <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
      </div>
    </Frame>
  )
}

export const waitedSeconds = (app: App, waitsUntil: { readonly value: number }): number =>
  Math.max(0, Math.ceil((waitsUntil.value - app.second.value) / 1_000))
