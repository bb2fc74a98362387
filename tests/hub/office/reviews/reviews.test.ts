import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { must } from '../../../../shared/base/check.ts'
import { points } from '../../../../shared/base/hundredths.ts'
import type { MatterId, Millis } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { Refusal } from '../../../../shared/base/problem.ts'
import { importLedger, registerEntries, reverseEntry } from '../../../../hub/office/points/ledger.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import {
  approveNotice,
  checkNotice,
  publishNotice,
  startNotice,
  withdrawNotice,
} from '../../../../hub/office/notices/notices.ts'
import { lowMembers } from '../../../../hub/office/care/low-periods.ts'
import { overdueSteps } from '../../../../hub/office/overdue.ts'
import { schemeInForce } from '../../../../hub/office/points/scheme.ts'
import { reviewDetail, reviewList } from '../../../../hub/office/reviews/views.ts'
import {
  answerMatter,
  archiveReview,
  closeReview,
  compileReview,
  raiseMatter,
  reopenReview,
  settleReview,
  tellMembers,
} from '../../../../hub/office/reviews/reviews.ts'
import { verifyDatabase } from '../../../../hub/store/verify.ts'
import { aWorkingOffice, day } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

/** Sunday 2026-11-22: three quarters have ended, the fourth is under way. */

const Q = (number: number) => `2026-Q${number}` as Period
type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const everybody = async (office: Working) => (await office.store.read.people.all()).map(each => each.memberId)

const tellAll = async (office: Working, period: Period) =>
  await tellMembers(office, office.by, { period, memberIds: await everybody(office), how: 'person' })

async function settle(office: Working, ...periods: readonly Period[]) {
  for (const period of periods) {
    await compileReview(office, office.by, period)
    await tellAll(office, period)
    await settleReview(office, office.by, period)
  }
}

const detail = (office: Working, period: Period) => reviewDetail(office, office.store.read, period)

const enter = (office: Working, memberNo: number, date: string, itemCode = 'B05') =>
  registerEntries(office, office.by, {
    itemCode,
    memberIds: [office.idOf(memberNo)],
    date: day(date),
    quantity: points(1),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '',
  })

const raise = (office: Working, period: Period, kind: 'defence' | 'inquiry' | 'objection', memberNo: number | null) =>
  raiseMatter(office, office.by, {
    period,
    kind,
    memberId: memberNo === null ? null : office.idOf(memberNo),
    words: '八月那次志愿服务没有记上。',
  })

const answer = (
  office: Working,
  period: Period,
  matterId: MatterId,
  correction: Parameters<typeof answerMatter>[2]['correction'] = null,
) =>
  answerMatter(office, office.by, {
    period,
    matterId,
    outcome: correction ? 'upheld' : 'explained',
    words: '经核对，情况属实。',
    correction,
  })

async function publishPoints(office: Working, period: Period) {
  const { by } = office
  const noticeId = await startNotice(
    office,
    by,
    await starterContent(office, office.store.read, 'periodPoints', { period }),
  )
  const version = (await office.store.read.notices.one(noticeId))?.version ?? 0
  const hash = await checkNotice(office, by, { noticeId, version })
  await approveNotice(office, by, { noticeId, hash })
  await publishNotice(office, by, { noticeId, hash })
  return noticeId
}

test('RV1 a period is compiled after its end, and after the one before it is settled', async () => {
  const office = await aWorkingOffice()
  await enter(office, 1, '2026-02-10')
  expect(await codesOf(compileReview(office, office.by, Q(4)))).toEqual(['REVIEW_NOT_ENDED'])
  expect(await codesOf(compileReview(office, office.by, Q(2)))).toEqual(['REVIEW_EARLIER_OPEN'])
  await settle(office, Q(1), Q(2))
  const stages = (await reviewList(office, office.store.read, 2026)).map(each => each.stage)
  expect(stages).toEqual(['settled', 'settled', 'due', 'running'])
})

