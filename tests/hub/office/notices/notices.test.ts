import { expect, test } from 'vitest'
import { hashOf, type Hash } from '../../../../shared/base/bytes.ts'
import { must } from '../../../../shared/base/check.ts'
import { points } from '../../../../shared/base/hundredths.ts'
import type { NoticeId, StaffId } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import type { Author } from '../../../../shared/journal/facts.ts'
import type { Content } from '../../../../shared/notices/content.ts'
import type { BoardDocument, NoticeKind } from '../../../../shared/notices/document.ts'
import { EnvelopeSchema, openEnvelope } from '../../../../shared/sync/envelope.ts'
import { isSignedBy } from '../../../../shared/sync/signature.ts'
import { changeCalendar, changeSettings, readSettings } from '../../../../hub/office/branch.ts'
import { registerEntries } from '../../../../hub/office/points/ledger.ts'
import { noticeChoices, starterContent } from '../../../../hub/office/notices/starters.ts'
import { noticeDetail, noticeList } from '../../../../hub/office/notices/views.ts'
import {
  approveNotice,
  checkNotice,
  correctNotice,
  discardNotice,
  editNotice,
  previewNotice,
  publishNotice,
  returnNotice,
  startNotice,
  withdrawNotice,
} from '../../../../hub/office/notices/notices.ts'
import { recordMember, setConsent } from '../../../../hub/office/people/people.ts'
import { compileReview, reopenReview, settleReview, tellMembers } from '../../../../hub/office/reviews/reviews.ts'
import { addStaff } from '../../../../hub/office/staff/staff.ts'
import { changeStaff } from '../../../../hub/office/staff/changes.ts'
import { publishScheme, saveSchemeDraft } from '../../../../hub/office/points/scheme.ts'
import { templateScheme } from '../../../../shared/points/template.ts'
import * as v from 'valibot'
import { aMemberInput, aWorkingOffice, day } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { settleAllUpTo } from '../../../fixtures/reviews.ts'

/** Sunday 2026-11-22, 10:00 in Shanghai; Q3 has ended. Office hours end at 17:30. */

const Q3 = '2026-Q3' as Period
const HOUR = 3_600_000
const paper = { date: day('2026-01-05'), paperRef: '同意书001' }

interface Person {
  readonly name: string
  readonly consent?: boolean
  readonly category?: string
  readonly exempt?: boolean
}

const PEOPLE: readonly Person[] = [
  { name: '王建国', consent: true },
  { name: '李秀英' },
  { name: '张伟', category: 'activist' },
  { name: '赵永福', category: 'exempt', exempt: true },
  { name: '陈𬸪', consent: true, category: 'inPost' },
]

/** @param options.settled false: nothing of the year is reviewed yet */
async function aNoticeOffice(options: { people?: readonly Person[]; registrar?: boolean; settled?: boolean } = {}) {
  const office = await aWorkingOffice([])
  for (const [at, person] of (options.people ?? PEOPLE).entries()) {
    const { name, consent = false, category = 'noPost', exempt = false } = person
    const change = { category, consent: consent ? paper : null }
    const input = aMemberInput(at + 1, {
      ...change,
      exemption: exempt ? { appliedOn: null, decidedOn: day('2026-01-10') } : null,
    })
    await recordMember(office, office.by, { memberId: null, input: { ...input, words: { ...input.words, name } } })
  }
  const registrar: Author = (options.registrar ?? true) ? { type: 'staff', id: await aRegistrar(office) } : office.by
  if (options.settled ?? true) await settleAllUpTo(office, office.by, Q3)
  return Object.assign(office, { registrar })
}
type NoticeOffice = Awaited<ReturnType<typeof aNoticeOffice>>

const aRegistrar = (office: Awaited<ReturnType<typeof aWorkingOffice>>): Promise<StaffId> =>
  addStaff(office, office.by, {
    loginName: 'lijifen',
    displayName: '李积分',
    role: 'registrar',
    password: '青山绿水三月天里走一走',
  })

async function aDraft(office: NoticeOffice, kind: NoticeKind, change: Partial<Content> = {}): Promise<NoticeId> {
  const content = await starterContent(office, office.store.read, kind, { period: Q3 })
  return await startNotice(office, office.registrar, { ...content, ...change } as Content)
}

