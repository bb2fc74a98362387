import { afterEach, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { FEEDS } from '../../../shared/sync/fields.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { revokeKiosk } from '../../../hub/office/kiosks/kiosks.ts'
import { StoreError } from '../../../hub/store/errors.ts'
import { aFoundedOffice } from '../../fixtures/office.ts'
import { idNo } from '../../fixtures/passes.ts'
import {
  aHub,
  aKiosk,
  anOpenActivity,
  aSignInRecord,
  aWelcomedKiosk,
  seedBranch,
  type TestHub,
} from '../../fixtures/wire.ts'

/** A kiosk in the wrong hands, or out of its mind. */

const ACTIVITY = anOpenActivity().activity.activityId
let hub: TestHub

async function start(): Promise<TestHub> {
  hub = await aHub()
  await seedBranch(hub.office, 3)
  return hub
}

afterEach(async () => {
  await hub.close()
  expect(hub.faults).toEqual([])
})

interface Loose {
  at: number
  mono: number
  body: Record<string, unknown>
}

/** A good record of a member, changed before it is sent. */
function bent(number: number, random: (length: number) => Uint8Array, bend: (record: Loose) => void): string {
  const record = JSON.parse(aSignInRecord(number, random).text) as Loose
  bend(record)
  return JSON.stringify(record)
}

const attendance = () => hub.office.store.read.activities.attendance(ACTIVITY)

test('SY95 a sign-in that says it was by card, and shows none, is held; by hand it counts and is looked at', async () => {
  await start()
  const kiosk = await aWelcomedKiosk(hub)
  const bare = { passHash: null, proof: null }
  const invented = bent(1, kiosk.random, record => Object.assign(record.body, bare))
  const byHand = bent(2, kiosk.random, record => Object.assign(record.body, bare, { way: 'hand' }))
  const unread = bent(3, kiosk.random, record =>
    Object.assign(record.body, bare, { memberId: null, activityId: null, result: 'damaged' }),
  )
  const reply = await kiosk.push(1, [invented, byHand, unread])
  expect(reply.ok && reply.res.map(each => each.st)).toEqual(['held', 'new', 'new'])
  expect((await attendance()).map(each => each.memberId)).toEqual([idNo<MemberId>(2)])
  expect(await hub.office.store.read.signIns.toReview(5)).toMatchObject([{ review: ['byHand'] }])
})

test('SY96 a time that no calendar has is taken in all the same: the queue moves on', async () => {
  await start()
  const kiosk = await aWelcomedKiosk(hub)
  const unsure = { way: 'hand', passHash: null, proof: null, clockTrust: 'unknown' }
  const recs = [
    bent(1, kiosk.random, record => {
      record.at = Number.MAX_SAFE_INTEGER
      Object.assign(record.body, unsure, { clockTrust: 'synced' })
    }),
    bent(2, kiosk.random, record => {
      record.mono = 1e300
      Object.assign(record.body, unsure)
    }),
    bent(3, kiosk.random, record => {
      record.mono = 0
      Object.assign(record.body, unsure)
    }),
  ]
  expect(await kiosk.push(1, recs)).toMatchObject({ ok: true, upto: 3 })
})

test('SY4 SY42 a repeated push is told its journal numbers again, or its records could never be let go', async () => {
  await start()
  const kiosk = await aWelcomedKiosk(hub)
  const recs = [1, 2].map(each => aSignInRecord(each, kiosk.random).text)
  const first = await kiosk.push(1, recs)
  const again = await kiosk.push(1, recs)
  const numbers = (reply: typeof first) => (reply.ok ? reply.res.map(each => each.no) : [])
  expect(numbers(again)).toEqual(numbers(first))
  expect(numbers(again).every(each => typeof each === 'number')).toBe(true)
})

test('SY15 a kiosk that is revoked while it is being welcomed does not slip in', async () => {
  await start()
  const kiosk = await aKiosk(hub)
  const { read } = hub.office.store
  const epoch = read.hub.epoch
  // Between the look at who it is and the welcome: exactly where another piece of writing may come in.
  Object.assign(read.hub, {
    epoch: async () => {
      Object.assign(read.hub, { epoch })
      await revokeKiosk(hub.office, hub.office.secretary, kiosk.kioskId, 'lost')
      return await epoch()
    },
  })
  const gone = kiosk.gone()
  const reply = await kiosk.hello().catch(() => null)
  await gone
  expect(reply === null || !reply.ok).toBe(true)
  expect(kiosk.notices.some(each => each.name === 'bye')).toBe(true)
  expect(hub.live.statuses()).toEqual([])
})

test('SY97 a full disk while it is noted who shows what ends neither the hub nor its stop', async () => {
  const office = await aFoundedOffice()
  await seedBranch(office, 1)
  hub = await aHub({ office })
  const kiosk = await aWelcomedKiosk(hub)
  const write = office.store.write.bind(office.store)
  office.store.write = (by, work) =>
    write(by, inner => {
      const noteApplied = () => Promise.reject(new StoreError('DISK_FULL', '磁盘满了。', 'the disk is full'))
      return work({ ...inner, intake: { ...inner.intake, noteApplied } })
    })
  const place = must(
    kiosk.welcome.feeds.find(each => each.feed === FEEDS[0]),
    'feed',
  )
  expect(await kiosk.ask('applied', place)).toEqual({ ok: true })
  await expect.poll(() => hub.faults.length).toBe(1)
  await kiosk.ask('applied', place)
  await hub.live.close()
  expect(hub.faults.splice(0)).toHaveLength(2)
})
