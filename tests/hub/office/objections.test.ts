import { expect, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import type { MatterId, NoticeId } from '../../../shared/base/ids.ts'
import { addDays, type Period } from '../../../shared/base/plain-date.ts'
import { decideClose, type Review } from '../../../shared/review/review.ts'
import { settleAttachments } from '../../../hub/office/declarations/attachments.ts'
import { starterContent } from '../../../hub/office/notices/starters.ts'
import {
  approveNotice,
  checkNotice,
  publishNotice,
  startNotice,
  withdrawNotice,
} from '../../../hub/office/notices/notices.ts'
import { objectionList } from '../../../hub/office/notices/objection-views.ts'
import { answerObjection } from '../../../hub/office/notices/objections.ts'
import { reviewDetail } from '../../../hub/office/reviews/views.ts'
import { answerMatter, closeReview } from '../../../hub/office/reviews/reviews.ts'
import { verifyJournal } from '../../../hub/store/verify.ts'
import { aDoor, type Door } from '../../fixtures/door.ts'
import { codesOf } from '../../fixtures/refusals.ts'
import { settleAllUpTo } from '../../fixtures/reviews.ts'
import { aWav } from '../../fixtures/sounds.ts'

/** Sunday 2026-11-22: the points of the third quarter hang, and a kiosk stands before them. */

const Q3 = '2026-Q3' as Period
const DAY_MS = 86_400_000

async function publish(door: Door, content: Parameters<typeof startNotice>[2]): Promise<NoticeId> {
  const noticeId = await startNotice(door, door.by, content)
  const version = must(await door.store.read.notices.one(noticeId), 'the draft').version
  const hash = await checkNotice(door, door.by, { noticeId, version })
  await approveNotice(door, door.by, { noticeId, hash })
  await publishNotice(door, door.by, { noticeId, hash })
  return noticeId
}

async function start() {
  const door = await aDoor()
  await settleAllUpTo(door, door.by, Q3)
  const { read } = door.store
  const points = await publish(door, await starterContent(door, read, 'periodPoints', { period: Q3 }))
  const kiosk = await door.kiosk(1)
  const review = () => reviewDetail(door, read, Q3)
  const waiting = async () => (await objectionList(read, null)).rows
  return { door, read, points, kiosk, review, waiting }
}

const answer = (door: Door, matterId: string) =>
  answerMatter(door, door.by, {
    period: Q3,
    matterId: matterId as MatterId,
    outcome: 'explained',
    words: '路灯是他报修的。',
    correction: null,
  })

test('RV50 RV51 what somebody objects at a kiosk is a matter of the review at once, and the review is not closed before its answer', async () => {
  const { door, points, kiosk, review, waiting } = await start()
  const record = kiosk.objection(points)
  expect(await kiosk.push(record)).toMatchObject({ res: [{ st: 'new' }] })
  expect(await kiosk.repeat(1, record)).toMatchObject({ res: [{ st: 'dup' }] })
  expect((await review()).matters).toMatchObject([
    {
      matterId: record.id,
      kind: 'objection',
      memberId: null,
      words: '三组的路灯不是他修的',
      signed: null,
      said: { by: 'anybody', where: '大厅1' },
      answer: null,
    },
  ])
  expect(await waiting()).toEqual([])
  const until = must((await review()).notice.until, 'a last day')
  door.clock.advance(Date.parse(addDays(until, 2)) - door.clock.now())
  expect(await codesOf(closeReview(door, door.by, Q3))).toEqual(['REVIEW_UNANSWERED'])
  await answer(door, record.id)
  await closeReview(door, door.by, Q3)
  expect(verifyJournal(door.store.engine.raw).faults).toEqual([])
})

test('RV51 a twin of the review that never heard of the objection would be closed', async () => {
  const { door, points, kiosk, read, review } = await start()
  await kiosk.push(kiosk.objection(points))
  const onFile = must(await read.reviews.one(Q3), 'the review').review
  const { notice } = await review()
  const isClosed = (heard: Review) => decideClose(heard, notice, addDays(must(notice.until, 'a last day'), 1)).ok
  expect(isClosed(onFile)).toBe(false)
  expect(isClosed({ ...onFile, matters: [] })).toBe(true)
  expect(door.faults).toEqual([])
})

test('RV52 one that comes when the review is over, is too late or is about another notice waits with the reason, and is answered once', async () => {
  const { door, points, kiosk, read, review, waiting } = await start()
  const other = await publish(door, {
    ...(await starterContent(door, read, 'announcement', {})),
    title: '村口道路施工',
    noticeDays: 5,
    paragraphs: ['下周一起村口修路，请绕行。'],
  } as never)
  const strange = '01900000-0000-7000-8000-00000000abcd' as NoticeId
  await kiosk.push(kiosk.objection(other), kiosk.objection(strange))
  const { notice } = await review()
  const said = kiosk.objection(points)
  door.clock.advance(Date.parse(addDays(must(notice.until, 'a last day'), 2)) - door.clock.now())
  await closeReview(door, door.by, Q3)
  kiosk.hello({ mono: 1_000_000_000 + 30 * DAY_MS })
  await kiosk.push(said, kiosk.objection(other))
  const rows = await waiting()
  expect(rows.map(each => [each.why, each.title])).toEqual([
    ['otherNotice', '村口道路施工'],
    ['unknownNotice', ''],
    ['over', (await objectionList(read, points)).rows[0]?.title],
    ['late', '村口道路施工'],
  ])
  expect((await review()).matters).toEqual([])
  const [first] = rows
  const input = { objectionId: must(first, 'one').objectionId, words: '已当面说明。' }
  expect(await codesOf(answerObjection(door, door.by, { ...input, words: ' ' }))).toEqual(['REVIEW_WORDS_MISSING'])
  await answerObjection(door, door.by, input)
  expect(await codesOf(answerObjection(door, door.by, input))).toEqual(['OBJECTION_ANSWERED'])
  expect((await objectionList(read, other)).rows.at(-1)?.answer).toMatchObject({ words: '已当面说明。' })
  expect(await waiting()).toHaveLength(3)
})

test('RV52 after the notice is off the board it waits by itself; one of a review is answered in the review alone', async () => {
  const { door, points, kiosk, waiting } = await start()
  const record = kiosk.objection(points)
  await kiosk.push(record)
  const twice = { objectionId: record.id, words: '说明' }
  expect(await codesOf(answerObjection(door, door.by, twice))).toEqual(['OBJECTION_OF_REVIEW'])
  await withdrawNotice(door, door.by, { noticeId: points, reason: '有误' })
  await kiosk.push(kiosk.objection(points))
  expect((await waiting()).map(each => each.why)).toEqual(['over'])
})

test('RV53 PR50 words and name come sealed, lie in no journal line and in no raw record; the voice is heard by staff', async () => {
  const { door, points, kiosk, review } = await start()
  const voice = kiosk.attachment('voice', aWav(2_500))
  const name = { kind: 'drawn', strokes: [[10, 10, 20, 20]] } as const
  const spoken = kiosk.objection(points, { words: { name, note: null }, parts: [voice.claim] })
  await kiosk.push(...voice.records, spoken)
  await settleAttachments(door, async bytes => bytes)
  expect((await review()).matters).toMatchObject([
    { words: '', drawn: [], signed: name, attachments: [{ type: 'voice', state: 'kept' }] },
  ])
  await kiosk.push(kiosk.objection(points, { words: { name: null, note: { kind: 'typed', text: '扶手没装' } } }))
  const lines = await door.store.read.journal.lines(1, 1_000)
  expect(lines.some(each => each.line.includes('扶手'))).toBe(false)
  const raw = door.store.engine.raw.prepare("SELECT text FROM raw WHERE text LIKE '%objection%'").all()
  expect(raw.map(each => JSON.parse(String(each['text'])).body.sealed)).toEqual(['', ''])
})

test('RV54 sealed to another hub, without a word, or of a broken shape it is held and nothing is raised', async () => {
  const { door, points, kiosk, review, waiting } = await start()
  const held = [
    kiosk.objection(points, { sealKey: '12'.repeat(32) }),
    kiosk.objection(points, { words: { name: null, note: null } }),
    kiosk.objection(points, { words: { name: null } }),
    kiosk.objection('"><script>' as NoticeId),
    kiosk.objection(points, { rev: 0 }),
  ]
  expect(await kiosk.push(...held)).toMatchObject({ res: held.map(() => ({ st: 'held' })) })
  expect((await door.store.read.conflicts.open(20)).flatMap(each => each.reasons).toSorted()).toEqual([
    'badBody',
    'badBody',
    'badBody',
    'badSeal',
    'badSeal',
  ])
  expect((await review()).matters).toEqual([])
  expect(await waiting()).toEqual([])
})
