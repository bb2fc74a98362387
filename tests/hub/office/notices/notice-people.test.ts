import { expect, test } from 'vitest'
import { registerEntries } from '../../../../hub/office/points/ledger.ts'
import { noticePeople } from '../../../../hub/office/notices/people.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import { noticeDetail, noticeList } from '../../../../hub/office/notices/views.ts'
import { correctNotice, startNotice, withdrawNotice } from '../../../../hub/office/notices/notices.ts'
import { setConsent } from '../../../../hub/office/people/people.ts'
import { points } from '../../../../shared/base/hundredths.ts'
import type { MemberId, NoticeId } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import type { Content, ContentOf } from '../../../../shared/notices/content.ts'
import { PLEDGE_VARIANTS } from '../../../../shared/notices/document.ts'
import { aDoor, type Door } from '../../../fixtures/door.ts'
import { day } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { putUp } from '../../../fixtures/showing.ts'

/** 光荣榜 and what members have taken on, through the whole chain. */

const Q3 = '2026-Q3' as Period
const consent = { date: day('2026-01-05'), paperRef: '同意书' }
/** 1 and 3 have agreed to be named. */
const aBranch = () => aDoor([{ consent }, {}, { consent }, {}])

async function start<Kind extends 'commendation' | 'pledges'>(
  office: Door,
  kind: Kind,
  change: Partial<ContentOf<Kind>> = {},
): Promise<NoticeId> {
  const content = await starterContent(office, office.store.read, kind, { period: Q3 })
  return await startNotice(office, office.by, { ...content, ...change } as Content)
}

const detail = (office: Door, noticeId: NoticeId) => noticeDetail(office, office.store.read, noticeId)
const bodyOf = async (office: Door, noticeId: NoticeId) => (await detail(office, noticeId)).document?.body
const codes = async (office: Door, noticeId: NoticeId) =>
  (await detail(office, noticeId)).problems.map(each => each.code)

const enter = (office: Door, memberNo: number, itemCode: string, date: string, times = 1) =>
  registerEntries(office, office.by, {
    itemCode,
    memberIds: [office.idOf(memberNo)],
    date: day(date),
    quantity: points(times),
    source: 'attestation',
    recordedBy: 'resident',
    activityId: null,
    basis: null,
    note: '给李家抢收',
  })

test('NT43 the roll of honour begins with those for whom somebody vouches, and praises who agreed to be named', async () => {
  const office = await aBranch()
  await enter(office, 1, 'C14', '2026-08-01')
  await enter(office, 1, 'C04', '2026-08-02', 2)
  await enter(office, 2, 'C14', '2026-08-01')
  await enter(office, 3, 'C14', '2026-05-01')
  const noticeId = await start(office, 'commendation')
  const { content, problems } = await detail(office, noticeId)
  expect(problems).toEqual([])
  expect(content).toMatchObject({ title: '2026年第三季度党员光荣榜' })
  expect(content?.kind === 'commendation' && content.people).toEqual([
    { memberId: office.idOf(1), deed: '好人好事1次、调解矛盾纠纷2件。' },
  ])
  await putUp(office, noticeId)
  const body = await bodyOf(office, noticeId)
  expect(body).toMatchObject({
    kind: 'commendation',
    people: [{ name: '党员1', category: '无职党员', deed: '好人好事1次、调解矛盾纠纷2件。' }],
  })
  expect(JSON.stringify(body)).not.toMatch(/points|place|memberId|抢收/)
})

test('NT43 without consent, without a deed, without anybody or with a stranger it is refused', async () => {
  const office = await aBranch()
  const one = (memberNo: number, deed = '帮老人收稻子。') => ({ memberId: office.idOf(memberNo), deed })
  expect(await codes(office, await start(office, 'commendation', { people: [one(1), one(2)] }))).toEqual([
    'COMMENDATION_NO_CONSENT',
  ])
  expect(await codes(office, await start(office, 'commendation', { people: [one(1, ' ')] }))).toEqual([
    'NOTICE_DEED_MISSING',
  ])
  expect(await codes(office, await start(office, 'commendation', { people: [] }))).toEqual(['NOTICE_NOBODY_PICKED'])
  const nobody = { memberId: '01900000-0000-7000-8000-000000000000' as MemberId, deed: '好事。' }
  expect(await codes(office, await start(office, 'commendation', { people: [one(1), nobody] }))).toEqual([
    'NOTICE_PERSON_GONE',
  ])
  expect(await codes(office, await start(office, 'commendation', { people: [one(1, '电话13912345678。')] }))).toEqual([
    'PRIVATE_MOBILE',
  ])
})

