import { afterEach, describe, expect, test } from 'vitest'
import type { Millis, NoticeId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import { followKeys, type KeyChange } from '../../../shared/sync/key-change.ts'
import { keyChangeText } from '../../../shared/sync/signing.ts'
import { isSignedBy } from '../../../shared/sync/signature.ts'
import { putFeed, type Signer } from '../../../hub/office/feeds.ts'
import { announceKey } from '../../../hub/office/key-change.ts'
import { createSocketWire } from '../../../kiosk/sync/socket-wire.ts'
import type { Wire } from '../../../kiosk/sync/wire.ts'
import { aFoundedOffice, aSigner } from '../../fixtures/office.ts'
import { idNo } from '../../fixtures/passes.ts'
import { pairWith, runKiosk, type KioskParts } from '../../fixtures/running-kiosk.ts'
import { aHub, seedBranch, type TestHub } from '../../fixtures/wire.ts'

/** The hub's key changes; kiosks follow what was announced and nothing else. */

const stops: (() => unknown)[] = []
let hub: TestHub
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
  await hub.close()
})

const DOC = idNo<NoticeId>(4)
const withdrawal = (rev: number) => ({ type: 'withdrawal', docId: DOC, rev, withdrawnAt: 5 as Millis }) as const

/** The same hub after its key was changed: what the command does, without the files. */
async function withKey(office: TestHub['office'], signer: Signer): Promise<void> {
  const old = office.signer
  Object.assign(office, { signer })
  await announceKey(office, { type: 'local' }, old, 'leaked')
}

async function start(office?: TestHub['office']): Promise<TestHub['office']> {
  hub = await aHub(office ? { office } : {})
  return hub.office
}

async function kiosk(parts: Omit<KioskParts, 'wire'> & { wire?: Wire }) {
  const running = await runKiosk({ wire: createSocketWire(hub.url), ...parts })
  stops.push(running.stop)
  return running
}

describe('the hub’s key', () => {
  test('SY135 SY136 a kiosk that was away over three changes follows them, shows what is signed anew, and believes the old keys no more', async () => {
    const office = await start()
    await seedBranch(office, 2)
    await office.store.write({ type: 'hub' }, work => putFeed(office, work, 'board', DOC, withdrawal(3)))
    const { paired, stop } = await pairWith(hub)
    stops.push(stop)
    const before = await kiosk({ paired })
    await expect.poll(() => before.feeds.shown('board')?.items.size, { timeout: 10_000 }).toBe(1)
    await expect.poll(() => before.heads.length, { timeout: 10_000 }).toBeGreaterThan(0)
    before.stop()
    const stolen = office.signer
    for (const seed of [41, 42, 43]) await withKey(office, aSigner(seed))
    const after = await kiosk({ paired, device: before.device })
    await expect.poll(() => after.states.at(-1), { timeout: 10_000 }).toBe('live')
    await expect.poll(() => after.feeds.shown('board')?.items.size, { timeout: 10_000 }).toBe(1)
    expect(after.feeds.shown('board')?.items.get(DOC)?.text).toContain(aSigner(43).keyId)
    expect(await before.device.get('pairing')).toMatchObject({ hubKey: aSigner(43).publicKey })
    expect(after.forked).not.toContain(true)
    after.stop()
    // Somebody with the stolen first key, at the hub's own address, with every announcement there ever was.
    const pinned = must(await before.device.get('pairing'), 'pairing') as typeof paired
    Object.assign(office, { signer: stolen })
    const deceived = await kiosk({ paired: pinned, device: before.device })
    await deceived.record(1)
    await expect.poll(() => deceived.states.at(-1), { timeout: 10_000 }).toBe('hubChanged')
    expect(deceived.unsent()).toBe(1)
  })

  test('SY136 what a stolen key signed far ahead is forgotten with it: the board recovers', async () => {
    const office = await start()
    await seedBranch(office, 1)
    await office.store.write({ type: 'hub' }, work => putFeed(office, work, 'board', DOC, withdrawal(1_000_000_000)))
    const { paired, stop } = await pairWith(hub)
    stops.push(stop)
    const before = await kiosk({ paired })
    await expect.poll(() => before.feeds.shown('board')?.items.size, { timeout: 10_000 }).toBe(1)
    before.stop()
    // What the thief's hub had shown never was in the real one.
    await office.store.write({ type: 'hub' }, work => putFeed(office, work, 'board', DOC, withdrawal(2)))
    const same = await kiosk({ paired, device: before.device })
    const isOff = () => same.feeds.shown('board')?.items.get(DOC)?.text
    // Planted: without the change of key the true document stays off the wall for ever.
    await expect.poll(isOff, { timeout: 10_000 }).toBeNull()
    same.stop()
    await withKey(office, aSigner(51))
    const healed = await kiosk({ paired, device: before.device })
    await expect
      .poll(() => healed.feeds.shown('board')?.items.get(DOC)?.text, { timeout: 10_000 })
      .toContain('"rev\\":2')
  })

  test('SY135 a key that nobody announced is refused: no record, no word, and the glass says what to do', async () => {
    const office = await start()
    await seedBranch(office, 1)
    const { paired, stop } = await pairWith(hub)
    stops.push(stop)
    await hub.close()
    const other = Object.assign(await aFoundedOffice(), { signer: aSigner(61) })
    await start(other)
    const running = await kiosk({ paired })
    await running.record(1)
    await expect.poll(() => running.states.at(-1), { timeout: 10_000 }).toBe('hubChanged')
    expect(running.unsent()).toBe(1)
  })
})