const anAnnouncement = (...paragraphs: string[]): Partial<Content> =>
  ({ title: '停水通知', paragraphs }) as Partial<Content>

const detail = (office: NoticeOffice, noticeId: NoticeId) => noticeDetail(office, office.store.read, noticeId)

async function check(office: NoticeOffice, noticeId: NoticeId): Promise<Hash> {
  const { version } = await detail(office, noticeId)
  return await checkNotice(office, office.registrar, { noticeId, version })
}

async function checkAndApprove(office: NoticeOffice, noticeId: NoticeId): Promise<Hash> {
  const hash = await check(office, noticeId)
  await approveNotice(office, office.by, { noticeId, hash })
  return hash
}

async function publish(office: NoticeOffice, noticeId: NoticeId): Promise<Hash> {
  const hash = await checkAndApprove(office, noticeId)
  await publishNotice(office, office.by, { noticeId, hash })
  return hash
}

/** What a kiosk makes of the newest item of a document, with the hub key it pinned. */
async function onTheBoard(office: NoticeOffice, noticeId: NoticeId) {
  const row = await office.store.write(office.by, work => work.feeds.newest('board', noticeId))
  if (!row?.text) return null
  const opened = openEnvelope(row.text, () => office.signer.publicKey, isSignedBy)
  if (!opened.ok) throw new Error(opened.error)
  return { item: opened.value, text: row.text, p: v.parse(EnvelopeSchema, JSON.parse(row.text)).p }
}

async function shownDocument(office: NoticeOffice, noticeId: NoticeId): Promise<BoardDocument> {
  const item = must(await onTheBoard(office, noticeId), 'an item on the board').item
  if (item.type !== 'document') throw new Error(`the board shows ${item.type}`)
  return item
}

const journalText = async (office: NoticeOffice): Promise<string> =>
  (await office.store.read.journal.lines(1, 10_000)).map(each => each.line).join('\n')

test('NT1 NT4 NT17 a points notice goes from draft to the board; feed and journal hold exactly what was approved', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'periodPoints')
  const hash = await publish(office, noticeId)
  const shown = must(await onTheBoard(office, noticeId), 'shown')
  expect(hashOf(shown.p)).toBe(hash)
  const revisions = await office.store.read.notices.revisions(noticeId)
  expect(revisions.map(each => each.envelope)).toEqual([shown.text])
  expect(await journalText(office)).toContain(JSON.stringify(shown.text))
  const document = await shownDocument(office, noticeId)
  expect(document).toMatchObject({
    rev: 1,
    title: '2026年第三季度党员积分公示',
    issuer: '中共青禾镇云溪村支部委员会',
    publishedOn: '2026-11-22',
    correction: null,
    contact: { name: '李梅' },
  })
  const line = must((await office.store.read.journal.lines(document.asOfJournal.size, 1))[0], 'the line it names')
  expect(line.hash).toBe(document.asOfJournal.hash)
  const { review } = must(await office.store.read.reviews.one(Q3), 'the settled review')
  expect(document.asOfJournal).toEqual(review.head)
})

test('NT8 NT13 the period starts on Monday when it is hung up on a Sunday, and the text says so', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'periodPoints')
  await publish(office, noticeId)
  const { noticePeriod, body } = await shownDocument(office, noticeId)
  expect(noticePeriod).toEqual({
    days: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'],
    endsAt: '17:30',
  })
  expect(body.kind === 'periodPoints' && body.intro).toContain('公示期自2026年11月23日至11月27日，共5个工作日。')
})

test('NT8 after office hours the first day no longer counts, and what was checked before is void', async () => {
  const office = await aNoticeOffice()
  office.clock.advance(24 * HOUR)
  const noticeId = await aDraft(office, 'periodPoints')
  const hash = await checkAndApprove(office, noticeId)
  expect((await detail(office, noticeId)).document?.noticePeriod?.days[0]).toBe('2026-11-23')
  office.clock.advance(8 * HOUR)
  expect(await codesOf(publishNotice(office, office.by, { noticeId, hash }))).toEqual(['NOTICE_PERIOD_MOVED'])
  await returnNotice(office, office.by, { noticeId, reason: '重算公示期' })
  await publish(office, noticeId)
  expect((await shownDocument(office, noticeId)).noticePeriod?.days[0]).toBe('2026-11-24')
})

