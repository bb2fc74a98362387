import * as v from 'valibot'
import { bytesToHex, hexToBytes } from '../shared/base/bytes.ts'
import type { RandomBytes } from '../shared/base/ids.ts'
import { isSignedBy, publicKeyOf, sign } from '../shared/sync/signature.ts'
import type { PublicKey } from '../shared/sync/fields.ts'
import type { FeedCache } from './store/cache.ts'
import { keepInMind, missingRecords, noteMissing } from './store/keep-in-mind.ts'
import { openOutbox, type OutboxDatabase } from './store/outbox-db.ts'
import { readGlass, type Glass } from './board/glass.ts'
import { LOOK_MS, openShowing } from './state/showing.ts'
import type { Keeper } from './declare/keep.ts'
import { createSignInDesk, type SignInDesk } from './state/sign-in.ts'
import type { Board } from './state/board.ts'
import type { Keepsake } from './state/keepsake.ts'
import type { Memory } from './state/remember.ts'
import type { KioskClock } from './state/time.ts'
import { makeFeedKeeper, type FeedKeeper } from './sync/feeds.ts'
import type { LinkState } from './sync/link-state.ts'
import { PairingSchema, startLink, type Link, type PairedWith } from './sync/link.ts'
import { makePhoneAsks, type PhoneAsks } from './sync/phone-asks.ts'
import { startPairing, type PairingState } from './sync/pairing.ts'
import { startSender, type SenderLoop } from './sync/sender-loop.ts'
import type { Wire } from './sync/wire.ts'

/**
 * Everything the first readable board does not need: outbox, signatures, connection, the sign-in desk. Loaded after the
 * first picture; the board works without it.
 */

export interface Machine {
  readonly desk: SignInDesk
  readonly publicKey: PublicKey
  /** Where declarations and attestations are written. */
  readonly keeper: Keeper
  /** When the oldest unsent record was made, milliseconds; null when nothing waits. */
  oldestUnsent(): Promise<number | null>
  places(): ReturnType<FeedKeeper['places']>
  troubles(): ReturnType<FeedKeeper['troubles']>
  /** What this kiosk does for members' phones; null before it belongs to a branch. */
  phones(): PhoneAsks | null
  /** Something hints that the hub can be reached again. */
  eager(): void
  /** Forgets the branch and what it showed; what was not sent stays. */
  unpair(): Promise<void>
  /** A new code, at once. */
  pairAgain(): void
}

export interface MachineDeps {
  readonly wire: Wire
  readonly cache: FeedCache
  readonly board: Board
  readonly clock: KioskClock
  readonly memory: Memory
  readonly keepsake: Keepsake
  readonly random: RandomBytes
  readonly app: string
  /** Token of a one-time pairing link; null otherwise. */
  readonly token: string | null
  readonly onLink: (state: LinkState) => void
  readonly onPairing: (state: PairingState) => void
  readonly onUnsent: (count: number) => void
  /** `closed`: the outbox does not open or write. */
  readonly onStorage: (state: 'ok' | 'closed') => void
  /** Records made here that are gone and that nobody has seen to; 0 = none. */
  readonly onMissing: (count: number) => void
  /** The outbox was thrown away behind our back: only a new start has a new one. */
  readonly onGone: () => void
  readonly onFault: (cause: unknown) => void
  /** What is on the glass; read from the page where left out. */
  readonly readGlass?: () => Glass
}

const REOPEN_FIRST_MS = 1_000
const REOPEN_LAST_MS = 30_000
const SAY_CLOSED_MS = 3_000
const LOCK = 'sync-sender'
const CHANNEL = 'branch-board-outbox'