const HUB = 'the-hub'
const [K1, K2, K3, THIEF] = [aSigner(1), aSigner(2), aSigner(3), aSigner(66)]

function change(no: number, from: Signer, to: Signer, hubId = HUB): KeyChange {
  const said = { no, from: from.publicKey, to: to.publicKey, time: no as never }
  const text = keyChangeText(hubId, said)
  return { ...said, sig: from.sign(text), proof: to.sign(text) }
}

describe('the way from key to key', () => {
  const chain = [change(1, K1, K2), change(2, K2, K3)]
  const wrong: readonly { what: string; changes: KeyChange[]; wanted?: Signer; pinned?: Signer }[] = [
    { what: 'no announcement', changes: [] },
    { what: 'a missing link', changes: [must(chain[1], 'second')] },
    { what: 'an announcement of another hub', changes: [change(1, K1, K3, 'another hub')] },
    { what: 'the thief’s name under it', changes: [{ ...change(1, K1, K3), sig: change(1, THIEF, K3).sig }] },
    {
      what: 'a key that its owner does not hold',
      changes: [{ ...change(1, K1, K3), proof: change(1, K1, THIEF).proof }],
    },
    { what: 'another number than was signed', changes: [{ ...change(1, K1, K3), no: 9 }] },
    { what: 'the way back to a key that was given up', changes: chain, pinned: K3, wanted: K1 },
    {
      what: 'a new way from a key that was given up',
      changes: [...chain, change(3, K1, THIEF)],
      pinned: K3,
      wanted: THIEF,
    },
  ]

  test('SY135 every announcement is walked, from wherever the kiosk stands', () => {
    for (const pinned of [K1, K2, K3]) {
      const found = followKeys(pinned.publicKey, K3.publicKey, HUB, chain, isSignedBy)
      expect(found).toEqual({ ok: true, value: K3.publicKey })
    }
  })

  test.each(wrong)('SY135 SY136 $what is refused, and a reader that does not look takes it', each => {
    const { changes, pinned = K1, wanted = K3 } = each
    expect(followKeys(pinned.publicKey, wanted.publicKey, HUB, changes, isSignedBy).ok).toBe(false)
    // Planted: believes the hub's own word for its key, or any announcement that ends in it.
    const careless = (key: string) => key === wanted.publicKey || changes.some(one => one.to === key)
    expect(careless(wanted.publicKey)).toBe(true)
    const unsigned = followKeys(pinned.publicKey, wanted.publicKey, HUB, changes, () => true).ok
    expect(unsigned).toBe(!['no announcement', 'a missing link'].includes(each.what) && !each.what.includes('given up'))
  })
})