test('RV33 a branch founded in November begins with its first entry; the empty quarters before it are left out', async () => {
  const office = await aWorkingOffice()
  const { read } = office.store
  const { scheme } = must(await schemeInForce(read, day('2026-12-31')), 'a scheme')
  const needed = async () => (await reviewList(office, read, 2026)).filter(each => each.needed).map(each => each.period)
  const late = async () =>
    (await overdueSteps(office, read, scheme)).flatMap(each => ('period' in each ? [each.period] : []))
  expect(await needed()).toEqual([Q(4)])
  expect(await late()).toEqual([])
  await enter(office, 1, '2026-08-10')
  expect(await needed()).toEqual([Q(3), Q(4)])
  expect(await late()).toEqual([Q(3)])
  await settle(office, Q(3))
  expect(await codesOf(enter(office, 1, '2026-05-10'))).toContain('PERIOD_SETTLED')
  expect(await codesOf(compileReview(office, office.by, Q(2)))).toEqual(['REVIEW_PASSED'])
})

test('RV33 an entry in an earlier quarter has that quarter settled first; empty ones, settled or not, make nobody low', async () => {
  const office = await aWorkingOffice()
  await settle(office, Q(1), Q(2))
  expect(await lowMembers(office.store.read)).toEqual({ period: null, members: [] })
  const other = await aWorkingOffice()
  await enter(other, 1, '2026-05-10')
  expect(await codesOf(compileReview(other, other.by, Q(3)))).toEqual(['REVIEW_EARLIER_OPEN'])
  await settle(other, Q(2))
  await settle(other, Q(3))
  expect((await lowMembers(other.store.read)).members[0]?.run.map(each => each.period)).toEqual([Q(2), Q(3)])
})

test('RV2 RV3 what changes after compiling has to be compiled and told again, to those whose sums changed', async () => {
  const office = await aWorkingOffice()
  await enter(office, 1, '2026-02-10')
  await compileReview(office, office.by, Q(1))
  await tellAll(office, Q(1))
  await enter(office, 2, '2026-03-10')
  expect((await detail(office, Q(1))).current).toBe(false)
  expect(await codesOf(settleReview(office, office.by, Q(1)))).toEqual(['REVIEW_STALE'])
  await compileReview(office, office.by, Q(1))
  const { hearings } = await detail(office, Q(1))
  expect(hearings.map(each => [each.told !== null, each.changed])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ])
  expect(await codesOf(settleReview(office, office.by, Q(1)))).toEqual(['REVIEW_UNTOLD'])
  await tellMembers(office, office.by, { period: Q(1), memberIds: [office.idOf(2)], how: 'slip' })
  await settleReview(office, office.by, Q(1))
})

test('RV4 everything that is missing is named at once, with the people', async () => {
  const office = await aWorkingOffice()
  await compileReview(office, office.by, Q(1))
  await raise(office, Q(1), 'defence', 1)
  await enter(office, 2, '2026-03-10')
  const { blocks } = await detail(office, Q(1))
  expect(blocks.settle.map(each => each.code)).toEqual(['REVIEW_STALE', 'REVIEW_UNTOLD', 'REVIEW_UNANSWERED'])
  expect(blocks.settle[1]?.zh).toBe('还有 3 人没有反馈：党员1、党员2、党员3。')
})

test('RV5 RV6 a defence that is upheld changes the very quarter it is about', async () => {
  const office = await aWorkingOffice()
  await compileReview(office, office.by, Q(1))
  await tellAll(office, Q(1))
  const matterId = await raise(office, Q(1), 'defence', 3)
  await answer(office, Q(1), matterId, { reverse: [], add: [{ itemCode: 'B05', quantity: points(1) }] })
  const [entry] = await office.store.read.ledger.ofMember(office.idOf(3), 2026)
  expect(entry).toMatchObject({ itemCode: 'B05', date: '2026-03-31', recordedBy: 'branch', source: 'decision' })
  expect(await codesOf(answer(office, Q(1), matterId))).toEqual(['REVIEW_ANSWERED'])
  await compileReview(office, office.by, Q(1))
  const now = await detail(office, Q(1))
  expect(now.hearings.find(each => each.memberId === office.idOf(3))?.figures.inPeriod).toBe(entry?.points)
  expect(now.matters[0]).toMatchObject({
    kind: 'defence',
    words: '八月那次志愿服务没有记上。',
    answer: { corrections: 1 },
  })
  expect(now.hearings.filter(each => each.changed).map(each => each.memberId)).toEqual([office.idOf(3)])
})