export async function startMachine(deps: MachineDeps): Promise<Machine> {
  const database = await keepInMind(await openForSure(deps), deps.keepsake, deps.onGone)
  deps.onStorage('ok')
  const { outbox, device } = database
  deps.onMissing(await missingRecords(device))
  const secret = await deviceSecret(database, deps.random)
  const channel = new BroadcastChannel(CHANNEL)
  const conversation = new Conversation(deps, database, secret)
  // What the other window says may be of a stream that was renewed since: the outbox itself knows how far it is.
  channel.addEventListener(
    'message',
    () => void outbox.state().then(({ last }) => conversation.written(last), deps.onFault),
  )
  const tellWritten = (seq: number): void => {
    // It writes again, whatever kept it from writing before.
    deps.onStorage('ok')
    conversation.written(seq)
    // Another window may be the one that speaks to the hub.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target, only listeners
    channel.postMessage(seq)
  }
  const { board, clock, random } = deps
  const onFault = (cause: unknown): void => {
    deps.onStorage('closed')
    deps.onFault(cause)
  }
  const writing = { outbox, clock, random, onWritten: tellWritten, onFault }
  const desk = await createSignInDesk({ ...writing, device, board, later })
  const keeper: Keeper = { ...writing, sealKey: () => board.settings.value?.sealKey }
  void whenAlone(deps, () => {
    void conversation.start().catch(deps.onFault)
    void watchGlass(deps, database, tellWritten).catch(deps.onFault)
  })
  return {
    desk,
    keeper,
    publicKey: publicKeyOf(secret),
    oldestUnsent: async () => (await outbox.state()).oldestUnsent,
    places: () => conversation.places(),
    troubles: () => conversation.troubles(),
    phones: () => conversation.phones,
    eager: () => conversation.eager(),
    async unpair() {
      conversation.stop()
      await device.remove('pairing')
      await device.remove('seen')
      await device.remove('hubEpoch')
      await device.remove('ratchets')
      await device.remove('documents')
      await device.remove('forked')
      await device.remove('shown')
      await deps.cache.clear()
      deps.memory.note({ place: '', journalHash: '', forkedAt: 0 })
    },
    pairAgain: () => conversation.pairAgain(),
  }
}

/** Tries until the outbox opens, for as long as it takes; it is never deleted to make it open. */
async function openForSure(deps: MachineDeps): Promise<OutboxDatabase> {
  for (let wait = REOPEN_FIRST_MS; ; wait = Math.min(wait * 2, REOPEN_LAST_MS)) {
    // Another window may keep it shut: said soon, and over as soon as that window is gone.
    const cancel = later(() => deps.onStorage('closed'), SAY_CLOSED_MS)
    try {
      return await openOutbox(deps.random)
    } catch (cause) {
      deps.onFault(cause)
      deps.onStorage('closed')
      await new Promise(resolve => setTimeout(resolve, wait))
    } finally {
      cancel()
    }
  }
}

async function deviceSecret({ device }: OutboxDatabase, random: RandomBytes): Promise<Uint8Array> {
  const kept = await device.get('secret')
  if (typeof kept === 'string' && /^[0-9a-f]{64}$/.test(kept)) return hexToBytes(kept)
  const made = random(32)
  await device.set('secret', bytesToHex(made))
  return made
}

/** Counts what is on the glass of the window that speaks to the hub, and has it told. */
async function watchGlass(
  { board, clock, random, onFault, readGlass: given }: MachineDeps,
  { outbox, device }: OutboxDatabase,
  onWritten: (seq: number) => void,
): Promise<void> {
  const fromPage = () => readGlass(document)
  const showing = await openShowing({
    outbox,
    device,
    board,
    clock,
    random,
    readGlass: given ?? fromPage,
    onWritten,
    onFault,
  })
  every(() => void showing.look(), LOOK_MS)
  await showing.look()
}

/** One window of the kiosk speaks to the hub; the others wait until it is closed. */
async function whenAlone({ onLink }: MachineDeps, work: () => void): Promise<void> {
  if (!('locks' in navigator)) return work()
  let mine = false
  setTimeout(() => {
    if (!mine) onLink({ kind: 'otherTab' })
  }, 1_000)
  await navigator.locks.request(LOCK, () => {
    mine = true
    work()
    // Held until this window is gone.
    return new Promise<never>(() => {})
  })
}

/** Pairing, then the link, then whichever is needed. */
class Conversation {
  readonly #deps: MachineDeps
  readonly #database: OutboxDatabase
  readonly #secret: Uint8Array
  readonly #publicKey: PublicKey
  #link: Link | null = null
  #feeds: FeedKeeper | null = null
  #sender: SenderLoop | null = null
  phones: PhoneAsks | null = null
  #stopPairing: () => void = () => {}
  #token: string | null

