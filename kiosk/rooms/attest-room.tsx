import { useEffect, useMemo } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { thank, touchAttest, type AttestScreen } from '../declare/acts.ts'
import type { AttestTouch } from '../declare/attest-flow.ts'
import type { AttestDraft } from '../state/attest-draft.ts'
import { AttestWhat } from '../declare/attest-what.tsx'
import { AttestWho } from '../declare/attest-who.tsx'
import { deedsOf, helpersOf } from '../declare/deeds.ts'
import { NAME_BYTES, NOTE_BYTES } from '../declare/keep.ts'
import { KeptPage } from '../declare/kept.tsx'
import { VoiceRoom } from '../declare/voice-note.tsx'
import { Write } from '../declare/write.tsx'
import type { App } from '../state/app.ts'
import { rosterOf } from '../state/roster.ts'
import type { Screen } from '../state/screens.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useText } from '../text/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Frame } from '../ui/frame.tsx'
import css from '../declare/declare.module.css'
import { secondsOfTimed } from './member-room.tsx'
import { wayBack } from './today.ts'

/** 证实: a resident says what a member did. No card, no login; a card that comes in between signs its owner in. */

/** Longer than this nobody waits before the glass: they are asked to come again, before they have begun. */
const DOOR_WAIT_MS = 5 * 60_000

export function AttestRoom({ screen }: { screen: AttestScreen }) {
  const app = useApp()
  const words = useDeclareText().attest
  const draft = screen.draft.value
  const roster = rosterOf(app.board)
  const documents = app.board.documents.value
  const helpers = useMemo(() => helpersOf(roster.personById.values()), [roster])
  const deeds = useMemo(() => deedsOf(documents), [documents])
  const go = (touch: AttestTouch) => void touchAttest(app, screen, touch)
  const name = draft.helper?.name ?? ''
  const closed = useClosed(app, draft)
  if (closed) return <Closed {...closed} onBack={app.home} />
  switch (draft.step) {
    case 'who':
      return <AttestWho helpers={helpers} onPick={helper => go({ kind: 'who', helper })} onBack={app.home} />
    case 'what':
    case 'sending':
      return (
        <AttestWhat
          draft={draft}
          deeds={deeds}
          waiting={draft.step === 'sending' ? waitedSeconds(app, screen) : 0}
          onPick={deed => go({ kind: 'what', deed })}
          onOpen={step => go({ kind: 'open', step })}
          onSend={() => go({ kind: 'send' })}
          onBack={() => go({ kind: 'back' })}
        />
      )
    case 'sent':
      return <Sent onShown={() => thank(app)} />
    case 'voice':
      return (
        <VoiceRoom
          where={words.where}
          note={draft.voice}
          onNote={voice => go({ kind: 'voice', voice })}
          onDone={() => go({ kind: 'done' })}
        />
      )
    case 'note':
      return (
        <Write
          where={words.where}
          title={words.noteTitle}
          note={words.noteNote}
          aim={words.noteAim}
          about={name}
          pages={draft.note}
          pagesMax={1}
          bytesMax={NOTE_BYTES}
          onPages={note => go({ kind: 'note', note })}
          onDone={() => go({ kind: 'done' })}
        />
      )
    case 'name':
      return (
        <Write
          where={words.where}
          title={words.nameTitle}
          note={words.nameNote}
          aim={words.nameAim}
          about={name}
          pages={draft.name}
          pagesMax={1}
          bytesMax={NAME_BYTES}
          onPages={written => go({ kind: 'name', name: written })}
          onDone={() => go({ kind: 'done' })}
        />
      )
  }
}

/** It was kept while somebody's card was answered: now the thanks. */
function Sent({ onShown }: { onShown: () => void }) {
  useEffect(onShown)
  return null
}

/** Why nobody can begin here now; null where they can. Whoever has begun is not stopped. */
function useClosed(app: App, draft: AttestDraft): { readonly title: string; readonly note: string } | null {
  const words = useDeclareText()
  if (app.board.settings.value?.sealKey === undefined) return { title: words.noKey, note: words.noKeyNote }
  const isBusy = draft.step === 'who' && app.second.value >= 0 && app.attestPace.waitMs() > DOOR_WAIT_MS
  return isBusy ? { title: words.attest.busy, note: words.attest.busyNote } : null
}

function Closed({ title, note, onBack }: { title: string; note: string; onBack: () => void }) {
  const t = useText()
  const words = useDeclareText().attest
  return (
    <Frame where={words.where} speech={`${title}。${note}`} layout="center" help>
      <Empty icon="clock" title={title} note={note} />
      <div class={css.alone}>
        <Button kind="primary" icon="back" label={t.back} onPress={onBack} />
      </div>
    </Frame>
  )
}

const waitedSeconds = (app: App, { waitsUntil }: AttestScreen): number =>
  Math.max(0, Math.ceil((waitsUntil.value - app.second.value) / 1_000))

/** 已记下: for whoever declared and whoever vouched. */
export function KeptRoom({ screen }: { screen: Extract<Screen, { readonly kind: 'kept' }> }) {
  const app = useApp()
  const { secondsLeft, secondsOf } = secondsOfTimed(app, screen.seconds)
  return (
    <KeptPage
      what={screen.what}
      offline={app.link.value.kind !== 'live'}
      secondsLeft={secondsLeft}
      secondsOf={secondsOf}
      onDone={() => app.go(wayBack(app, screen))}
    />
  )
}
