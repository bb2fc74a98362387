import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { RandomBytes } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import type { Machine } from '../machine.ts'
import type { FeedCache } from '../store/cache.ts'
import type { LinkState } from '../sync/link-state.ts'
import type { PairingState } from '../sync/pairing.ts'
import type { BlockedReason } from '../service/blocked.tsx'
import type { Board } from './board.ts'
import { isReloadDue } from './nightly.ts'
import { createRotation } from './rotation.ts'
import { afterIdle, idleAt, type IdleState } from './idle.ts'
import type { Memory } from './remember.ts'
import type { GuestPace } from './guest-pace.ts'
import type { PinGuard } from './pin-guard.ts'
import { afterTime, chosenActivity, isStaffScreen, sessionOf, shownOf, timeOf, type Screen } from './screens.ts'
import type { Sound } from './sound.ts'
import type { KioskClock } from './time.ts'
import type { Updates } from './update.ts'

/** The kiosk's state and what people may do with it. No JSX: `app.tsx` draws it. */

export interface App {
  readonly board: Board
  readonly clock: KioskClock
  readonly memory: Memory
  readonly sound: Sound
  readonly pins: PinGuard
  readonly guestPace: GuestPace
  /** Of residents who vouch for something: apart, so that neither waits for the other. */
  readonly attestPace: GuestPace
  readonly screen: ReadonlySignal<Screen>
  readonly link: Signal<LinkState>
  readonly pairing: Signal<PairingState>
  readonly unsent: Signal<number>
  readonly storage: Signal<'ok' | 'closed'>
  /** Records made here that are gone and that nobody at the desk has seen to. */
  readonly missing: Signal<number>
  readonly machine: Signal<Machine | null>
  readonly idle: ReadonlySignal<IdleState>
  /** When a screen that goes by itself goes, mono milliseconds: any touch gives it its whole time again. */
  readonly leavesAt: ReadonlySignal<number>
  /** Mono milliseconds, once a second: what rings and countdowns follow. */
  readonly second: ReadonlySignal<number>
  readonly large: Signal<boolean>
  readonly contrast: Signal<boolean>
  readonly speaking: Signal<boolean>
  readonly feature: Signal<{ readonly index: number; readonly paused: boolean }>
  /** In the way of the whole screen; null when nothing is, or when somebody chose to read the board all the same. */
  readonly blocked: ReadonlySignal<{ readonly reason: BlockedReason; readonly readable: boolean } | null>
  readonly forked: ReadonlySignal<boolean>
  go(screen: Screen): void
  /** Somebody is here. @param event what says so; a scanner's keys do not say that staff are */
  touch(event?: Event): void
  home(): void
  readAnyway(): void
  pauseFeature(paused: boolean): void
  stepFeature(by: 1 | -1): void
  read(text: string): void
  /** A card was scanned or its digits typed. */
  scan(text: string, way: 'card' | 'typed'): void
}

export interface AppDeps {
  readonly board: Board
  readonly clock: KioskClock
  readonly memory: Memory
  readonly sound: Sound
  readonly pins: PinGuard
  readonly guestPace: GuestPace
  readonly attestPace: GuestPace
  readonly cache: FeedCache
  readonly random: RandomBytes
  readonly updates: Updates
  readonly secureOrigin: boolean
  readonly onFault: (cause: unknown) => void
}

/** How long the hub's history that did not fit is shown as such. */
const FORKED_MS = 24 * 3_600_000

export function createApp(deps: AppDeps): App {
  const { board, clock, memory, sound } = deps
  const second = signal(clock.mono())
  const dismissed = signal<BlockedReason | null>(null)
  const prefs = { large: signal(false), contrast: signal(false) }
  const voice = createVoice(sound)
  const signals = createSignals()
  const rotation = createRotation(clock.mono)
  const { screen, go, touch, notice, leavesAt, idle } = createGlass(clock, second, () => {
    // What was said about the last person must not be heard by the next one.
    voice.hush()
    if (screen.value.kind === 'result' || screen.value.kind === 'member') sound.hush()
  })
  const app: App = {
    board,
    clock,
    memory,
    sound,
    pins: deps.pins,
    guestPace: deps.guestPace,
    attestPace: deps.attestPace,
    screen,
    second,
    ...signals,
    ...prefs,
    speaking: voice.speaking,
    read: voice.read,
    feature: rotation.feature,
    pauseFeature: rotation.pause,
    stepFeature: rotation.step,
    leavesAt,
    idle,
    blocked: computed(() => {
      const found = reasonOf(deps.secureOrigin, signals.link.value, signals.storage.value)
      return found && found.reason !== dismissed.value ? found : null
    }),
    forked: computed(() => second.value >= 0 && clock.read().time - memory.facts.forkedAt < FORKED_MS),
    go(next) {
      notice()
      go(next)
    },
    touch,
    home: () => go({ kind: 'home' }),
    readAnyway() {
      dismissed.value = app.blocked.value?.reason ?? null
    },
    scan(text, way) {
      notice()
      if (isStaffScreen(screen.value) || !isOfBranch(signals.link.value)) return
      scanInto(app, text, way).catch(deps.onFault)
    },
  }
  leaveWhenIdle(app, () => {
    prefs.large.value = false
    prefs.contrast.value = false
    dismissed.value = null
    go(afterIdle(screen.value))
  })
  setInterval(() => {
    clock.tick()
    deps.pins.tick()
    second.value = clock.mono()
    if (!prefs.large.value) rotation.turn()
    const isQuiet = screen.value.kind === 'attract' && deps.guestPace.waiting() + deps.attestPace.waiting() === 0
    deps.updates.applyIfIdle(isQuiet, signals.unsent.value === 0)
    const isLive = signals.link.value.kind === 'live'
    if (isReloadDue({ now: clock.now.value, upMs: clock.mono(), isQuiet, isLive })) deps.updates.reload()
  }, 1_000)
  return app
}

