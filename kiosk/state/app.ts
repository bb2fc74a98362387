import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { ActivityId, RandomBytes } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import type { Machine } from '../machine.ts'
import type { FeedCache } from '../store/cache.ts'
import type { LinkState } from '../sync/link-state.ts'
import type { PairingState } from '../sync/pairing.ts'
import type { BlockedReason } from '../service/blocked.tsx'
import type { Board } from './board.ts'
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

const TURN_MS = 12_000
/** A touch stops the rotation for this long (design language §7). */
const REST_MS = 120_000
/** How long the hub's history that did not fit is shown as such. */
const FORKED_MS = 24 * 3_600_000

export function createApp(deps: AppDeps): App {
  const { board, clock, memory, sound } = deps
  const screen = signal<Screen>({ kind: 'home' })
  const second = signal(clock.mono())
  const touchedAt = signal(clock.mono())
  const dismissed = signal<BlockedReason | null>(null)
  const link = signal<LinkState>({ kind: 'offline' })
  const storage = signal<'ok' | 'closed' | 'lost'>('ok')
  const unsent = signal(0)
  const feature = signal({ index: 0, paused: false })
  const large = signal(false)
  const contrast = signal(false)
  const speaking = signal(false)
  const machine = signal<Machine | null>(null)
  let turnedAt = clock.mono()
  let restUntil = 0

  const go = (next: Screen): void => {
    // What was said about the last person must not be heard by the next one.
    if (speaking.value) hush()
    screen.value = next
  }
  const hush = (): void => {
    sound.hush()
    speaking.value = false
  }
  const touch = (): void => {
    touchedAt.value = clock.mono()
  }
  const leave = (): void => {
    large.value = false
    contrast.value = false
    dismissed.value = null
    go(afterIdle(screen.value))
  }
  const idle = computed(() => idleAt(screen.value, touchedAt.value, second.value))
  const blocked = computed(() => {
    const reason = reasonOf(deps.secureOrigin, link.value, storage.value)
    if (!reason || reason.reason === dismissed.value) return null
    return reason
  })
  const forked = computed(() => {
    const { forkedAt } = memory.facts
    return second.value >= 0 && forkedAt > 0 && clock.read().time - forkedAt < FORKED_MS
  })

  const turnFeature = (): void => {
    const now = second.value
    if (feature.value.paused && restUntil > 0 && now >= restUntil) feature.value = { ...feature.value, paused: false }
    const turning = !feature.value.paused && !large.value
    if (!turning || now - turnedAt < TURN_MS) return
    turnedAt = now
    feature.value = { ...feature.value, index: feature.value.index + 1 }
  }

  setInterval(() => {
    clock.tick()
    second.value = clock.mono()
    turnFeature()
    deps.updates.applyIfIdle(screen.value.kind === 'attract' && unsent.value === 0)
  }, 1_000)
  effect(() => {
    if (idle.value.kind === 'over') leave()
  })
  effect(() => {
    const current = screen.value
    if (current.kind === 'result' && second.value >= current.untilMono) {
      go({ kind: 'signIn', activityId: current.activityId })
      touch()
    }
  })

  const app: App = {
    board,
    clock,
    memory,
    sound,
    screen,
    link,
    pairing: signal<PairingState>({ kind: 'asking' }),
    unsent,
    storage,
    machine,
    idle,
    second,
    large,
    contrast,
    speaking,
    feature,
    blocked,
    forked,
    go(next) {
      touch()
      go(next)
    },
    touch,
    home: () => go({ kind: 'home' }),
    readAnyway() {
      dismissed.value = blocked.value?.reason ?? null
    },
    pauseFeature(paused) {
      restUntil = paused ? clock.mono() + REST_MS : 0
      feature.value = { ...feature.value, paused }
    },
    stepFeature(by) {
      restUntil = clock.mono() + REST_MS
      feature.value = { index: feature.value.index + by, paused: true }
    },
    read(text) {
      if (speaking.value) return hush()
      speaking.value = true
      sound.read(text, () => {
        speaking.value = false
      })
    },
    scan(text, way) {
      touch()
      if (isStaffScreen(screen.value) || link.value.kind === 'unpaired') return
      scanInto(app, text, way).catch(deps.onFault)
    },
  }
  return app
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
