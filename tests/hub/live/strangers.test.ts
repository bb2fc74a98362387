import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { io } from 'socket.io-client'
import { revokeKiosk } from '../../../hub/office/kiosks/kiosks.ts'
import { helloText } from '../../../shared/sync/signing.ts'
import { sign } from '../../../shared/sync/signature.ts'
import { LIMITS } from '../../../shared/sync/limits.ts'
import { aHub, aKiosk, aSignInRecord, aWelcomedKiosk, connect, seedBranch, type TestHub } from '../../fixtures/wire.ts'

let hub: TestHub

beforeEach(async () => {
  hub = await aHub()
  await seedBranch(hub.office, 2)
})
afterEach(async () => {
  await hub.close()
  expect(hub.faults).toEqual([])
})

/** The hub still does its work for an honest kiosk. */
async function isUp(): Promise<void> {
  const kiosk = await aWelcomedKiosk(hub, 99)
  expect(await kiosk.push(1, [aSignInRecord(1, kiosk.random).text])).toMatchObject({ ok: true, upto: 1 })
}

describe('who may speak', () => {
  test('SY11 before its hello a kiosk may ask nothing, and is cut', async () => {
    const kiosk = await aKiosk(hub)
    expect(await kiosk.push(1, [aSignInRecord(1, kiosk.random).text])).toEqual({ ok: false, code: 'AUTH' })
    await kiosk.gone()
    await isUp()
  })

  test('SY11 a hello signed by another key, for another hub, or over an older nonce is refused and cut', async () => {
    const wrong = new Uint8Array(32).fill(9)
    for (const [sigOf, code] of [
      [(text: string) => sign(text, wrong), 'AUTH'],
      [() => '00'.repeat(64), 'AUTH'],
    ] as const) {
      const kiosk = await aKiosk(hub)
      const text = helloText({ ...kiosk.challenge, kioskId: kiosk.kioskId, epoch: kiosk.epoch })
      expect(await kiosk.hello({ sig: sigOf(text) as never })).toEqual({ ok: false, code })
      await kiosk.gone()
    }
    const first = await aKiosk(hub)
    let replayed: unknown
    first.socket.onAnyOutgoing((_name, body) => (replayed = body))
    await first.hello()
    const second = await connect(hub)
    const answer = (await second.socket.timeout(2000).emitWithAck('hello', replayed)) as unknown
    expect(answer).toEqual({ ok: false, code: 'AUTH' })
    await isUp()
  })

  test('SY11 a version the hub does not speak is told so', async () => {
    const kiosk = await aKiosk(hub)
    expect(await kiosk.hello({ proto: 9 })).toEqual({ ok: false, code: 'PROTO' })
    const other = await aWelcomedKiosk(hub, 2)
    // One hello per connection.
    expect(await other.hello()).toEqual({ ok: false, code: 'PROTO' })
  })

  test('SY12 one connection is one stranger, however often it asks to be let in', async () => {
    const met: string[] = []
    const kiosks = io(`${hub.url}/kiosk`, { transports: ['websocket'], reconnection: false, forceNew: true })
    kiosks.on('challenge', () => met.push('challenge'))
    const gone = new Promise(resolve => kiosks.once('disconnect', resolve))
    const flood = () => {
      for (let at = 0; at < 500; at++) kiosks.io.engine.write('0/kiosk,')
    }
    kiosks.io.once('open', flood)
    await gone
    expect(met.length).toBeLessThan(2)
    await isUp()
  })

  test('SY12 a silent stranger is cut after five seconds', async () => {
    const start = Date.now()
    const kiosk = await aKiosk(hub)
    await kiosk.gone()
    expect(Date.now() - start).toBeGreaterThan(LIMITS.strangerMs - 500)
    expect(Date.now() - start).toBeLessThan(LIMITS.strangerMs + 10_000)
  })

  test('SY12 a stranger that sends more than 2 KB is cut at once; a kiosk that sends more than 256 KB too', async () => {
    const stranger = await aKiosk(hub)
    stranger.socket.emit('hello', { app: 'x'.repeat(LIMITS.strangerBytes) }, () => {})
    await stranger.gone()
    const kiosk = await aWelcomedKiosk(hub, 2)
    kiosk.socket.emit('push', { recs: ['x'.repeat(LIMITS.messageBytes)] }, () => {})
    await kiosk.gone()
    await isUp()
  })

  test('SY12 nobody gets into the default namespace', async () => {
    const socket = io(hub.url, { transports: ['websocket'], reconnection: false, forceNew: true })
    const error = await new Promise<Error>(resolve => socket.once('connect_error', resolve))
    expect(error.message).toBe('no such place')
    socket.close()
  })

  test('SY13 malformed messages get a coded answer, change nothing, and after twenty the connection is cut', async () => {
    const kiosk = await aWelcomedKiosk(hub)
    const bad: unknown[] = [
      null,
      7,
      'push',
      [],
      {},
      { epoch: kiosk.epoch, from: 0, recs: ['{}'] },
      { epoch: kiosk.epoch, from: 1.5, recs: ['{}'] },
      { epoch: kiosk.epoch, from: 1, recs: [] },
      { epoch: kiosk.epoch, from: 1, recs: [{}] },
      { epoch: kiosk.epoch, from: 1, recs: ['"\ud800"'] },
      { epoch: 'ff'.repeat(16), from: 1, recs: ['{}'] },
    ]
    for (const body of bad) expect(await kiosk.ask('push', body as never)).toEqual({ ok: false, code: 'PROTO' })
    const many = { epoch: kiosk.epoch, from: 1, recs: Array<string>(LIMITS.pushRecords + 1).fill('{}') }
    expect(await kiosk.ask('push', many)).toEqual({ ok: false, code: 'TOO_BIG' })
    const heavy = { epoch: kiosk.epoch, from: 1, recs: Array<string>(5).fill('x'.repeat(16_000)) }
    expect(await kiosk.ask('push', heavy)).toEqual({ ok: false, code: 'TOO_BIG' })
    expect(await kiosk.push(1, [aSignInRecord(1, kiosk.random).text])).toMatchObject({ ok: true, upto: 1 })
    for (let at = 0; at < 20; at++) kiosk.socket.emit('noSuchMessage', {})
    await kiosk.gone()
    await isUp()
  })

  test('SY14 too many messages a second are answered BUSY with the time to wait', async () => {
    await hub.close()
    hub = await aHub({ rate: 2 })
    await seedBranch(hub.office, 2)
    const kiosk = await aWelcomedKiosk(hub)
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => kiosk.ask('pull', { feed: 'board', gen: 1, after: 0, limit: 1 })),
    )
    const busy = replies.filter(each => !each.ok)
    expect(busy.length).toBeGreaterThan(3)
    expect(busy[0]).toMatchObject({ code: 'BUSY', retryAfter: expect.any(Number) })
  })

  test('SY15 a revoked kiosk is told and cut at once, and is refused ever after', async () => {
    const kiosk = await aWelcomedKiosk(hub)
    const start = Date.now()
    await revokeKiosk(hub.office, hub.office.secretary, kiosk.kioskId, 'lost')
    await kiosk.gone()
    expect(Date.now() - start).toBeLessThan(1_000)
    expect(kiosk.notices.at(-1)).toMatchObject({ name: 'bye', body: { reason: 'revoked' } })
    const back = await aKiosk(hub)
    expect(await back.hello()).toEqual({ ok: false, code: 'AUTH' })
    expect(back.notices.at(-1)).toMatchObject({ name: 'bye', body: { reason: 'revoked' } })
  })

  test('SY16 a kiosk that connects again replaces its older connection', async () => {
    const first = await aWelcomedKiosk(hub)
    const second = await aWelcomedKiosk(hub)
    await first.gone()
    expect(first.notices.at(-1)).toMatchObject({ name: 'bye', body: { reason: 'replaced' } })
    expect(hub.live.statuses()).toMatchObject([{ kioskId: second.kioskId, online: true }])
  })

  test('SY17 a hub that stops says so to every kiosk and finishes what it has begun', async () => {
    const kiosk = await aWelcomedKiosk(hub)
    const push = kiosk.push(1, [aSignInRecord(1, kiosk.random).text])
    await expect.poll(async () => (await hub.office.store.read.intake.streamsOf(kiosk.kioskId)).length).toBe(1)
    await hub.live.close()
    await kiosk.gone()
    expect(await push).toMatchObject({ ok: true, upto: 1 })
    expect(kiosk.notices.at(-1)).toMatchObject({ name: 'bye', body: { reason: 'stopping' } })
  })
})

describe('history', () => {
  test('SY18 a kiosk that remembers a head this journal lacks raises an incident, once', async () => {
    const { hash, size } = await hub.office.store.read.journal.head()
    const same = await aKiosk(hub)
    expect(await same.hello({ journalSeen: { size, hash } })).toMatchObject({ ok: true, journalThen: hash })
    for (const [seed, seen, then] of [
      [2, { size, hash: 'ab'.repeat(32) }, hash],
      [3, { size: size + 500, hash }, null],
      [3, { size: size + 500, hash }, null],
    ] as const) {
      const kiosk = await aKiosk(hub, seed)
      expect(await kiosk.hello({ journalSeen: seen as never })).toMatchObject({ ok: true, journalThen: then })
    }
    const incidents = await hub.office.store.read.kiosks.incidents(10)
    expect(incidents.map(each => each.kind)).toEqual(['historyDiverged', 'historyDiverged'])
  })
})
