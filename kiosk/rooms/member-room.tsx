import { useEffect, useState } from 'preact/hooks'
import type { FeedActivity } from '../../shared/activities/activity.ts'
import { unreachable } from '../../shared/base/check.ts'
import type { ActivityId } from '../../shared/base/ids.ts'
import { SHOW_CARD_SPOKEN } from '../../shared/passes/act-words.ts'
import { shownName } from '../../shared/passes/sentences.ts'
import { useApp } from '../app-context.ts'
import { Mark } from '../signin/marks.tsx'
import { AskCard } from '../signin/member/ask-card.tsx'
import { Done } from '../signin/member/done.tsx'
import { Leaves, Why } from '../signin/member/leaves.tsx'
import { Menu } from '../signin/member/menu.tsx'
import { Question } from '../signin/member/question.tsx'
import { localTime, type App } from '../state/app.ts'
import { LEAVE_DAYS } from '../state/offers.ts'
import {
  askForCard,
  askToResume,
  carryOut,
  choicesOf,
  openDeclare,
  openEnrol,
  openLeaves,
  openLetters,
  openMenu,
  openFeedback,
  openOwn,
  openSetPin,
  pickLeave,
  pickReason,
} from '../state/member.ts'
import type { Confirmed, MemberPage, Resume } from '../state/member-pages.ts'
import type { Screen } from '../state/screens.ts'
import type { ShownHandle } from '../state/shown.ts'
import type { SignInDesk } from '../state/sign-in.ts'
import { timeOf } from '../text/dates.ts'
import { useDeclareText } from '../text/use-declare-text.ts'
import { useInnerText } from '../text/use-inner-text.ts'
import { useOwnText } from '../text/use-own-text.ts'
import { useText } from '../text/use-text.ts'
import type { Text } from '../text/zh.ts'
import { lazyScreen } from '../ui/lazy.tsx'
import { Picture, useCamera } from './camera.tsx'
import { EnrolPinRoom, SetPinRoom, SignInPinRoom } from './member-pin-rooms.tsx'
import { wayBack } from './today.ts'

/** The pages of what a member does besides signing in. */

/** Comes when it is first wanted: signing in does not wait for it. */
const OwnRoom = lazyScreen(async () => (await import('./own-room.tsx')).OwnRoom)
const LettersRoom = lazyScreen(async () => (await import('./letters-room.tsx')).LettersRoom)
const DeclareRoom = lazyScreen(async () => (await import('./declare-room.tsx')).DeclareRoom)

type MemberScreen = Extract<Screen, { readonly kind: 'member' }>
type Page<K extends MemberPage['kind']> = Extract<MemberPage, { readonly kind: K }>

export function MemberRoom({ screen }: { screen: MemberScreen }) {
  const app = useApp()
  const desk = app.machine.value?.desk
  const { page } = screen
  const timeIsUp = 'shown' in page && app.second.value >= 0 && page.shown.held() === null
  const t = useText()
  const declaring = useDeclareText()
  useEffect(() => {
    if (!timeIsUp) return
    if (page.kind === 'declare' || page.kind === 'raise') askToResume(app, resumeOf(page), declaring.resume)
    else askForCard(app, null, t.member.ask.timeUp)
  }, [app, t, declaring, timeIsUp, page])
  if (page.kind === 'ask') return <AskRoom page={page} back={wayBack(app, screen)} />
  if (page.kind === 'done') return <DoneRoom page={page} back={wayBack(app, screen)} />
  if (!desk || timeIsUp) return null
  const rest = { app, desk, leave: () => app.go(wayBack(app, screen)) }
  switch (page.kind) {
    case 'menu':
      return <MenuRoom page={page} {...rest} />
    case 'confirm':
      return <QuestionRoom page={page} {...rest} />
    case 'leaves':
      return <LeavesRoom page={page} {...rest} />
    case 'why':
      return <WhyRoom page={page} {...rest} />
    case 'pin':
      return <SignInPinRoom page={page} {...rest} />
    case 'setPin':
      return <SetPinRoom page={page} {...rest} />
    case 'enrol':
      return <EnrolPinRoom page={page} {...rest} />
    case 'own':
    case 'feedback':
    case 'accept':
    case 'raise':
      return <OwnRoom page={page} app={app} desk={desk} />
    case 'letters':
      return <LettersRoom shown={page.shown} app={app} desk={desk} />
    case 'declare':
      return <DeclareRoom page={page} app={app} desk={desk} />
    default:
      return unreachable(page)
  }
}

