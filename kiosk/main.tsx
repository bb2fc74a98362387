import { render } from 'preact'
import { bytesToHex } from '../shared/base/hex.ts'
import type { Millis, RandomBytes } from '../shared/base/ids.ts'
import { AppView, preloadScreens } from './app.tsx'
import { createWedge } from './scan/wedge.ts'
import { createApp, type App } from './state/app.ts'
import { createBoard, FIRST_FEEDS, showCached } from './state/board.ts'
import { guardGlass, onActivity } from './state/guard.ts'
import { createGuestPace } from './state/guest-pace.ts'
import { createPinGuard } from './state/pin-guard.ts'
import { loadForSure } from './state/load-for-sure.ts'
import { reloadIfServed } from './state/reload.ts'
import { openMemory } from './state/remember.ts'
import { createSound } from './state/sound.ts'
import { createClock } from './state/time.ts'
import { startUpdates, type Updates } from './state/update.ts'
import { openCache } from './store/cache-db.ts'
import type { FeedCache } from './store/cache.ts'
import type { Speaker } from './voice/speaker.ts'
import './styles/base.css'

/** Composition root: the only file that makes clocks, stores, wires and signals. First the board, then the rest. */

const random: RandomBytes = length => crypto.getRandomValues(new Uint8Array(length))
const onFault = (cause: unknown): void => console.error('kiosk', cause)

const memory = openMemory(localStorage)
const clock = createClock(memory, {
  wall: () => Date.now(),
  mono: () => performance.now(),
  boot: bytesToHex(random(8)),
  buildTime: BUILD_TIME as Millis,
})
const board = createBoard(clock)
/** Comes after the first picture. */
const voice: { speaker: Speaker | null } = { speaker: null }
const sound = createSound(
  () => board.settings.value?.voice ?? false,
  () => voice.speaker,
)
const pins = createPinGuard({
  storage: localStorage,
  mono: () => performance.now(),
  isTimekeeper: holdTimekeeping(),
  oneAtATime: work => (navigator.locks ? navigator.locks.request('branch-board-pin', work) : work()),
})
const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const guestPace = createGuestPace(() => performance.now(), pause)
const attestPace = createGuestPace(() => performance.now(), pause)
const noUpdates: Updates = { applyIfIdle: () => {}, reload: () => {} }

async function start(): Promise<void> {
  const cache = await openCache()
  await showCached(board, cache, FIRST_FEEDS)
  const updates = import.meta.env.PROD && isSecureContext ? startUpdates(onFault) : noUpdates
  const secureOrigin = isSecureContext
  const parts = {
    board,
    clock,
    memory,
    sound,
    pins,
    guestPace,
    attestPace,
    cache,
    random,
    updates,
    secureOrigin,
    onFault,
  }
  const app = createApp(parts)
  guardGlass(document)
  onActivity(window, app.touch)
  render(<AppView app={app} />, document.body)
  window.appReady?.()
  createWedge(document).start(text => {
    if (!memory.facts.wedgeSeen) memory.note({ wedgeSeen: true })
    app.scan(text, 'card')
  })
  // The first picture first: the rest may take its time.
  requestAnimationFrame(() => setTimeout(() => void startRest(app, cache).catch(onFault), 0))
}

async function startRest(app: App, cache: FeedCache): Promise<void> {
  if (!isSecureContext) return
  const [parts] = await Promise.all([
    loadForSure(() =>
      Promise.all([
        import('./machine.ts'),
        import('./state/keepsake.ts'),
        import('./state/roster.ts'),
        import('./sync/socket-wire.ts'),
        import('./voice/start-voice.ts'),
      ]),
    ),
    // Before the machine is there to take a scan, and before the link can bring a newer one.
    showCached(board, cache, ['roster', 'own', 'inner']),
  ])
  if (!parts) return
  const [{ startMachine }, { openKeepsake }, { rosterOf }, { createSocketWire }, { startVoice }] = parts
  voice.speaker = startVoice(board, app.link, onFault)
  const debug = location.hash.includes('debug') ? await import('./debug/panel.tsx') : null
  const wire = createSocketWire(location.origin)
  app.machine.value = await startMachine({
    wire: debug ? debug.openPanel(app, wire) : wire,
    cache,
    board,
    clock,
    memory,
    random,
    app: APP_VERSION,
    token: takePairToken(),
    onLink: state => (app.link.value = state),
    onPairing: state => (app.pairing.value = state),
    onUnsent: count => (app.unsent.value = count),
    keepsake: openKeepsake(localStorage),
    onStorage: state => (app.storage.value = state),
    onMissing: count => (app.missing.value = count),
    onGone: () => void reloadIfServed(),
    onFault,
  })
  window.addEventListener('online', () => app.machine.value?.eager())
  document.addEventListener('visibilitychange', () => app.machine.value?.eager())
  preloadScreens()
  // The first scan shall not wait for a large roster.
  rosterOf(board)
  // Asked for, not relied upon: the service page shows the answer.
  await navigator.storage?.persist?.()
}

/** One window counts the locks of wrong PINs down; another takes over when it is closed. */
function holdTimekeeping(): () => boolean {
  // Without locks (plain HTTP) nobody signs in here, and there is no staff mode to guard.
  let mine = !navigator.locks
  void navigator.locks?.request('branch-board-pin-time', () => {
    mine = true
    return new Promise<never>(() => {})
  })
  return () => mine
}

/** The token of `/kiosk/#pair=TOKEN`, taken out of the address so that a reload does not offer it again. */
function takePairToken(): string | null {
  const match = /[#&]pair=([0-9a-f]{1,64})/.exec(location.hash)
  if (!match) return null
  history.replaceState(null, '', location.pathname)
  return match[1] ?? null
}

start().catch(onFault)