test('NT11 NT43 a consent withdrawn after the check stops the roll of honour', async () => {
  const office = await aBranch()
  const people = [{ memberId: office.idOf(1), deed: '帮老人收稻子。' }]
  const noticeId = await start(office, 'commendation', { people })
  await setConsent(office, office.by, [office.idOf(1)], null)
  expect(await codesOf(putUp(office, noticeId))).toEqual(['COMMENDATION_NO_CONSENT'])
})

test('PR37 whoever withdraws the consent is told to staff where they are named, and a correction leaves them out', async () => {
  const office = await aBranch()
  const picked = (memberNo: number) => ({ memberId: office.idOf(memberNo), deed: '帮老人收稻子。' })
  const noticeId = await start(office, 'commendation', { people: [picked(1), picked(3)] })
  await putUp(office, noticeId)
  expect((await detail(office, noticeId)).exposed).toEqual([])
  await setConsent(office, office.by, [office.idOf(1)], null)
  const listed = await noticeList(office, office.store.read)
  expect(listed.map(each => each.exposed)).toEqual([['党员1']])
  await correctNotice(office, office.by, { noticeId, reason: '按本人要求。' })
  expect(await codes(office, noticeId)).toEqual(['COMMENDATION_NO_CONSENT'])
})

test('NT44 NT9 each variant has its own table, masked without consent; two of one year are one too many', async () => {
  const office = await aBranch()
  const row = (memberNo: number, state: 'standing' | 'underWay' | 'kept') => ({
    memberId: office.idOf(memberNo),
    post: '水管员',
    pledge: '每周巡渠一次。',
    state,
  })
  for (const variant of PLEDGE_VARIANTS) {
    const content = await starterContent(office, office.store.read, 'pledges', { variant })
    expect(content.title).toMatch(/^2026年.+公开$/)
    const rows = [row(2, 'kept'), row(1, 'standing'), row(1, 'underWay')]
    const noticeId = await startNotice(office, office.by, { ...content, rows } as Content)
    await putUp(office, noticeId)
    const body = await bodyOf(office, noticeId)
    expect(body).toMatchObject({ kind: 'pledges', variant, cycle: 2026 })
    expect(body?.kind === 'pledges' && body.rows.map(each => [each.order, each.name, each.masked, each.state])).toEqual(
      [
        [1, '党员1', false, 'standing'],
        [2, '党员1', false, 'underWay'],
        [3, '党*2', true, 'kept'],
      ],
    )
  }
  const again = await start(office, 'pledges', { rows: [row(1, 'kept')] })
  expect(await codesOf(putUp(office, again))).toEqual(['NOTICE_SUBJECT_SHOWN'])
  const empty = await start(office, 'pledges', { rows: [{ ...row(1, 'kept'), pledge: '' }], cycle: 2027 })
  expect(await codes(office, empty)).toEqual(['NOTICE_PLEDGE_MISSING'])
})

test('NT17 NT44 a correction begins with the people who were picked; taken down, they are forgotten', async () => {
  const office = await aBranch()
  const rows = [{ memberId: office.idOf(2), post: '', pledge: '每周巡渠一次。', state: 'underWay' as const }]
  const noticeId = await start(office, 'pledges', { rows })
  await putUp(office, noticeId)
  await correctNotice(office, office.by, { noticeId, reason: '已经办到。' })
  expect((await detail(office, noticeId)).content).toMatchObject({ rows, correction: '已经办到。' })
  await putUp(office, noticeId)
  expect((await detail(office, noticeId)).liveRev).toBe(2)
  await withdrawNotice(office, office.by, { noticeId, reason: '重做' })
  const words = office.store.engine.raw.prepare("SELECT words FROM private_words WHERE kind = 'draft'").all()
  expect(words).toEqual([])
})

test('NT43 who can be picked is told in stroke order with consent, without those who have left', async () => {
  const office = await aBranch()
  const people = await noticePeople(office.names, office.store.read, day('2026-11-22'))
  expect(people.map(each => [each.name, each.consent, each.category])).toEqual([
    ['党员1', true, '无职党员'],
    ['党员2', false, '无职党员'],
    ['党员3', true, '无职党员'],
    ['党员4', false, '无职党员'],
  ])
})