/** What was written waits; what is asked for again is the card alone. */
function resumeOf(page: Page<'declare' | 'raise'>): Resume {
  const { memberId } = page.shown.member
  if (page.kind === 'declare') return { kind: 'declare', memberId, draft: page.draft }
  return { kind: 'raise', memberId, draft: page.draft }
}

interface Rest {
  readonly app: App
  readonly desk: SignInDesk
  /** Back to signing in: nothing of the member stays. */
  readonly leave: () => void
}

function AskRoom({ page, back }: { page: Page<'ask'>; back: Screen }) {
  const app = useApp()
  const camera = useCamera(app)
  useEffect(() => app.sound.say(SHOW_CARD_SPOKEN), [app])
  return (
    <AskCard
      camera={camera.state}
      video={<Picture video={camera.video} />}
      fault={page.fault}
      onBack={() => app.go(back)}
    />
  )
}

function MenuRoom({ page: { shown }, app, desk, leave }: Rest & { page: Page<'menu'> }) {
  const t = useText()
  const own = useOwnText()
  const declaring = useDeclareText()
  const inner = useInnerText()
  const words = t.member.menu
  useEffect(() => {
    OwnRoom.preload()
    LettersRoom.preload()
    DeclareRoom.preload()
  }, [])
  const points = {
    key: 'points',
    icon: 'me',
    label: own.points.menu,
    note: own.points.menuNote,
    onPress: () => openOwn(app, shown),
  } as const
  const feedback = {
    key: 'feedback',
    icon: 'object',
    label: own.feedback.menu,
    note: own.feedback.menuNote,
    onPress: () => openFeedback(app, shown),
  } as const
  const unread = useUnread(app, desk, shown)
  const letters = {
    key: 'letters',
    icon: 'notice',
    label: inner.menu,
    note: inner.menuNote,
    ...(unread > 0 ? { fresh: inner.unread(unread) } : {}),
    onPress: () => openLetters(app, shown),
  } as const
  const leaves = choicesOf(app, shown).length
  const pin = {
    key: 'pin',
    icon: 'lock',
    label: desk.hasPin(shown) ? words.changePin : words.setPin,
    rare: true,
    onPress: () => openSetPin(app, shown),
  } as const
  const ask = {
    key: 'leave',
    icon: 'calendar',
    label: t.member.leave,
    note: leaves > 0 ? words.leaveNote(LEAVE_DAYS) : words.leaveNone,
    onPress: () => openLeaves(app, shown),
  } as const
  // A PIN belongs to the card.
  const phone = {
    key: 'phone',
    icon: 'phone',
    label: t.phone.enrol.menu,
    rare: true,
    onPress: () => openEnrol(app, shown),
  } as const
  // So do the own page, which the card opens, and the wish for a phone, which only the card proves.
  const declare = {
    key: 'declare',
    icon: 'doc',
    label: declaring.menu,
    note: declaring.menuNote,
    onPress: () => openDeclare(app, shown),
  } as const
  const items = shown.way === 'card' ? [points, feedback, letters, declare, ask, pin, phone] : [ask]
  return <Menu name={shownName(shown.member)} items={items} onBack={leave} />
}

/** Counted beside the menu, which does not wait for what opens the letters. */
function useUnread(app: App, desk: SignInDesk, shown: ShownHandle): number {
  const [count, setCount] = useState<((app: App, desk: SignInDesk, shown: ShownHandle) => number) | null>(null)
  useEffect(() => {
    if (shown.way !== 'card') return
    void import('../state/inner.ts').then(
      ({ unreadOf }) => setCount(() => unreadOf),
      () => {},
    )
  }, [shown])
  return count ? count(app, desk, shown) : 0
}

function QuestionRoom({ page, app, desk, leave }: Rest & { page: Page<'confirm'> }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  useEffect(() => setBusy(false), [page])
  const yes = () => {
    setBusy(true)
    void carryOut(app, desk, page)
  }
  const isLeave = page.act.kind === 'askLeave' || page.act.kind === 'dropLeave'
  return (
    <Question
      mark={<Mark mark={{ kind: MARKS[page.act.kind] }} tone="wait" />}
      name={shownName(page.shown.member)}
      about={page.title}
      busy={busy}
      {...questionWords(t, page.act, byHour(app, page.act))}
      onYes={yes}
      onNo={isLeave ? () => openLeaves(app, page.shown) : leave}
    />
  )
}

