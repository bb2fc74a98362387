import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { FeedName } from '../../../shared/sync/fields.ts'
import type { Welcome } from '../../../shared/sync/hello.ts'
import { HUB_LIMITS } from '../../../shared/sync/limits.ts'
import { KIOSK_LIMITS, type KioskLimits } from '../../../hub/live/attach.ts'
import { makeBucket, makeBuckets } from '../../../hub/live/bucket.ts'
import { makeCrowd } from '../../../hub/live/crowd.ts'
import { putFeed } from '../../../hub/office/feeds.ts'
import { aRosterPerson } from '../../fixtures/passes.ts'
import {
  aHub,
  aKiosk,
  aSignInRecord,
  aWelcomedKiosk,
  seedBranch,
  type TestHub,
  type TestKiosk,
} from '../../fixtures/wire.ts'
import { frameOf, OPCODES, RawSocket } from '../../fuzz/raw-socket.ts'

/** What the hub bears of one peer (SYNC F.6), so that no other has to bear it. */

let hub: TestHub

async function start(limits: Partial<KioskLimits> = {}, rate?: number): Promise<TestHub> {
  hub = await aHub({ limits, ...(rate === undefined ? {} : { rate }) })
  await seedBranch(hub.office, 3)
  return hub
}

const portOf = ({ url }: TestHub): number => Number(new URL(url).port)

afterEach(async () => {
  await hub?.close()
  expect(hub?.faults ?? []).toEqual([])
})

describe('buckets and crowds', () => {
  test('SY150 a bucket gives its burst, then its rate, and a clock that is set back shuts nobody out', () => {
    const bucket = makeBucket(20, 40)
    const taken = (now: number) => Array.from({ length: 100 }, () => bucket.take(now)).filter(wait => wait === 0).length
    expect(taken(1_000_000)).toBe(40)
    expect(taken(1_001_000)).toBe(20)
    expect(bucket.take(1_001_000)).toBe(50)
    expect(taken(0)).toBe(0)
    expect(taken(1_000)).toBe(20)
  })

  test('SY150 many tokens at once are all or none, and more than a whole bucket is a whole bucket', () => {
    const bucket = makeBucket(10, 100)
    expect(bucket.take(0, 60)).toBe(0)
    expect(bucket.take(0, 60)).toBe(2_000)
    expect(bucket.take(0, 40)).toBe(0)
    expect(bucket.take(10_000, 1_000_000)).toBe(0)
  })

  test('SY150 of more keys than are remembered the quietest is forgotten, and no other', () => {
    const buckets = makeBuckets(1, 1, 3)
    for (const key of ['a', 'b', 'c']) expect(buckets.take(key, 0)).toBe(0)
    for (let stranger = 0; stranger < 50; stranger++) {
      expect(buckets.take('a', 0)).toBeGreaterThan(0)
      buckets.take(`stranger ${stranger}`, 0)
    }
    expect(buckets.size()).toBe(3)
  })

  test('SY152 SY154 one address has its share and no more; this PC alone has no share of its own', () => {
    const crowd = makeCrowd({ all: 5, perAddress: 2 })
    expect(['10.0.0.7', '10.0.0.7', '10.0.0.7', '10.0.0.8'].map(each => crowd.enter(each))).toEqual([
      true,
      true,
      false,
      true,
    ])
    crowd.leave('10.0.0.7')
    expect(crowd.enter('10.0.0.7')).toBe(true)
    expect([crowd.enter('127.0.0.1'), crowd.enter('::1'), crowd.enter('10.0.0.9')]).toEqual([true, true, false])
    for (const each of ['10.0.0.7', '10.0.0.7', '10.0.0.8', '127.0.0.1', '::1']) crowd.leave(each)
    expect(crowd.size()).toBe(0)
  })
})

describe('one kiosk', () => {
  test('SY150 a kiosk that connects anew has no more messages for it', async () => {
    await start({}, 4)
    const pull = { feed: 'board' as FeedName, gen: 1, after: 0, limit: 1 }
    const first = await aWelcomedKiosk(hub)
    for (let at = 0; at < 8; at++) await first.ask('pull', pull)
    const second = await aWelcomedKiosk(hub)
    // The tests' clock stands still: nothing has come back meanwhile.
    expect(await second.ask('pull', pull)).toMatchObject({ ok: false, code: 'BUSY' })
    expect(await (await aWelcomedKiosk(hub, 2)).ask('pull', pull)).not.toMatchObject({ code: 'BUSY', retryAfter: 250 })
  })

  test('SY153 more records than an hour may bring wait on the kiosk; another kiosk does not', async () => {
    await start({ pushBytesAnHour: 2_000 })
    const kiosk = await aWelcomedKiosk(hub)
    const record = () => aSignInRecord(1, kiosk.random).text
    expect(await kiosk.push(1, [record(), record()])).toMatchObject({ ok: true, upto: 2 })
    expect(await kiosk.push(3, [record(), record(), record()])).toMatchObject({ ok: false, code: 'BUSY' })
    const other = await aWelcomedKiosk(hub, 2)
    expect(await other.push(1, [aSignInRecord(2, other.random).text])).toMatchObject({ ok: true })
    hub.office.clock.advance(3_600_000)
    expect(await kiosk.push(3, [record(), record()])).toMatchObject({ ok: true, upto: 4 })
  })

  test('SY151 a kiosk that asks and does not read is cut; the others go on', async () => {
    await start()
    const slow = await aWelcomedKiosk(hub)
    const honest = await aWelcomedKiosk(hub, 2)
    await fatten()
    await heapUp(slow)
    await expect.poll(() => online(slow.kioskId), { timeout: 20_000, interval: 20 }).toBe(false)
    expect(online(honest.kioskId)).toBe(true)
    expect(await honest.push(1, [aSignInRecord(1, honest.random).text])).toMatchObject({ ok: true })
    slow.socket.close()
  })

  test('SY151 a hub that cuts nobody is told by this very test', async () => {
    await start({ bufferedBytes: Infinity, bufferedPackets: Infinity })
    const slow = await aWelcomedKiosk(hub)
    await fatten()
    await heapUp(slow)
    // Longer than the one that cuts needs: an honest kiosk says hello, asks and is answered.
    const honest = await aWelcomedKiosk(hub, 2)
    expect(await honest.push(1, [aSignInRecord(1, honest.random).text])).toMatchObject({ ok: true })
    expect(online(slow.kioskId)).toBe(true)
    slow.socket.close()
  })
})

