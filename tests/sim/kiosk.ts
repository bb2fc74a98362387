import type { Hash } from '../../shared/base/bytes.ts'
import { newId, type KioskId, type Millis, type RecordId } from '../../shared/base/ids.ts'
import { FEEDS, type FeedName } from '../../shared/sync/fields.ts'
import { recordText } from '../../shared/sync/record.ts'
import type { Page } from '../../shared/sync/pull.ts'
import type { VerifySignature } from '../../shared/sync/signature.ts'
import type { FeedCopy } from '../../kiosk/store/cache.ts'
import { makeFeedKeeper } from '../../kiosk/sync/feeds.ts'
import { startLink, type Link } from '../../kiosk/sync/link.ts'
import { startSender, type SenderLoop } from '../../kiosk/sync/sender-loop.ts'
import type { WireConnection } from '../../kiosk/sync/wire.ts'
import type { Bug } from './bugs.ts'
import { openDisk, type KioskDisk } from './disk.ts'
import { HUB_ID, hexOf, type SimHub } from './hub.ts'
import { WORLD_BEGAN, type SimTime } from './time.ts'
import type { ToyKey } from './toy-signature.ts'
import { CALM, createWire, type Cable } from './wire.ts'

/** A machine that runs the kiosk's real link, sender and feed keeper on a simulated disk, cable and clock. */

export interface KioskDeps {
  readonly name: string
  readonly kioskId: KioskId
  readonly key: ToyKey
  readonly hubKey: ToyKey['publicKey']
  readonly verify: VerifySignature
  readonly time: SimTime
  readonly hub: SimHub
  readonly bug: Bug | null
  /** A record was put together. It is promised to nobody yet. */
  readonly onMade: (id: RecordId, text: string) => void
  /** The member sees the green tick: from here on the record is promised. */
  readonly onTick: (id: RecordId) => void
  readonly onShown: (kiosk: SimKiosk, feed: FeedName, copy: FeedCopy) => void
  readonly onJournal: (kiosk: SimKiosk, hash: Hash | null, forked: boolean) => void
}

export class SimKiosk {
  readonly deps: KioskDeps
  disk: KioskDisk
  readonly cable: Cable = { weather: CALM, cut: false }
  /** What its own clock is off by, milliseconds. */
  clockOff = 0
  readonly pages: Page[] = []
  /** As the screen says; null while the machine is off. */
  unsent: number | null = null
  #life = 0
  #on = false
  #link: Link | null = null
  #sender: SenderLoop | null = null
  #bootAt = 0

  constructor(deps: KioskDeps, disk: KioskDisk) {
    this.deps = deps
    this.disk = disk
  }

  get on(): boolean {
    return this.#on
  }

