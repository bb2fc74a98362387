import { sha256 } from '@noble/hashes/sha2.js'
import * as v from 'valibot'
import type { Hash } from '../../shared/base/bytes.ts'
import type { KioskId, Millis, RandomBytes } from '../../shared/base/ids.ts'
import type { JournalHead } from '../../shared/journal/chain.ts'
import type { Challenge } from '../../shared/sync/challenge.ts'
import {
  FEEDS,
  PublicKeySchema,
  type FeedName,
  type HubEpoch,
  type PublicKey,
  type Signature,
  type StreamEpoch,
} from '../../shared/sync/fields.ts'
import { continues, LostHeadSchema, spansOf, type LostHead } from '../../shared/sync/history.ts'
import { JournalHeadSchema, LostStreamSchema, type Hello, type Welcome } from '../../shared/sync/hello.ts'
import { followKeys } from '../../shared/sync/key-change.ts'
import { LIMITS } from '../../shared/sync/limits.ts'
import type { NoticeBody, NoticeName, RequestBody, RequestName, RequestReply } from '../../shared/sync/events.ts'
import { helloText, historyText, journalHeadText, revokedText, welcomeText } from '../../shared/sync/signing.ts'
import type { VerifySignature } from '../../shared/sync/signature.ts'
import { PROTO } from '../../shared/sync/version.ts'
import { bytesToHex } from '../../shared/base/bytes.ts'
import type { DeviceStore, Outbox } from '../store/outbox.ts'
import type { FeedKeeper } from './feeds.ts'
import type { LinkState } from './link-state.ts'
import type { SenderLoop } from './sender-loop.ts'
import { isWireFailure, type Wire, type WireConnection, type WireFailure } from './wire.ts'

/** The one connection to the hub: says who we are, then keeps outbox and feeds moving; comes back whenever it ends. */

export const PairingSchema = v.object({
  kioskId: v.pipe(
    v.string(),
    v.transform(text => text as KioskId),
  ),
  hubId: v.string(),
  /** Pinned when the secretary typed the code; everything the hub says is checked against it. */
  hubKey: PublicKeySchema,
  place: v.string(),
})
export type PairedWith = v.InferOutput<typeof PairingSchema>

export interface LinkDeps {
  readonly wire: Wire
  readonly outbox: Outbox
  readonly device: DeviceStore
  readonly feeds: FeedKeeper
  readonly sender: SenderLoop
  readonly paired: PairedWith
  /** With the device's own key. */
  readonly sign: (text: string) => Signature
  readonly verify: VerifySignature
  readonly random: RandomBytes
  readonly app: string
  readonly boot: string
  readonly wall: () => number
  readonly mono: () => number
  readonly storage: () => Promise<Hello['store']>
  readonly later: (work: () => void, ms: number) => () => void
  readonly onState: (state: LinkState) => void
  /** @param askedAt mono milliseconds before the question */
  readonly onHubTime: (now: number, askedAt: number) => void
  readonly onWelcome: (welcome: Welcome) => void
  /**
   * @param hash the journal's head; null where it was not signed by the hub
   * @param forkedAt the hub's time, where its journal does not hold what this kiosk was shown before; else null
   */
  readonly onJournal: (hash: Hash | null, forkedAt: Millis | null) => void
}

export interface Link {
  /** Something hints that trying is worth while: the network is back, somebody pressed 立即同步. */
  eager(): void
  /** One question on the connection there is now; `lost` where there is none. */
  ask<K extends RequestName>(name: K, body: RequestBody<K>): Promise<RequestReply<K> | WireFailure>
  stop(): void
}

const RETRY_FIRST_MS = 1_000
const RETRY_LAST_MS = 30_000
const REVOKED_RETRY_MS = 60_000

/** The same, with the hub's key as of now: it changes when the hub announces another. */
type Own = Omit<LinkDeps, 'paired'> & {
  paired: PairedWith
  /** Of the welcome of the present connection. */
  hubEpoch: HubEpoch | null
}

