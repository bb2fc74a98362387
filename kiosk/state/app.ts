import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { ActivityId, RandomBytes } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import type { Machine } from '../machine.ts'
import type { FeedCache } from '../store/cache.ts'
import type { LinkState } from '../sync/link-state.ts'
import type { PairingState } from '../sync/pairing.ts'
import type { BlockedReason } from '../service/blocked.tsx'
import type { Board } from './board.ts'
import { createRotation } from './rotation.ts'
import { afterIdle, idleAt, type IdleState } from './idle.ts'
import type { Memory } from './remember.ts'
import { isStaffScreen, type Screen } from './screens.ts'
import type { Sound } from './sound.ts'
import type { KioskClock } from './time.ts'
import type { Updates } from './update.ts'

/** The kiosk's state and what people may do with it. No JSX: `app.tsx` draws it. */

export interface App {
  readonly board: Board
  readonly clock: KioskClock
  readonly memory: Memory
  readonly sound: Sound
  readonly screen: ReadonlySignal<Screen>
  readonly link: Signal<LinkState>
  readonly pairing: Signal<PairingState>
  readonly unsent: Signal<number>
  readonly storage: Signal<'ok' | 'closed' | 'lost'>
  readonly machine: Signal<Machine | null>
  readonly idle: ReadonlySignal<IdleState>
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
  /** Somebody is here. */
  touch(): void
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
  const screen = signal<Screen>({ kind: 'home' })
  const second = signal(clock.mono())
  const touchedAt = signal(clock.mono())
  const dismissed = signal<BlockedReason | null>(null)
  const prefs = { large: signal(false), contrast: signal(false) }
  const voice = createVoice(sound)
  const signals = createSignals()
  const rotation = createRotation(clock.mono)
  const go = (next: Screen): void => {
    // What was said about the last person must not be heard by the next one.
    voice.hush()
    if (screen.value.kind === 'result') sound.hush()
    screen.value = next
  }
  const touch = (): void => {
    touchedAt.value = clock.mono()
  }
  const app: App = {
    board,
    clock,
    memory,
    sound,
    screen,
    second,
    ...signals,
    ...prefs,
    speaking: voice.speaking,
    read: voice.read,
    feature: rotation.feature,
    pauseFeature: rotation.pause,
    stepFeature: rotation.step,
    idle: computed(() => idleAt(screen.value, touchedAt.value, second.value)),
    blocked: computed(() => {
      const found = reasonOf(deps.secureOrigin, signals.link.value, signals.storage.value)
      return found && found.reason !== dismissed.value ? found : null
    }),
    forked: computed(() => second.value >= 0 && clock.read().time - memory.facts.forkedAt < FORKED_MS),
    go(next) {
      touch()
      go(next)
    },
    touch,
    home: () => go({ kind: 'home' }),
    readAnyway() {
      dismissed.value = app.blocked.value?.reason ?? null
    },
    scan(text, way) {
      touch()
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
    second.value = clock.mono()
    if (!prefs.large.value) rotation.turn()
    deps.updates.applyIfIdle(screen.value.kind === 'attract' && signals.unsent.value === 0)
  }, 1_000)
  return app
}

/** A kiosk that no branch knows, or no longer, signs nobody in. */
const isOfBranch = (link: LinkState): boolean => link.kind !== 'unpaired' && link.kind !== 'revoked'

/** What the machine tells; see `machine.ts`. */
const createSignals = () => ({
  link: signal<LinkState>({ kind: 'offline' }),
  pairing: signal<PairingState>({ kind: 'asking' }),
  unsent: signal(0),
  storage: signal<'ok' | 'closed' | 'lost'>('ok'),
  machine: signal<Machine | null>(null),
})

function leaveWhenIdle(app: App, leave: () => void): void {
  effect(() => {
    if (app.idle.value.kind === 'over') leave()
  })
  effect(() => {
    const current = app.screen.value
    if (current.kind === 'result' && app.second.value >= current.untilMono) {
      app.go({ kind: 'signIn', activityId: current.activityId })
    }
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

function reasonOf(secureOrigin: boolean, link: LinkState, storage: 'ok' | 'closed' | 'lost') {
  if (!secureOrigin) return { reason: 'insecureOrigin', readable: true } as const
  if (link.kind === 'revoked') return { reason: 'revoked', readable: false } as const
  if (link.kind === 'tooOld' || link.kind === 'hubChanged') return { reason: link.kind, readable: true } as const
  if (storage !== 'ok') return { reason: 'storageRefused', readable: true } as const
  return null
}

/** The words and the drawing of the answer come with the first scan; until the machine is there, scans wait for it. */
async function scanInto(app: App, text: string, way: 'card' | 'typed'): Promise<void> {
  const [{ showResult }, machine] = await Promise.all([import('./show-result.ts'), machineOf(app)])
  const chosen = chosenActivity(app.screen.value)
  const taken = await machine.desk.take(text, chosen)
  showResult(app, machine.desk, taken, way, chosen)
}

const chosenActivity = (screen: Screen): ActivityId | null => ('activityId' in screen ? screen.activityId : null)

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