/** The screen that is shown, who is before it, and when it goes. @param onLeave before another one is shown */
function createGlass(clock: KioskClock, second: ReadonlySignal<number>, onLeave: () => void) {
  const screen = signal<Screen>({ kind: 'home' })
  const touchedAt = signal(clock.mono())
  return {
    screen,
    go(next: Screen): void {
      onLeave()
      const [before, after] = [shownOf(screen.value), shownOf(next)]
      if (before !== after) before?.drop()
      screen.value = next
    },
    touch(event?: Event): void {
      touchedAt.value = clock.mono()
      shownOf(screen.value)?.keep()
      const session = sessionOf(screen.value)
      if (session && event?.type !== 'keydown') session.touchedAt.value = clock.mono()
    },
    /** Somebody else may be at the scanner. */
    notice(): void {
      touchedAt.value = clock.mono()
    },
    leavesAt: computed(() => {
      const timed = timeOf(screen.value)
      return timed ? Math.max(timed.untilMono, touchedAt.value + timed.seconds * 1_000) : Infinity
    }),
    idle: computed(() => idleAt(screen.value, touchedAt.value, second.value)),
  }
}

/** A kiosk that no branch knows, or no longer, signs nobody in. */
const isOfBranch = (link: LinkState): boolean => link.kind !== 'unpaired' && link.kind !== 'revoked'

/** What the machine tells; see `machine.ts`. */
const createSignals = () => ({
  link: signal<LinkState>({ kind: 'offline' }),
  pairing: signal<PairingState>({ kind: 'asking' }),
  unsent: signal(0),
  storage: signal<'ok' | 'closed'>('ok'),
  missing: signal(0),
  machine: signal<Machine | null>(null),
})

function leaveWhenIdle(app: App, leave: () => void): void {
  effect(() => {
    if (app.idle.value.kind === 'over') leave()
  })
  effect(() => {
    if (app.second.value >= app.leavesAt.value) app.go(afterTime(app.screen.peek()))
  })
}

function createVoice(sound: Sound) {
  const speaking = signal(false)
  const hush = (): void => {
    if (!speaking.value) return
    sound.hush()
    speaking.value = false
  }
  return {
    speaking,
    hush,
    read(text: string): void {
      if (speaking.value) return hush()
      speaking.value = true
      sound.read(text, () => {
        speaking.value = false
      })
    },
  }
}

function reasonOf(secureOrigin: boolean, link: LinkState, storage: 'ok' | 'closed') {
  if (!secureOrigin) return { reason: 'insecureOrigin', readable: true } as const
  if (link.kind === 'revoked') return { reason: 'revoked', readable: false } as const
  if (link.kind === 'tooOld' || link.kind === 'hubChanged') return { reason: link.kind, readable: true } as const
  if (storage !== 'ok') return { reason: 'storageRefused', readable: true } as const
  return null
}

/** The words and the drawing of the answer come with the first scan; until the machine is there, scans wait for it. */
async function scanInto(app: App, text: string, way: 'card' | 'typed'): Promise<void> {
  const [{ showResult }, machine] = await Promise.all([import('./show-result.ts'), machineOf(app)])
  const screen = app.screen.value
  if (screen.kind === 'member' && (await import('./member.ts')).scanOnPage(app, machine.desk, screen, text)) return
  const chosen = chosenActivity(screen)
  const taken = await machine.desk.take(text, chosen)
  showResult(app, machine.desk, taken, way, chosen)
}

function machineOf(app: App): Promise<Machine> {
  const now = app.machine.value
  if (now) return Promise.resolve(now)
  return new Promise(resolve => {
    const stop = app.machine.subscribe(machine => {
      if (!machine) return
      queueMicrotask(() => stop())
      resolve(machine)
    })
  })
}

/** `2026-11-22T14:05` of an instant, in the branch's zone. */
export const localTime = (app: App, at: number) =>
  plainDateTimeAt(at as never, app.board.settings.value?.timeZone ?? 'Asia/Shanghai')
