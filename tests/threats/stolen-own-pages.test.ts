import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesToHex, hashOf, hexToBytes, utf8ToBytes } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import { points } from '../../shared/base/hundredths.ts'
import type { MemberId, NoticeId } from '../../shared/base/ids.ts'
import type { Content } from '../../shared/notices/content.ts'
import type { InnerScope } from '../../shared/notices/scope.ts'
import { openInner } from '../../shared/own/inner.ts'
import { openOwn, sealOwn } from '../../shared/own/seal-own.ts'
import { cardHash, ownKey, type OwnKey } from '../../shared/passes/card.ts'
import { memberPinVerifier } from '../../shared/passes/member-pin.ts'
import { FEEDS, type FeedName } from '../../shared/sync/fields.ts'
import type { FeedItem, Page } from '../../shared/sync/pull.ts'
import { registerEntries } from '../../hub/office/points/ledger.ts'
import { starterContent } from '../../hub/office/notices/starters.ts'
import { approveNotice, checkNotice, publishNotice, startNotice } from '../../hub/office/notices/notices.ts'
import { makeOwnPages, type OwnPages } from '../../hub/office/own/pages.ts'
import { day } from '../fixtures/branch.ts'
import { aDoor, type Door } from '../fixtures/door.ts'
import { aHub, aWelcomedKiosk, type TestHub } from '../fixtures/wire.ts'

/**
 * "A kiosk in hand" and members' own pages: everything that a kiosk keeps of them came by its feeds. The thief has all of
 * it, this program's source and every PIN that he likes to try; the one thing he lacks is a card.
 */

const REASON = '上级检查通报批评'
let door: Door
let hub: TestHub
let thief: Awaited<ReturnType<typeof aWelcomedKiosk>>
let pages: OwnPages

beforeEach(async () => {
  door = await aDoor()
  const kiosk = await door.kiosk(1)
  await kiosk.push(kiosk.act(1, { kind: 'setPin', verifier: memberPinVerifier(door.secretOf(1), '4826') }))
  pages = makeOwnPages(door, {
    later: () => () => {},
    pause: () => Promise.resolve(),
    mono: () => 0,
    onFault: cause => {
      throw cause
    },
  })
  await note(1, REASON)
  await pages.refresh()
  hub = await aHub({ office: door })
  thief = await aWelcomedKiosk(hub)
})
afterEach(() => hub.close())

const note = (memberNo: number, words: string) =>
  registerEntries(door, door.by, {
    itemCode: 'B05',
    memberIds: [door.idOf(memberNo)],
    date: day('2026-02-10'),
    quantity: points(1),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: words,
  })

/** What lies in the kiosk's cache, as it was pulled. */
async function stolen(feed: FeedName): Promise<readonly FeedItem[]> {
  const place = must(
    thief.welcome.feeds.find(each => each.feed === feed),
    feed,
  )
  const reply = await thief.ask('pull', { feed, gen: place.gen, after: 0, limit: 1000 })
  return (reply as Page).items
}

/** Every key that can be made of what lies there: taken as it is, hashed, and derived as a card's is. */
function keysFrom(text: string): OwnKey[] {
  const found = new Set(text.match(/[0-9a-f]{32,128}/g) ?? [])
  return [...found].flatMap(hex => {
    if (hex.length % 2 === 1) return []
    const bytes = hexToBytes(hex)
    const derived = hkdf(sha256, bytes, undefined, utf8ToBytes('branch-board own page v1'), 32)
    const candidates = [bytes, bytes.slice(0, 32), derived, hexToBytes(hashOf(bytes)), hexToBytes(hashOf(hex))]
    return candidates.filter(each => each.length === 32) as OwnKey[]
  })
}

async function everythingStolen(): Promise<string> {
  const all: string[] = [JSON.stringify(thief.welcome)]
  for (const feed of FEEDS) all.push(JSON.stringify(await stolen(feed)))
  return all.join('\n')
}

