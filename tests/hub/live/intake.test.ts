import { afterEach, describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { ActivityId, MemberId } from '../../../shared/base/ids.ts'
import { isSignedBy } from '../../../shared/sync/signature.ts'
import { welcomeText } from '../../../shared/sync/signing.ts'
import { aFoundedOffice, TEST_NOW } from '../../fixtures/office.ts'
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

const ACTIVITY: ActivityId = anOpenActivity().activity.activityId
let hub: TestHub

async function start(members = 3, options: Parameters<typeof aHub>[0] = {}): Promise<TestHub> {
  hub = await aHub(options)
  await seedBranch(hub.office, members)
  return hub
}

afterEach(async () => {
  await hub.close()
  expect(hub.faults).toEqual([])
})

const journalKinds = async () => {
  const lines = await hub.office.store.read.journal.lines(1, 10_000)
  return lines.map(each => (JSON.parse(each.line) as { kind: string }).kind)
}
const countOf = async (kind: string) => (await journalKinds()).filter(each => each === kind).length
const attendance = () => hub.office.store.read.activities.attendance(ACTIVITY)

describe('taking in sign-ins', () => {
  test('SY1 SY3 an acknowledged sign-in is in the journal and one attendance, in the same commit', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    const record = aSignInRecord(1, kiosk.random)
    const reply = await kiosk.push(1, [record.text])
    expect(reply).toMatchObject({ ok: true, upto: 1, res: [{ seq: 1, st: 'new' }] })
    expect(await attendance()).toMatchObject([
      { memberId: idNo<MemberId>(1), at: TEST_NOW, way: 'card', kioskId: kiosk.kioskId, recordId: record.id },
    ])
    const no = reply.ok ? must(reply.res[0]?.no, 'number') : 0
    const [line] = await hub.office.store.read.journal.lines(no, 1)
    expect(JSON.parse(must(line, 'line').line)).toMatchObject({
      kind: 'signIn.recorded',
      by: { type: 'kiosk', id: kiosk.kioskId },
      body: { recordId: record.id, review: [], counts: { activityId: ACTIVITY } },
    })
  })

  test('SY4 the same push again is answered the same and changes nothing', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    const recs = [1, 2].map(each => aSignInRecord(each, kiosk.random).text)
    await kiosk.push(1, recs)
    const again = await kiosk.push(1, recs)
    expect(again).toMatchObject({ ok: true, upto: 2, res: [{ st: 'dup' }, { st: 'dup' }] })
    expect(await countOf('signIn.recorded')).toBe(2)
  })

  test('SY5 a hole is answered GAP with the place that is wanted', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    const reply = await kiosk.push(3, [aSignInRecord(1, kiosk.random).text])
    expect(reply).toEqual({ ok: false, code: 'GAP', expect: 1 })
    expect(await countOf('signIn.recorded')).toBe(0)
  })

  test('SY6 other bytes at a known place freeze the stream for ever, and the console has an incident', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    await kiosk.push(1, [aSignInRecord(1, kiosk.random).text])
    const other = aSignInRecord(2, kiosk.random).text
    expect(await kiosk.push(1, [other])).toEqual({ ok: false, code: 'FORK' })
    expect(await kiosk.push(2, [other])).toEqual({ ok: false, code: 'FORK' })
    const incidents = await hub.office.store.read.kiosks.incidents(10)
    expect(incidents).toMatchObject([{ kind: 'streamFrozen', kioskId: kiosk.kioskId }])
    const back = await aKiosk(hub)
    expect(await back.hello()).toMatchObject({ ok: true, stream: { upto: 1, frozen: true } })
  })

  test('SY6 a new stream may offer the same records again: they keep their id and are linked, not doubled', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    const record = aSignInRecord(1, kiosk.random)
    await kiosk.push(1, [record.text])
    const again = await aKiosk(hub)
    const epoch = 'ab'.repeat(16) as never
    expect(await again.hello({ epoch })).toMatchObject({ ok: true, stream: { upto: 0 }, otherStreams: 1 })
    const reply = await again.ask('push', { epoch, from: 1, recs: [record.text] })
    expect(reply).toMatchObject({ ok: true, upto: 1, res: [{ st: 'dup', no: expect.any(Number) }] })
    expect(await countOf('signIn.recorded')).toBe(1)
  })

  test('AT1 one member at two kiosks is one attendance, with the earlier time, whichever arrives first', async () => {
    await start()
    const [first, second] = [await aWelcomedKiosk(hub, 1), await aWelcomedKiosk(hub, 2)]
    const later = aSignInRecord(1, first.random, { at: TEST_NOW + 60_000 })
    const earlier = aSignInRecord(1, second.random, { at: TEST_NOW })
    await first.push(1, [later.text])
    expect(await second.push(1, [earlier.text])).toMatchObject({ ok: true, res: [{ st: 'new' }] })
    expect(await attendance()).toMatchObject([{ recordId: earlier.id, at: TEST_NOW }])
    expect(await countOf('signIn.recorded')).toBe(2)
  })

  test('SY8 what the hub cannot use is held: durable, listed, without effect, and the queue moves on', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    const good = aSignInRecord(1, kiosk.random)
    const parsed = JSON.parse(good.text) as { id: string; body: Record<string, unknown> }
    const other = (change: object, id: number) => JSON.stringify({ ...parsed, id: idNo(id), ...change })
    const recs = [
      'not json',
      `${'['.repeat(5000)}`,
      '{"__proto__":{"id":1}}',
      other({ kind: 'declaration' }, 901),
      other({ kv: 2 }, 902),
      other({ body: { ...parsed.body, result: 'perfect' } }, 903),
      // The proof binds id and time: moved to another record it is worth nothing.
      other({}, 904),
      aSignInRecord(77, kiosk.random).text,
      good.text,
      other({ id: good.id, at: TEST_NOW + 1 }, 0),
    ]
    const reply = await kiosk.push(1, recs)
    expect(reply.ok && reply.res.map(each => each.st)).toEqual([...Array<string>(8).fill('held'), 'new', 'held'])
    const held = await hub.office.store.read.signIns.held(20)
    expect(held).toHaveLength(9)
    expect(await countOf('record.held')).toBe(9)
    expect(await attendance()).toHaveLength(1)
  })

  test('SG10 a card printed after the kiosk last heard of the hub is recognised when its scan arrives', async () => {
    await start(4)
    const kiosk = await aWelcomedKiosk(hub)
    const { text } = aSignInRecord(4, kiosk.random, { unknown: true })
    expect(await kiosk.push(1, [text])).toMatchObject({ ok: true, res: [{ st: 'new' }] })
    expect(await attendance()).toMatchObject([{ memberId: idNo<MemberId>(4) }])
  })

  test('SY19 a sign-in with a revoked card stands, and a person is asked to look at it', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    const record = aSignInRecord(1, kiosk.random)
    const hash = must((JSON.parse(record.text) as { body: { passHash: string } }).body.passHash, 'hash')
    await hub.office.store.write({ type: 'local' }, async work => {
      const { putFeed } = await import('../../../hub/office/feeds.ts')
      await putFeed(hub.office, work, 'roster', `card:${hash}`, { type: 'revokedCard', hash })
    })
    await kiosk.push(1, [record.text])
    expect(await attendance()).toHaveLength(1)
    expect(await hub.office.store.read.signIns.toReview(5)).toMatchObject([
      { recordId: record.id, review: ['revoked'] },
    ])
  })

  test('SY9 many kiosks at once: one commit for what arrived together, everything acknowledged exactly once', async () => {
    await start(40)
    const kiosks = await Promise.all(Array.from({ length: 8 }, (_, at) => aWelcomedKiosk(hub, at + 1)))
    let commits = 0
    hub.office.store.onCommit(
      entries => void (commits += entries.some(each => each.kind === 'signIn.recorded') ? 1 : 0),
    )
    const pushes = kiosks.map((kiosk, at) =>
      kiosk.push(
        1,
        [1, 2, 3, 4, 5].map(each => aSignInRecord(at * 5 + each, kiosk.random).text),
      ),
    )
    for (const reply of await Promise.all(pushes)) expect(reply).toMatchObject({ ok: true, upto: 5 })
    expect(commits).toBeLessThan(8)
    expect(await attendance()).toHaveLength(40)
    expect(await countOf('signIn.recorded')).toBe(40)
  })

  test('SY10 kiosks learn within moments who signed in elsewhere', async () => {
    await start()
    const [first, second] = [await aWelcomedKiosk(hub, 1), await aWelcomedKiosk(hub, 2)]
    await first.push(1, [aSignInRecord(2, first.random).text])
    const { gen } = must(
      second.welcome.feeds.find(each => each.feed === 'activities'),
      'feed',
    )
    const present = async () => {
      const page = await second.ask('pull', { feed: 'activities', gen, after: 0, limit: 10 })
      if (!page.ok || !('items' in page)) throw new Error('no page')
      return (JSON.parse(must(page.items.at(-1)?.text, 'text')) as { presentIds: string[] }).presentIds
    }
    await expect.poll(present).toEqual([idNo(2)])
    await expect.poll(() => second.notices).toContainEqual({ name: 'nudge', body: { feed: 'activities', gen, n: 2 } })
  })

  test('SY2 the welcome is signed over the nonce of the kiosk by the key it pinned', async () => {
    await start()
    const kiosk = await aWelcomedKiosk(hub)
    const text = welcomeText('11'.repeat(32), kiosk.kioskId, kiosk.welcome)
    expect(isSignedBy(hub.office.signer.publicKey, text, kiosk.welcome.sig)).toBe(true)
    expect(isSignedBy(hub.office.signer.publicKey, text.replace('11', '12'), kiosk.welcome.sig)).toBe(false)
  })
})

