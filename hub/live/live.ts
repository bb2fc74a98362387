import type { Server } from 'socket.io'
import type { ActivityId } from '../../shared/base/ids.ts'
import type { Author, JournalEntry } from '../../shared/journal/facts.ts'
import type { Paired } from '../../shared/sync/pair.ts'
import { refreshPresence, type FeedState } from '../office/feeds.ts'
import { makeIntake } from '../office/intake.ts'
import type { KioskStatus } from '../office/kiosks/kiosks.ts'
import type { Office } from '../office/ports.ts'
import { makeAppliedBook } from './applied-book.ts'
import { attachKiosks, isClogged, KIOSK_LIMITS, type KioskLimits } from './attach.ts'
import { NATIVE_DIGESTS } from './native-digests.ts'
import { makePages } from './pages.ts'
import { makePairing } from './pairing.ts'
import { makeRoll } from './roll.ts'
import { tear } from './session.ts'

/** The hub's side of the wire as `main.ts` and the console see it. */
export interface Live {
  /** What each kiosk last said of itself, connected or not, since this hub started. */
  statuses(): readonly KioskStatus[]
  /** How many kiosks show a pairing code now. */
  pairingWaiting(): number
  /** @throws Refusal PAIR_CODE | PAIR_TRIES | KIOSK_PLACE */
  confirmPairing(by: Author, code: string, place: string): Promise<Paired>
  /** A token for `/kiosk/#pair=TOKEN`, good once: the demo's own kiosk. */
  mintPairLink(place: string): string
  /** Says goodbye to every kiosk, finishes what is being written. */
  close(): Promise<void>
}

export interface LiveOptions {
  readonly onFault: (cause: unknown) => void
  /** Messages per second and kiosk; for tests and measurements. */
  readonly rate?: number
  /** What else one kiosk may do; for tests. */
  readonly limits?: Partial<KioskLimits>
}

const NUDGE_MS = 20
const PRESENCE_MS = 1_000
const SWEEP_MS = 5_000

/** Attaches the kiosks' namespace to a Socket.io server made with `SERVER_OPTIONS`. */
export function startLive(io: Server, office: Office, options: LiveOptions): Live {
  const timers = makeTimers()
  const presence = presenceKeeper(office, timers, options.onFault)
  const intake = makeIntake(office, {
    defer: work => void setImmediate(work),
    onFault: options.onFault,
    onAttendance: presence,
    ...NATIVE_DIGESTS,
  })
  const roll = makeRoll(text => office.signer.sign(text))
  const pairing = makePairing(office)
  const applied = makeAppliedBook(office, timers.later, options.onFault)
  const context = { office, intake, pairing, roll, applied, pages: makePages(office) }
  const limits = { ...KIOSK_LIMITS, ...options.limits, rate: options.rate ?? KIOSK_LIMITS.rate }
  const kiosks = attachKiosks(io, context, { limits, onFault: options.onFault })
  let closed = false

  office.store.onFeeds(
    nudger(timers, states => {
      for (const session of roll.sessions()) {
        // It will ask by itself once it reads again.
        if (isClogged(session, limits)) tear(session.socket.conn)
        else for (const { feed, gen, n } of states) session.socket.emit('nudge', { feed, gen, n })
      }
    }),
  )
  office.store.onCommit(entries => entries.filter(isRevoked).forEach(each => roll.cut(each.body.kioskId, 'revoked')))
  // It comes back a moment later, and is told that its alarm is seen to.
  office.store.onCommit(entries =>
    entries.filter(isSettled).forEach(each => roll.cut(each.body.kioskId, 'stopping', 1_000)),
  )
  timers.every(() => {
    // Torn, not taken leave of: whoever does not read hears no goodbye.
    for (const session of roll.sessions()) if (isClogged(session, limits)) tear(session.socket.conn)
  }, SWEEP_MS)

  return {
    statuses: () => roll.statuses(),
    pairingWaiting: () => pairing.waiting(),
    confirmPairing: (by, code, place) => pairing.confirm(by, code, place),
    mintPairLink: place => pairing.mintLink(place),
    async close() {
      if (closed) return
      closed = true
      timers.stop()
      // Spread over a few seconds, so that they do not all come back in the same one.
      for (const [at, session] of [...roll.sessions()].entries()) {
        session.socket.emit('bye', { reason: 'stopping', retryAfter: 1_000 + (at % 40) * 100 })
      }
      await intake.idle()
      await applied.flush()
      kiosks.disconnectSockets(true)
    },
  }
}

type Timers = ReturnType<typeof makeTimers>

function makeTimers() {
  const running = new Set<NodeJS.Timeout>()
  return {
    later(work: () => void, ms: number): void {
      const timer = setTimeout(() => {
        running.delete(timer)
        work()
      }, ms)
      timer.unref()
      running.add(timer)
    },
    every(work: () => void, ms: number): void {
      const timer = setInterval(work, ms)
      timer.unref()
      running.add(timer)
    },
    stop(): void {
      for (const timer of running) clearTimeout(timer)
      running.clear()
    },
  }
}

/** Many changes in a row become one nudge per feed. */
function nudger(timers: Timers, send: (states: readonly FeedState[]) => void) {
  const newest = new Map<string, FeedState>()
  return (changed: readonly FeedState[]): void => {
    if (newest.size === 0) {
      timers.later(() => {
        const states = [...newest.values()]
        newest.clear()
        send(states)
      }, NUDGE_MS)
    }
    for (const state of changed) newest.set(state.feed, state)
  }
}

/** Tells the kiosks who is there, at most once a second: a busy door must not slow the intake. */
function presenceKeeper(office: Office, timers: Timers, onFault: (cause: unknown) => void) {
  const dirty = new Set<ActivityId>()
  return (activityIds: ReadonlySet<ActivityId>): void => {
    if (dirty.size === 0) {
      timers.later(() => {
        const ids = [...dirty]
        dirty.clear()
        office.store.write({ type: 'hub' }, work => refreshPresence(office, work, ids)).catch(onFault)
      }, PRESENCE_MS)
    }
    for (const id of activityIds) dirty.add(id)
  }
}

const isRevoked = (entry: JournalEntry): entry is Extract<JournalEntry, { kind: 'kiosk.revoked' }> =>
  entry.kind === 'kiosk.revoked'

const isSettled = (entry: JournalEntry): entry is Extract<JournalEntry, { kind: 'kiosk.missingSettled' }> =>
  entry.kind === 'kiosk.missingSettled'