describe('own pages on a stolen kiosk', () => {
  test('PR27 its database says of own pages for whom there is one, and nothing else', async () => {
    const items = (await stolen('own')).filter(each => each.text !== undefined)
    expect(items.map(each => each.id).sort()).toEqual([1, 2, 3].map(door.idOf).sort())
    const all = await everythingStolen()
    expect(all).not.toContain(REASON)
    // Points, places and the number of entries differ between the three; their envelopes do not.
    expect(new Set(items.map(each => each.text?.length)).size).toBe(1)
    for (const { text } of items) expect(text).toMatch(/^own1\.[\w-]+$/)
  })

  test('PR27 no key that can be made of what lies there opens any of them', async () => {
    const keys = keysFrom(await everythingStolen())
    expect(keys.length).toBeGreaterThan(20)
    const opened = (items: readonly FeedItem[]) =>
      items.filter(({ id, rev, text }) =>
        keys.some(key => openOwn(text ?? '', key, { memberId: id as MemberId, rev }) !== null),
      )
    const items = await stolen('own')
    expect(opened(items)).toEqual([])
    // A program that took the key from the card's hash, which every kiosk has, is caught.
    const [mine] = items.filter(each => each.id === door.idOf(1))
    const about = { memberId: door.idOf(1), rev: must(mine, 'an item').rev }
    const page = must(openOwn(must(mine?.text, 'a text'), ownKey(door.secretOf(1)), about), 'the page')
    const weak = hexToBytes(cardHash(door.secretOf(1))) as OwnKey
    const text = sealOwn(page, weak, about.rev, door.random)
    expect(opened([{ ...must(mine, 'an item'), text }])).toHaveLength(1)
  })

  test('PR27 whose page has changed cannot be told from the envelopes', async () => {
    const before = new Map((await stolen('own')).map(each => [each.id, each.text]))
    await note(2, '二号的事')
    await pages.refresh()
    const after = (await stolen('own')).filter(each => each.text !== undefined)
    expect(after).toHaveLength(3)
    for (const { id, text } of after) expect(text).not.toBe(before.get(id))
    expect(new Set(after.map(each => each.rev)).size).toBe(1)
  })
})

describe('notices behind the card on a stolen kiosk', () => {
  const WORDS = '周五晚七点半在村部开党员大会。'

  async function publish(scope: InnerScope): Promise<NoticeId> {
    const starter = await starterContent(door, door.store.read, 'announcement')
    const content = { ...starter, title: '党内通知', paragraphs: [WORDS], scope } as Content
    const noticeId = await startNotice(door, door.by, content)
    const { version } = must(await door.store.read.notices.one(noticeId), 'a notice')
    const hash = await checkNotice(door, door.by, { noticeId, version })
    await approveNotice(door, door.by, { noticeId, hash })
    await publishNotice(door, door.by, { noticeId, hash })
    return noticeId
  }

  /** Every document behind the card that any key opens which can be made of `text`. */
  function openedBy(text: string, items: readonly FeedItem[]): readonly FeedItem[] {
    const keys = [...new Set(keysFrom(text).map(bytesToHex))]
    return items.filter(item =>
      keys.some(key => openInner(item.text ?? '', { docId: item.id as NoticeId, rev: 1, key }) !== null),
    )
  }

  test('PR41 no key that can be made of what lies there opens a notice for members or a letter; a key beside them would', async () => {
    const forAll = await publish({ is: 'members' })
    await publish({ is: 'self', memberId: door.idOf(2) })
    await pages.refresh()
    const items = (await stolen('inner')).filter(each => each.text !== undefined)
    expect(items).toHaveLength(2)
    const all = await everythingStolen()
    expect(all).not.toContain(WORDS)
    expect(keysFrom(all).length).toBeGreaterThan(20)
    expect(openedBy(all, items)).toEqual([])
    // One's card opens what is theirs. A program that kept such a key in clear beside the items is caught.
    const mine = must(
      (await stolen('own')).find(each => each.id === door.idOf(2) && each.text !== undefined),
      'a page',
    )
    const about = { memberId: door.idOf(2), rev: mine.rev }
    const keys = must(openOwn(must(mine.text, 'a text'), ownKey(door.secretOf(2)), about), 'the page').inner
    expect(keys).toHaveLength(2)
    const beside = JSON.stringify(keys.find(each => each.docId === forAll))
    expect(openedBy(`${all}\n${beside}`, items).map(each => each.id)).toEqual([forAll])
  })
})
