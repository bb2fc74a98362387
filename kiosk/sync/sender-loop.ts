import { bytesToHex } from '../../shared/base/bytes.ts'
import type { Millis, RandomBytes } from '../../shared/base/ids.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { Welcome } from '../../shared/sync/hello.ts'
import type { Push } from '../../shared/sync/push.ts'
import {
  batchLength,
  newSender,
  stepSender,
  unsent,
  type Sender,
  type SenderEffect,
  type SenderEvent,
} from '../../shared/sync/outbox.ts'
import type { DeviceStore, Outbox } from '../store/outbox.ts'
import { isWireFailure, type WireConnection } from './wire.ts'

/** Runs the sender's step machine (`shared/sync/outbox.ts`) over the real outbox and the real connection. */
export interface SenderLoop {
  welcomed(connection: WireConnection, welcome: Welcome): void
  disconnected(): void
  /** The outbox was written. */
  written(last: number): void
  eager(): void
  unsent(): number
  stop(): void
}

export interface SenderDeps {
  readonly outbox: Outbox
  readonly device: DeviceStore
  readonly random: RandomBytes
  readonly mono: () => number
  readonly wall: () => number
  /** Calls back again and again. @returns how to stop */
  readonly every: (work: () => void, ms: number) => () => void
  readonly onUnsent: (count: number) => void
}

const TICK_MS = 500
const KEEP_ACKED_MS = 30 * 86_400_000

export async function startSender(deps: SenderDeps): Promise<SenderLoop> {
  return new Loop(deps, newSender(await deps.outbox.state()), await deps.device.get('hubEpoch'))
}

class Loop implements SenderLoop {
  readonly #deps: SenderDeps
  #sender: Sender
  #connection: WireConnection | null = null
  #connections = 0
  #told: number
  /** Effects that touch the database run one after the other, in order. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly stop: () => void

  /** Of the hub's database that gave the acknowledgements in the outbox; null before the first. */
  #hubEpoch: unknown

  constructor(deps: SenderDeps, sender: Sender, hubEpoch: unknown) {
    this.#hubEpoch = hubEpoch
    this.#deps = deps
    this.#sender = sender
    this.#told = unsent(sender)
    deps.onUnsent(this.#told)
    this.stop = deps.every(() => this.#dispatch({ type: 'tick' }), TICK_MS)
  }

  welcomed(connection: WireConnection, { stream, limits, backedUp, hubEpoch }: Welcome): void {
    this.#connection = connection
    this.#connections += 1
    const { upto, frozen } = stream
    const sameHub = this.#hubEpoch === hubEpoch
    // Before the first push: what was written in the moment in which this sender started, when nobody could tell it.
    this.#later(async () => {
      const { last } = await this.#deps.outbox.state()
      if (last > this.#sender.last) this.#dispatch({ type: 'written', last })
    })
    this.#dispatch({ type: 'welcomed', connection: this.#connections, upto, frozen, batch: limits.recs, sameHub })
    // After the acknowledgements are taken back: in the other order a power cut would leave them standing.
    if (!sameHub) this.#later(() => this.#deps.device.set('hubEpoch', hubEpoch))
    this.#hubEpoch = hubEpoch
    const before = (this.#deps.wall() - KEEP_ACKED_MS) as Millis
    this.#later(async () => {
      await this.#deps.outbox.prune(before, backedUp)
      const { first } = await this.#deps.outbox.state()
      this.#dispatch({ type: 'pruned', first })
    })
  }

  disconnected(): void {
    this.#connection = null
    this.#dispatch({ type: 'disconnected' })
  }

  written(last: number): void {
    this.#dispatch({ type: 'written', last })
  }

  eager(): void {
    this.#dispatch({ type: 'tick', eager: true })
  }

  unsent(): number {
    return unsent(this.#sender)
  }

  #dispatch(event: SenderEvent): void {
    const chance = (this.#deps.random(1)[0] ?? 0) / 256
    const [next, effects] = stepSender(this.#sender, event, this.#deps.mono(), chance)
    this.#sender = next
    const count = unsent(next)
    if (count !== this.#told) this.#deps.onUnsent(count)
    this.#told = count
    for (const effect of effects) this.#later(() => this.#run(effect))
  }

  #later(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch((cause: unknown) => console.error('the outbox does not answer', cause))
  }

  async #run(effect: SenderEffect): Promise<void> {
    const { outbox, random } = this.#deps
    switch (effect.type) {
      case 'send':
        return await this.#send(effect)
      case 'confirm':
        return await outbox.confirm(effect.upto, effect.outcomes)
      case 'reopen':
        return await outbox.reopen(effect.after)
      case 'renew':
        try {
          const last = await outbox.renew(bytesToHex(random(16)) as StreamEpoch)
          this.#dispatch({ type: 'renewed', last })
        } catch (cause) {
          // A full disk. The hub's next welcome says again that a new stream is needed, and it is tried again.
          this.#sender = { ...this.#sender, broken: false }
          throw cause
        } finally {
          // The next hello speaks for the new stream.
          this.#connection?.close()
        }
    }
  }

  async #send({ connection, push, from, batch }: Extract<SenderEffect, { type: 'send' }>): Promise<void> {
    const wire = this.#connection
    if (!wire || connection !== this.#connections) return
    const { epoch } = await this.#deps.outbox.state()
    const rows = await this.#deps.outbox.read(from, batch)
    if (rows[0]?.seq !== from) return
    const texts = rows.map(row => row.text)
    const recs = texts.slice(0, batchLength(texts, batch))
    // Not awaited by the turn: records may be written and confirmed while this one is under way.
    void this.#pushed(wire, connection, push, { epoch, from, recs })
  }

  async #pushed(wire: WireConnection, connection: number, push: number, body: Push): Promise<void> {
    const reply = await wire.ask('push', body)
    // A lost answer is a lost answer: the deadline brings the next try.
    if (!isWireFailure(reply)) this.#dispatch({ type: 'replied', connection, push, reply })
  }
}
