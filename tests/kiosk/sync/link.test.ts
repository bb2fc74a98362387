import { afterEach, describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { FEEDS, type Signature } from '../../../shared/sync/fields.ts'
import { revokeKiosk } from '../../../hub/office/kiosks/kiosks.ts'
import { putFeed } from '../../../hub/office/feeds.ts'
import type { PairedWith } from '../../../kiosk/sync/link.ts'
import type { DeviceStore } from '../../../kiosk/store/outbox.ts'
import { createSocketWire } from '../../../kiosk/sync/socket-wire.ts'
import type { Wire } from '../../../kiosk/sync/wire.ts'
import { aFoundedOffice, aSigner } from '../../fixtures/office.ts'
import { aRosterPerson } from '../../fixtures/passes.ts'
import { pairWith, runKiosk, type RunningKiosk } from '../../fixtures/running-kiosk.ts'
import { aHub, anOpenActivity, seedBranch, type TestHub } from '../../fixtures/wire.ts'

const stops: (() => unknown)[] = []
let hub: TestHub

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
  await hub.close()
})

async function pair(wire: Wire) {
  const pairing = await pairWith(hub, wire)
  stops.push(pairing.stop)
  return pairing
}

/** @param change `device`: what the same machine remembered from an earlier run */
async function aRunningKiosk(
  change: { wire?: Wire; paired?: PairedWith; device?: DeviceStore } = {},
): Promise<RunningKiosk> {
  const { wire = createSocketWire(hub.url), ...rest } = change
  const kiosk = await runKiosk({ ...rest, wire, paired: change.paired ?? (await pair(wire)).paired })
  stops.push(kiosk.stop)
  return kiosk
}

const signIns = async () =>
  (await hub.office.store.read.signIns.ofActivity(anOpenActivity().activity.activityId)).length

