import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { points } from '../../../../shared/base/hundredths.ts'
import type { EntryId, MatterId, RecordId } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { acceptDeclaration, attest, declare, drawSample } from '../../../../hub/office/declarations/declarations.ts'
import { registerEntries, reverseEntry, type Registration } from '../../../../hub/office/points/ledger.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import {
  approveNotice,
  checkNotice,
  publishNotice,
  startNotice,
  withdrawNotice,
} from '../../../../hub/office/notices/notices.ts'
import {
  answerMatter,
  compileReview,
  raiseMatter,
  reopenReview,
  settleReview,
  tellMembers,
} from '../../../../hub/office/reviews/reviews.ts'
import { standingsOf } from '../../../../hub/office/points/standings.ts'
import { undoEntries } from '../../../../hub/office/points/undo.ts'
import { aWorkingOffice, day } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'

/** Sunday 2026-11-22: three quarters have ended, the fourth is under way. */

type Working = Awaited<ReturnType<typeof aWorkingOffice>>
const Q4 = '2026-Q4' as Period

const enter = async (office: Working, change: Partial<Registration> = {}): Promise<EntryId[]> => {
  const { entries } = await registerEntries(office, office.by, {
    itemCode: 'C05',
    memberIds: [office.idOf(1), office.idOf(2)],
    date: day('2026-11-10'),
    quantity: points(1),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '',
    ...change,
  })
  return entries.map(entry => entry.entryId)
}

const undo = (office: Working, entryIds: readonly EntryId[]) => undoEntries(office, office.by, { entryIds })
const sums = async (office: Working) => {
  const { rows } = await standingsOf(office.store.read, Q4)
  return rows.map(({ period, member, standing }) => ({ period, no: member.memberNo, standing }))
}
const size = async (office: Working) => (await office.store.read.journal.head()).size

async function settle(office: Working, ...periods: readonly string[]) {
  const memberIds = (await office.store.read.people.all()).map(each => each.memberId)
  for (const each of periods) {
    const period = each as Period
    await compileReview(office, office.by, period)
    await tellMembers(office, office.by, { period, memberIds, how: 'person' })
    await settleReview(office, office.by, period)
  }
}

/** Days of all four quarters. */
const aDay = fc.constantFrom('2026-01-05', '2026-03-31', '2026-05-02', '2026-08-20', '2026-11-10', '2026-11-22')
const aRegistration = fc.record({ code: fc.constantFrom('B05', 'C05', 'C03', 'X01'), day: aDay, who: fc.nat(2) })

/** Registers before, registers and takes back some, and compares all sums. */
const leavesNoTrace = (takeBack: (office: Working, entryIds: readonly EntryId[]) => Promise<unknown>) =>
  fc.asyncProperty(
    fc.array(aRegistration, { maxLength: 3 }),
    fc.array(aRegistration, { minLength: 1, maxLength: 3 }),
    async (before, after) => {
      const office = await aWorkingOffice()
      const all = async (list: typeof before) => {
        const ids: EntryId[] = []
        for (const each of list) {
          const memberIds = [office.idOf(each.who + 1)]
          ids.push(...(await enter(office, { itemCode: each.code, date: day(each.day), memberIds })))
        }
        return ids
      }
      await all(before)
      const then = await sums(office)
      const ids = await all(after)
      await takeBack(office, ids)
      expect(await sums(office)).toEqual(then)
      const { total } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 1 })
      expect(total).toBe(before.length + 2 * after.length)
      await office.store.close()
    },
  )

test('PT80 after an undo every sum of every period is as before, and both lines stay', async () => {
  await fc.assert(leavesNoTrace(undo), { numRuns: 12, seed: 80 })
})

test('PT80 the check above catches a reversal dated today, as an ordinary one is', async () => {
  const today = async (office: Working, ids: readonly EntryId[]) => {
    for (const entryId of ids) {
      await reverseEntry(office, office.by, { entryId, date: day('2026-11-22'), reason: '撤销' })
    }
  }
  await expect(fc.assert(leavesNoTrace(today), { numRuns: 12, seed: 80 })).rejects.toThrow()
})

test('PT81 all or none: twice, a reversal, an unknown one, none at all', async () => {
  const office = await aWorkingOffice()
  const ids = await enter(office)
  await undo(office, [...ids, ...ids])
  const after = await size(office)
  expect(await codesOf(undo(office, ids))).toEqual(['UNDO_REVERSED', 'UNDO_REVERSED'])
  const { lines } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 10 })
  const reversal = lines.filter(line => line.reverses !== null).map(line => line.entryId)
  expect(await codesOf(undo(office, reversal))).toEqual(['UNDO_REVERSED', 'UNDO_REVERSED'])
  const fresh = await enter(office, { date: day('2026-11-11') })
  expect(await codesOf(undo(office, [...fresh, ...ids.slice(0, 1)]))).toEqual(['UNDO_REVERSED'])
  expect(await codesOf(undo(office, ['0199e3a0-0000-7000-8000-00000000dead' as EntryId]))).toEqual(['UNDO_GONE'])
  expect(await codesOf(undo(office, []))).toEqual(['UNDO_NOTHING'])
  expect(await size(office)).toBe(after + fresh.length)
})

test('PT82 nothing within a settled period, and nothing that a document ever showed', async () => {
  const office = await aWorkingOffice()
  const first = await enter(office, { date: day('2026-02-10') })
  const fourth = await enter(office)
  await settle(office, '2026-Q1')
  const before = await size(office)
  expect(await codesOf(undo(office, first))).toEqual(['UNDO_SETTLED', 'UNDO_SETTLED'])
  expect(await size(office)).toBe(before)
  await undo(office, fourth.slice(0, 1))
})

