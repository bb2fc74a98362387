import { useEffect, useState } from 'preact/hooks'
import { unreachable } from '../../shared/base/check.ts'
import { dateOf } from '../../shared/base/plain-date.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import { offerFor } from '../declare/offers.ts'
import { againOf, draftAgain } from '../declare/resend.ts'
import { Calm } from '../own/calm.tsx'
import { Feedback } from '../own/feedback.tsx'
import { OwnPoints } from '../own/points.tsx'
import { Raise } from '../own/raise.tsx'
import { Mark } from '../signin/marks.tsx'
import { Question } from '../signin/member/question.tsx'
import { localTime, type App } from '../state/app.ts'
import type { OwnPage } from '../state/member-pages.ts'
import { openAccept, openDeclare, openFeedback, openMenu, openRaise } from '../state/member.ts'
import {
  acceptFigures,
  feedbackNow,
  lookAtOwn,
  noteSeen,
  sendMatter,
  WORDS_BYTES_MAX,
  WORDS_PAGES_MAX,
  type FeedbackNow,
} from '../state/own.ts'
import type { ShownHandle } from '../state/shown.ts'
import type { SignInDesk } from '../state/sign-in.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import { PinGate } from './member-pin-rooms.tsx'

/** The member's own page, from the sealed envelope: read, agreed with, disputed; with or without the hub. */

type OwnKind = 'own' | 'feedback' | 'accept' | 'raise'
type Page<K extends OwnKind> = Extract<OwnPage, { readonly kind: K }>
interface Rest {
  readonly app: App
  readonly desk: SignInDesk
}

export function OwnRoom({ page, ...rest }: Rest & { page: Page<OwnKind> }) {
  switch (page.kind) {
    case 'own':
      return <PointsRoom page={page} {...rest} />
    case 'feedback':
      return <FeedbackRoom page={page} {...rest} />
    case 'accept':
      return <AcceptRoom page={page} {...rest} />
    case 'raise':
      return <RaiseRoom page={page} {...rest} />
    default:
      return unreachable(page)
  }
}

function PointsRoom({ page: { shown }, app, desk }: Rest & { page: Page<'own'> }) {
  const t = useText()
  const back = () => openMenu(app, shown)
  const sight = lookAtOwn(app, shown)
  // The member's room asks for the card again.
  if (sight.kind === 'gone') return null
  if (sight.kind !== 'page') return <Calm why={sight.kind} onBack={back} />
  const { page, asOf } = sight
  if (!page.standing && page.entries.length === 0) return <Calm why="notScored" onBack={back} />
  const now = feedbackOf(desk, shown, page.feedback)
  const { memberId, category } = shown.member
  const offer = offerFor(app.board.documents.value, category, dateOf(app.clock.now.value))
  const resent = desk.past(memberId).resent
  return (
    <OwnPoints
      name={shownName(shown.member)}
      page={page}
      asOf={localTime(app, asOf)}
      offline={app.link.value.kind !== 'live'}
      toCheck={now?.mayAccept ? t.periodPart(now.feedback.period) : null}
      againOf={each => againOf(each, resent, offer)}
      onAgain={each => openDeclare(app, shown, draftAgain(memberId, each, offer))}
      onFeedback={() => openFeedback(app, shown)}
      onBack={back}
    />
  )
}

const feedbackOf = (desk: SignInDesk, shown: ShownHandle, feedback: FeedbackNow['feedback'] | null) =>
  feedback && feedbackNow(feedback, desk.said(shown.member.memberId, feedback))