test('RV5 RV10 corrections follow only from what is upheld, and a refused one leaves no trace', async () => {
  const office = await aWorkingOffice()
  await compileReview(office, office.by, Q(1))
  const matterId = await raise(office, Q(1), 'inquiry', 1)
  const before = await office.store.read.journal.head()
  const correction = { reverse: [], add: [{ itemCode: 'B05', quantity: points(1) }] }
  const base = { period: Q(1), matterId, words: '已说明', outcome: 'explained' } as const
  expect(await codesOf(answerMatter(office, office.by, { ...base, correction }))).toEqual(['CORRECTION_NEEDS_UPHELD'])
  const unknown = { reverse: [], add: [{ itemCode: 'Z99', quantity: points(1) }] }
  expect(await codesOf(answer(office, Q(1), matterId, unknown))).toEqual(['ENTRY_ITEM_UNKNOWN'])
  expect(await codesOf(answerMatter(office, office.by, { ...base, words: ' ', correction: null }))).toEqual([
    'REVIEW_WORDS_MISSING',
  ])
  expect(await office.store.read.journal.head()).toEqual(before)
})

test('RV6 nothing is dated into a settled period, neither an entry nor a reversal', async () => {
  const office = await aWorkingOffice()
  const { entries } = await enter(office, 1, '2026-02-10')
  await settle(office, Q(1))
  expect(await codesOf(enter(office, 1, '2026-03-31'))).toEqual(['PERIOD_SETTLED'])
  const { entryId } = must(entries[0], 'the entry')
  const reverse = (date: string) => reverseEntry(office, office.by, { entryId, date: day(date), reason: '重复' })
  expect(await codesOf(reverse('2026-03-31'))).toEqual(['PERIOD_SETTLED'])
  await reverse('2026-11-22')
  await enter(office, 1, '2026-04-01')
})

test('RV7 RV8 RV9 from settled to archived: reopened with a reason, published, objected to, answered, closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'branch-board-reviews-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'branch.db')
  const office = await aWorkingOffice(undefined, { path })
  await settle(office, Q(1), Q(2), Q(3))
  expect(await codesOf(reopenReview(office, office.by, { period: Q(3), reason: '' }))).toEqual([
    'REVIEW_REASON_MISSING',
  ])
  await reopenReview(office, office.by, { period: Q(3), reason: '有一条漏记' })
  await settleReview(office, office.by, Q(3))
  expect(await codesOf(raise(office, Q(3), 'objection', null))).toEqual(['REVIEW_NO_NOTICE'])
  expect(await codesOf(closeReview(office, office.by, Q(3)))).toEqual(['REVIEW_NO_NOTICE'])
  await publishPoints(office, Q(3))
  expect(await codesOf(reopenReview(office, office.by, { period: Q(3), reason: '再改' }))).toEqual(['REVIEW_PUBLISHED'])
  const objection = await raise(office, Q(3), 'objection', null)
  expect(await codesOf(closeReview(office, office.by, Q(3)))).toEqual(['REVIEW_STILL_HANGS', 'REVIEW_UNANSWERED'])
  await answer(office, Q(3), objection)
  const until = (await detail(office, Q(3))).notice.until
  office.clock.set(Date.parse(`${until}T16:00:00Z`) as Millis)
  expect(await codesOf(archiveReview(office, office.by, Q(3)))).toEqual(['REVIEW_SETTLED'])
  await closeReview(office, office.by, Q(3))
  await archiveReview(office, office.by, Q(3))
  expect((await detail(office, Q(3))).stage).toBe('archived')
  await office.store.close()
  expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, rebuilt: true })
})