describe('strangers', () => {
  test('SY152 before the welcome 32 messages or 16 KB are the most, whatever namespace they are for', async () => {
    await start()
    const talker = await RawSocket.greeted(portOf(hub))
    for (let at = 0; at <= HUB_LIMITS.strangerMessages; at++) talker.text(`40/nowhere${at},`)
    await expect.poll(() => talker.isClosed, { timeout: 10_000 }).toBe(true)
    const writer = await RawSocket.greeted(portOf(hub))
    for (let at = 0; at < 12; at++) writer.text(`40/kiosk,${JSON.stringify({ why: 'x'.repeat(1_500) })}`)
    await expect.poll(() => writer.isClosed, { timeout: 10_000 }).toBe(true)
  })

  test('SY152 pings that nobody needs, and a goodbye that is not returned, leave no connection behind', async () => {
    await start()
    const pinger = await RawSocket.greeted(portOf(hub))
    pinger.bytes(Buffer.concat(Array.from({ length: 200 }, () => frameOf(OPCODES.ping, Buffer.alloc(100)))))
    await expect.poll(() => pinger.isClosed, { timeout: 10_000 }).toBe(true)
    // Five seconds as a stranger, three for the goodbye, and some for a busy machine: not half a minute.
    const deaf = await RawSocket.greeted(portOf(hub))
    deaf.text('40/kiosk,')
    deaf.ignoreGoodbye()
    await expect.poll(() => deaf.isClosed, { timeout: 25_000 }).toBe(true)
  })

  test('SY152 when there is no room for more strangers the next is cut, and kiosks that are in stay', async () => {
    await start({ strangers: 2 })
    const inside = await aWelcomedKiosk(hub)
    const waiting = [await aKiosk(hub, 2), await aKiosk(hub, 3)]
    const late = await RawSocket.greeted(portOf(hub))
    late.text('40/kiosk,')
    expect(await late.next(text => text.includes('challenge'), 4_000)).toBeNull()
    expect(late.isClosed).toBe(true)
    expect(await inside.push(1, [aSignInRecord(1, inside.random).text])).toMatchObject({ ok: true })
    // Who is welcomed makes room.
    expect(await waiting[0]?.hello()).toMatchObject({ ok: true })
    expect(await (await aKiosk(hub, 4)).hello()).toMatchObject({ ok: true })
  })
})

test('SY153 what waits for the disk is bounded by its bytes, and fifty full pushes at once are no reason to be sent away', () => {
  const comeBack = 50 * 50
  expect(HUB_LIMITS.queueRecords).toBeGreaterThan(comeBack)
  expect(HUB_LIMITS.queueBytes).toBeLessThanOrEqual(8 * 2 ** 20)
  expect(KIOSK_LIMITS).toMatchObject({ rate: 20, bufferedBytes: 2 ** 20, bufferedPackets: 64 })
})

const online = (kioskId: string): boolean => hub.live.statuses().some(each => each.kioskId === kioskId && each.online)

/** A roster whose pages are as large as pages get. */
async function fatten(): Promise<void> {
  await hub.office.store.write({ type: 'local' }, async work => {
    for (let number = 1_000; number < 1_100; number++) {
      const person = aRosterPerson(number, { name: 'x'.repeat(4_000) })
      await putFeed(hub.office, work, 'roster', person.memberId, person)
    }
  })
}

/** Asks for page after page and reads none of them: more than the system between the two takes in. */
async function heapUp(kiosk: TestKiosk & { readonly welcome: Welcome }): Promise<void> {
  const gen = kiosk.welcome.feeds.find(each => each.feed === 'roster')?.gen ?? 0
  const { transport } = kiosk.socket.io.engine as unknown as {
    transport: { ws: { _socket: { pause(): void } } }
  }
  transport.ws['_socket'].pause()
  for (let at = 0; at < 120; at++) {
    kiosk.socket.emit('pull', { feed: 'roster', gen, after: at % 60, limit: 200 }, () => {})
    if (at % 20 === 19) await setTimeout(20)
  }
}
