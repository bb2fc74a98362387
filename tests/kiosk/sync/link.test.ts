import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test } from 'vitest'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { Millis, RecordId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import type { Signature, StreamEpoch } from '../../../shared/sync/fields.ts'
import { isSignedBy, publicKeyOf, sign } from '../../../shared/sync/signature.ts'
import { revokeKiosk } from '../../../hub/office/kiosks.ts'
import { putFeed } from '../../../hub/office/feeds.ts'
import { openCache } from '../../../kiosk/store/cache-db.ts'
import { makeFeedKeeper, type FeedKeeper } from '../../../kiosk/sync/feeds.ts'
import type { LinkState } from '../../../kiosk/sync/link-state.ts'
import { startLink, type Link, type PairedWith } from '../../../kiosk/sync/link.ts'
import { startPairing, type PairingState } from '../../../kiosk/sync/pairing.ts'
import { startSender } from '../../../kiosk/sync/sender-loop.ts'
import type { DeviceStore } from '../../../kiosk/store/outbox.ts'
import { createSocketWire } from '../../../kiosk/sync/socket-wire.ts'
import type { Wire } from '../../../kiosk/sync/wire.ts'
import { memoryDevice, memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { aFoundedOffice, aSigner, seededRandom } from '../../fixtures/office.ts'
import { aRosterPerson } from '../../fixtures/passes.ts'
import { aHub, anOpenActivity, aSignInRecord, seedBranch, type TestHub } from '../../fixtures/wire.ts'

/** The kiosk's real machine, in Node, over real sockets to a real hub. */

const stops: (() => unknown)[] = []
let hub: TestHub
let names = 0

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
  await hub.close()
})

const later = (work: () => void, ms: number): (() => void) => {
  const timer = setTimeout(work, Math.min(ms, 200))
  return () => clearTimeout(timer)
}
const every = (work: () => void, ms: number): (() => void) => {
  const timer = setInterval(work, Math.min(ms, 50))
  return () => clearInterval(timer)
}

interface RunningKiosk {
  readonly states: LinkState['kind'][]
  readonly outbox: ReturnType<typeof memoryOutbox>
  readonly device: DeviceStore
  readonly feeds: FeedKeeper
  readonly link: Link
  readonly forked: boolean[]
  readonly heads: (Hash | null)[]
  readonly told: boolean[]
  paired: PairedWith
  unsent(): number
  record(member: number): Promise<RecordId>
}

const SECRET = new Uint8Array(32).fill(33)

async function pair(wire: Wire, confirm = true): Promise<{ paired: PairedWith; states: PairingState['kind'][] }> {
  const states: PairingState['kind'][] = []
  return await new Promise(resolve => {
    const stop = startPairing({
      wire,
      random: seededRandom(5),
      publicKey: publicKeyOf(SECRET),
      token: null,
      mono: () => performance.now(),
      later,
      onState(state) {
        states.push(state.kind)
        if (state.kind === 'code' && confirm) void hub.live.confirmPairing(hub.office.secretary, state.code, '大厅')
      },
      onPaired: paired => resolve({ paired, states }),
    })
    stops.push(stop)
  })
}

/** @param change `device`: what the same machine remembered from an earlier run */
async function aRunningKiosk(
  change: { wire?: Wire; paired?: PairedWith; device?: DeviceStore } = {},
): Promise<RunningKiosk> {
  const wire = change.wire ?? createSocketWire(hub.url)
  const paired = change.paired ?? (await pair(wire)).paired
  const random = seededRandom(77)
  const outbox = memoryOutbox(bytesToHex(random(16)) as StreamEpoch)
  const device = change.device ?? memoryDevice()
  const states: LinkState['kind'][] = []
  const forked: boolean[] = []
  const heads: (Hash | null)[] = []
  const told: boolean[] = []
  const shared = { random, mono: () => performance.now(), wall: () => Date.now() }
  const feeds = await makeFeedKeeper({
    cache: await openCache(`cache-${(names += 1)}`),
    device,
    hubKey: paired.hubKey,
    verify: isSignedBy,
    onShown: () => {},
  })
  const sender = await startSender({ ...shared, outbox, device, every, onUnsent: () => {} })
  const link = startLink({
    ...shared,
    wire,
    outbox,
    device,
    feeds,
    sender,
    paired,
    sign: text => sign(text, SECRET),
    verify: isSignedBy,
    app: 'test',
    boot: 'b007b007',
    storage: async () => ({ persisted: null, usage: null, quota: null }),
    later,
    onState(state) {
      states.push(state.kind)
      if (state.kind === 'revoked') told.push(state.told)
    },
    onHubTime: () => {},
    onWelcome: () => {},
    onJournal: (hash, forkedAt) => {
      forked.push(forkedAt !== null)
      heads.push(hash)
    },
  })
  stops.push(() => link.stop(), sender.stop)
  return {
    states,
    outbox,
    device,
    feeds,
    link,
    forked,
    heads,
    told,
    paired,
    unsent: () => sender.unsent(),
    async record(member) {
      const { id, text } = aSignInRecord(member, random)
      sender.written(await outbox.add({ id, text, at: 1 as Millis, mark: null }))
      return id
    },
  }
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
    await expect.poll(async () => (await hub.office.store.read.kiosks.applied()).length, { timeout: 4_000 }).toBe(4)
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
    await expect.poll(() => kiosk.unsent(), { timeout: 5_000 }).toBe(0)
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