export function startLink(given: LinkDeps): Link {
  const deps: Own = { ...given, hubEpoch: null }
  let stopped = false
  let failures = 0
  let cancelRetry = () => {}
  let current: Session | null = null

  const connect = (): void => {
    if (stopped) return
    cancelRetry()
    deps.onState({ kind: 'joining' })
    const session: Session = new Session(deps, {
      live() {
        failures = 0
        deps.onState({ kind: 'live' })
      },
      ended(state, retryAfter) {
        if (current !== session || stopped) return
        current = null
        deps.sender.disconnected()
        deps.onState(state)
        const ceiling = Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** failures)
        failures += 1
        // ±50 %: kiosks that lost their hub together do not come back together.
        const chance = (deps.random(1)[0] ?? 0) / 256
        cancelRetry = deps.later(connect, retryAfter ?? ceiling * (0.5 + chance))
      },
    })
    current = session
  }

  connect()
  return {
    eager() {
      if (current) return current.eager()
      failures = 0
      connect()
    },
    ask: (name, body) => current?.ask(name, body) ?? Promise.resolve({ ok: false, code: 'lost' }),
    stop() {
      stopped = true
      cancelRetry()
      current?.close()
      deps.sender.disconnected()
    },
  }
}

interface SessionEvents {
  live(): void
  /** @param retryAfter milliseconds, where the hub or the situation says so */
  ended(state: LinkState, retryAfter: number | null): void
}

/** One connection from opening to its end. */
class Session {
  readonly #deps: Own
  readonly #events: SessionEvents
  readonly #connection: WireConnection
  readonly #cancelHurry: () => void
  /** For the hub to sign on this connection. */
  readonly #nonce: string
  #cancelPoll = (): void => {}
  #welcomed = false
  #following = false
  #ended = false
  #end: { readonly state: LinkState; readonly retryAfter: number | null } = {
    state: { kind: 'offline' },
    retryAfter: null,
  }

  constructor(deps: Own, events: SessionEvents) {
    this.#deps = deps
    this.#events = events
    this.#nonce = bytesToHex(deps.random(32))
    // Whatever waits for the challenge longer than this waits for nothing.
    this.#cancelHurry = deps.later(() => this.#connection.close(), LIMITS.ackTimeoutMs)
    this.#connection = deps.wire.open({
      notice: (name, body) => this.#notice(name, body),
      closed: () => this.#closed(),
    })
  }

  eager(): void {
    if (!this.#welcomed) return
    this.#deps.sender.eager()
    this.#poll()
  }

  ask<K extends RequestName>(name: K, body: RequestBody<K>): Promise<RequestReply<K> | WireFailure> {
    if (!this.#welcomed) return Promise.resolve({ ok: false, code: 'lost' })
    return this.#connection.ask(name, body)
  }

  close(): void {
    this.#connection.close()
  }

  #notice<K extends NoticeName>(name: K, body: NoticeBody<K>): void {
    if (name === 'challenge') {
      this.#enter(body as NoticeBody<'challenge'>).catch((cause: unknown) => {
        console.error('joining failed', cause)
        this.close()
      })
    }
    if (name === 'nudge' && this.#welcomed) {
      this.#deps.sender.eager()
      this.#pull([(body as NoticeBody<'nudge'>).feed])
    }
    if (name === 'bye') {
      const { reason, retryAfter, sig } = body as NoticeBody<'bye'>
      if (reason !== 'revoked') this.#stop({ kind: 'offline' }, retryAfter)
      // Anybody on the way could say it; only the pinned hub can sign it.
      else if (sig && this.#isByHub(sig)) this.#stop({ kind: 'revoked', told: true }, REVOKED_RETRY_MS)
    }
  }

  async #enter(challenge: Challenge): Promise<void> {
    const outcome = await join(this.#deps, this.#connection, challenge, this.#nonce)
    this.#cancelHurry()
    // What the hub said by itself in the meantime is the better reason.
    if (outcome.kind !== 'welcome') return this.#ended ? undefined : this.#stop(outcome.state, outcome.retryAfter)
    this.#welcomed = true
    this.#events.live()
    this.#deps.sender.welcomed(this.#connection, outcome.welcome)
    this.#poll()
  }

  #isByHub(sig: Signature): boolean {
    const { paired, verify } = this.#deps
    return verify(paired.hubKey, revokedText(this.#nonce, paired.kioskId), sig)
  }

  #stop(state: LinkState, retryAfter: number | null): void {
    this.#end = { state, retryAfter }
    this.close()
  }

  #closed(): void {
    this.#ended = true
    this.#cancelHurry()
    this.#cancelPoll()
    this.#events.ended(this.#end.state, this.#end.retryAfter)
  }

  /** Nudges may be lost: everything is asked for once a minute as well. */
  #poll(): void {
    this.#cancelPoll()
    this.#pull(FEEDS)
    this.#followJournal().catch((cause: unknown) => console.error('the journal was not asked', cause))
    this.#cancelPoll = this.#deps.later(() => this.#poll(), LIMITS.pollMs)
  }

  /** One walk along the journal at a time: two would each keep a head of their own. */
  async #followJournal(): Promise<void> {
    if (this.#following) return
    this.#following = true
    try {
      await followJournal(this.#deps, this.#connection)
    } finally {
      this.#following = false
    }
  }

  #pull(feeds: readonly FeedName[]): void {
    Promise.all(feeds.map(feed => this.#deps.feeds.pull(this.#connection, feed))).catch((cause: unknown) => {
      // The cache refused to write: the old view stays, the next poll tries again.
      console.error('a feed could not be kept', cause)
    })
  }
}

