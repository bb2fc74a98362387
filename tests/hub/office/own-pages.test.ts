import { expect, test } from 'vitest'
import { hexToBytes } from '../../../shared/base/bytes.ts'
import { must } from '../../../shared/base/check.ts'
import { newId, type MemberId } from '../../../shared/base/ids.ts'
import { points } from '../../../shared/base/hundredths.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { openOwn } from '../../../shared/own/seal-own.ts'
import { ownKey, type OwnKey } from '../../../shared/passes/card.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { compileNo } from '../../../shared/review/review.ts'
import { FEEDS } from '../../../shared/sync/fields.ts'
import { planActivity } from '../../../hub/office/activities/activities.ts'
import { issueCards, reportCardLost } from '../../../hub/office/people/cards.ts'
import { declare } from '../../../hub/office/declarations/declarations.ts'
import { registerEntries } from '../../../hub/office/points/ledger.ts'
import { lotOf, makeOwnPages } from '../../../hub/office/own/pages.ts'
import { ownContent, ownWorld } from '../../../hub/office/own/page.ts'
import type { Reads } from '../../../hub/office/ports.ts'
import { answerMatter, compileReview } from '../../../hub/office/reviews/reviews.ts'
import { anActivityInput, day, moment } from '../../fixtures/branch.ts'
import { aDoor, type Door } from '../../fixtures/door.ts'
import { seededRandom, TEST_NOW } from '../../fixtures/office.ts'

/** The feed `own`: whose page is in it, when it is made anew, and what never gets into anything else. */

const Q1 = '2026-Q1' as Period

