import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { unreachable } from '../shared/base/check.ts'
import { fingerprint } from '../shared/journal/chain.ts'
import { AppContext, useApp } from './app-context.ts'
import { Attract } from './board/attract.tsx'
import { Home, type Section } from './board/home.tsx'
import { newestOf } from './board/notice-view.ts'
import { localTime, type App } from './state/app.ts'
import { attestScreen, hasUnsent, objectScreen, sessionOf, type Screen } from './state/screens.ts'
import { ChromeContext, type Chrome } from './ui/chrome.tsx'
import { Idle } from './ui/idle.tsx'
import { lazyScreen } from './ui/lazy.tsx'
import { Stage } from './ui/stage.tsx'

/** Which screen is on the glass. The board's first page is here; everything else is loaded when it is first wanted. */

const Activities = lazyScreen(async () => (await import('./board/activities.tsx')).Activities)
const Notices = lazyScreen(async () => (await import('./board/notices.tsx')).Notices)
const DocumentView = lazyScreen(async () => (await import('./board/views.tsx')).DocumentView)
const NotReady = lazyScreen(async () => (await import('./board/not-ready.tsx')).NotReady)
const HelpRoom = lazyScreen(async () => (await import('./rooms/help-room.tsx')).HelpRoom)
const DeskRoom = lazyScreen(async () => (await import('./rooms/sign-in-room.tsx')).DeskRoom)
const MemberRoom = lazyScreen(async () => (await import('./rooms/member-room.tsx')).MemberRoom)
const CodeRoom = lazyScreen(async () => (await import('./rooms/sign-in-room.tsx')).CodeRoom)
const StaffDoorRoom = lazyScreen(async () => (await import('./rooms/staff-room.tsx')).StaffDoorRoom)
const StaffRoom = lazyScreen(async () => (await import('./rooms/staff-room.tsx')).StaffRoom)
const GuestRoom = lazyScreen(async () => (await import('./rooms/guest-room.tsx')).GuestRoom)
const SlipRoom = lazyScreen(async () => (await import('./rooms/guest-room.tsx')).SlipRoom)
const AttestRoom = lazyScreen(async () => (await import('./rooms/attest-room.tsx')).AttestRoom)
const ObjectRoom = lazyScreen(async () => (await import('./rooms/object-room.tsx')).ObjectRoom)
const KeptRoom = lazyScreen(async () => (await import('./rooms/attest-room.tsx')).KeptRoom)
const KioskCodeRoom = lazyScreen(async () => (await import('./rooms/phone-room.tsx')).KioskCodeRoom)
const EnrolCodeRoom = lazyScreen(async () => (await import('./rooms/phone-room.tsx')).EnrolCodeRoom)
const PinRoom = lazyScreen(async () => (await import('./rooms/service-room.tsx')).PinRoom)
const ServiceRoom = lazyScreen(async () => (await import('./rooms/service-room.tsx')).ServiceRoom)
const PairingRoom = lazyScreen(async () => (await import('./rooms/pairing-room.tsx')).PairingRoom)
const BlockedRoom = lazyScreen(async () => (await import('./rooms/pairing-room.tsx')).BlockedRoom)

/** Fetches the screens before somebody waits for one. */
export function preloadScreens(): void {
  for (const screen of [
    DeskRoom,
    MemberRoom,
    AttestRoom,
    KeptRoom,
    Notices,
    DocumentView,
    Activities,
    NotReady,
    HelpRoom,
    BlockedRoom,
  ])
    screen.preload()
}

export const AppView = ({ app }: { app: App }) => (
  <AppContext.Provider value={app}>
    <Chromed>
      <Stage>
        <Guarded>
          <Current />
        </Guarded>
      </Stage>
    </Chromed>
  </AppContext.Provider>
)

/** A screen that breaks is said to be broken; the board is one touch away. */
function Guarded({ children }: { children: ComponentChildren }) {
  const app = useApp()
  const [error, reset] = useErrorBoundary((cause: unknown) => console.error('a screen broke', cause))
  if (error === undefined) return <>{children}</>
  const again = () => {
    app.home()
    reset()
  }
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return <BlockedRoom reason="crashed" detail={detail} onBoard={again} />
}

function Current() {
  const app = useApp()
  const blocked = app.blocked.value
  const screen = app.screen.value
  if (blocked && screen.kind !== 'pin' && screen.kind !== 'service') {
    return <BlockedRoom reason={blocked.reason} {...(blocked.readable ? { onBoard: app.readAnyway } : {})} />
  }
  if (app.link.value.kind === 'unpaired' && screen.kind !== 'pin' && screen.kind !== 'service') return <PairingRoom />
  return (
    <>
      <Shown screen={screen} />
      <StillThere />
    </>
  )
}

function StillThere() {
  const app = useApp()
  const idle = app.idle.value
  if (idle.kind !== 'asking') return null
  const { secondsLeft, secondsOf } = idle
  const unsent = hasUnsent(app.screen.value)
  return <Idle secondsLeft={secondsLeft} secondsOf={secondsOf} unsent={unsent} onStay={app.touch} onLeave={app.home} />
}