type Joined =
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'no'; readonly state: LinkState; readonly retryAfter: number | null }

const no = (kind: 'offline' | 'hubChanged' | 'tooOld', retryAfter: number | null = null): Joined => ({
  kind: 'no',
  state: { kind },
  retryAfter,
})

async function join(deps: Own, connection: WireConnection, challenge: Challenge, nonce: string): Promise<Joined> {
  const { paired, device } = deps
  const { hubId, hubKey, keyChanges = [] } = challenge
  const key = followKeys(paired.hubKey, hubKey, paired.hubId, keyChanges, deps.verify)
  if (hubId !== paired.hubId || !key.ok) return no('hubChanged', LIMITS.retryLastMs)
  if (PROTO < challenge.proto[0] || PROTO > challenge.proto[1]) return no('tooOld', LIMITS.retryLastMs)
  const seen = await seenBefore(device)
  const hello = await helloOf(deps, challenge, nonce, seen)
  const askedAt = deps.mono()
  const reply = await connection.ask('hello', hello)
  if (isWireFailure(reply)) return no('offline')
  if (!reply.ok && reply.code === 'AUTH') {
    return { kind: 'no', state: { kind: 'revoked', told: false }, retryAfter: REVOKED_RETRY_MS }
  }
  if (!reply.ok) return no('offline')
  // Only the pinned key may tell us that records are safe or that time is so and so.
  if (!deps.verify(key.value, welcomeText(hello.nonce, paired.kioskId, reply), reply.sig)) {
    return no('hubChanged', LIMITS.retryLastMs)
  }
  if (key.value !== paired.hubKey) await pinAnew(deps, key.value)
  deps.onHubTime(reply.now, askedAt)
  deps.onWelcome(reply)
  // Said at once; what the journal has come to since is only believed link by link.
  deps.hubEpoch = reply.hubEpoch
  if (seen && reply.journalThen !== seen.hash) {
    if (seen.hubEpoch && seen.hubEpoch !== reply.hubEpoch) await rememberLost(deps, seen)
    await noteFork(deps, seen, reply.journal)
  }
  return { kind: 'welcome', welcome: reply }
}

/** The old key announced it and the hub has shown that it holds it: from now on nothing the old key signs is believed. */
async function pinAnew(deps: Own, hubKey: PublicKey): Promise<void> {
  await deps.feeds.trust(hubKey)
  const paired = { ...deps.paired, hubKey }
  await deps.device.set('pairing', paired)
  deps.paired = paired
}

