import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hashOf } from '../../../../shared/base/bytes.ts'
import { must } from '../../../../shared/base/check.ts'
import { points } from '../../../../shared/base/hundredths.ts'
import type { MemberId, NoticeId } from '../../../../shared/base/ids.ts'
import type { Content } from '../../../../shared/notices/content.ts'
import type { NoticeScope } from '../../../../shared/notices/scope.ts'
import { openInner } from '../../../../shared/own/inner.ts'
import type { InnerKey } from '../../../../shared/own/inner-key.ts'
import { openOwn } from '../../../../shared/own/seal-own.ts'
import { ownKey } from '../../../../shared/passes/card.ts'
import { templateScheme } from '../../../../shared/points/template.ts'
import { envelopeText, storedDocument } from '../../../../shared/sync/envelope.ts'
import { FEEDS } from '../../../../shared/sync/fields.ts'
import { documentText } from '../../../../shared/sync/signing.ts'
import { reportCardLost } from '../../../../hub/office/people/cards.ts'
import { putFeed } from '../../../../hub/office/feeds.ts'
import { eraseInner, innerWorld, keptOf } from '../../../../hub/office/notices/inner.ts'
import { registerEntries } from '../../../../hub/office/points/ledger.ts'
import { itemText } from '../../../../hub/office/notices/board.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import { noticeDetail, noticeList } from '../../../../hub/office/notices/views.ts'
import {
  approveNotice,
  checkNotice,
  correctNotice,
  editNotice,
  publishNotice,
  startNotice,
  withdrawNotice,
} from '../../../../hub/office/notices/notices.ts'
import { makeOwnPages } from '../../../../hub/office/own/pages.ts'
import { recordMember } from '../../../../hub/office/people/people.ts'
import { showingOf } from '../../../../hub/office/notices/showing.ts'
import { verifyDatabase } from '../../../../hub/store/verify.ts'
import { aMemberInput, day } from '../../../fixtures/branch.ts'
import { aDoor, type Door } from '../../../fixtures/door.ts'
import { idNo } from '../../../fixtures/passes.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

/** Notices for members and letters to one: who can open them, and where nothing of them may ever stand. */

const PEOPLE = [{}, { type: 'probationary' }, { type: 'activist', category: 'activist' }] as const

/** 1 and 2 are Party members, 3 is an activist (入党积极分子). */
async function aBranch(people: Parameters<typeof aDoor>[0] = PEOPLE, options: Parameters<typeof aDoor>[1] = {}) {
  const door = await aDoor(people, options)
  const pages = makeOwnPages(door, {
    later: () => () => {},
    pause: async () => {},
    mono: () => 0,
    onFault: cause => {
      throw cause
    },
  })
  return Object.assign(door, { pages })
}

const TITLE = '召开党员大会的通知'
const WORDS = '周五晚七点半在村部开党员大会，讨论预备党员转正。'
const members: NoticeScope = { is: 'members' }
const toOne = (door: Door, memberNo: number): NoticeScope => ({ is: 'self', memberId: door.idOf(memberNo) })

async function draft(door: Door, scope: NoticeScope, change: Partial<Content> = {}): Promise<NoticeId> {
  const starter = await starterContent(door, door.store.read, 'announcement')
  const content = { ...starter, title: TITLE, paragraphs: [WORDS], scope, ...change } as Content
  return await startNotice(door, door.by, content)
}

async function publish(door: Door, noticeId: NoticeId): Promise<void> {
  const { version } = must(await door.store.read.notices.one(noticeId), 'a notice')
  const hash = await checkNotice(door, door.by, { noticeId, version })
  await approveNotice(door, door.by, { noticeId, hash })
  await publishNotice(door, door.by, { noticeId, hash })
}

async function published(door: Door, scope: NoticeScope, change: Partial<Content> = {}): Promise<NoticeId> {
  const noticeId = await draft(door, scope, change)
  await publish(door, noticeId)
  return noticeId
}

