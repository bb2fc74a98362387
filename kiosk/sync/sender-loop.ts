import { bytesToHex } from '../../shared/base/bytes.ts'
import type { Millis, RandomBytes } from '../../shared/base/ids.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { Welcome } from '../../shared/sync/hello.ts'
import {
  batchLength,
  newSender,
  stepSender,
  unsent,
  type Sender,
  type SenderEffect,
  type SenderEvent,
} from '../../shared/sync/outbox.ts'
import type { Outbox } from '../store/outbox.ts'
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
  const { outbox } = deps
  let sender: Sender = newSender(await outbox.state())
  let connection: WireConnection | null = null
  let connections = 0
  let told = -1
  /** Effects that touch the database run one after the other, in order. */
  let turn: Promise<unknown> = Promise.resolve()

  const dispatch = (event: SenderEvent): void => {
    const chance = (deps.random(1)[0] ?? 0) / 256
    const [next, effects] = stepSender(sender, event, deps.mono(), chance)
    sender = next
    const count = unsent(sender)
    if (count !== told) deps.onUnsent((told = count))
    for (const effect of effects) {
      turn = turn.then(() => run(effect)).catch((cause: unknown) => console.error('the outbox does not answer', cause))
    }
  }

  const run = async (effect: SenderEffect): Promise<void> => {
    switch (effect.type) {
      case 'send':
        return await send(effect)
      case 'confirm':
        return await outbox.confirm(effect.upto, effect.outcomes)
      case 'reopen':
        return await outbox.reopen(effect.after)
      case 'renew': {
        const last = await outbox.renew(bytesToHex(deps.random(16)) as StreamEpoch)
        dispatch({ type: 'renewed', last })
        // The next hello speaks for the new stream.
        connection?.close()
      }
    }
  }

  const send = async ({ connection: number, push, from, batch }: Extract<SenderEffect, { type: 'send' }>) => {
    const wire = connection
    if (!wire || number !== connections) return
    const { epoch } = await outbox.state()
    const rows = await outbox.read(from, batch)
    const texts = rows.map(row => row.text)
    const recs = texts.slice(0, batchLength(texts, batch))
    if (rows[0]?.seq !== from) return
    const under = async (): Promise<void> => {
      const reply = await wire.ask('push', { epoch, from, recs })
      // A lost answer is a lost answer: the deadline brings the next try.
      if (!isWireFailure(reply)) dispatch({ type: 'replied', connection: number, push, reply })
    }
    // Not awaited by the turn: records may be written and confirmed while this one is under way.
    void under()
  }

  const stop = deps.every(() => dispatch({ type: 'tick' }), TICK_MS)
  deps.onUnsent((told = unsent(sender)))

  return {
    welcomed(wire, welcome) {
      connection = wire
      connections += 1
      dispatch({
        type: 'welcomed',
        connection: connections,
        upto: welcome.stream.upto,
        frozen: welcome.stream.frozen,
        batch: welcome.limits.recs,
      })
      const before = (deps.wall() - KEEP_ACKED_MS) as Millis
      turn = turn.then(() => outbox.prune(before, welcome.backedUp)).catch(() => {})
    },
    disconnected() {
      connection = null
      dispatch({ type: 'disconnected' })
    },
    written: last => dispatch({ type: 'written', last }),
    eager: () => dispatch({ type: 'tick', eager: true }),
    unsent: () => unsent(sender),
    stop,
  }
}