describe('the kiosk and the hub', () => {
  test('SY20 SY80 pairs, pins the hub, downloads everything, uploads what was recorded', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 12)
    const { paired, states } = await pair(createSocketWire(hub.url))
    expect(states).toEqual(['asking', 'code', 'confirmed'])
    expect(paired).toMatchObject({ hubKey: hub.office.signer.publicKey, place: '大厅' })
    const kiosk = await aRunningKiosk({ paired })
    for (const member of [1, 2, 3]) await kiosk.record(member)
    await expect.poll(() => kiosk.unsent()).toBe(0)
    await expect.poll(() => kiosk.feeds.shown('roster')?.items.size).toBe(12)
    expect(await signIns()).toBe(3)
    expect(kiosk.states).toEqual(['joining', 'live'])
    await expect.poll(async () => (await hub.office.store.read.kiosks.applied()).length).toBe(FEEDS.length)
  })

  test('SY80 what changes at the hub is here a moment later, without asking in vain', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 3)
    const kiosk = await aRunningKiosk()
    await expect.poll(() => kiosk.feeds.shown('roster')?.items.size).toBe(3)
    await hub.office.store.write({ type: 'hub' }, work =>
      putFeed(hub.office, work, 'roster', 'new', aRosterPerson(40, { name: '新来的' })),
    )
    await expect.poll(() => kiosk.feeds.shown('roster')?.items.get('new')?.text).toContain('新来的')
  })

  test('SY99 while connected the kiosk follows the journal, and notices at once when it stops being the same', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 2)
    const kiosk = await aRunningKiosk()
    const head = async () => (await hub.office.store.read.journal.head()).hash
    await expect.poll(() => kiosk.states).toContain('live')
    await hub.office.store.write({ type: 'hub' }, work =>
      work.append({ kind: 'branch.calendarChanged', body: { holidays: [], makeUpDays: [] } }),
    )
    kiosk.link.eager()
    await expect.poll(async () => kiosk.heads.at(-1) === (await head())).toBe(true)
    expect(kiosk.forked).not.toContain(true)
    await kiosk.device.set('seen', { size: 2, hash: 'ab'.repeat(32) })
    kiosk.link.eager()
    await expect.poll(() => kiosk.forked).toContain(true)
    expect(await kiosk.device.get('forked')).toMatchObject({ seen: { size: 2 } })
    await expect.poll(async () => (await hub.office.store.read.kiosks.incidents(9)).length).toBe(1)
  })

  test('SY81 recorded with the hub gone: sent once when it is back, whatever was lost on the way', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 5)
    let cutAfterPush = 2
    const real = createSocketWire(hub.url)
    const wire: Wire = {
      open(events) {
        const connection = real.open(events)
        return {
          close: connection.close,
          async ask(name, body) {
            const reply = await connection.ask(name, body)
            if (name !== 'push' || cutAfterPush <= 0) return reply
            // The hub has it, the answer never arrives.
            cutAfterPush -= 1
            connection.close()
            return { ok: false, code: 'lost' }
          },
        }
      },
    }
    const kiosk = await aRunningKiosk({ wire })
    for (const member of [1, 2, 3, 4, 5]) await kiosk.record(member)
    await expect.poll(() => kiosk.unsent()).toBe(0)
    expect(await signIns()).toBe(5)
    expect(kiosk.states.filter(each => each === 'live').length).toBeGreaterThan(1)
  })

  test('SY15 a revoked kiosk says so and keeps what it has not sent', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 3)
    const kiosk = await aRunningKiosk()
    await expect.poll(() => kiosk.states.at(-1)).toBe('live')
    await revokeKiosk(hub.office, hub.office.secretary, kiosk.paired.kioskId, 'lost')
    await expect.poll(() => kiosk.states).toContain('revoked')
    // Told so by the hub itself: only then the kiosk takes down what it was shown.
    expect(kiosk.told).toContain(true)
    await kiosk.record(1)
    expect(kiosk.unsent()).toBe(1)
    expect(await signIns()).toBe(0)
  })

  test('SY15 somebody else who says that it is revoked is not believed: the board stays', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 3)
    const real = createSocketWire(hub.url)
    const signed = hub.office.signer.sign('branch-board/revoked/1 of another connection')
    const lies = [{}, { sig: signed }, { sig: 'ab'.repeat(64) as Signature }]
    const wire: Wire = {
      open(events) {
        const connection = real.open(events)
        queueMicrotask(() => {
          for (const lie of lies) events.notice('bye', { reason: 'revoked', retryAfter: 0, ...lie })
        })
        return connection
      },
    }
    const { paired } = await pair(real)
    const kiosk = await aRunningKiosk({ wire, paired })
    await expect.poll(() => kiosk.states.at(-1)).toBe('live')
    expect(kiosk.states).not.toContain('revoked')
    expect(kiosk.told).toEqual([])
  })

  test('SY82 another hub at the same address is not trusted with anything', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 3)
    const { paired } = await pair(createSocketWire(hub.url))
    await hub.close()
    const office = Object.assign(await aFoundedOffice({ seed: 9 }), { signer: aSigner(99) })
    hub = await aHub({ office })
    await seedBranch(hub.office, 1)
    const kiosk = await aRunningKiosk({ paired })
    await kiosk.record(1)
    await expect.poll(() => kiosk.states.at(-1)).toBe('hubChanged')
    expect(kiosk.unsent()).toBe(1)
    expect(kiosk.feeds.shown('roster')).toBeNull()
  })

  test('SY18 a hub whose history does not contain what was seen is noticed by the kiosk', async () => {
    hub = await aHub()
    await seedBranch(hub.office, 3)
    const kiosk = await aRunningKiosk()
    await expect.poll(() => kiosk.forked).toContain(false)
    const seen = must(await kiosk.device.get('seen'), 'head') as { size: number; hash: string }
    await kiosk.device.set('seen', { ...seen, hash: 'ab'.repeat(32) })
    const again = await aRunningKiosk({ paired: kiosk.paired, device: kiosk.device })
    await expect.poll(() => again.forked).toContain(true)
    expect(await kiosk.device.get('forked')).toMatchObject({ seen: { hash: 'ab'.repeat(32) } })
  })
})
