import { signal } from '@preact/signals'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import type { LeaveReason } from '../../shared/activities/leave.ts'
import { unreachable } from '../../shared/base/check.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import { ACT_SPOKEN, WRONG_PIN_SPOKEN } from '../../shared/passes/act-words.ts'
import { tell } from '../../shared/passes/sentences.ts'
import type { ResultAct } from '../signin/view.ts'
import { startDeclaring } from '../declare/declare-flow.ts'
import { zh } from '../text/zh.ts'
import type { App } from './app.ts'
import type { Confirmed, DoneKind, MemberPage, OwnPage, Resume } from './member-pages.ts'
import { leaveChoices } from './offers.ts'
import type { FiguresNo } from './own-said.ts'
import type { Screen } from './screens.ts'
import type { ShownHandle } from './shown.ts'
import type { PinRefusal, SignInDesk } from './sign-in.ts'

/** What a member does at the kiosk besides signing in: every act is asked once more, kept, and said to be kept. */

type MemberScreen = Extract<Screen, { readonly kind: 'member' }>
const DONE_SECONDS = 8
const FAILED_SECONDS = 12

/** 请刷卡. @param leaveFrom the activity that leave is asked from, where one was picked before */
export function askForCard(app: App, leaveFrom: ActivityId | null = null, fault: string | null = null): void {
  show(app, { kind: 'ask', fault, leaveFrom }, null)
}

/**
 * A card while a member's page is on the glass.
 * @returns false where it is somebody else's: they sign in, and this page is gone
 */
export function scanOnPage(app: App, desk: SignInDesk, { page }: MemberScreen, text: string): boolean {
  const { outcome, shown } = desk.identify(text)
  if (page.kind === 'ask') {
    if (shown && page.resume?.memberId === shown.member.memberId) resumeDraft(app, shown, page.resume)
    else if (shown) showOwn(app, desk, shown, page.leaveFrom)
    else {
      app.sound.look()
      const timeZone = app.board.settings.value?.timeZone ?? 'Asia/Shanghai'
      const told = tell(outcome, { timeZone, now: app.clock.now.value, offline: false })
      const fault = zh.member.ask.fault(told.zh.title)
      if (page.resume) askToResume(app, page.resume, fault)
      else askForCard(app, page.leaveFrom, fault)
    }
    return true
  }
  // A card that is held a moment longer, or shown again to go on: it is the one whose page this is.
  const isSame = 'shown' in page && page.shown.member.memberId === shown?.member.memberId
  shown?.drop()
  return isSame
}

/** The first page after the card: the leave that was asked for, or the choice of everything. */
function showOwn(app: App, desk: SignInDesk, shown: ShownHandle, leaveFrom: ActivityId | null): void {
  app.sound.accepted()
  const picked = leaveFrom === null ? null : choicesOf(app, shown).find(each => idOf(each) === leaveFrom)
  if (!picked) return show(app, { kind: leaveFrom === null ? 'menu' : 'leaves', shown }, null)
  pickLeave(app, desk, shown, picked)
}

export const openMenu = (app: App, shown: ShownHandle): void => show(app, { kind: 'menu', shown })
export const openLeaves = (app: App, shown: ShownHandle): void => show(app, { kind: 'leaves', shown })
export const openEnrol = (app: App, shown: ShownHandle): void => show(app, { kind: 'enrol', shown })
export const openSetPin = (app: App, shown: ShownHandle): void => show(app, { kind: 'setPin', shown })

export const openOwn = (app: App, shown: ShownHandle): void => show(app, { kind: 'own', shown })
export const openLetters = (app: App, shown: ShownHandle): void => show(app, { kind: 'letters', shown })
export const openFeedback = (app: App, shown: ShownHandle): void => show(app, { kind: 'feedback', shown })
export const openAccept = (app: App, shown: ShownHandle, about: FiguresNo): void =>
  show(app, { kind: 'accept', shown, about })

/** Writing takes longer than reading: the card is held for as long again. */
export function openRaise(app: App, shown: ShownHandle, about: FiguresNo): void {
  shown.prolong()
  const draft = { about, step: signal('what' as const), matter: signal('defence' as const), pages: signal([]) }
  show(app, { kind: 'raise', shown, draft })
}

/** Declaring takes longer than reading: the card is held for as long again. */
export function openDeclare(app: App, shown: ShownHandle, draft = startDeclaring(shown.member.memberId)): void {
  shown.prolong()
  show(app, { kind: 'declare', shown, draft: signal(draft) })
}

/** The time of the card is up: what was filled in or written waits for the same card, and for no other (KS68). */
export function askToResume(app: App, resume: Resume, fault: string): void {
  show(app, { kind: 'ask', fault, leaveFrom: null, resume }, null)
}

