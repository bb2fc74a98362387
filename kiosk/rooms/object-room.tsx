import { useApp } from '../app-context.ts'
import { thank, touchObject, type ObjectScreen } from '../declare/acts.ts'
import { hasNote, type NoteTouch } from '../declare/note-flow.ts'
import { ObjectWhat } from '../declare/object-what.tsx'
import { useDeclareText } from '../text/use-declare-text.ts'
import { Closed, NotePages, Sent, useClosed, waitedSeconds } from './note-room.tsx'

/** 异议: anybody says what is wrong with a notice while it is in its period. No card, no login. */
export function ObjectRoom({ screen }: { screen: ObjectScreen }) {
  const app = useApp()
  const words = useDeclareText().object
  const draft = screen.draft.value
  const { document, from } = draft
  const go = (touch: NoteTouch) => void touchObject(app, screen, touch)
  const back = () => app.go({ kind: 'document', docId: document.docId, from })
  const closed = useClosed(app, draft.step !== 'what' || hasNote(draft))
  if (closed) return <Closed {...closed} where={words.where} onBack={back} />
  switch (draft.step) {
    case 'what':
    case 'sending':
      return (
        <ObjectWhat
          draft={draft}
          waiting={draft.step === 'sending' ? waitedSeconds(app, screen.waitsUntil) : 0}
          onOpen={step => go({ kind: 'open', step })}
          onSend={() => go({ kind: 'send' })}
          onBack={back}
        />
      )
    case 'sent':
      return <Sent onShown={() => thank(app, 'object')} />
    default:
      return <NotePages draft={draft} step={draft.step} about={document.title} words={words} go={go} />
  }
}
