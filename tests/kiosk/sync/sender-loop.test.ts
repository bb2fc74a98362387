import { expect, test } from 'vitest'
import type { Millis, RecordId } from '../../../shared/base/ids.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import type { Welcome } from '../../../shared/sync/hello.ts'
import type { Push } from '../../../shared/sync/push.ts'
import { startSender } from '../../../kiosk/sync/sender-loop.ts'
import type { WireConnection } from '../../../kiosk/sync/wire.ts'
import { memoryDevice, memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { seededRandom } from '../../fixtures/office.ts'
import { idNo } from '../../fixtures/passes.ts'

/** The hub freezes a stream while the kiosk's disk is full. */
async function aFrozenSender(fullFor: number) {
  const memory = memoryOutbox('e0'.repeat(16) as StreamEpoch)
  await memory.add({ id: idNo<RecordId>(1), text: '{}', at: 1 as Millis, mark: null })
  let full = fullFor
  const outbox: typeof memory = {
    ...memory,
    renew: epoch => (full-- > 0 ? Promise.reject(new Error('the disk is full')) : memory.renew(epoch)),
  }
  const pushes: Push[] = []
  let closed = 0
  const sender = await startSender({
    outbox,
    device: memoryDevice(),
    random: seededRandom(4),
    mono: () => 0,
    wall: () => 0,
    every: () => () => {},
    onUnsent: () => {},
  })
  const connection: WireConnection = {
    ask: async (_name, body) => {
      pushes.push(body as Push)
      return { ok: false, code: 'lost' }
    },
    close() {
      closed += 1
      sender.disconnected()
    },
  }
  const welcome = (frozen: boolean) =>
    ({ stream: { upto: 0, frozen }, limits: { recs: 50, bytes: 65_536, inflight: 1 }, backedUp: 0 }) as Welcome
  return {
    sender,
    pushes,
    closed: () => closed,
    enter: (frozen: boolean) => sender.welcomed(connection, welcome(frozen)),
  }
}

test('SY56 a new stream that could not be begun is begun at the next welcome, and its records are sent', async () => {
  const { pushes, closed, enter } = await aFrozenSender(1)
  enter(true)
  await expect.poll(closed).toBe(1)
  enter(true)
  await expect.poll(closed).toBe(2)
  expect(pushes).toEqual([])
  enter(false)
  await expect.poll(() => pushes.length).toBe(1)
  expect(pushes[0]).toMatchObject({ from: 1, recs: ['{}'] })
  expect(pushes[0]?.epoch).not.toBe('e0'.repeat(16))
})

test('SY54 a kiosk that threw old records away begins a new stream where a restored hub lacks them', async () => {
  const outbox = memoryOutbox('e0'.repeat(16) as StreamEpoch)
  const record = (number: number) => ({
    id: idNo<RecordId>(number),
    text: `{"n":${number}}`,
    at: 1 as Millis,
    mark: null,
  })
  for (let number = 1; number <= 3; number++) await outbox.add(record(number))
  await outbox.confirm(2, [
    { seq: 1, st: 'new', no: 1 },
    { seq: 2, st: 'new', no: 2 },
  ])
  const pushes: Push[] = []
  const deps = { random: seededRandom(4), mono: () => 0, wall: () => 90 * 86_400_000, every: () => () => {} }
  const device = memoryDevice()
  await device.set('hubEpoch', 'a')
  const sender = await startSender({ outbox, device, ...deps, onUnsent: () => {} })
  const connection: WireConnection = {
    ask: async (_name, body) => {
      pushes.push(body as Push)
      return { ok: false, code: 'lost' }
    },
    close: () => sender.disconnected(),
  }
  const welcome = (upto: number, hubEpoch: string) =>
    ({
      stream: { upto, frozen: false },
      limits: { recs: 50, bytes: 65_536, inflight: 1 },
      backedUp: 2,
      hubEpoch,
    }) as Welcome
  sender.welcomed(connection, welcome(2, 'a'))
  await expect.poll(async () => (await outbox.state()).first).toBe(3)
  sender.disconnected()
  // A backup from before the first record.
  sender.welcomed(connection, welcome(0, 'b'))
  await expect.poll(async () => (await outbox.state()).epoch).not.toBe('e0'.repeat(16))
  pushes.length = 0
  sender.welcomed(connection, welcome(0, 'b'))
  await expect.poll(() => pushes.at(-1)).toMatchObject({ from: 1, recs: ['{"n":3}'] })
})

test('SY57 what was written while the sender started, and nobody could tell it, is sent and confirmed at the next welcome', async () => {
  const outbox = memoryOutbox('e0'.repeat(16) as StreamEpoch)
  const record = (number: number) => ({ id: idNo<RecordId>(number), text: '{}', at: 1 as Millis, mark: null })
  await outbox.add(record(1))
  const deps = { random: seededRandom(4), mono: () => 0, wall: () => 0, every: () => () => {} }
  const starting = startSender({ outbox, device: memoryDevice(), ...deps, onUnsent: () => {} })
  await outbox.add(record(2))
  const sender = await starting
  expect(sender.unsent(), 'it does not know of the second').toBe(1)
  const connection: WireConnection = {
    ask: async (_name, body) => {
      const { epoch, from, recs } = body as Push
      const res = recs.map((_, at) => ({ seq: from + at, st: 'new', no: from + at }))
      return { ok: true, epoch, upto: from + recs.length - 1, res } as never
    },
    close: () => sender.disconnected(),
  }
  const stream = { upto: 0, frozen: false }
  sender.welcomed(connection, { stream, limits: { recs: 50, bytes: 65_536, inflight: 1 }, backedUp: 0 } as Welcome)
  await expect.poll(async () => (await outbox.state()).acked).toBe(2)
  expect(sender.unsent()).toBe(0)
})