async function helloOf(deps: Own, challenge: Challenge, nonce: string, journalSeen: SeenHead): Promise<Hello> {
  const { paired, outbox, sign, boot } = deps
  const { epoch, first, last, acked, carries } = await outbox.state()
  const lost = v.safeParse(LostStreamSchema, await deps.device.get('lost'))
  const text = helloText({ nonce: challenge.nonce, hubId: challenge.hubId, kioskId: paired.kioskId, epoch })
  return {
    proto: PROTO,
    kioskId: paired.kioskId,
    epoch: epoch satisfies StreamEpoch,
    nonce,
    sig: sign(text),
    app: deps.app,
    out: { first, last, acked },
    ...(carries.length > 0 && { carries: [...carries] }),
    ...(lost.success && { lost: lost.output }),
    feeds: deps.feeds.places(),
    journalSeen,
    clock: { wall: deps.wall(), mono: deps.mono(), boot },
    store: await deps.storage(),
  }
}

type SeenHead = v.InferOutput<typeof JournalHeadSchema> | null

async function seenBefore(device: DeviceStore): Promise<SeenHead> {
  const seen = v.safeParse(JournalHeadSchema, await device.get('seen'))
  return seen.success ? seen.output : null
}

/**
 * Asks what the journal has come to and walks there from the head that this kiosk keeps: the fingerprint on the glass is
 * always one whose whole way from the first is known. Also brings the hub's time, which no old answer can.
 */
async function followJournal(deps: Own, connection: WireConnection): Promise<void> {
  for (let more = true; more;) {
    const { device, paired, verify } = deps
    const seen = await seenBefore(device)
    const nonce = bytesToHex(deps.random(32))
    const askedAt = deps.mono()
    const lost = v.safeParse(LostHeadSchema, await device.get('lostHead'))
    const question = { journalSeen: seen, nonce, ...(lost.success && { lost: lost.output }) }
    const reply = await connection.ask('history', question)
    if (isWireFailure(reply) || !reply.ok) return
    const { sig, ...head } = reply.journal
    const isByHub = verify(paired.hubKey, journalHeadText(head), sig)
    const isFresh = verify(paired.hubKey, historyText(nonce, paired.kioskId, head.time), reply.sig)
    if (!isByHub || !isFresh) return deps.onJournal(null, head.time)
    deps.onHubTime(head.time, askedAt)
    if (lost.success) await device.remove('lostHead')
    if (seen && !continues(sha256, seen, reply)) return await noteFork(deps, seen, reply.journal)
    await keepSeen(deps, head)
    // Nothing more came, whatever was said: asked again in a minute.
    more = reply.more && reply.leaves.length > 0
    if (!more) deps.onJournal(head.hash, null)
  }
}

/** The first head that did not fit is kept for whoever comes to look; the newest is what the next one must extend. */
async function noteFork(deps: Own, seen: JournalHead, journal: Welcome['journal']): Promise<void> {
  const { device, paired, verify, onJournal } = deps
  const { sig, ...head } = journal
  if (!verify(paired.hubKey, journalHeadText(head), sig)) return onJournal(null, journal.time)
  if (!(await device.get('forked'))) await device.set('forked', { at: journal.time, seen, journal })
  await keepSeen(deps, journal)
  onJournal(journal.hash, journal.time)
}

const keepSeen = ({ device, hubEpoch }: Own, { size, hash }: JournalHead): Promise<void> =>
  device.set('seen', { size, hash, ...(hubEpoch && { hubEpoch }) })

/** The hub was restored: before records are offered again, what they were called in the journal that is gone. */
async function rememberLost({ device, outbox }: Own, { size, hash }: JournalHead): Promise<void> {
  const { epoch, first, last, acked } = await outbox.state()
  const rows = await outbox.read(first, last - first + 1)
  const kept = spansOf(rows.flatMap(({ no }) => (no !== null && no <= size ? [no] : [])))
  await device.set('lostHead', { seen: { size, hash }, kept, stream: { epoch, upto: acked } } satisfies LostHead)
}