async function archived(office: Working) {
  await enter(office, 1, '2026-02-10')
  await settle(office, Q(1))
  const noticeId = await publishPoints(office, Q(1))
  office.clock.advance(20 * 86_400_000)
  await closeReview(office, office.by, Q(1))
  await archiveReview(office, office.by, Q(1))
  return noticeId
}

test('RV30 archiving writes down what is in the file, and the page tells when the ledger is another', async () => {
  const office = await aWorkingOffice()
  const noticeId = await archived(office)
  const { file, done } = await detail(office, Q(1))
  expect(file).toMatchObject({ entries: { count: 1 }, notice: { noticeId, rev: 1 }, isWhole: true })
  expect(done.archived).toBe('王书记')
  // What is dated later leaves the file whole; a line slipped into it past every desk does not.
  await enter(office, 2, '2026-12-01')
  expect((await detail(office, Q(1))).file?.isWhole).toBe(true)
  office.store.engine.raw.prepare(`update "entries" set "points" = "points" + 50 where "date" = '2026-02-10'`).run()
  expect((await detail(office, Q(1))).file?.isWhole).toBe(false)
})

test('RV30 a closed period whose ledger was altered is not archived', async () => {
  const office = await aWorkingOffice()
  await enter(office, 1, '2026-02-10')
  await settle(office, Q(1))
  await publishPoints(office, Q(1))
  office.clock.advance(20 * 86_400_000)
  await closeReview(office, office.by, Q(1))
  office.store.engine.raw.prepare(`update "entries" set "points" = "points" + 50`).run()
  expect(await codesOf(archiveReview(office, office.by, Q(1)))).toEqual(['REVIEW_STALE'])
  expect((await detail(office, Q(1))).stage).toBe('closed')
})

test('RV31 nothing begins anew in an archived period, whichever way it comes, and the place is named', async () => {
  const office = await aWorkingOffice()
  const noticeId = await archived(office)
  const before = await office.store.read.journal.head()
  const said = async (work: Promise<unknown>) => {
    const cause = await work.then(() => null).catch((thrown: unknown) => thrown)
    return cause instanceof Refusal ? cause.problems.map(each => [each.code, each.where, each.zh]) : []
  }
  const late = '2026-02-11所在的一期已经归档，不能再登记到那一期。请按今天的日期登记。'
  expect(await said(enter(office, 2, '2026-02-11'))).toEqual([['PERIOD_SETTLED', '党员2·date', late]])
  const line = { code: 'L9', memberNo: 3, itemCode: 'B05', quantity: points(1), points: points(1) } as const
  const how = { source: 'branchRecord', recordedBy: 'branch', activityCode: '', reverses: '', note: '' } as const
  const lines = [{ ...line, ...how, date: day('2026-02-11'), where: '第7行' }]
  expect(await said(importLedger(office, office.by, { fileHash: 'b'.repeat(64), lines }))).toEqual([
    ['PERIOD_SETTLED', '第7行·date', late],
  ])
  const [entry] = await office.store.read.ledger.ofMember(office.idOf(1), 2026)
  const reversal = { entryId: must(entry, 'the entry').entryId, date: day('2026-02-11'), reason: '重复' }
  expect(await said(reverseEntry(office, office.by, reversal))).toEqual([['PERIOD_SETTLED', '党员1·date', late]])
  expect(await codesOf(raise(office, Q(1), 'objection', null))).toEqual(['REVIEW_NO_NOTICE'])
  expect(await office.store.read.journal.head()).toEqual(before)
  // A second notice of its points: nobody could object to it any more.
  await withdrawNotice(office, office.by, { noticeId, reason: '到期' })
  expect(await codesOf(publishPoints(office, Q(1)))).toEqual(['REVIEW_OVER'])
})