/** What a card opens at a kiosk that has these feeds. */
async function keysOf(door: Door, memberNo: number): Promise<readonly InnerKey[]> {
  const memberId = door.idOf(memberNo)
  const row = await door.store.read.feeds.newest('own', memberId)
  return (row?.text && openOwn(row.text, ownKey(door.secretOf(memberNo)), { memberId, rev: row.rev })?.inner) || []
}

async function titlesFor(door: Door, memberNo: number): Promise<readonly string[]> {
  const titles: string[] = []
  for (const key of await keysOf(door, memberNo)) {
    const text = (await door.store.read.feeds.newest('inner', key.docId))?.text
    const document = text ? openInner(text, key) : null
    if (document) titles.push(document.title)
  }
  return titles
}

/** Everything that leaves the hub, and everything that stays for ever. */
async function everythingSaid(door: Door): Promise<string> {
  const { read } = door.store
  const lines = (await read.journal.lines(1, 10_000)).map(each => each.line)
  const feeds = await Promise.all(FEEDS.map(async feed => JSON.stringify(await read.feeds.after(feed, 0, 10_000))))
  return [...lines, ...feeds].join('\n')
}

test('NT50 PR41 members read what is for members, one reads their letter, an activist and the board neither', async () => {
  const door = await aBranch()
  await published(door, members)
  await published(door, toOne(door, 2), { title: '给二号的信' } as Partial<Content>)
  await published(door, toOne(door, 3), { title: '给三号的信' } as Partial<Content>)
  await door.pages.refresh()
  expect(await titlesFor(door, 1)).toEqual([TITLE])
  expect([...(await titlesFor(door, 2))].sort()).toEqual([TITLE, '给二号的信'].sort())
  expect(await titlesFor(door, 3)).toEqual(['给三号的信'])
  expect(await door.store.read.feeds.after('board', 0, 100)).toEqual([])
  const list = await noticeList(door, door.store.read)
  expect(list.map(each => [each.scope?.is, each.to])).toContainEqual(['members', ''])
  expect(list.filter(each => each.scope?.is === 'self').every(each => each.to !== '')).toBe(true)
  // Never before everybody, so no evidence can be made of it.
  const { noticeId } = must(list[0], 'a notice')
  expect(await codesOf(showingOf(door, door.store.read, [], noticeId))).toEqual(['NOTICE_NEVER_UP'])
})

test('PR40 PR43 no word of them stands in a journal line or a feed; a twin that hangs them on the board is caught', async () => {
  const door = await aBranch()
  const noticeId = await published(door, members)
  await published(door, toOne(door, 1), {
    title: '给您的信',
    paragraphs: ['您的转正申请已经收到。'],
  } as Partial<Content>)
  await door.pages.refresh()
  const said = await everythingSaid(door)
  for (const words of [TITLE, WORDS, '给您的信', '转正申请']) expect(said).not.toContain(words)
  const [delivery] = await door.store.read.inner.of(noticeId)
  const kept = must(await keptOf(door.store.read, must(delivery, 'a delivery')), 'its words')
  expect(said).not.toContain(kept.key)
  // Who guesses every word still does not know the salt, which the hash in the journal is made with.
  const hash = hashOf(itemText(kept.document))
  expect(said).toContain(hash)
  expect(hashOf(itemText({ ...kept.document, salt: '0'.repeat(32) }))).not.toBe(hash)
  // Taken for one of the board, or put to the people or the settings: the hub refuses, and staff find an incident.
  for (const feed of ['board', 'roster', 'settings'] as const) {
    const put = door.store.write(door.by, work => putFeed(door, work, feed, noticeId, kept.document as never))
    expect(await codesOf(put)).toEqual(['NOTICE_NOT_PUBLIC'])
  }
  const dressed = { ...kept.document, type: 'document' } as never
  const asOther = door.store.write(door.by, work => putFeed(door, work, 'board', noticeId, dressed))
  expect(await codesOf(asOther)).toEqual(['NOTICE_NOT_PUBLIC'])
  const found = async () => (await door.store.read.trust.faults()).flatMap(each => each.faults.map(({ code }) => code))
  await expect.poll(found).toContain('NOTICE_NOT_PUBLIC')
  expect(await everythingSaid(door)).not.toContain(WORDS)
  // The twin goes past the exit.
  const bare = itemText(kept.document)
  const hung = envelopeText(bare, door.signer.keyId, door.signer.sign(documentText(bare)))
  await door.store.write(door.by, work => work.feeds.put('board', noticeId, hashOf(hung), hung))
  expect(await everythingSaid(door)).toContain(WORDS)
  // Even that is no document to a kiosk: its form is another.
  expect(storedDocument(hung)).toBeNull()
})