function FeedbackRoom({ page: { shown }, app, desk }: Rest & { page: Page<'feedback'> }) {
  const back = () => openMenu(app, shown)
  const sight = lookAtOwn(app, shown)
  const now = sight.kind === 'page' ? feedbackOf(desk, shown, sight.page.feedback) : null
  useSeen(app, desk, shown, now)
  if (sight.kind === 'gone') return null
  if (sight.kind !== 'page') return <Calm why={sight.kind} onBack={back} />
  if (!now) return <Calm why="noReview" onBack={back} />
  const about = { period: now.feedback.period, no: now.feedback.no }
  return (
    <Feedback
      now={now}
      dayOf={at => dateOf(localTime(app, at))}
      onAccept={() => openAccept(app, shown, about)}
      onRaise={() => openRaise(app, shown, about)}
      onBack={back}
    />
  )
}

/** As long as eyes need to find the number. */
const SEEN_MS = 1_000

/** Told is who had the figures on the glass before them, for a moment, with nothing in front. */
function useSeen(app: App, desk: SignInDesk, shown: ShownHandle, now: FeedbackNow | null): void {
  const key = now?.toSee ? `${now.feedback.period} ${now.feedback.no}` : null
  const isCovered = app.idle.value.kind !== 'busy'
  useEffect(() => {
    if (key === null || isCovered || !now) return undefined
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') void noteSeen(desk, shown, now)
    }, SEEN_MS)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each compile, however often it is drawn
  }, [key, isCovered])
}

function AcceptRoom({ page: { shown, about }, app, desk }: Rest & { page: Page<'accept'> }) {
  const words = useOwnText()
  const t = useText()
  const [step, setStep] = useState<'ask' | 'pin' | 'busy'>('ask')
  const back = () => openFeedback(app, shown)
  const send = (pin: boolean) => {
    setStep('busy')
    void acceptFigures(app, desk, shown, about, pin)
  }
  if (step === 'pin') {
    return (
      <PinGate
        app={app}
        desk={desk}
        shown={shown}
        where={words.feedback.where}
        note={words.accept.pinNote}
        go={words.accept.pinGo}
        onBack={back}
      >
        {given => <Once work={() => send(given)} />}
      </PinGate>
    )
  }
  return (
    <Question
      mark={<Mark mark={{ kind: 'kept' }} tone="wait" />}
      name={shownName(shown.member)}
      title={words.accept.title}
      about={words.feedback.title(t.period(about.period))}
      lines={words.accept.lines}
      yes={words.accept.yes}
      no={words.accept.no}
      busy={step === 'busy'}
      onYes={() => (desk.hasPin(shown) ? setStep('pin') : send(false))}
      onNo={back}
    />
  )
}

/** Does its work when it comes to stand there. */
function Once({ work }: { work: () => void }) {
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once
  useEffect(work, [])
  return null
}

function RaiseRoom({ page: { shown, draft }, app, desk }: Rest & { page: Page<'raise'> }) {
  const words = useOwnText()
  const [sending, setSending] = useState<'no' | 'now' | 'failed'>('no')
  const back = () => openFeedback(app, shown)
  const send = async (pin: boolean) => {
    draft.step.value = 'check'
    setSending('now')
    if ((await sendMatter(app, desk, shown, draft, pin)) === 'failed') setSending('failed')
  }
  if (!app.board.settings.value?.sealKey) return <Calm why="noKey" onBack={back} />
  const step = draft.step.value
  if (step === 'pin') {
    return (
      <PinGate
        app={app}
        desk={desk}
        shown={shown}
        where={words.raise.where}
        note={words.accept.pinNote}
        go={words.raise.send}
        onBack={() => (draft.step.value = 'check')}
      >
        {given => <Once work={() => void send(given)} />}
      </PinGate>
    )
  }
  return (
    <Raise
      step={step}
      matter={draft.matter.value}
      pages={draft.pages.value}
      pagesMax={WORDS_PAGES_MAX}
      bytesMax={WORDS_BYTES_MAX}
      sending={sending}
      onStep={next => (draft.step.value = next)}
      onMatter={matter => (draft.matter.value = matter)}
      onPages={pages => (draft.pages.value = pages)}
      onSend={() => (desk.hasPin(shown) ? (draft.step.value = 'pin') : void send(false))}
      onBack={back}
    />
  )
}