test('NT8 the holiday table of the branch counts, and its floor holds', async () => {
  const office = await aNoticeOffice()
  await changeCalendar(office, office.by, { holidays: [day('2026-11-24')], makeUpDays: [day('2026-11-22')] })
  const noticeId = await aDraft(office, 'periodPoints')
  await publish(office, noticeId)
  expect((await shownDocument(office, noticeId)).noticePeriod?.days).toEqual([
    '2026-11-22',
    '2026-11-23',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
  ])
  const short = await aDraft(office, 'ranking', { noticeDays: 3 })
  expect(await codesOf(check(office, short))).toEqual(['NOTICE_PERIOD_LENGTH'])
})

test('NT2 an edit after approval sends it back; the approved text can no longer be published', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  const hash = await checkAndApprove(office, noticeId)
  const { version, content } = await detail(office, noticeId)
  const edited = { ...must(content, 'content'), ...anAnnouncement('周四停水。') } as Content
  await editNotice(office, office.registrar, { noticeId, version, content: edited })
  expect((await detail(office, noticeId)).stage).toBe('draft')
  expect(await codesOf(publishNotice(office, office.by, { noticeId, hash }))).toEqual(['NOTICE_STAGE'])
  expect(await codesOf(approveNotice(office, office.by, { noticeId, hash }))).toEqual(['NOTICE_STAGE'])
  expect(await onTheBoard(office, noticeId)).toBeNull()
})

test('NT2 an edit of an older version is refused and changes nothing', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  const { version, content } = await detail(office, noticeId)
  const write = (text: string) =>
    editNotice(office, office.registrar, {
      noticeId,
      version,
      content: { ...must(content, 'content'), ...anAnnouncement(text) } as Content,
    })
  await write('周四停水。')
  expect(await codesOf(write('周五停水。'))).toEqual(['NOTICE_CHANGED'])
  expect((await detail(office, noticeId)).content).toMatchObject({ paragraphs: ['周四停水。'] })
})

test('NT3 with two accounts the editor cannot approve; with one the journal says that they were alone', async () => {
  const two = await aNoticeOffice()
  const content = await starterContent(two, two.store.read, 'items')
  const noticeId = await startNotice(two, two.by, content)
  const hash = await check(two, noticeId)
  expect(await codesOf(approveNotice(two, two.by, { noticeId, hash }))).toEqual(['NOTICE_OWN_WORK'])
  const one = await aNoticeOffice({ registrar: false })
  const alone = await aDraft(one, 'items')
  await publish(one, alone)
  expect(await journalText(one)).toContain('"alone":true')
  expect(await journalText(two)).not.toContain('notice.approved')
})

test('NT3 accounts count while they are active: a second one ends being alone, closing it brings it back', async () => {
  const office = await aNoticeOffice({ registrar: false })
  const noticeId = await aDraft(office, 'items')
  const hash = await check(office, noticeId)
  const staffId = await aRegistrar(office)
  expect(await codesOf(approveNotice(office, office.by, { noticeId, hash }))).toEqual(['NOTICE_OWN_WORK'])
  await changeStaff(office, office.by, { staffId, displayName: '李积分', role: 'registrar', active: false })
  expect(await codesOf(approveNotice(office, office.by, { noticeId, hash }))).toEqual([])
  expect((await detail(office, noticeId)).approvedAlone).toBe(true)
})

test('NT4 approving or publishing with another fingerprint on the screen is refused', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  const hash = await check(office, noticeId)
  const other = hashOf('another text')
  expect(await codesOf(approveNotice(office, office.by, { noticeId, hash: other }))).toEqual(['NOTICE_OTHER_DOCUMENT'])
  await approveNotice(office, office.by, { noticeId, hash })
  expect(await codesOf(publishNotice(office, office.by, { noticeId, hash: other }))).toEqual(['NOTICE_OTHER_DOCUMENT'])
})

