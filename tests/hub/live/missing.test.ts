import { afterEach, describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import type { Hello, Welcome } from '../../../shared/sync/hello.ts'
import { planAnnounced } from '../../../shared/sync/announced.ts'
import { missingOf, owedBy, settleMissing } from '../../../hub/office/kiosks/streams.ts'
import { pairKiosk, revokeKiosk } from '../../../hub/office/kiosks/kiosks.ts'
import { aHub, aKiosk, aSignInRecord, seedBranch, type TestHub } from '../../fixtures/wire.ts'

/** A gap is never silent: what a kiosk made and lost is counted, kept in the journal, and said until it is seen to. */

let hub: TestHub
afterEach(() => hub?.close())

const OTHER = 'cd'.repeat(16) as StreamEpoch
const THIRD = 'ef'.repeat(16) as StreamEpoch

async function greet(
  change: Partial<Hello> = {},
  seed = 1,
): Promise<Welcome & { kiosk: Awaited<ReturnType<typeof aKiosk>> }> {
  const kiosk = await aKiosk(hub, seed)
  const reply = await kiosk.hello(change)
  if (!reply.ok) throw new Error(reply.code)
  return { ...reply, kiosk }
}

const has = (last: number, acked = 0) => ({ out: { first: 1, last, acked } })
const incidents = async () =>
  (await hub.office.store.read.kiosks.incidents(9)).map(each => [each.kind, JSON.parse(each.detail) as object])
const announced = async (kioskId: Parameters<typeof revokeKiosk>[2]) =>
  await hub.office.store.read.intake.announced(kioskId)

const noted = (kioskId: Parameters<typeof revokeKiosk>[2], epoch: StreamEpoch) =>
  hub.office.store.write({ type: 'hub' }, work =>
    work.intake.noteAnnounced([{ kioskId, epoch, last: 5, at: hub.office.clock.now() }]),
  )

/** Five made, two brought, and the hub has heard of all five. */
async function fiveMadeTwoBrought(slowly = false) {
  hub = await aHub()
  await seedBranch(hub.office, 5)
  const first = await greet(has(5))
  const recs = [1, 2].map(each => aSignInRecord(each, first.kiosk.random).text)
  expect(await first.kiosk.push(1, recs)).toMatchObject({ ok: true, upto: 2 })
  const { kioskId, epoch } = first.kiosk
  // The hub writes it down by itself within a second; only the first test below waits for that.
  if (!slowly) await noted(kioskId, epoch)
  await expect.poll(async () => (await announced(kioskId)).length, { timeout: 20_000 }).toBe(1)
  return first.kiosk
}

describe('records that were made and never came', () => {
  test('SY120 what waits on a kiosk is known at the hub while it is away, and goes down as it comes', async () => {
    const kiosk = await fiveMadeTwoBrought(true)
    const owed = async () => owedBy(await hub.office.store.read.intake.owed())?.count
    expect(await owed()).toBe(3)
    const recs = [3, 4].map(each => aSignInRecord(each, kiosk.random).text)
    await kiosk.push(3, recs)
    expect(await owed()).toBe(1)
    expect(await incidents()).toEqual([])
  })

  test('SY121 a kiosk that comes with another stream has lost what it announced: counted, once, until it is seen to', async () => {
    const { kioskId, epoch } = await fiveMadeTwoBrought()
    expect((await greet({ epoch: OTHER })).missing).toBe(3)
    expect(await incidents()).toEqual([['streamLost', { epoch, upto: 2, last: 5, told: 'hub' }]])
    // It says so itself, again and again: still the same three.
    const lost = { epoch, last: 5, acked: 2 }
    expect((await greet({ epoch: OTHER, lost })).missing).toBe(3)
    expect(await incidents()).toHaveLength(1)
    await settleMissing(hub.office, hub.office.secretary, kioskId)
    expect((await greet({ epoch: OTHER })).missing).toBeUndefined()
    await expect(settleMissing(hub.office, hub.office.secretary, kioskId)).rejects.toThrow('KIOSK_COMPLETE')
  })

  test('SY121 what only the kiosk remembers counts as well: records that the hub never heard of', async () => {
    const { epoch } = await fiveMadeTwoBrought()
    expect((await greet({ epoch: OTHER, lost: { epoch, last: 9, acked: 1 } })).missing).toBe(7)
    expect(await incidents()).toEqual([['streamLost', { epoch, upto: 2, last: 9, told: 'kiosk' }]])
  })

  test('SY121 a kiosk that is told of an answered alarm is told at once', async () => {
    const { kioskId } = await fiveMadeTwoBrought()
    const { kiosk } = await greet({ epoch: OTHER })
    await settleMissing(hub.office, hub.office.secretary, kioskId)
    await kiosk.gone()
    const bye = must(
      kiosk.notices.find(each => each.name === 'bye'),
      'a goodbye',
    ).body
    expect(bye).toMatchObject({ reason: 'stopping', retryAfter: 1_000 })
  })

  test('SY122 what a revoked kiosk still owed is counted when it is revoked; paired again, it starts afresh', async () => {
    const { kioskId } = await fiveMadeTwoBrought()
    await revokeKiosk(hub.office, hub.office.secretary, kioskId, 'replaced')
    const kiosk = must(await hub.office.store.read.kiosks.one(kioskId), 'the kiosk')
    const lost = () => hub.office.store.read.kiosks.lostStreams(kioskId)
    expect(missingOf(kiosk, await lost())).toBe(3)
    hub.office.clock.advance(60_000)
    const { publicKey } = kiosk
    const again = await pairKiosk(hub.office, hub.office.secretary, { publicKey, place: '大厅', how: 'code' })
    expect(missingOf(again, await lost())).toBe(0)
  })

  test('SY123 what is carried on is not lost; what comes late after all is not missing', async () => {
    const { kioskId, epoch, random } = await fiveMadeTwoBrought()
    expect((await greet({ epoch: OTHER, carries: [epoch], ...has(5) })).missing).toBeUndefined()
    expect(await incidents()).toEqual([])
    await noted(kioskId, OTHER)
    expect((await greet({ epoch: THIRD })).missing).toBe(5)
    const { kiosk } = await greet({ epoch: OTHER, ...has(5) })
    const recs = [1, 2, 3].map(each => aSignInRecord(each, random).text)
    await kiosk.ask('push', { epoch: OTHER, from: 1, recs })
    expect((await greet({ epoch: OTHER, ...has(5) })).missing).toBe(2)
  })

  test('SY123 a device whose disk was set back has lost what it does not know of any more', async () => {
    const { epoch } = await fiveMadeTwoBrought()
    expect((await greet(has(4))).missing).toBe(1)
    expect(await incidents()).toEqual([['streamLost', { epoch, upto: 4, last: 5, told: 'hub' }]])
  })
})

describe('the conclusion itself', () => {
  const own = 'aa'.repeat(16) as StreamEpoch
  const held = (epoch: StreamEpoch, upto: number, frozen = false) => ({ epoch, upto, frozen })
  const hello = (change: Partial<Hello> = {}) => ({ epoch: own, out: { first: 1, last: 0, acked: 0 }, ...change })

  test('SY123 a clone is not the loss of the other one, a stream with nothing owed no alarm', () => {
    const twin = planAnnounced(hello({ carries: [THIRD] }), [held(THIRD, 2, true)], [{ epoch: OTHER, last: 4 }], [])
    expect(twin.lost).toEqual([])
    const empty = planAnnounced(hello(), [held(OTHER, 4)], [{ epoch: OTHER, last: 4 }], [])
    expect(empty.lost.filter(each => each.last > each.upto)).toEqual([])
  })

  test('SY120 only news is written down', () => {
    const kept = (last: number, upto: number, before: number | null) =>
      planAnnounced(
        hello({ out: { first: 1, last, acked: 0 } }),
        [held(own, upto)],
        before === null ? [] : [{ epoch: own, last: before }],
        [],
      ).keep?.last ?? null
    expect([kept(0, 0, null), kept(5, 2, 3), kept(5, 5, 3), kept(5, 2, 5), kept(4, 2, 5)]).toEqual([
      0,
      5,
      null,
      null,
      4,
    ])
  })

  const planted: readonly (readonly [string, (plan: typeof planAnnounced) => typeof planAnnounced])[] = [
    ['forgets what it was told', plan => (said, streams) => plan(said, streams, [], [])],
    [
      'believes the kiosk alone',
      plan =>
        ({ lost: _lost, ...said }, ...rest) =>
          plan(said, ...rest),
    ],
    [
      'counts what it has',
      plan =>
        (said, _streams, ...rest) =>
          plan(said, [], ...rest),
    ],
  ]
  test.each(planted)('SY121 the check finds a hub that %s', (_what, plant) => {
    const count = (plan: typeof planAnnounced) =>
      [
        plan(hello(), [held(OTHER, 2)], [{ epoch: OTHER, last: 5 }], []),
        plan(hello({ lost: { epoch: OTHER, last: 9, acked: 1 } }), [held(OTHER, 2)], [], []),
      ].map(each => each.lost.reduce((sum, { last, upto }) => sum + last - upto, 0))
    expect(count(planAnnounced)).toEqual([3, 7])
    expect(count(plant(planAnnounced))).not.toEqual([3, 7])
  })
})