  /** Power. Everything that is not on the disk is made anew. */
  async start(): Promise<void> {
    const { time, hub, verify, hubKey, key, kioskId, bug } = this.deps
    this.#life += 1
    this.#on = true
    this.#bootAt = time.now()
    const life = this.#life
    const isOn = () => this.#on && life === this.#life
    const { outbox, device, cache } = openDisk(this.disk, { time, bug, isOn })
    const later = (work: () => void, ms: number) => time.after(ms, () => isOn() && work())
    const sender = await startSender({
      outbox,
      device,
      random: time.bytes,
      mono: () => time.now() - this.#bootAt,
      wall: () => this.wall(),
      every: (work, ms) => every(later, work, ms),
      onUnsent: count => {
        if (isOn()) this.unsent = count
      },
    })
    if (!isOn()) return
    const believed: VerifySignature = bug === 'unsignedShown' ? () => true : verify
    const feeds = await makeFeedKeeper({
      cache,
      device,
      hubKey,
      verify: believed,
      onShown: (feed, copy) => isOn() && this.deps.onShown(this, feed, copy),
    })
    if (!isOn()) return
    this.#sender = withSenderBug(sender, bug)
    this.#link = startLink({
      wire: withWireBug(createWire({ time, hub, cable: this.cable, isOn, pages: this.pages }), bug),
      outbox,
      device,
      feeds,
      sender: this.#sender,
      paired: { kioskId, hubId: HUB_ID, hubKey, place: this.deps.name },
      sign: text => key.sign(text),
      verify: believed,
      random: time.bytes,
      app: 'sim',
      boot: hexOf(time.bytes(4)),
      wall: () => this.wall(),
      mono: () => time.now() - this.#bootAt,
      storage: async () => ({ persisted: true, usage: null, quota: null }),
      later,
      onState: () => {},
      onHubTime: () => {},
      onWelcome: () => {},
      onJournal: (hash, forkedAt) => isOn() && this.deps.onJournal(this, hash, forkedAt !== null),
    })
  }

  /** The power is gone, in the middle of whatever it did. */
  stop(): void {
    this.#on = false
    this.#life += 1
    this.#link = null
    this.#sender = null
    this.unsent = null
  }

  /** Somebody signs in: written, then the tick, then the sender is told. Sometimes a newer kiosk's kind, or rubbish. */
  async record(kind: 'signIn' | 'newerKind' | 'rubbish'): Promise<RecordId | null> {
    const { time, bug } = this.deps
    // Whole seconds: several kiosks record in the same one.
    const at = (Math.max(0, Math.floor(this.wall() / 1_000)) * 1_000) as Millis
    const id = newId<RecordId>(time.now() as Millis, time.bytes)
    const head = { id, at, kv: 1, mono: time.now() - this.#bootAt, boot: 'b007b007' }
    const text =
      kind === 'rubbish'
        ? `{"rubbish":"${id}"}`
        : recordText({ ...head, kind: kind === 'signIn' ? 'signIn' : 'fromTheFuture', body: { by: this.deps.name } })
    this.deps.onMade(id, text)
    const life = this.#life
    const { outbox } = openDisk(this.disk, { time, bug, isOn: () => this.#on && life === this.#life })
    const seq = await outbox.add({ id, text, at, mark: null })
    if (kind === 'signIn') this.deps.onTick(id)
    this.#sender?.written(seq)
    return kind === 'signIn' ? id : null
  }

  eager(): void {
    this.#link?.eager()
  }

  wall(): number {
    return this.deps.time.now() + this.clockOff + WORLD_BEGAN
  }
}

function every(later: (work: () => void, ms: number) => () => void, work: () => void, ms: number): () => void {
  let stop = later(again, ms)
  function again(): void {
    work()
    stop = later(again, ms)
  }
  return () => stop()
}

function withSenderBug(sender: SenderLoop, bug: Bug | null): SenderLoop {
  if (bug !== 'duringPass') return sender
  return {
    welcomed: (connection, welcome) => sender.welcomed(connection, welcome),
    disconnected: () => sender.disconnected(),
    eager: () => sender.eager(),
    unsent: () => sender.unsent(),
    stop: () => sender.stop(),
    written(last) {
      // While records wait, a push is under way.
      if (sender.unsent() === 0) sender.written(last)
    },
  }
}

function withWireBug(wire: ReturnType<typeof createWire>, bug: Bug | null): ReturnType<typeof createWire> {
  if (bug !== 'timeoutIsAck' && bug !== 'pullsOnce' && bug !== 'forkIgnored') return wire
  return {
    open(events) {
      const connection = wire.open(events)
      let pulls = 0
      const ask: WireConnection['ask'] = async (name, body) => {
        if (bug === 'pullsOnce' && name === 'pull' && ++pulls > FEEDS.length) return { ok: false, code: 'lost' }
        const reply = await connection.ask(name, body)
        if (bug === 'forkIgnored' && !reply.ok && reply.code === 'FORK') return { ok: false, code: 'lost' }
        if (
          bug !== 'timeoutIsAck' ||
          name !== 'push' ||
          reply.ok ||
          !('code' in reply) ||
          (reply.code !== 'timeout' && reply.code !== 'lost')
        ) {
          return reply
        }
        const { epoch, from, recs } = body as { epoch: string; from: number; recs: readonly string[] }
        return { ok: true, epoch, upto: from + recs.length - 1, res: [] } as never
      }
      return { ask, close: () => connection.close() }
    },
  }
}
