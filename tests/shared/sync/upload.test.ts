import { describe, expect, test } from 'vitest'
import type { RecordId } from '../../../shared/base/ids.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import { LIMITS } from '../../../shared/sync/limits.ts'
import {
  batchLength,
  newSender,
  stepSender,
  unsent,
  type Sender,
  type SenderEvent,
} from '../../../shared/sync/outbox.ts'
import { parseRecord, recordHash } from '../../../shared/sync/record.ts'
import { idNo } from '../../fixtures/passes.ts'
import { WalkHub, WalkKiosk, walkUpload, type PlantedBug } from '../../fixtures/upload-walk.ts'

const SEEDS = 150

async function firstFailure(bug: PlantedBug): Promise<number | null> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      await walkUpload({ seed, steps: 200, bug })
    } catch (cause) {
      // Vitest's own error; anything else is a fault of the walk.
      if (!(cause instanceof Error && cause.name === 'AssertionError')) throw cause
      return seed
    }
  }
  return null
}

describe('upload over a wire that loses, repeats and reorders', () => {
  test(
    'SY50 whatever happens on the way, everything recorded takes effect exactly once',
    { timeout: 60_000 },
    async () => {
      expect(await firstFailure('none')).toBeNull()
    },
  )

  test.each(['ackBeforeCommit', 'noUniqueId', 'noPlaceCheck', 'trustsLowerUpto', 'forgetsUnsent'] as const)(
    'SY50 the walk finds a planted bug: %s',
    { timeout: 60_000 },
    async bug => {
      expect(await firstFailure(bug)).not.toBeNull()
    },
  )

  test('SY6 a cloned device freezes its stream, begins a new one, and loses and doubles nothing', async () => {
    const hub = new WalkHub('none')
    const chance = () => 0.5
    const [first, clone] = [new WalkKiosk('same', chance, 'none', 'a'), new WalkKiosk('same', chance, 'none', 'b')]
    await first.record(idNo<RecordId>(1), 1)
    await clone.record(idNo<RecordId>(2), 1)
    for (let round = 1; round < 20; round++) {
      for (const kiosk of [first, clone]) {
        const now = round * 100_000
        await kiosk.connect(hub, now)
        for (const { connection, push, body } of kiosk.up.splice(0)) {
          await kiosk.dispatch({ type: 'replied', connection, push, reply: hub.take('same', body) }, now)
        }
      }
    }
    expect(hub.disk.effects.toSorted()).toEqual([idNo(1), idNo(2)])
    expect([unsent(first.sender), unsent(clone.sender)]).toEqual([0, 0])
  })
})