test('NT53 PR41 what is withdrawn leaves the feed at once and the next envelope; what is over by its date as well', async () => {
  const door = await aBranch()
  const gone = await published(door, members)
  await published(door, members, { title: '只到今天', shownUntil: day('2026-11-22') } as Partial<Content>)
  await door.pages.refresh()
  expect(await titlesFor(door, 1)).toHaveLength(2)
  await withdrawNotice(door, door.by, { noticeId: gone, reason: '时间改了' })
  expect(await titlesFor(door, 1)).toEqual(['只到今天'])
  await door.pages.refresh()
  expect(await keysOf(door, 1)).toHaveLength(1)
  door.clock.advance(86_400_000)
  await door.pages.refresh()
  expect(await keysOf(door, 1)).toEqual([])
  const rows = await door.store.read.feeds.after('inner', 0, 100)
  expect(rows.filter(each => each.text !== null)).toEqual([])
  expect(await codesOf(correctNotice(door, door.by, { noticeId: gone, reason: '再来' }))).toEqual(['NOTICE_OVER'])
})

test('PR41 who has left or lost the card gets no key of what is published from then on; their old keys open nothing new', async () => {
  const door = await aBranch()
  const first = await published(door, members)
  await door.pages.refresh()
  const old = must((await keysOf(door, 2))[0], 'a key')
  const input = aMemberInput(2, { type: 'probationary', status: 'left' })
  await recordMember(door, door.by, { memberId: door.idOf(2), input })
  await reportCardLost(door, door.by, door.idOf(1))
  await published(door, members, { title: '新的一份' } as Partial<Content>)
  await correctNotice(door, door.by, { noticeId: first, reason: '时间改了' })
  await publish(door, first)
  await door.pages.refresh()
  expect(await titlesFor(door, 1)).toEqual([])
  expect(await titlesFor(door, 2)).toEqual([])
  const rows = await door.store.read.feeds.after('inner', 0, 100)
  const opens = (key: InnerKey) => rows.some(({ text }) => text !== null && openInner(text, key) !== null)
  expect([old, { ...old, rev: 2 }].some(opens)).toBe(false)
  // A twin with one key for all revisions would open them.
  const world = await innerWorld(door.store.read, day('2026-11-22'))
  const now = must(
    world.standing.find(each => each.noticeId === first),
    'the correction',
  )
  expect(opens({ ...old, rev: now.rev, key: now.key })).toBe(true)
})