describe('when the hub cannot write', () => {
  /** An office whose store refuses pieces of writing that hold a record of the given member. */
  async function aFaultyHub(refuses: (text: string) => boolean): Promise<TestHub> {
    const office = await aFoundedOffice()
    await seedBranch(office, 3)
    const write = office.store.write.bind(office.store)
    office.store.write = (by, work) =>
      write(by, async inner => {
        const intake: typeof inner.intake = {
          ...inner.intake,
          keepRaw: async rows => {
            if (rows.some(row => refuses(row.text))) throw new Error('the disk is full')
            await inner.intake.keepRaw(rows)
          },
        }
        return await work({ ...inner, intake })
      })
    hub = await aHub({ office })
    return hub
  }

  test('SY94 nothing is acknowledged and nothing stored: BUSY, and the kiosk keeps it', async () => {
    let full = true
    await aFaultyHub(() => full)
    const kiosk = await aWelcomedKiosk(hub)
    const record = aSignInRecord(1, kiosk.random)
    expect(await kiosk.push(1, [record.text])).toMatchObject({ ok: false, code: 'BUSY' })
    expect(await countOf('signIn.recorded')).toBe(0)
    full = false
    expect(await kiosk.push(1, [record.text])).toMatchObject({ ok: true, upto: 1, res: [{ st: 'new' }] })
    expect(hub.faults.splice(0)).toHaveLength(1)
  })

  test('SY94 one push that cannot be stored holds no other kiosk back', async () => {
    const bad = { id: '' }
    await aFaultyHub(text => bad.id !== '' && text.includes(bad.id))
    const [first, second] = [await aWelcomedKiosk(hub, 1), await aWelcomedKiosk(hub, 2)]
    const poison = aSignInRecord(1, first.random)
    bad.id = poison.id
    const replies = await Promise.all([
      first.push(1, [poison.text]),
      second.push(1, [aSignInRecord(2, second.random).text]),
    ])
    expect(replies).toMatchObject([
      { ok: false, code: 'BUSY' },
      { ok: true, upto: 1 },
    ])
    expect(await countOf('signIn.recorded')).toBe(1)
    expect(hub.faults.splice(0).length).toBeGreaterThan(0)
  })
})