test('NT4 words changed behind the program’s back after approval are not published', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  const hash = await checkAndApprove(office, noticeId)
  const { documentId } = must(await office.store.read.notices.one(noticeId), 'on file')
  const text = must(await office.store.read.words.get(must(documentId, 'document')), 'text')
  office.store.engine.raw
    .prepare('UPDATE private_words SET words = ? WHERE id = ?')
    .run(text.replace('周三', '周一'), documentId)
  expect(await codesOf(publishNotice(office, office.by, { noticeId, hash }))).toEqual(['NOTICE_OTHER_DOCUMENT'])
})

test('NT5 NT17 a correction replaces the revision on the board and says why; the first stays until then', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  await publish(office, noticeId)
  expect(await codesOf(correctNotice(office, office.registrar, { noticeId, reason: ' ' }))).toEqual([
    'NOTICE_REASON_MISSING',
  ])
  await correctNotice(office, office.registrar, { noticeId, reason: '日期写错' })
  expect(await shownDocument(office, noticeId)).toMatchObject({ rev: 1 })
  const { version, content, liveRev, rev } = await detail(office, noticeId)
  expect([liveRev, rev]).toEqual([1, 2])
  const changed = { ...must(content, 'content'), ...anAnnouncement('周四停水。') } as Content
  await editNotice(office, office.registrar, { noticeId, version, content: changed })
  await publish(office, noticeId)
  expect(await shownDocument(office, noticeId)).toMatchObject({
    rev: 2,
    correction: '日期写错',
    body: { paragraphs: ['周四停水。'] },
  })
  expect((await detail(office, noticeId)).revisions.map(each => each.rev)).toEqual([1, 2])
})

test('NT6 withdrawn means a signed tombstone with the next number, no reason in public, and the end', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  await publish(office, noticeId)
  await correctNotice(office, office.registrar, { noticeId, reason: '日期写错' })
  await withdrawNotice(office, office.by, { noticeId, reason: '内容涉及个人隐私' })
  const { item, text } = must(await onTheBoard(office, noticeId), 'the tombstone')
  expect(item).toEqual({ type: 'withdrawal', docId: noticeId, rev: 2, withdrawnAt: office.clock.now() })
  expect(text).not.toContain('隐私')
  expect(await journalText(office)).not.toContain('隐私')
  const { steps, stage } = await detail(office, noticeId)
  expect(stage).toBe('withdrawn')
  expect(steps.at(-1)).toMatchObject({ step: 'withdrawn', by: '王书记', reason: '内容涉及个人隐私' })
  expect(await codesOf(correctNotice(office, office.registrar, { noticeId, reason: '再发' }))).toEqual(['NOTICE_OVER'])
})

test('NT7 after its last day it is listed as expired', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  await publish(office, noticeId)
  const stage = async () =>
    (await noticeList(office, office.store.read)).find(each => each.noticeId === noticeId)?.stage
  office.clock.advance(15 * 24 * HOUR)
  expect(await stage()).toBe('published')
  office.clock.advance(24 * HOUR)
  expect(await stage()).toBe('expired')
})

test('NT9 a second notice about the same period is refused until the first is gone', async () => {
  const office = await aNoticeOffice()
  const first = await aDraft(office, 'ranking')
  await publish(office, first)
  const second = await aDraft(office, 'ranking')
  expect(await codesOf(check(office, second))).toEqual(['NOTICE_SUBJECT_SHOWN'])
  await withdrawNotice(office, office.by, { noticeId: first, reason: '重做' })
  await publish(office, second)
  expect(await shownDocument(office, second)).toMatchObject({ rev: 1 })
})

test('NT10 dated tomorrow it is published tomorrow, and the day after no more', async () => {
  const office = await aNoticeOffice()
  const tomorrow = { ...anAnnouncement('周三停水。'), publishOn: day('2026-11-23') } as Partial<Content>
  const noticeId = await aDraft(office, 'announcement', tomorrow)
  const hash = await checkAndApprove(office, noticeId)
  const tryNow = () => codesOf(publishNotice(office, office.by, { noticeId, hash }))
  expect(await tryNow()).toEqual(['NOTICE_TOO_EARLY'])
  office.clock.advance(48 * HOUR)
  expect(await tryNow()).toContain('NOTICE_TOO_LATE')
  office.clock.advance(-24 * HOUR)
  expect(await tryNow()).toEqual([])
})