test('NT51 what the procedure posts stays public; a letter wants a reader, and nothing behind a card has a notice period', async () => {
  const door = await aBranch()
  const why = async (kind: Content['kind'], scope: NoticeScope, change: Partial<Content> = {}) => {
    const starter = await starterContent(door, door.store.read, kind)
    const noticeId = await startNotice(door, door.by, { ...starter, scope, ...change } as Content)
    return (await noticeDetail(door, door.store.read, noticeId)).problems.map(each => each.code)
  }
  for (const kind of ['items', 'periodPoints', 'pledges'] as const) {
    expect(await why(kind, members)).toContain('NOTICE_SCOPE')
  }
  expect(await why('activity', members).catch(() => ['NOTICE_NO_ACTIVITY'])).not.toContain('NOTICE_SCOPE')
  expect(await why('commendation', toOne(door, 1))).toContain('NOTICE_SCOPE')
  expect(await why('announcement', members, { noticeDays: 5 })).toContain('NOTICE_SCOPE_PERIOD')
  const nobody = { is: 'self', memberId: idNo<MemberId>(0xabc) } as const
  expect(await why('announcement', nobody)).toContain('NOTICE_SCOPE_NOBODY')
})

test('NT52 a published notice keeps its readers: its correction is for the same, and another scope is refused', async () => {
  const door = await aBranch()
  const noticeId = await published(door, members)
  await correctNotice(door, door.by, { noticeId, reason: '地点改了' })
  const { content, version, correctionOf } = await inHand(door, noticeId)
  expect(content.scope).toEqual(members)
  expect(correctionOf).toBe('地点改了')
  const { scope: _, ...open } = content
  for (const change of [open as Content, { ...content, scope: toOne(door, 1) }]) {
    const edited = editNotice(door, door.by, { noticeId, version, content: change })
    expect(await codesOf(edited)).toEqual(['NOTICE_SCOPE_FIXED'])
  }
  await publish(door, noticeId)
  await door.pages.refresh()
  expect((await keysOf(door, 1)).map(each => each.rev)).toEqual([2])
  expect(await titlesFor(door, 1)).toEqual([TITLE])
})

async function inHand(door: Door, noticeId: NoticeId) {
  const { content, version } = await noticeDetail(door, door.store.read, noticeId)
  const inHand = must(content, 'a draft')
  return { content: inHand, version, correctionOf: inHand.correction }
}

test('PR42 inside, names may stand and numbers may not; of reasons a letter may say those of its reader alone', async () => {
  const door = await aBranch()
  const reason = '酒后闹事被派出所训诫'
  const [item] = templateScheme(2026).items.filter(each => each.component === 'deduction')
  const entry = { date: day('2026-02-10'), quantity: points(1), source: 'branchRecord', recordedBy: 'branch' } as const
  const rest = { itemCode: must(item, 'a deduction').code, memberIds: [door.idOf(1)], activityId: null, basis: null }
  await registerEntries(door, door.by, { ...entry, ...rest, note: reason })
  const [one] = await door.store.read.people.all()
  const why = async (scope: NoticeScope, text: string) => {
    const noticeId = await draft(door, scope, { paragraphs: [text] } as Partial<Content>)
    return (await noticeDetail(door, door.store.read, noticeId)).problems.map(each => each.code)
  }
  const publicly: NoticeScope = { is: 'public' }
  const named = `请${must(one, 'somebody').name}同志准备发言。`
  expect(await why(publicly, named)).toEqual(['NAME_WITHOUT_CONSENT'])
  expect(await why(members, named)).toEqual([])
  expect(await why(members, `因${reason}扣分。`)).toEqual(['PRIVATE_REASON'])
  expect(await why(toOne(door, 2), `因${reason}扣分。`)).toEqual(['PRIVATE_REASON'])
  expect(await why(toOne(door, 1), `因${reason}扣分。`)).toEqual([])
  expect(await why(members, '请打13800138000报名。')).toEqual(['PRIVATE_MOBILE'])
  expect(await why(toOne(door, 2), '联系人电话13800138000。')).toEqual([])
  expect(await why(toOne(door, 2), '身份证11010519491231002X核对。')).toEqual(['PRIVATE_ID_NUMBER'])
  // A reason that is registered between check and publication is found at the exit.
  const noticeId = await draft(door, members, {
    paragraphs: ['请按时交回表格，不得无故拖延三次。'],
  } as Partial<Content>)
  const { version } = must(await door.store.read.notices.one(noticeId), 'a notice')
  const hash = await checkNotice(door, door.by, { noticeId, version })
  await approveNotice(door, door.by, { noticeId, hash })
  await registerEntries(door, door.by, { ...entry, ...rest, note: '交回表格，不得无故拖延三次' })
  expect(await codesOf(publishNotice(door, door.by, { noticeId, hash }))).toContain('PRIVATE_REASON')
  expect(await door.store.read.feeds.after('inner', 0, 10)).toEqual([])
})