const MARKS = {
  signOut: 'left',
  undo: 'undone',
  askLeave: 'kept',
  dropLeave: 'undone',
  setPin: 'kept',
  acceptFigures: 'kept',
  raiseMatter: 'kept',
} as const

function questionWords(t: Text, act: Confirmed, isByHour: boolean) {
  const { confirm, leaves } = t.member
  switch (act.kind) {
    case 'signOut': {
      const lines = isByHour ? confirm.signOutByHour : confirm.signOutText
      return { title: confirm.signOut, lines, yes: confirm.signOutYes, no: confirm.signOutNo }
    }
    case 'undo':
      return { title: confirm.undo, lines: confirm.undoText, yes: confirm.undoYes, no: confirm.undoNo }
    case 'askLeave': {
      const title = leaves.confirm(leaves.reason[act.reason])
      return { title, lines: leaves.confirmText, yes: leaves.yes, no: leaves.no }
    }
    case 'dropLeave':
      return { title: leaves.drop, lines: leaves.dropText, yes: leaves.dropYes, no: leaves.dropNo }
    default:
      return unreachable(act)
  }
}

function byHour(app: App, act: Confirmed): boolean {
  return feedOf(app, act.activityId)?.activity.byHour === true
}

const feedOf = (app: App, activityId: ActivityId | null): FeedActivity | undefined =>
  app.board.activities.value.find(each => each.activity.activityId === activityId)

function LeavesRoom({ page: { shown }, app, desk }: Rest & { page: Page<'leaves'> }) {
  const rows = choicesOf(app, shown).map(feed => ({ feed, state: desk.leaveOf(shown.member.memberId, feed) }))
  return (
    <Leaves
      name={shownName(shown.member)}
      rows={rows}
      onPick={feed => pickLeave(app, desk, shown, feed)}
      onBack={() => openMenu(app, shown)}
    />
  )
}

function WhyRoom({ page, app }: Rest & { page: Page<'why'> }) {
  const feed = feedOf(app, page.activityId)
  const back = () => openLeaves(app, page.shown)
  // Called off while the question stood.
  useEffect(() => {
    if (!feed) back()
  })
  return feed ? <Why feed={feed} onPick={reason => pickReason(app, page, reason)} onBack={back} /> : null
}

function DoneRoom({ page, back }: { page: Page<'done'>; back: Screen }) {
  const app = useApp()
  const t = useText()
  const own = useOwnText()
  const { secondsLeft, secondsOf } = secondsOfTimed(app, page.seconds)
  const kind = page.ok ? MARKS[page.what] : 'cannotSave'
  return (
    <Done
      mark={<Mark mark={{ kind }} tone={page.ok ? 'ok' : 'stop'} />}
      {...doneWords(t, own, page, timeOf(localTime(app, page.at)))}
      ok={page.ok}
      offline={app.link.value.kind !== 'live'}
      secondsLeft={secondsLeft}
      secondsOf={secondsOf}
      onDone={() => app.go(back)}
    />
  )
}

function doneWords(
  { member: { done } }: Text,
  own: ReturnType<typeof useOwnText>,
  { what, ok }: Page<'done'>,
  time: string,
) {
  if (!ok) return { title: done.failed, lines: done.failedText }
  switch (what) {
    case 'signOut':
      return { title: done.signOut, lines: done.signOutText(time) }
    case 'undo':
      return { title: done.undo, lines: done.undoText }
    case 'askLeave':
      return { title: done.askLeave, lines: done.askLeaveText }
    case 'dropLeave':
      return { title: done.dropLeave, lines: done.dropLeaveText }
    case 'setPin':
      return { title: done.setPin, lines: done.setPinText }
    case 'acceptFigures':
      return { title: own.done.acceptFigures, lines: own.done.acceptFiguresText }
    case 'raiseMatter':
      return { title: own.done.raiseMatter, lines: own.done.raiseMatterText }
    default:
      return unreachable(what)
  }
}

/** What the ring of a screen that goes by itself shows. */
export function secondsOfTimed(app: App, seconds: number): { secondsLeft: number; secondsOf: number } {
  const left = Math.ceil((app.leavesAt.value - app.second.value) / 1_000)
  return { secondsLeft: Math.min(seconds, Math.max(0, left)), secondsOf: seconds }
}
