import type { Millis } from '../../shared/base/ids.ts'
import { sealText } from '../../shared/base/seal.ts'
import type { OwnFeedback, OwnPage } from '../../shared/own/own-page.ts'
import { openOwn } from '../../shared/own/seal-own.ts'
import { ownKey } from '../../shared/passes/card.ts'
import { memberActBody } from '../../shared/passes/member-act.ts'
import { OWN_WORDS_BYTES, OWN_WORDS_PAGES, OwnWordsSchema } from '../../shared/passes/own-words.ts'
import * as v from 'valibot'
import { thinnedPages, type StrokePages } from '../../shared/passes/strokes.ts'
import type { App } from './app.ts'
import type { MatterDraft } from './member-pages.ts'
import { showDone } from './member.ts'
import type { FiguresNo, OwnSaid } from './own-said.ts'
import { actMark, passMark } from './row-marks.ts'
import type { ShownHandle } from './shown.ts'
import type { SignInDesk } from './sign-in.ts'

/** The member's own page at a kiosk: opened with the card's secret, read, accepted or disputed, with or without the hub. */

export type OwnSight =
  /** `asOf`: the hub's time when nothing newer was known. */
  | { readonly kind: 'page'; readonly page: OwnPage; readonly asOf: Millis }
  /** This kiosk was not given a page of this member yet. */
  | { readonly kind: 'none' }
  /** There is one, which this card does not open. */
  | { readonly kind: 'shut' }
  /** The card was shown too long ago. */
  | { readonly kind: 'gone' }

/** Opens the envelope; once for each that came, and again only for a newer one. */
export function lookAtOwn(app: App, shown: ShownHandle): OwnSight {
  const { memberId } = shown.member
  const held = shown.held()
  if (!held) return { kind: 'gone' }
  const envelope = app.board.ownEnvelope(memberId)
  if (!envelope) return { kind: 'none' }
  const { text, rev } = envelope
  const known = shown.opened()
  const page = known?.rev === rev ? known.page : held.secret && openOwn(text, ownKey(held.secret), { memberId, rev })
  if (!page) return { kind: 'shut' }
  shown.keepOpened({ rev, page })
  return { kind: 'page', page, asOf: Math.max(page.asOf, envelope.asOf) as Millis }
}

/** What the member may do about their figures, with what they said here that the hub does not know yet (KS58). */
export interface FeedbackNow {
  readonly feedback: OwnFeedback
  readonly said: OwnSaid
  /** Nothing says yet that they were told these figures. */
  readonly toSee: boolean
  readonly mayAccept: boolean
  readonly mayRaise: boolean
}

export function feedbackNow(feedback: OwnFeedback, said: OwnSaid): FeedbackNow {
  const isOpen = feedback.stage === 'compiled'
  return {
    feedback,
    said,
    toSee: isOpen && feedback.told === null && !said.seen,
    mayAccept: isOpen && feedback.acceptedAt === null && said.acceptedAt === null,
    mayRaise: isOpen,
  }
}

/** The figures were on the glass before the member: recorded once (KS54). */
export async function noteSeen(desk: SignInDesk, shown: ShownHandle, now: FeedbackNow): Promise<void> {
  const { period, no } = now.feedback
  if (now.toSee) await desk.act(shown, { kind: 'seeFigures', period, no })
}

export async function acceptFigures(
  app: App,
  desk: SignInDesk,
  shown: ShownHandle,
  { period, no }: FiguresNo,
  pin: boolean,
): Promise<void> {
  const screen = app.screen.value
  const kept = await desk.act(shown, { kind: 'acceptFigures', period, no, pin })
  if (app.screen.value === screen) showDone(app, 'acceptFigures', kept === 'kept')
}

export const WORDS_PAGES_MAX = OWN_WORDS_PAGES
/** What the braces around the strokes need. */
export const WORDS_BYTES_MAX = OWN_WORDS_BYTES - 16

/** Null where nothing is written, or more than fits. */
export function wordsOf(pages: StrokePages) {
  const drawn = thinnedPages(pages, WORDS_BYTES_MAX)
  const parsed = v.safeParse(OwnWordsSchema, { drawn })
  return parsed.success ? parsed.output : null
}

/** The words leave this memory sealed to the hub; who cannot be heard keeps what they wrote (KS55). */
export async function sendMatter(
  app: App,
  desk: SignInDesk,
  shown: ShownHandle,
  draft: MatterDraft,
  pin: boolean,
): Promise<'sent' | 'failed'> {
  const screen = app.screen.value
  const words = wordsOf(draft.pages.value)
  const sealKey = app.board.settings.value?.sealKey
  if (!words || !sealKey) return 'failed'
  const { memberId } = shown.member
  const { period, no } = draft.about
  const act = { kind: 'raiseMatter', period, no, matter: draft.matter.value, sealed: '', pin } as const
  const head = await desk.record(
    shown,
    'memberAct',
    (head, held, random) => {
      const sealed = sealText(JSON.stringify(words), sealKey, head.id, random)
      return memberActBody(head, memberId, { ...act, sealed }, held)
    },
    ({ id, at }, held) => actMark(act, { memberId, at, recordId: id, ...passMark(shown, held) }),
  )
  if (!head) return 'failed'
  if (app.screen.value === screen) showDone(app, 'raiseMatter', true)
  return 'sent'
}
