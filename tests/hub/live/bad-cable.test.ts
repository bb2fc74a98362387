import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { RecordId } from '../../../shared/base/ids.ts'
import { pairKiosk } from '../../../hub/office/kiosks/kiosks.ts'
import { deviceKey, startChaosKiosk, type ChaosKiosk } from '../../chaos/kiosk.ts'
import { startProxy, type Proxy, type ProxyFault } from '../../chaos/proxy.ts'
import { aHub, seedBranch, type TestHub } from '../../fixtures/wire.ts'

/** A real kiosk and a real hub over a cable that delays, narrows, cuts, falls silent or belongs to somebody else. */

const MEMBERS = 3
let hub: TestHub
let proxy: Proxy
let kiosk: ChaosKiosk

beforeEach(async () => {
  hub = await aHub()
  await seedBranch(hub.office, MEMBERS)
  proxy = await startProxy(Number(new URL(hub.url).port))
})

/** @param patienceMs longer than the cable is slow: a kiosk gives up a connection that says nothing */
async function plugIn(patienceMs?: number): Promise<void> {
  const input = { publicKey: deviceKey(1), place: '大厅', how: 'link' } as const
  const { kioskId } = await pairKiosk(hub.office, hub.office.secretary, input)
  const { hubId } = must(await hub.office.store.read.branch.founded(), 'a founded branch')
  const hubKey = hub.office.signer.publicKey
  kiosk = await startChaosKiosk({
    number: 1,
    kioskId,
    hubId,
    hubKey,
    url: proxy.url,
    members: MEMBERS,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  })
}

afterEach(async () => {
  kiosk.stop()
  await proxy[Symbol.asyncDispose]()
  await hub.close()
})

const recordsAtHub = async (): Promise<string[]> => {
  const lines = await hub.office.store.read.journal.lines(1, 10_000)
  return lines.flatMap(({ line }) => /"recordId":"([0-9a-f-]{36})"/.exec(line)?.[1] ?? [])
}

async function signInTimes(count: number): Promise<RecordId[]> {
  const ids: RecordId[] = []
  for (let at = 0; at < count; at++) ids.push(await kiosk.record())
  return ids
}

/** Everything with a tick is at the hub, once, and the kiosk was told so. */
async function expectAllThere(ids: readonly RecordId[], waitMs = 15_000): Promise<void> {
  await expect.poll(() => kiosk.unsent(), { timeout: waitMs, interval: 20 }).toBe(0)
  expect((await recordsAtHub()).toSorted()).toEqual([...ids].toSorted())
}

describe('a bad cable', { timeout: 60_000 }, () => {
  test.each<[string, ProxyFault]>([
    ['half a second late', { kind: 'slow', ms: 500 }],
    ['four kilobytes a second', { kind: 'narrow', bytesPerSecond: 4_096 }],
  ])('SY50 %s: everything arrives once', async (_name, fault) => {
    proxy.fault = fault
    await plugIn(10_000)
    await expectAllThere(await signInTimes(6))
  })

  test.each<[string, ProxyFault]>([
    ['nothing comes back', { kind: 'silent', direction: 'down' }],
    ['nothing goes out', { kind: 'silent', direction: 'up' }],
  ])('SY50 %s for a while: nothing is lost or doubled when it does again', async (_name, fault) => {
    await plugIn()
    const first = await signInTimes(2)
    await expectAllThere(first)
    proxy.fault = fault
    const more = await signInTimes(3)
    await setTimeout(300)
    expect(kiosk.unsent()).toBe(3)
    proxy.fault = { kind: 'none' }
    await expectAllThere([...first, ...more], 30_000)
  })

  test('SY50 a portal that answers 200 to everything is not taken for the hub', async () => {
    proxy.fault = { kind: 'portal' }
    await plugIn()
    const ids = await signInTimes(3)
    await setTimeout(500)
    expect(kiosk.unsent()).toBe(3)
    expect(await recordsAtHub()).toEqual([])
    proxy.fault = { kind: 'none' }
    await expectAllThere(ids)
  })
})