  constructor(deps: MachineDeps, database: OutboxDatabase, secret: Uint8Array) {
    this.#deps = deps
    this.#database = database
    this.#secret = secret
    this.#publicKey = publicKeyOf(secret)
    this.#token = deps.token
  }

  async start(): Promise<void> {
    const paired = v.safeParse(PairingSchema, await this.#database.device.get('pairing'))
    if (paired.success) return await this.#join(paired.output)
    this.#deps.onLink({ kind: 'unpaired' })
    this.pairAgain()
  }

  pairAgain(): void {
    this.#stopPairing()
    const token = this.#token
    // Good once: a second try asks the secretary.
    this.#token = null
    this.#stopPairing = startPairing({
      wire: this.#deps.wire,
      random: this.#deps.random,
      publicKey: this.#publicKey,
      token,
      mono: this.#deps.clock.mono,
      later,
      onState: this.#deps.onPairing,
      onPaired: paired => void this.#keep(paired).catch(this.#deps.onFault),
    })
  }

  written(seq: number): void {
    this.#sender?.written(seq)
  }

  eager(): void {
    this.#link?.eager()
  }

  places() {
    return this.#feeds?.places() ?? []
  }

  troubles() {
    return this.#feeds?.troubles() ?? []
  }

  stop(): void {
    this.#stopPairing()
    this.#sender?.stop()
    this.#link?.stop()
  }

  /** Revoked: what it was shown is taken off it. What was not sent stays, and so does the key. */
  async #forget(): Promise<void> {
    this.#deps.board.clear()
    await this.#deps.cache.clear()
  }

  async #keep(paired: PairedWith): Promise<void> {
    await this.#database.device.set('pairing', paired)
    await this.#join(paired)
  }

  async #join(paired: PairedWith): Promise<void> {
    const { outbox, device } = this.#database
    const { wire, cache, board, clock, memory, random, app, onLink, onUnsent } = this.#deps
    const { mono, wall, boot, noteHub: onHubTime } = clock
    memory.note({ place: paired.place })
    const verify = isSignedBy
    const feeds = await makeFeedKeeper({
      cache,
      device,
      hubKey: paired.hubKey,
      verify,
      onShown: board.show,
    })
    const sender = await startSender({ outbox, device, random, mono, wall, every, onUnsent })
    const link = {
      wire,
      outbox,
      device,
      feeds,
      sender,
      paired,
      sign: (text: string) => sign(text, this.#secret),
      verify,
      random,
      app,
      boot,
      wall,
      mono,
    }
    this.#feeds = feeds
    this.#sender = sender
    const { kioskId } = paired
    const now = () => clock.read().time
    const ask: Link['ask'] = (name, body) => this.#link?.ask(name, body) ?? Promise.resolve({ ok: false, code: 'lost' })
    this.phones = makePhoneAsks({ kioskId, ask, sign: link.sign, now, random })
    this.#link = startLink({
      ...link,
      storage,
      later,
      onState: state => {
        onLink(state)
        if (state.kind === 'revoked' && state.told) void this.#forget().catch(this.#deps.onFault)
      },
      onHubTime,
      onWelcome: ({ place, missing = 0 }) => {
        memory.note({ place })
        this.#deps.onMissing(missing)
        void noteMissing(device, missing).catch(this.#deps.onFault)
      },
      onJournal: (hash, forkedAt) =>
        memory.note({ ...(hash && { journalHash: hash }), ...(forkedAt !== null && { forkedAt }) }),
    })
  }
}

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

function every(work: () => void, ms: number): () => void {
  const timer = setInterval(work, ms)
  return () => clearInterval(timer)
}

async function storage(): Promise<{ persisted: boolean | null; usage: number | null; quota: number | null }> {
  const nothing = { persisted: null, usage: null, quota: null }
  if (!('storage' in navigator)) return nothing
  try {
    const { usage, quota } = await navigator.storage.estimate()
    return { persisted: await navigator.storage.persisted(), usage: usage ?? null, quota: quota ?? null }
  } catch (cause) {
    // For the console's eyes only: no reason not to join.
    console.warn('the browser does not say how much it keeps', cause)
    return nothing
  }
}