function resumeDraft(app: App, shown: ShownHandle, resume: Resume): void {
  app.sound.accepted()
  shown.prolong()
  if (resume.kind === 'raise') show(app, { kind: 'raise', shown, draft: resume.draft }, null)
  else show(app, { kind: 'declare', shown, draft: resume.draft }, null)
}

/** A button under the answer to a scan. */
export function takeUp(app: App, desk: SignInDesk, screen: Extract<Screen, { kind: 'result' }>, act: ResultAct): void {
  const { shown, activity } = screen
  if (!shown) return
  const activityId = activity && idOf(activity)
  const title = activity?.activity.title ?? ''
  switch (act) {
    case 'menu':
      return openMenu(app, shown)
    case 'undo': {
      const { undoes } = desk.mine(shown, activityId)
      if (undoes === null) return openMenu(app, shown)
      return confirm(app, shown, { kind: 'undo', activityId, undoes }, title)
    }
    case 'signOut':
    case 'signOutAgain':
      if (activityId !== null) confirm(app, shown, { kind: 'signOut', activityId }, title)
      return
    default:
      return unreachable(act)
  }
}

export const choicesOf = (app: App, shown: ShownHandle): readonly FeedActivity[] =>
  leaveChoices(app.board.activities.value, shown.member.memberId, app.clock.now.value)

/** One touch asks why; where leave was asked already, it can be dropped. */
export function pickLeave(app: App, desk: SignInDesk, shown: ShownHandle, picked: FeedActivity): void {
  const { activityId, title } = picked.activity
  if (desk.leaveOf(shown.member.memberId, picked) === 'none') show(app, { kind: 'why', shown, activityId })
  else confirm(app, shown, { kind: 'dropLeave', activityId }, title)
}

export function pickReason(app: App, page: Extract<OwnPage, { kind: 'why' }>, reason: LeaveReason): void {
  const { shown, activityId } = page
  const found = app.board.activities.value.find(each => idOf(each) === activityId)
  confirm(app, shown, { kind: 'askLeave', activityId, reason }, found?.activity.title ?? '')
}

export async function carryOut(app: App, desk: SignInDesk, page: Extract<OwnPage, { kind: 'confirm' }>): Promise<void> {
  const screen = app.screen.value
  const kept = await desk.act(page.shown, page.act)
  if (app.screen.value === screen) showDone(app, page.act.kind, kept === 'kept')
}

/** The PIN that the activity wants beside the card. @returns why it was not taken; null when it was */
export async function signInWithPin(
  app: App,
  desk: SignInDesk,
  page: Extract<OwnPage, { kind: 'pin' }>,
  pin: string,
): Promise<PinRefusal | null> {
  const screen = app.screen.value
  const chosen = screen.kind === 'member' ? screen.activityId : null
  const taken = await desk.takeWithPin(page.shown, pin, chosen)
  if (app.screen.value !== screen) {
    if (typeof taken === 'object') taken.shown?.drop()
    return null
  }
  if (typeof taken === 'string') {
    sayRefused(app, taken)
    return taken
  }
  const { showResult } = await import('./show-result.ts')
  showResult(app, desk, taken, 'card', chosen)
  return null
}

export async function savePin(
  app: App,
  desk: SignInDesk,
  page: Extract<OwnPage, { kind: 'setPin' }>,
  pins: { readonly next: string; readonly old: string | null },
): Promise<void> {
  const screen = app.screen.value
  const kept = await desk.setPin(page.shown, pins.next, pins.old)
  if (app.screen.value === screen) showDone(app, 'setPin', kept === 'kept')
}

export function sayRefused(app: App, refusal: PinRefusal): void {
  app.sound.look()
  if (refusal === 'wrongPin') app.sound.say(WRONG_PIN_SPOKEN)
}

function confirm(app: App, shown: ShownHandle, act: Confirmed, title: string): void {
  show(app, { kind: 'confirm', shown, act, title })
}

export function showDone(app: App, what: DoneKind, ok: boolean): void {
  const seconds = ok ? DONE_SECONDS : FAILED_SECONDS
  const untilMono = app.clock.mono() + seconds * 1_000
  show(app, { kind: 'done', what, ok, at: app.clock.read().time, seconds, untilMono })
  if (ok) app.sound.accepted()
  else app.sound.look()
  app.sound.say(ok ? ACT_SPOKEN[what] : '没有记下来，请找工作人员帮忙。')
}

/** @param activityId what was chosen before the card; left out: as it is */
function show(app: App, page: MemberPage, activityId: ActivityId | null = chosenBefore(app)): void {
  app.go({ kind: 'member', page, activityId })
}

function chosenBefore(app: App): ActivityId | null {
  const screen = app.screen.value
  return screen.kind === 'member' || screen.kind === 'result' ? screen.activityId : null
}

const idOf = ({ activity }: FeedActivity): ActivityId => activity.activityId
