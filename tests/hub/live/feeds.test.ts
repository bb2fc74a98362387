import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import { openEnvelope, type BoardItem } from '../../../shared/sync/envelope.ts'
import { applyPage, GONE, startOf, type FeedCursor } from '../../../shared/sync/feed.ts'
import type { FeedName } from '../../../shared/sync/fields.ts'
import type { Page } from '../../../shared/sync/pull.ts'
import { isSignedBy } from '../../../shared/sync/signature.ts'
import { putFeed } from '../../../hub/office/feeds.ts'
import { openStore } from '../../../hub/store/store.ts'
import { renewEpoch } from '../../../hub/store/hub-meta.ts'
import { readPage } from '../../../hub/live/pages.ts'
import { aClock, aFoundedOffice, seededRandom, TEST_NOW } from '../../fixtures/office.ts'
import { aRosterPerson, idNo } from '../../fixtures/passes.ts'
import { rmSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'

let folder: string
let office: Awaited<ReturnType<typeof aFoundedOffice>>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feeds-'))
  office = await aFoundedOffice({ path: join(folder, 'hub.db') })
})
afterEach(async () => {
  await office.store.close().catch(() => {})
  rmSync(folder, { recursive: true })
})

const put = (id: number, name: string | null) =>
  office.store.write({ type: 'hub' }, work =>
    putFeed(office, work, 'roster', `m${id}`, name === null ? null : aRosterPerson(id, { name })),
  )

const stateOf = async (feed: FeedName) =>
  must(
    (await office.store.read.feeds.states()).find(each => each.feed === feed),
    feed,
  )

async function page(feed: FeedName, gen: number, after: number, limit: number): Promise<Page> {
  const reply = await readPage(office, { feed, gen, after, limit })
  if (!reply.ok || !('items' in reply)) throw new Error(JSON.stringify(reply))
  return reply
}

/** What a kiosk that starts from nothing ends with, in pages of the given size. */
async function download(feed: FeedName, limit: number): Promise<{ cursor: FeedCursor; view: Map<string, string> }> {
  const { gen } = await stateOf(feed)
  const view = new Map<string, string>()
  const revs = new Map<string, number>()
  let cursor = startOf(gen)
  for (;;) {
    const next = await page(feed, gen, cursor.n, limit)
    const applied = applyPage(cursor, next, {
      feed,
      hubKey: office.signer.publicKey,
      verify: isSignedBy,
      ratchet: null,
      revOf: id => revs.get(id) ?? 0,
      documentRevOf: () => 0,
    })
    if (!applied.ok) throw new Error(applied.error)
    for (const change of applied.value.changes) {
      revs.set(change.id, change.rev)
      if (change.text === null) view.delete(change.id)
      else view.set(change.id, change.text)
    }
    cursor = applied.value.cursor
    if (!next.more) return { cursor, view }
  }
}

describe('feeds', () => {
  test('SY30 putting what a thing is already changes nothing; a change is a new revision at the next position', async () => {
    await put(1, '甲')
    await put(1, '甲')
    expect(await stateOf('roster')).toMatchObject({ n: 1 })
    await put(1, '乙')
    const { gen } = await stateOf('roster')
    const { items } = await page('roster', gen, 0, 10)
    expect(items).toMatchObject([
      { n: 1, id: 'm1', rev: 1 },
      { n: 2, id: 'm1', rev: 2 },
    ])
    expect(items[0]?.text).toBeUndefined()
    await put(1, null)
    expect((await page('roster', gen, 2, 10)).items).toMatchObject([{ n: 3, rev: 3, hash: GONE }])
    await put(9, null)
    expect((await stateOf('roster')).n).toBe(3)
  })

  test('SY31 a download in one page, in many pages, and a catch-up all end in the same head and view', async () => {
    const random = seededRandom(5)
    for (let step = 0; step < 120; step++) {
      const [who = 0, what = 0] = random(2)
      await put(who % 12, what % 7 === 0 ? null : `名${what % 40}`)
    }
    const whole = await download('roster', 200)
    for (const limit of [1, 7, 50]) {
      const pages = await download('roster', limit)
      expect(pages.cursor).toEqual(whole.cursor)
      expect([...pages.view].sort()).toEqual([...whole.view].sort())
    }
    expect(whole.cursor).toMatchObject({ head: (await stateOf('roster')).head, owed: [] })
  })

  test('SY32 a restored database gives its feeds a new, higher generation with the same content', async () => {
    await put(1, '甲')
    await put(2, '乙')
    await put(1, '丙')
    await put(2, null)
    const before = await stateOf('roster')
    const view = (await download('roster', 10)).view
    await renewEpoch(office.store.engine.writer, seededRandom(99))
    await office.store.close()
    const path = join(folder, 'hub.db')
    const store = await openStore(path, { clock: aClock(TEST_NOW), random: seededRandom(3) })
    office = Object.assign(office, { store })
    const after = await stateOf('roster')
    expect(after.gen).toBeGreaterThan(before.gen)
    expect(after.n).toBe(1)
    expect([...(await download('roster', 10)).view]).toEqual([...view])
    expect(await readPage(office, { feed: 'roster', gen: before.gen, after: 2, limit: 5 })).toEqual({
      ok: true,
      refetch: { gen: after.gen },
    })
  })

  test('SY33 a board document is signed over its exact text and verifies by itself', async () => {
    const withdrawal: BoardItem = {
      type: 'withdrawal',
      docId: idNo<NoticeId>(5),
      rev: 2,
      withdrawnAt: TEST_NOW,
    }
    await office.store.write({ type: 'hub' }, work => putFeed(office, work, 'board', withdrawal.docId, withdrawal))
    const text = must([...(await download('board', 5)).view.values()][0], 'item')
    const keyOf = () => office.signer.publicKey
    expect(openEnvelope(text, keyOf, isSignedBy)).toEqual({ ok: true, value: withdrawal })
    const forged = text.replace('"rev\\":2', '"rev\\":3')
    expect(forged).not.toBe(text)
    expect(openEnvelope(forged, keyOf, isSignedBy)).toEqual({ ok: false, error: 'badSignature' })
    expect(openEnvelope(text, () => null, isSignedBy)).toEqual({ ok: false, error: 'unknownKey' })
  })

  test('SY34 a piece of writing that fails changes no feed and nudges nobody', async () => {
    const told: unknown[] = []
    office.store.onFeeds(changed => told.push(...changed))
    await expect(
      office.store.write({ type: 'hub' }, async work => {
        await putFeed(office, work, 'roster', 'm1', aRosterPerson(1))
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    expect(told).toEqual([])
    expect((await stateOf('roster')).n).toBe(0)
    await put(1, '甲')
    expect(told).toMatchObject([{ feed: 'roster', n: 1 }])
  })
})