test('NT11 NT40 somebody new on the roster, or a consent withdrawn, after the check makes it void', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'periodPoints')
  const hash = await checkAndApprove(office, noticeId)
  const tryNow = () => codesOf(publishNotice(office, office.by, { noticeId, hash }))
  await recordMember(office, office.by, { memberId: null, input: aMemberInput(9) })
  expect(await tryNow()).toEqual(['NOTICE_OUTDATED', 'REVIEW_STALE'])
  await returnNotice(office, office.by, { noticeId, reason: '名册有变' })
  expect(await codesOf(check(office, noticeId))).toEqual(['REVIEW_STALE'])
  await reopenReview(office, office.by, { period: Q3, reason: '名册有变' })
  expect(await codesOf(check(office, noticeId))).toEqual(['REVIEW_NOT_SETTLED'])
  await compileReview(office, office.by, Q3)
  const { review } = must(await office.store.read.reviews.one(Q3), 'the review')
  const memberIds = review.hearings.map(each => each.figures.memberId)
  await tellMembers(office, office.by, { period: Q3, memberIds, how: 'slip' })
  await settleReview(office, office.by, Q3)
  const again = await checkAndApprove(office, noticeId)
  const consented = (await office.store.read.people.all()).filter(each => each.consent).map(each => each.memberId)
  await setConsent(office, office.by, consented, null)
  expect(await codesOf(publishNotice(office, office.by, { noticeId, hash: again }))).toEqual(['NOTICE_OUTDATED'])
  await returnNotice(office, office.by, { noticeId, reason: '同意公开有变' })
  await publish(office, noticeId)
  expect(JSON.stringify(await shownDocument(office, noticeId))).not.toContain('王建国')
})

test('NT12 NT14 NT16 items, ranking and points follow the scheme; a running period and a private ranking are refused', async () => {
  const office = await aNoticeOffice()
  await publish(office, await aDraft(office, 'items'))
  expect((await noticeChoices(office, office.store.read)).periods).toEqual(['2026-Q3', '2026-Q2', '2026-Q1'])
  const running = await aDraft(office, 'periodPoints', { period: '2026-Q4' as Period } as Partial<Content>)
  expect(await codesOf(check(office, running))).toEqual(['NOTICE_PERIOD_NOT_ENDED', 'REVIEW_NOT_COMPILED'])
  const halfYear = await aDraft(office, 'ranking', { period: '2026-H1' as Period } as Partial<Content>)
  expect(await codesOf(check(office, halfYear))).toEqual(['NOTICE_PERIOD_UNKNOWN'])
  const noYear = await aDraft(office, 'items', { cycle: 2031 } as Partial<Content>)
  expect(await codesOf(check(office, noYear))).toEqual(['SCHEME_NONE'])
  const closed = { ...templateScheme(2026), ranking: { public: false, topN: 5 } }
  await saveSchemeDraft(office, office.by, closed)
  const hung = await aDraft(office, 'ranking')
  await publish(office, hung)
  await publishScheme(office, office.by, 2026, day('2026-11-22'))
  expect(await codesOf(check(office, await aDraft(office, 'ranking')))).toEqual(['RANKING_NOT_PUBLIC'])
  expect((await detail(office, hung)).stage).toBe('withdrawn')
  expect((await onTheBoard(office, hung))?.item.type).toBe('withdrawal')
})

test('NT15 PR11 PR12 PR14 an announcement with private numbers is stopped, the branch’s own number is not', async () => {
  const office = await aNoticeOffice()
  const phone = '139 0000 1234'
  const bad = await aDraft(office, 'announcement', anAnnouncement(`请打${phone}，身份证110101196803071239`))
  expect(await codesOf(check(office, bad))).toEqual(['PRIVATE_MOBILE', 'PRIVATE_ID_NUMBER'])
  const settings = must(await readSettings(office.store.read), 'settings')
  const { helpContact } = settings
  await changeSettings(office, office.by, { ...settings, helpContact: { ...helpContact, phone: '13900001234' } })
  await publish(office, await aDraft(office, 'announcement', anAnnouncement(`请打${phone}`)))
  const empty = await aDraft(office, 'announcement', anAnnouncement('  '))
  expect(await codesOf(check(office, empty))).toEqual(['NOTICE_EMPTY'])
})