test('RV32 whoever comes second is told who did it, and when', async () => {
  const office = await aWorkingOffice()
  await compileReview(office, office.by, Q(1))
  await tellAll(office, Q(1))
  const matterId = await raise(office, Q(1), 'defence', 1)
  await answer(office, Q(1), matterId)
  const told = async (work: Promise<unknown>) => {
    const cause = await work.then(() => null).catch((thrown: unknown) => thrown)
    return cause instanceof Refusal ? cause.problems.map(each => each.zh).join() : ''
  }
  const who = '（办理：王书记，11月22日10:00）'
  expect(await told(answer(office, Q(1), matterId))).toContain(who)
  await settleReview(office, office.by, Q(1))
  office.clock.advance(3_600_000)
  expect(await told(settleReview(office, office.by, Q(1)))).toContain(who)
  const noticeId = await startNotice(
    office,
    office.by,
    await starterContent(office, office.store.read, 'periodPoints', { period: Q(1) }),
  )
  const version = (await office.store.read.notices.one(noticeId))?.version ?? 0
  await checkNotice(office, office.by, { noticeId, version })
  expect(await told(checkNotice(office, office.by, { noticeId, version }))).toContain('（办理：王书记，11月22日11:00）')
})

test('RV7 a settled review whose notice was withdrawn goes back to hearing people', async () => {
  const office = await aWorkingOffice()
  await settle(office, Q(1))
  const noticeId = await publishPoints(office, Q(1))
  await withdrawNotice(office, office.by, { noticeId, reason: '有误' })
  await reopenReview(office, office.by, { period: Q(1), reason: '有误' })
  expect((await detail(office, Q(1))).stage).toBe('compiled')
})

test('RV10 every step at every wrong moment is refused with its code and writes nothing', async () => {
  const office = await aWorkingOffice()
  const { by } = office
  const period = Q(1)
  const steps = {
    tell: () => tellAll(office, period),
    settle: () => settleReview(office, by, period),
    reopen: () => reopenReview(office, by, { period, reason: ' ' }),
    close: () => closeReview(office, by, period),
    archive: () => archiveReview(office, by, period),
    defend: () => raise(office, period, 'defence', 1),
    object: () => raise(office, period, 'objection', null),
    answer: () => answer(office, period, office.idOf(1) as unknown as MatterId),
  }
  const refusals = async () => {
    const before = await office.store.read.journal.head()
    const found = new Map<string, readonly string[]>()
    for (const [name, step] of Object.entries(steps)) found.set(name, await codesOf(step()))
    expect(await office.store.read.journal.head()).toEqual(before)
    return Object.fromEntries(found)
  }
  const none = ['REVIEW_NOT_COMPILED']
  const open = { tell: none, settle: none, reopen: none, close: none, archive: none, defend: none, object: none }
  expect(await refusals()).toEqual({ ...open, answer: ['REVIEW_NO_MATTER'] })
  await compileReview(office, by, period)
  await tellAll(office, period)
  await settleReview(office, by, period)
  const done = ['REVIEW_SETTLED']
  expect(await codesOf(compileReview(office, by, period))).toEqual(done)
  expect(await refusals()).toEqual({
    tell: done,
    settle: done,
    reopen: ['REVIEW_REASON_MISSING'],
    close: ['REVIEW_NO_NOTICE'],
    archive: done,
    defend: done,
    object: ['REVIEW_NO_NOTICE'],
    answer: ['REVIEW_NO_MATTER'],
  })
})

test('RV10 of two who settle at once one is told that it is done', async () => {
  const office = await aWorkingOffice()
  await compileReview(office, office.by, Q(1))
  await tellAll(office, Q(1))
  const both = await Promise.all([1, 2].map(() => codesOf(settleReview(office, office.by, Q(1)))))
  expect(both.toSorted()).toEqual([[], ['REVIEW_SETTLED']])
})
