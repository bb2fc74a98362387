import { useMemo } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { thank, touchAttest, type AttestScreen } from '../declare/acts.ts'
import type { AttestTouch } from '../declare/attest-flow.ts'
import { AttestWhat } from '../declare/attest-what.tsx'
import { AttestWho } from '../declare/attest-who.tsx'
import { deedsOf, helpersOf } from '../declare/deeds.ts'
import { KeptPage } from '../declare/kept.tsx'
import { rosterOf } from '../state/roster.ts'
import type { Screen } from '../state/screens.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { Closed, NotePages, Sent, useClosed, waitedSeconds } from './note-room.tsx'
import { secondsOfTimed } from './member-room.tsx'
import { wayBack } from './today.ts'

/** 证实: a resident says what a member did. No card, no login; a card that comes in between signs its owner in. */

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
  const closed = useClosed(app, draft.step !== 'who')
  if (closed) return <Closed {...closed} where={words.where} onBack={app.home} />
  switch (draft.step) {
    case 'who':
      return <AttestWho helpers={helpers} onPick={helper => go({ kind: 'who', helper })} onBack={app.home} />
    case 'what':
    case 'sending':
      return (
        <AttestWhat
          draft={draft}
          deeds={deeds}
          waiting={draft.step === 'sending' ? waitedSeconds(app, screen.waitsUntil) : 0}
          onPick={deed => go({ kind: 'what', deed })}
          onOpen={step => go({ kind: 'open', step })}
          onSend={() => go({ kind: 'send' })}
          onBack={() => go({ kind: 'back' })}
        />
      )
    case 'sent':
      return <Sent onShown={() => thank(app, 'attest')} />
    default:
      return <NotePages draft={draft} step={draft.step} about={name} words={words} go={go} />
  }
}

/** 已记下: for whoever declared, vouched or objected. */
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