function Shown({ screen }: { screen: Screen }) {
  const app = useApp()
  const documents = app.board.documents.value
  const activities = app.board.activities.value
  const openSection = (section: Section) => {
    if (section === 'attest') return app.go(attestScreen())
    if (section === 'points') return app.go(askScreen)
    app.go({ kind: section })
  }
  const goSignIn = () => app.go({ kind: 'signIn', activityId: null })
  const onItems = () => app.go({ kind: 'items' })
  switch (screen.kind) {
    case 'home':
      return (
        <Home
          documents={documents}
          activities={activities}
          onSignIn={goSignIn}
          onSection={openSection}
          feature={featureOf(app)}
        />
      )
    case 'attract':
      return <Attract documents={documents} activities={activities} feature={featureOf(app)} onWake={app.home} />
    case 'notices':
      return (
        <Notices documents={documents} onOpen={({ docId }) => app.go({ kind: 'document', docId, from: 'notices' })} />
      )
    case 'items':
    case 'ranking': {
      const document = newestOf(documents, screen.kind)
      if (!document) return <NotReady what={screen.kind} />
      return <DocumentView document={document} onBack={app.home} onItems={onItems} />
    }
    case 'document': {
      const document = documents.find(each => each.docId === screen.docId)
      // Withdrawn while it was being read: gone at once.
      if (!document) return <NotReady what="unreadable" />
      return (
        <DocumentView
          document={document}
          onBack={() => app.go({ kind: screen.from })}
          onItems={onItems}
          onObject={() => app.go(objectScreen(document, screen.from))}
        />
      )
    }
    case 'activities':
      return (
        <Activities
          activities={activities}
          onSignIn={({ activityId }) => app.go({ kind: 'signIn', activityId })}
          onLeave={({ activityId: leaveFrom }) =>
            app.go({ kind: 'member', page: { kind: 'ask', fault: null, leaveFrom }, activityId: null })
          }
        />
      )
    case 'signIn':
    case 'result':
      return <DeskRoom screen={screen} />
    case 'member':
      return <MemberRoom screen={screen} />
    case 'code':
      return <CodeRoom activityId={screen.activityId} wrong={screen.wrong} />
    case 'kioskCode':
      return <KioskCodeRoom activityId={screen.activityId} />
    case 'enrolCode':
      return <EnrolCodeRoom screen={screen} />
    case 'help':
      return <HelpRoom back={screen.back} />
    case 'staffDoor':
      return <StaffDoorRoom activityId={screen.activityId} />
    case 'staff':
      return <StaffRoom session={screen.session} />
    case 'guest':
      return <GuestRoom draft={screen.draft} session={screen.session} />
    case 'attest':
      return <AttestRoom screen={screen} />
    case 'object':
      return <ObjectRoom screen={screen} />
    case 'kept':
      return <KeptRoom screen={screen} />
    case 'slip':
      return <SlipRoom slip={screen.slip} session={screen.session} />
    case 'pin':
      return <PinRoom />
    case 'service':
      return <ServiceRoom />
    default:
      return unreachable(screen)
  }
}

/** Whose points: the card says it. */
const askScreen: Screen = { kind: 'member', page: { kind: 'ask', fault: null, leaveFrom: null }, activityId: null }

const featureOf = (app: App) => ({
  ...app.feature.value,
  onPause: app.pauseFeature,
  onStep: app.stepFeature,
  onOpen: ({ docId }: { docId: Extract<Screen, { kind: 'document' }>['docId'] }) =>
    app.go({ kind: 'document', docId, from: 'home' }),
})

/** Fills in what every screen carries. */
function Chromed({ children }: { children: ComponentChildren }) {
  const app = useApp()
  const settings = app.board.settings.value
  const asOf = app.board.asOf.value
  const { journalHash } = app.memory.facts
  const root = document.documentElement
  root.dataset['size'] = app.large.value ? 'large' : 'standard'
  root.dataset['theme'] = app.contrast.value ? 'contrast' : 'paper'
  const chrome: Chrome = {
    branchName: settings?.branchName ?? '',
    placeName: settings?.placeName ?? '',
    now: app.clock.now.value,
    clock: app.clock.trust.value,
    link: app.link.value.kind === 'live' ? 'online' : app.link.value.kind === 'joining' ? 'joining' : 'offline',
    dataAsOf: asOf === null ? null : localTime(app, asOf),
    fingerprint: journalHash === '' ? null : fingerprint(journalHash, 2),
    forked: app.forked.value,
    pending: app.unsent.value,
    missing: app.missing.value,
    large: app.large.value,
    contrast: app.contrast.value,
    canSpeak: app.sound.canSpeak(),
    speaking: app.speaking.value,
    onHome: app.home,
    onLarge: () => (app.large.value = !app.large.value),
    onContrast: () => (app.contrast.value = !app.contrast.value),
    onRead: app.read,
    onHelp: () => app.go({ kind: 'help', back: backOf(app.screen.value) }),
    onService: () => app.go({ kind: 'pin' }),
  }
  return <ChromeContext.Provider value={chrome}>{children}</ChromeContext.Provider>
}

/** Help leads back to where it was asked for; never back to somebody's result, nor behind a PIN. */
const backOf = (screen: Screen): Screen =>
  screen.kind === 'help'
    ? screen.back
    : screen.kind === 'result' || screen.kind === 'member' || sessionOf(screen)
      ? { kind: 'home' }
      : screen
