import { useEffect, useState } from 'preact/hooks'
import type { NoticeId } from '../../shared/base/ids.ts'
import { Calm } from '../own/calm.tsx'
import { Letters, LetterSheet } from '../own/letters.tsx'
import type { App } from '../state/app.ts'
import { lookAtLetters, noteLetterRead, type Letter } from '../state/inner.ts'
import { openMenu } from '../state/member.ts'
import type { ShownHandle } from '../state/shown.ts'
import type { SignInDesk } from '../state/sign-in.ts'

/** As long as eyes need to see that it is open. */
const READ_MS = 1_000

/** 通知和来信: the list, and the one that is open. Which one lives here alone, so that it goes with the page. */
export function LettersRoom({ app, desk, shown }: { app: App; desk: SignInDesk; shown: ShownHandle }) {
  const [openId, setOpenId] = useState<NoticeId | null>(null)
  const back = () => openMenu(app, shown)
  const sight = lookAtLetters(app, desk, shown)
  const open = sight.kind === 'letters' ? (sight.letters.find(each => each.document.docId === openId) ?? null) : null
  useRead(app, desk, shown, open)
  // The member's room asks for the card again.
  if (sight.kind === 'gone') return null
  if (sight.kind !== 'letters') return <Calm why={sight.kind} onBack={back} />
  if (open) {
    const now = app.clock.now.value
    return (
      <LetterSheet
        key={`${open.document.docId} ${open.document.rev}`}
        document={open.document}
        now={now}
        onBack={() => setOpenId(null)}
      />
    )
  }
  return (
    <Letters
      letters={sight.letters}
      waiting={sight.waiting}
      onOpen={each => setOpenId(each.document.docId)}
      onBack={back}
    />
  )
}

function useRead(app: App, desk: SignInDesk, shown: ShownHandle, open: Letter | null): void {
  const key = open?.isNew ? `${open.document.docId} ${open.document.rev}` : null
  const isCovered = app.idle.value.kind !== 'busy'
  useEffect(() => {
    if (key === null || isCovered || !open) return undefined
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') void noteLetterRead(desk, shown, open)
    }, READ_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each revision, however often it is drawn
  }, [key, isCovered])
}