test('PR19 an announcement may not name a member without consent until staff confirm that somebody else is meant', async () => {
  const office = await aNoticeOffice()
  const noticeId = await aDraft(office, 'announcement', anAnnouncement('请李秀英、王建国到会。'))
  const { problems, content, version } = await detail(office, noticeId)
  expect(problems.map(each => each.code)).toEqual(['NAME_WITHOUT_CONSENT'])
  const confirmed = { ...must(content, 'content'), notPeople: ['李秀英'] }
  await editNotice(office, office.registrar, { noticeId, version, content: confirmed })
  await publish(office, noticeId)
})

test('PR16 PR17 PR18 what reaches the board names nobody without consent, no exempt person and no deduction', async () => {
  const office = await aNoticeOffice({ settled: false })
  const members = await office.store.read.people.all()
  const register = (itemCode: string, note: string, at: number) =>
    registerEntries(office, office.by, {
      itemCode,
      memberIds: [must(members[at], 'member').memberId],
      date: day('2026-08-01'),
      quantity: points(1),
      source: itemCode.startsWith('X') ? 'decision' : 'branchRecord',
      recordedBy: 'branch',
      activityId: null,
      basis: null,
      note,
    })
  await register('X16', '参与赌博被处罚', 0)
  await register('C05', '清理水渠', 1)
  await settleAllUpTo(office, office.by, Q3)
  const shown = []
  for (const kind of ['periodPoints', 'ranking'] as const) {
    const noticeId = await aDraft(office, kind)
    await publish(office, noticeId)
    shown.push(must(await onTheBoard(office, noticeId), kind).text)
  }
  expect(shown.join()).toContain('李*英')
  expect(shown.join()).toContain('王建国')
  for (const secret of ['李秀英', '张伟', '赵永福', '赵*福', '赌博', 'X16', '水渠', '免于积分'])
    expect(shown.join(), secret).not.toContain(secret)
  expect(shown[0]).not.toMatch(/deduct|veto/)
  const [notice] = shown
  const { p } = v.parse(EnvelopeSchema, JSON.parse(must(notice, 'notice')))
  expect((JSON.parse(p) as { body: { rows: unknown[] } }).body.rows).toHaveLength(4)
})

test('NT17 drafts are private words: the journal never sees them, and they are erased when given up or published', async () => {
  const office = await aNoticeOffice()
  const given = await aDraft(office, 'announcement', anAnnouncement('一个不成熟的想法'))
  const kept = await aDraft(office, 'announcement', anAnnouncement('周三停水。'))
  const drafts = () =>
    office.store.engine.raw.prepare("SELECT words FROM private_words WHERE kind = 'draft'").all() as { words: string }[]
  expect(await journalText(office)).not.toContain('不成熟')
  expect(drafts()).toHaveLength(2)
  await discardNotice(office, office.registrar, given)
  expect(await codesOf(discardNotice(office, office.registrar, given))).toEqual(['NOTICE_OVER'])
  await publish(office, kept)
  expect(drafts()).toEqual([])
  expect((await noticeList(office, office.store.read)).map(each => [each.title, each.stage])).toEqual([
    ['停水通知', 'published'],
    ['', 'discarded'],
  ])
})

test('NT1 a preview changes nothing and is what the check then fixes', async () => {
  const office = await aNoticeOffice()
  const content = await starterContent(office, office.store.read, 'periodPoints', { period: Q3 })
  const before = await office.store.read.journal.head()
  const preview = await previewNotice(office, office.store.read, content, null)
  expect(preview.problems).toEqual([])
  expect(await office.store.read.journal.head()).toEqual(before)
  const noticeId = await startNotice(office, office.registrar, content)
  const again = await previewNotice(office, office.store.read, content, noticeId)
  expect(await check(office, noticeId)).toBe(again.hash)
})

test('NT1 the hub itself and unknown notices are turned away', async () => {
  const office = await aNoticeOffice()
  const content = await starterContent(office, office.store.read, 'items')
  expect(await codesOf(startNotice(office, { type: 'hub' }, content))).toEqual(['NOTICE_FOR_STAFF_ONLY'])
  const unknown = '01900000-0000-7000-8000-000000000000' as NoticeId
  expect(await codesOf(withdrawNotice(office, office.by, { noticeId: unknown, reason: '无' }))).toEqual([
    'NOTICE_UNKNOWN',
  ])
})