test('PT82 what a notice showed stays, withdrawn or not; what came after it can be undone', async () => {
  const office = await aWorkingOffice()
  const shown = await enter(office, { date: day('2026-02-10') })
  const period = '2026-Q1' as Period
  await settle(office, period)
  const noticeId = await publishPoints(office, period)
  const fourth = await enter(office)
  await undo(office, fourth)
  await withdrawNotice(office, office.by, { noticeId, reason: '重新核对' })
  // Open again, so that what hung on the board is the only reason left.
  await reopenReview(office, office.by, { period, reason: '重新核对' })
  expect(await codesOf(undo(office, shown))).toEqual(['UNDO_PUBLISHED', 'UNDO_PUBLISHED'])
  await undo(office, await enter(office, { date: day('2026-02-11') }))
})

test('PT82 what follows from an answer is not undone by itself', async () => {
  const office = await aWorkingOffice()
  const period = '2026-Q1' as Period
  await enter(office, { date: day('2026-02-10') })
  await compileReview(office, office.by, period)
  const matterId: MatterId = await raiseMatter(office, office.by, {
    period,
    kind: 'defence',
    memberId: office.idOf(1),
    words: '漏记一次。',
  })
  await answerMatter(office, office.by, {
    period,
    matterId,
    outcome: 'upheld',
    words: '补记。',
    correction: { reverse: [], add: [{ itemCode: 'C05', quantity: points(1) }] },
  })
  const { lines } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 10 })
  const corrected = lines.filter(line => line.source === 'decision').map(line => line.entryId)
  expect(corrected).toHaveLength(1)
  expect(await codesOf(undo(office, corrected))).toEqual(['UNDO_BELONGS'])
})

async function publishPoints(office: Working, period: Period) {
  const content = await starterContent(office, office.store.read, 'periodPoints', { period })
  const noticeId = await startNotice(office, office.by, content)
  const version = async () => (await office.store.read.notices.one(noticeId))?.version ?? 0
  const hash = await checkNotice(office, office.by, { noticeId, version: await version() })
  await approveNotice(office, office.by, { noticeId, hash })
  await publishNotice(office, office.by, { noticeId, hash })
  return noticeId
}

test('PT87 a declaration whose entry is taken back waits again, unless it was drawn for checking', async () => {
  const office = await aWorkingOffice()
  const said = { itemCode: 'C05', date: day('2026-11-10'), quantity: points(1) }
  const accept = async (memberNo: number) => {
    const memberId = office.idOf(memberNo)
    const declarationId = await declare(office, office.by, { ...said, memberId, text: '清理水渠', follows: null })
    const { entryId } = await acceptDeclaration(office, office.by, { ...said, declarationId, basis: '' })
    return { declarationId, entryId }
  }
  const state = async (id: RecordId) => {
    const found = await office.store.read.declarations.one(id)
    return [found?.state, found?.entryId, found?.decided]
  }
  const first = await accept(1)
  await undo(office, [first.entryId])
  expect(await state(first.declarationId)).toEqual(['waiting', null, null])
  const again = await acceptDeclaration(office, office.by, { ...said, declarationId: first.declarationId, basis: '' })
  expect((await state(first.declarationId)).slice(0, 2)).toEqual(['accepted', again.entryId])
  await drawSample(office, office.by, { period: Q4, take: { count: 1 } })
  const before = await size(office)
  expect(await codesOf(undo(office, [again.entryId]))).toEqual(['UNDO_SAMPLED'])
  expect(await size(office)).toBe(before)
})

test('PT88 attestations of the same member are done with the declaration they are evidence for', async () => {
  const office = await aWorkingOffice()
  const said = { itemCode: 'C05', date: day('2026-11-10') }
  const quantity = points(1)
  const by = office.by
  const about = async (memberNo: number) =>
    await attest(office, by, { ...said, memberId: office.idOf(memberNo), name: '赵大娘', note: '他帮我修了屋顶' })
  const memberId = office.idOf(1)
  const declarationId = await declare(office, by, { ...said, quantity, memberId, text: '修屋顶', follows: null })
  const [own, others] = [await about(1), await about(2)]
  const accept = (joins: readonly RecordId[], id = declarationId) =>
    acceptDeclaration(office, by, { ...said, quantity, declarationId: id, basis: '', joins })
  const before = await size(office)
  expect(await codesOf(accept([own, others]))).toEqual(['DECLARATION_JOIN'])
  expect(await codesOf(accept([declarationId]))).toEqual(['DECLARATION_JOIN'])
  expect(await codesOf(accept([own], others))).toEqual(['DECLARATION_JOIN'])
  expect(await codesOf(accept(['0199e3a0-0000-7000-8000-00000000dead' as RecordId]))).toEqual(['DECLARATION_UNKNOWN'])
  expect(await size(office)).toBe(before)
  const { entryId } = await accept([own, own])
  const { total } = await office.store.read.ledger.page({ cycle: 2026, offset: 0, limit: 5 })
  expect(total).toBe(1)
  const joined = await office.store.read.declarations.byEntries([entryId])
  expect(joined.map(each => each.declarationId)).toEqual([declarationId, own])
  await undo(office, [entryId])
  expect((await office.store.read.declarations.inState(['waiting'], 9)).length).toBe(3)
})