describe('the sender', () => {
  const run = (events: readonly SenderEvent[], start: Sender = newSender({ first: 1, last: 5, acked: 0 })) => {
    let sender = start
    const effects = []
    for (const [at, event] of events.entries()) {
      const [next, more] = stepSender(sender, event, at * 1_000, 0.5)
      sender = next
      effects.push(...more)
    }
    return { sender, effects }
  }
  const welcomed = { type: 'welcomed', connection: 1, upto: 0, frozen: false, batch: 50, sameHub: true } as const
  const ack = (push: number, upto: number, connection = 1): SenderEvent => ({
    type: 'replied',
    connection,
    push,
    reply: { ok: true, epoch: 'e'.repeat(32) as StreamEpoch, upto, res: [] },
  })

  test('SY51 one push at a time, and a record made meanwhile goes with the next one at once', () => {
    const { effects } = run([welcomed, { type: 'written', last: 6 }, ack(1, 5)])
    expect(effects).toEqual([
      { type: 'send', connection: 1, push: 1, from: 1, batch: 50 },
      { type: 'confirm', upto: 5, outcomes: [] },
      { type: 'send', connection: 1, push: 2, from: 6, batch: 50 },
    ])
  })

  test('SY51 an answer late, twice or from another connection takes nothing back and confirms nothing new', () => {
    const { sender, effects } = run([welcomed, ack(1, 5), ack(1, 5), ack(1, 3), ack(2, 4, 9)])
    expect(effects.filter(each => each.type === 'confirm')).toHaveLength(1)
    expect(sender.acked).toBe(5)
    expect(run([welcomed, ack(1, 99)]).sender.acked).toBe(0)
  })

  test('SY52 no answer in ten seconds is tried again, ever later up to a minute; a nudge makes it at once', () => {
    let [sender] = stepSender(newSender({ first: 1, last: 1, acked: 0 }), welcomed, 0, 0.5)
    const waits: number[] = []
    let now = 0
    for (let tries = 0; tries < 9; tries++) {
      now = sender.flight?.deadline ?? now
      ;[sender] = stepSender(sender, { type: 'tick' }, now, 0.999)
      waits.push(sender.notBefore - now)
      now = sender.notBefore
      ;[sender] = stepSender(sender, { type: 'tick' }, now, 0.999)
    }
    expect(waits.slice(0, 4).map(each => Math.round(each / 1000))).toEqual([1, 2, 4, 8])
    expect(Math.max(...waits)).toBeLessThanOrEqual(LIMITS.retryLastMs)
    const waiting = stepSender(sender, { type: 'tick' }, sender.flight?.deadline ?? 0, 0.999)[0]
    expect(waiting.flight).toBeNull()
    const eager = stepSender(waiting, { type: 'tick', eager: true }, waiting.notBefore - 1, 0.999)
    expect(eager[1]).toMatchObject([{ type: 'send' }])
  })

  test('SY53 told BUSY it waits as long as it was asked to; told TOO_BIG it sends one by one', () => {
    const refuse = (code: 'BUSY' | 'TOO_BIG') =>
      ({ type: 'replied', connection: 1, push: 1, reply: { ok: false, code, retryAfter: 3_000 } }) as const
    expect(run([welcomed, refuse('BUSY')]).sender).toMatchObject({ notBefore: 4_000, flight: null, failures: 0 })
    const small = run([welcomed, refuse('TOO_BIG'), { type: 'tick', eager: true }])
    expect(small.effects.at(-1)).toMatchObject({ type: 'send', from: 1, batch: 1 })
  })

  test('SY54 a hub that was set back gets what it lost again; one that lacks what is gone here gets a new stream', () => {
    const sent = newSender({ first: 3, last: 9, acked: 9 })
    expect(run([{ ...welcomed, upto: 4 }], sent).effects).toEqual([
      { type: 'reopen', after: 4 },
      { type: 'send', connection: 1, push: 1, from: 5, batch: 50 },
    ])
    expect(run([{ ...welcomed, upto: 1 }], sent).effects).toEqual([{ type: 'renew' }])
    expect(run([{ ...welcomed, upto: 12 }], sent).effects).toEqual([{ type: 'renew' }])
    // Restored, and as long as before: who filled the places since is found out by offering all that is kept.
    expect(run([{ ...welcomed, upto: 9, sameHub: false }], sent).effects).toEqual([
      { type: 'reopen', after: 2 },
      { type: 'send', connection: 1, push: 1, from: 3, batch: 50 },
    ])
  })

  test('SY55 a batch holds at most fifty records and 64 KB, and always at least one', () => {
    const texts = Array<string>(60).fill('x'.repeat(2_000))
    expect(batchLength(texts, 50)).toBe(32)
    expect(batchLength(Array<string>(60).fill('x'), 50)).toBe(50)
    expect(batchLength(['汉'.repeat(40_000), 'x'], 50)).toBe(1)
  })
})

describe('records', () => {
  test('SY7 a record is its bytes: the hash is over the text as it is, and the same value written otherwise is another', () => {
    expect(recordHash('{"a":1}')).not.toBe(recordHash('{"a": 1}'))
    expect(recordHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  test('SY8 whatever a text holds, reading it ends in a record or a reason', () => {
    for (const text of ['', '7', '[]', '{"id":1}', '{'.repeat(9_000), '{"__proto__":{}}', '"\\ud800"']) {
      expect(parseRecord(text)).toEqual({ ok: false, error: 'unreadable' })
    }
  })
})