test('NT55 PR43 words of what is over are erased on demand; the chain stays whole and nothing else of it is left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inner-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'hub.db')
  const door = await aBranch(PEOPLE, { path })
  const noticeId = await published(door, toOne(door, 1))
  expect(await codesOf(eraseInner(door, door.by, noticeId))).toEqual(['NOTICE_STILL_UP'])
  await withdrawNotice(door, door.by, { noticeId, reason: '本人要求抹去' })
  await eraseInner(door, door.by, noticeId)
  const dump = door.store.engine.raw.prepare('select "words" from "private_words"').all()
  expect(JSON.stringify(dump)).not.toContain(WORDS)
  expect(JSON.stringify(dump)).not.toContain('本人要求抹去')
  const detail = await noticeDetail(door, door.store.read, noticeId)
  expect(detail).toMatchObject({ stage: 'withdrawn', title: '', document: null, scope: { is: 'self' } })
  const plain = await published(door, { is: 'public' })
  expect(await codesOf(eraseInner(door, door.by, plain))).toEqual(['NOTICE_NOT_INNER'])
  await door.store.close()
  expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, faults: [] })
})

test('NT56 who opened it with their card is noted once; somebody else’s letter, and a lost card, note nothing', async () => {
  const door = await aBranch()
  const kiosk = await door.kiosk(1)
  const noticeId = await published(door, toOne(door, 1))
  const act = { kind: 'readInner', noticeId, rev: 1 } as const
  await kiosk.push(kiosk.act(1, act), kiosk.act(1, act), kiosk.act(2, act))
  const { readers } = await noticeDetail(door, door.store.read, noticeId)
  expect(readers).toMatchObject({ of: 1, opened: [{ how: 'kiosk' }] })
  await door.pages.refresh()
  expect((await keysOf(door, 1))[0]?.read).toBe(true)
  const other = await published(door, members)
  await reportCardLost(door, door.by, door.idOf(2))
  await kiosk.push(kiosk.act(2, { kind: 'readInner', noticeId: other, rev: 1 }))
  expect((await noticeDetail(door, door.store.read, other)).readers).toMatchObject({ of: 2, opened: [] })
})

test('PR44 a document travels once however many read it, and a letter cannot be told from it by its length', async () => {
  const door = await aBranch(Array.from({ length: 12 }, () => ({})))
  await door.pages.refresh()
  const lengths = async (feed: 'own' | 'inner') =>
    (await door.store.read.feeds.after(feed, 0, 1_000)).flatMap(each => (each.text === null ? [] : [each.text.length]))
  const before = await lengths('own')
  await published(door, members, {
    paragraphs: Array.from({ length: 8 }, () => '开会讨论'.repeat(25)),
  } as Partial<Content>)
  await published(door, toOne(door, 7), { paragraphs: ['短短一句。'] } as Partial<Content>)
  await door.pages.refresh()
  const inner = await lengths('inner')
  expect(inner).toHaveLength(2)
  expect(new Set(inner).size).toBe(1)
  const own = await lengths('own')
  expect(own).toHaveLength(12)
  expect(new Set(own)).toEqual(new Set(before))
  // A twin that puts the document into each page makes every page longer.
  const twin = own.map(each => each + must(inner[0], 'a length'))
  expect(new Set(twin)).not.toEqual(new Set(before))
})