function aKeeper(door: Door, lot?: number) {
  const timers: { work: () => void; ms: number }[] = []
  const faults: unknown[] = []
  let now = 0
  const pages = makeOwnPages(door, {
    later(work, ms) {
      const timer = { work, ms: now + ms }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
    pause: () => new Promise(resolve => setImmediate(resolve)),
    mono: () => now,
    onFault: cause => faults.push(cause),
    ...(lot ? { lot } : {}),
  })
  door.store.onCommit(entries => pages.committed(entries))
  return {
    pages,
    faults,
    waits: () => timers.map(each => each.ms - now),
    /** Lets time pass; whatever is due by then runs. */
    async pass(ms: number) {
      now += ms
      for (const timer of timers.filter(each => each.ms <= now)) {
        timers.splice(timers.indexOf(timer), 1)
        timer.work()
      }
      await pages.refresh()
    },
  }
}

const enter = (door: Door, memberNo: number, note: string, itemCode = 'B05') =>
  registerEntries(door, door.by, {
    itemCode,
    memberIds: [door.idOf(memberNo)],
    date: day('2026-02-10'),
    quantity: points(1),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note,
  })

const rowOf = (door: Door, memberNo: number) => door.store.read.feeds.newest('own', door.idOf(memberNo))

/** As the member's kiosk opens it. */
async function pageOf(door: Door, memberNo: number, key?: OwnKey) {
  const row = await rowOf(door, memberNo)
  const about = { memberId: door.idOf(memberNo), rev: row?.rev ?? 0 }
  return row?.text ? openOwn(row.text, key ?? ownKey(door.secretOf(memberNo)), about) : null
}

const feedSize = async (door: Door) =>
  must(
    (await door.store.read.feeds.states()).find(each => each.feed === 'own'),
    'the feed',
  ).n

test('PR22 a member reads their standing, entries with the basis, place and feedback by their own card', async () => {
  const door = await aDoor()
  const keeper = aKeeper(door)
  await enter(door, 1, '二月主题党日签到。')
  const kiosk = await door.kiosk(1)
  const [start, end] = [moment('2026-11-25T09:00'), moment('2026-11-25T11:00')]
  const window = { opens: moment('2026-11-25T08:00'), lateAfter: start, closes: end }
  const activityId = await planActivity(door, door.by, anActivityInput({ start, end, ...window }))
  await compileReview(door, door.by, Q1)
  const no = compileNo(must(await door.store.read.reviews.one(Q1), 'a review').review)
  await kiosk.push(
    kiosk.dispute(1, { period: Q1, no, matter: 'inquiry', pin: false, words: { typed: '为什么只有两分？' } }),
    kiosk.act(1, { kind: 'askLeave', activityId, reason: 'illness' }),
  )
  await keeper.pages.refresh()
  const page = must(await pageOf(door, 1), 'a page')
  expect(page).toMatchObject({
    memberId: door.idOf(1),
    category: { id: 'noPost' },
    period: '2026-Q4',
    place: { place: 1, of: 3, tied: false },
    entries: [{ code: 'B05', basisWords: '二月主题党日签到。', reversedBy: null }],
    feedback: { period: Q1, no, stage: 'compiled', told: { how: 'kiosk' }, acceptedAt: null },
    leaves: [{ activityId, reason: 'illness', state: 'asked' }],
    declarations: [],
  })
  expect(page.quarters.map(each => each.period)).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'])
  expect(page.standing?.toDate.components.base.recorded).toBe(page.entries[0]?.points)
  expect(page.feedback?.figures.inPeriod).toBe(page.quarters[0]?.inPeriod)
  const [matter] = page.feedback?.matters ?? []
  expect(matter).toMatchObject({ kind: 'inquiry', words: '为什么只有两分？', answered: null })
  const answer = {
    period: Q1,
    matterId: must(matter, 'a matter').matterId,
    outcome: 'explained',
    correction: null,
  } as const
  await answerMatter(door, door.by, { ...answer, words: '一次主题党日记两分。' })
  await keeper.pages.refresh()
  const after = await pageOf(door, 1)
  expect(after?.feedback?.matters[0]?.answered).toMatchObject({ outcome: 'explained', words: '一次主题党日记两分。' })
})

/** Words of others on each page: everything private carries its member's number. */
async function foreignWords(door: Door, read: Reads): Promise<string[]> {
  const world = await ownWorld(read, door.clock.now())
  const found: string[] = []
  for (const member of world.people) {
    const text = JSON.stringify(await ownContent(read, world, member))
    const marks = text.match(/甲\d+乙/g) ?? []
    found.push(...marks.filter(each => each !== `甲${member.memberNo}乙`))
    expect(marks).toContain(`甲${member.memberNo}乙`)
  }
  return found
}

test('PR23 a page holds nothing that was registered, said or answered about somebody else', async () => {
  const door = await aDoor([{}, {}, {}, { category: 'inPost' }])
  const kiosk = await door.kiosk(1)
  for (const memberNo of [1, 2, 3, 4]) await enter(door, memberNo, `依据 甲${memberNo}乙`)
  await compileReview(door, door.by, Q1)
  const no = compileNo(must(await door.store.read.reviews.one(Q1), 'a review').review)
  for (const memberNo of [1, 2, 3, 4]) {
    const words = { typed: `我问 甲${memberNo}乙` }
    const said = kiosk.dispute(memberNo, { period: Q1, no, matter: 'inquiry', pin: false, words })
    await kiosk.push(said)
    const answer = { period: Q1, matterId: said.id as never, outcome: 'explained', correction: null } as const
    await answerMatter(door, door.by, { ...answer, words: `答复 甲${memberNo}乙` })
  }
  const { read } = door.store
  expect(await foreignWords(door, read)).toEqual([])
  // Two twins that forget whose page it is are caught.
  const anybodys: Reads['ledger'] = {
    ...read.ledger,
    page: ({ memberId: _whose, ...query }) => read.ledger.page(query),
  }
  expect(await foreignWords(door, { ...read, ledger: anybodys })).not.toEqual([])
  const one = must(await read.reviews.one(Q1), 'a review')
  const matters = one.review.matters.map(each => ({ ...each, memberId: door.idOf(1) }))
  const reviews: Reads['reviews'] = {
    ...read.reviews,
    all: async () => [{ ...one, review: { ...one.review, matters } }],
  }
  expect(await foreignWords(door, { ...read, reviews })).not.toEqual([])
})

test('PR24 the envelope of a lost card is gone with the same commit; a new card gets one that the old cannot open', async () => {
  const door = await aDoor()
  const keeper = aKeeper(door)
  await keeper.pages.refresh()
  expect(await pageOf(door, 1)).not.toBeNull()
  const old = ownKey(door.secretOf(1))
  await reportCardLost(door, door.by, door.idOf(1))
  expect((await rowOf(door, 1))?.text).toBeNull()
  await keeper.pages.refresh()
  expect((await rowOf(door, 1))?.text).toBeNull()
  await issueCards(door, door.by, [door.idOf(1)])
  const before = await feedSize(door)
  await keeper.pages.refresh()
  // A new card is no secret: it alone is sealed.
  expect(await feedSize(door)).toBe(before + 1)
  expect(await pageOf(door, 1, old)).toBeNull()
  const fresh = must((await door.store.read.cards.ownKeys([door.idOf(1)])).get(door.idOf(1)), 'a card')
  expect(await pageOf(door, 1, hexToBytes(fresh.ownKey) as OwnKey)).toMatchObject({ memberId: door.idOf(1) })
  // The revision before it does not open as this one.
  const row = must(await rowOf(door, 1), 'a row')
  const about = { memberId: door.idOf(1), rev: row.rev - 1 }
  expect(openOwn(row.text ?? '', hexToBytes(fresh.ownKey) as OwnKey, about)).toBeNull()
})

test('PR24 a card lost while pages are being made gets no envelope back', async () => {
  const door = await aDoor()
  const keeper = aKeeper(door)
  const refreshing = keeper.pages.refresh()
  await reportCardLost(door, door.by, door.idOf(2))
  await refreshing
  expect((await rowOf(door, 2))?.text ?? null).toBeNull()
  expect(await pageOf(door, 1)).not.toBeNull()
})

test('PR25 when one page has changed all are sealed anew, when none has nothing is, not even after a start', async () => {
  const door = await aDoor()
  const keeper = aKeeper(door)
  await keeper.pages.refresh()
  expect(await feedSize(door)).toBe(3)
  await keeper.pages.refresh()
  door.clock.advance(3_600_000)
  await keeper.pages.refresh()
  await aKeeper(door).pages.refresh()
  expect(await feedSize(door)).toBe(3)
  await enter(door, 2, '只有二号有变动。')
  await aKeeper(door).pages.refresh()
  expect(await feedSize(door)).toBe(6)
  const rows = await Promise.all([1, 2, 3].map(memberNo => rowOf(door, memberNo)))
  expect(rows.map(each => each?.rev)).toEqual([2, 2, 2])
  // What was replaced is not kept, and all are of one length.
  const kept = door.store.engine.raw.prepare(
    `select count(*) as "n" from "feed_items" where "feed" = 'own' and "text" is not null`,
  )
  expect(kept.get()).toEqual({ n: 3 })
  expect(new Set(rows.map(each => each?.text?.length)).size).toBe(1)
})

test('PR25 in a very large branch a fixed lot of many is sealed anew, and the one that changed is among them', async () => {
  const door = await aDoor(Array.from({ length: 16 }, () => ({})))
  const keeper = aKeeper(door, 8)
  await keeper.pages.refresh()
  const sealedBy = async (memberNo: number) => {
    const before = await feedSize(door)
    // Nobody's place changes by a declaration that waits.
    const what = { itemCode: 'C07', date: day('2026-11-20'), quantity: points(1), text: '', follows: null }
    await declare(door, door.by, { ...what, memberId: door.idOf(memberNo) })
    await keeper.pages.refresh()
    const rows = await door.store.read.feeds.after('own', before, 1_000)
    return rows.map(each => each.id).toSorted()
  }
  const one = await sealedBy(1)
  expect(one).toContain(door.idOf(1))
  expect(one.length).toBeGreaterThan(3)
  expect(one.length).toBeLessThan(16)
  // Whichever of them changes, and however often: the same people, so that nobody stands out.
  const other = door.store.read.people
    .all()
    .then(all => all.find(each => each.memberNo !== 1 && one.includes(each.memberId)))
  expect(await sealedBy(must(await other, 'another of the lot').memberNo)).toEqual(one)
})

test('PR25 lots are of at least forty people, and everybody where fewer than 128 have a card', () => {
  const ids = Array.from({ length: 5_000 }, (_, at) => newId<MemberId>(TEST_NOW, seededRandom(at + 1)))
  for (const withCard of [1, 46, 127]) {
    expect(new Set(ids.slice(0, withCard).map(each => lotOf(each, withCard))).size).toBe(1)
  }
  for (const withCard of [128, 300, 1_000, 5_000]) {
    const sizes = [...Map.groupBy(ids.slice(0, withCard), each => lotOf(each, withCard)).values()].map(
      each => each.length,
    )
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(40)
  }
})

test('PR26 words that were erased are gone from the next envelope', async () => {
  const door = await aDoor()
  const keeper = aKeeper(door)
  await enter(door, 1, '要删去的话。')
  await keeper.pages.refresh()
  expect((await pageOf(door, 1))?.entries[0]?.basisWords).toBe('要删去的话。')
  const { note_id } = door.store.engine.raw.prepare('select "note_id" from "entries"').get() as { note_id: string }
  await door.store.write(door.by, work => work.eraseWords(note_id as never))
  await keeper.pages.refresh()
  expect((await pageOf(door, 1))?.entries[0]?.basisWords).toBe('')
})

test('PR26 many commits are one refresh, sign-ins none; the next one waits', async () => {
  const door = await aDoor()
  const keeper = aKeeper(door)
  const kiosk = await door.kiosk(1)
  await keeper.pass(0)
  await kiosk.push(kiosk.signIn(1, null))
  expect(keeper.waits()).toEqual([])
  for (let count = 0; count < 5; count++) await enter(door, 1, `第${count}条`)
  expect(keeper.waits()).toHaveLength(1)
  expect(keeper.waits()[0]).toBeGreaterThan(0)
  const before = await feedSize(door)
  await keeper.pass(60_000)
  expect(await feedSize(door)).toBe(before + 3)
  expect(keeper.faults).toEqual([])
  await keeper.pages.stop()
  await enter(door, 1, '停了以后')
  expect(keeper.waits()).toEqual([])
})

test('PR26 whoever wants to write while pages are made has their turn before all are sealed', async () => {
  const door = await aDoor(Array.from({ length: 24 }, () => ({})))
  const keeper = aKeeper(door)
  const order: string[] = []
  const refreshing = keeper.pages.refresh().then(() => order.push('refreshed'))
  await new Promise(resolve => setImmediate(resolve))
  const kiosk = await door.kiosk(1)
  await kiosk.push(kiosk.signIn(1, null))
  order.push('signed in')
  await refreshing
  expect(order).toEqual(['signed in', 'refreshed'])
})

/** Plain texts of feeds that hold the words. */
async function feedsWith(door: Door, secret: string): Promise<string[]> {
  const found: string[] = []
  for (const feed of FEEDS) {
    for (const { text } of await door.store.read.feeds.after(feed, 0, 10_000)) {
      if (text?.includes(secret)) found.push(feed)
    }
  }
  return found
}

test('PR29 why points were deducted reaches no feed but the own page of whom it is about, sealed', async () => {
  const door = await aDoor()
  const keeper = aKeeper(door)
  const reason = '酒后闹事被派出所训诫'
  const items = templateScheme(2026).items.filter(each => each.component === 'deduction')
  await enter(door, 1, reason, must(items[0], 'a deduction').code)
  await compileReview(door, door.by, Q1)
  await keeper.pages.refresh()
  expect((await pageOf(door, 1))?.entries[0]?.basisWords).toBe(reason)
  expect(JSON.stringify([await pageOf(door, 2), await pageOf(door, 3)])).not.toContain(reason)
  expect(await feedsWith(door, reason)).toEqual([])
  // A twin that forgets to seal is caught.
  const page = await pageOf(door, 1)
  await door.store.write(door.by, async work => {
    await work.feeds.put('own', door.idOf(1), 'f'.repeat(64) as never, JSON.stringify(page))
  })
  expect(await feedsWith(door, reason)).toEqual(['own'])
})
