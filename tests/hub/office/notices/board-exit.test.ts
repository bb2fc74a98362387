import { expect, test, vi } from 'vitest'
import { planActivity } from '../../../../hub/office/activities/activities.ts'
import { closeIncident, listIncidents } from '../../../../hub/office/incidents.ts'
import { putFeed } from '../../../../hub/office/feeds.ts'
import { registerEntries } from '../../../../hub/office/points/ledger.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import { noticeDetail } from '../../../../hub/office/notices/views.ts'
import { startNotice } from '../../../../hub/office/notices/notices.ts'
import { recordMember } from '../../../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft, schemeToEdit } from '../../../../hub/office/points/scheme.ts'
import { must } from '../../../../shared/base/check.ts'
import { points } from '../../../../shared/base/hundredths.ts'
import { newId, type ActivityId, type NoticeId } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import { maskName } from '../../../../shared/people/names.ts'
import type { Content } from '../../../../shared/notices/content.ts'
import type { BoardDocument, NoticeKind } from '../../../../shared/notices/document.ts'
import { tellingPieces } from '../../../../shared/notices/private-reasons.ts'
import * as v from 'valibot'
import { BoardItemSchema, openEnvelopeText } from '../../../../shared/sync/envelope.ts'
import { aMemberInput, anActivityInput, aWorkingOffice, day, moment } from '../../../fixtures/branch.ts'
import type { Door } from '../../../fixtures/door.ts'
import { seededRandom } from '../../../fixtures/office.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { settleAllUpTo } from '../../../fixtures/reviews.ts'
import { putUp } from '../../../fixtures/showing.ts'

/** What may never leave: looked for at saving, and once more where documents go to the kiosks. */

const Q3 = '2026-Q3' as Period
const consent = { date: day('2026-01-05'), paperRef: '同意书' }
type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const SECRETS = ['在镇上酒馆打牌赌钱被派出所带走', '拒不腾退占用的集体晒场三年', '因脑梗后遗症长期卧床不起']
const VETO_NO = '青纪决〔2026〕7号'

async function aBranchWithSecrets(random = seededRandom(5)): Promise<Working> {
  const office = await aWorkingOffice(
    Array.from({ length: 9 }, (_, at) => ({ consent: at % 2 === 0 ? consent : null })),
  )
  const chance = () => (random(1)[0] ?? 0) / 256
  const base = aMemberInput(10, { exemption: { appliedOn: null, decidedOn: day('2026-01-10') }, category: 'exempt' })
  await recordMember(office, office.by, {
    memberId: null,
    input: { ...base, words: { ...base.words, note: `${SECRETS[2] ?? ''}，由家属照顾` } },
  })
  const enter = (memberNo: number, itemCode: string, note: string, veto = false) =>
    registerEntries(office, office.by, {
      itemCode,
      memberIds: [office.idOf(memberNo)],
      date: day(`2026-0${1 + Math.floor(chance() * 9)}-1${Math.floor(chance() * 9)}`),
      quantity: points(1),
      source: itemCode.startsWith('C') ? 'attestation' : 'decision',
      recordedBy: itemCode.startsWith('C') ? 'resident' : 'branch',
      activityId: null,
      basis: veto ? { documentNo: VETO_NO, meetingDate: day('2026-08-01') } : null,
      note,
    })
  for (let no = 1; no <= 9; no += 1) {
    if (chance() < 0.7) await enter(no, 'C14', '帮邻居抢收稻谷两天')
    if (chance() < 0.4) await enter(no, 'X16', `${SECRETS[0] ?? ''}，经查实`)
  }
  await enter(3, 'X16', `${SECRETS[0] ?? ''}，经查实`)
  await enter(4, 'V01', SECRETS[1] ?? '', true)
  await settleAllUpTo(office, office.by, Q3)
  return office
}

/** One branch for all tests that change nothing in it but drafts. */
let kept: Promise<Working> | null = null
const secrets = (): Promise<Working> => (kept ??= aBranchWithSecrets())

async function draft(office: Working, kind: NoticeKind, change: Partial<Content> = {}): Promise<NoticeId> {
  const content = await starterContent(office, office.store.read, kind, { period: Q3 })
  return await startNotice(office, office.by, { ...content, ...change } as Content)
}

/** Whatever the kiosks would get, as text. */
async function boardTexts(office: Working): Promise<string[]> {
  const rows = await office.store.read.feeds.after('board', 0, 1_000)
  return rows.flatMap(({ text }) => (text === null ? [] : [openEnvelopeText(text) ?? text]))
}

/** PR35 as a property of everything on the feed. */
const leaks = (texts: readonly string[]): string[] =>
  [...SECRETS, VETO_NO, '抢收稻谷', '党员10', '党员2'].filter(secret =>
    texts.some(text => text.includes(secret) && !text.includes(`${secret}0`)),
  )

test('PR17 PR35 whatever the ledger holds, no private word is in anything that goes to a wall', async () => {
  for (let seed = 1; seed <= 2; seed += 1) {
    const office = await aBranchWithSecrets(seededRandom(seed * 31))
    const { read } = office.store
    for (const kind of ['items', 'periodPoints', 'ranking'] as const)
      await putUp(office as never as Door, await draft(office, kind))
    const starter = await starterContent(office, read, 'commendation', { period: Q3 })
    if (starter.kind === 'commendation' && starter.people.length > 0) {
      await putUp(office as never as Door, await draft(office, 'commendation'))
    }
    const rows = [{ memberId: office.idOf(2), post: '水管员', pledge: '每周巡渠一次。', state: 'standing' as const }]
    await putUp(office as never as Door, await draft(office, 'pledges', { rows } as Partial<Content>))
    const texts = await boardTexts(office)
    expect(texts.length).toBeGreaterThanOrEqual(4)
    expect(leaks(texts)).toEqual([])
  }
})

test('NT46 what hangs is public and says so of nobody: no document is for members or for one person alone', async () => {
  const office = await aBranchWithSecrets()
  for (const kind of ['items', 'periodPoints'] as const) await putUp(office as never as Door, await draft(office, kind))
  const texts = await boardTexts(office)
  expect(texts).toHaveLength(2)
  for (const text of texts) {
    const item = v.parse(BoardItemSchema, JSON.parse(text))
    // Whatever names a member by id is on their own page alone, and that one is sealed (PR22).
    expect(item.type).toBe('document')
    expect(text).not.toMatch(/"(scope|memberId|audience)"/)
  }
})

test('PR35 a planted bug is found: a text with a reason in it, put on the feed around every check', async () => {
  const office = await aBranchWithSecrets()
  await office.store.write(office.by, async work => {
    const text = JSON.stringify({ p: `{"body":"${SECRETS[0] ?? ''}"}`, k: 'x', s: 'y' })
    await work.feeds.put('board', 'planted', 'a'.repeat(64) as never, text)
  })
  expect(leaks(await boardTexts(office))).toEqual([SECRETS[0]])
})

test('PR35 a text that repeats a reason, however it is set, or the number of a veto, is stopped at saving', async () => {
  const office = await aBranchWithSecrets()
  const problemsOf = async (...paragraphs: string[]) => {
    const noticeId = await draft(office, 'announcement', { title: '通报', paragraphs } as Partial<Content>)
    return (await noticeDetail(office, office.store.read, noticeId)).problems.map(each => [each.code, each.where])
  }
  expect(await problemsOf('某同志 在镇上酒馆、打牌赌钱 被派出所带走，望引以为戒。')).toEqual([
    ['PRIVATE_REASON', '第1段'],
  ])
  expect(await problemsOf('明天开会。', '依据青纪决〔2026〕7号。')).toEqual([['PRIVATE_REASON', '第2段']])
  expect(await problemsOf('有的老同志因脑梗后遗症长期卧床不起，请多去看望。')).toEqual([['PRIVATE_REASON', '第1段']])
  // What the items are called, and everyday words, may be said.
  expect(await problemsOf('参与赌博、封建迷信的，按规定处理。经查实的情况另行公开。')).toEqual([])
})

/** Where a text of the announcement is said to borrow. */
async function borrowedAt(office: Working, title: string, ...paragraphs: string[]): Promise<(string | undefined)[]> {
  const noticeId = await draft(office, 'announcement', { title, paragraphs } as Partial<Content>)
  const { problems } = await noticeDetail(office, office.store.read, noticeId)
  return problems.filter(({ code }) => code === 'PRIVATE_REASON').map(each => each.where)
}

test.each<[how: string, title: string, paragraphs: string[], where: string[]]>([
  ['cut by signs', '通报', ['在·镇*上/酒 馆|打-牌_赌~钱'], ['第1段']],
  ['cut by what cannot be seen', '通报', ['打\u200b牌\u00ad赌\u2060钱被派\ufeff出所带走'], ['第1段']],
  ['cut by a line break', '通报', ['打牌赌钱被\n派出所带走'], ['第1段']],
  ['the end of it alone', '通报', ['有人打牌赌钱被派出所带走，请引以为戒。'], ['第1段']],
  ['the middle of it alone', '通报', ['听说是酒馆打牌赌钱被派出所查了。'], ['第1段']],
  ['half of it in the title', '酒馆打牌赌钱', ['被派出所带走的，下不为例。'], ['标题']],
  ['half of it in the next paragraph', '通报', ['明天开会。', '某同志拒不腾退占用的', '集体晒场。'], ['第2段']],
  ['in the title', '关于拒不腾退占用集体晒场的通报', ['略。'], ['标题']],
  ['with a number in words or digits', '通报', ['拒不腾退占用的集体晒场3年'], ['第1段']],
  ['a veto’s document in full width', '通报', ['见青纪决［２０２６］７号'], ['第1段']],
])('PR35 a reason that is %s is found', async (_, title, paragraphs, where) => {
  expect(await borrowedAt(await secrets(), title, ...paragraphs)).toEqual(where)
})

test.each([
  ['关于开展禁赌宣传的通知', '请大家不打牌赌钱，不进酒馆，发现赌博的可向派出所反映。'],
  ['关于清理集体晒场的通知', '请占用集体晒场的农户三天内腾退。'],
  ['关于走访长期患病党员的通知', '年老体弱、长期患病的党员由各组上门看望。'],
  ['通知', '经支部委员会会议研究决定，2026年8月1日召开党员大会，经查实的问题按规定处理。'],
])('PR35 whoever speaks of the same matter in words of their own may: %s', async (title, text) => {
  expect(await borrowedAt(await secrets(), title, text)).toEqual([])
})

test('PR35 a short reason is found beside whom it was written about, in full or masked, and nowhere else', async () => {
  const office = await aBranchWithSecrets()
  await registerEntries(office, office.by, {
    itemCode: 'X16',
    memberIds: [office.idOf(5)],
    date: day('2026-11-12'),
    quantity: points(1),
    source: 'decision',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '醉酒闹事，第三季度',
  })
  expect(await borrowedAt(office, '通报', '明天开会。', '党员5 醉酒、闹事，下不为例。')).toEqual(['第2段'])
  expect(await borrowedAt(office, '通报', `${maskName('党员5')}醉酒闹事，下不为例。`)).toEqual(['第1段'])
  expect(await borrowedAt(office, '通报', '不要醉酒闹事。', '党员5第三季度得分第一。')).toEqual([])
  const rows = [{ memberId: office.idOf(5), post: '劝导员', pledge: '不再醉酒闹事。', state: 'standing' as const }]
  const pledges = await noticeDetail(
    office,
    office.store.read,
    await draft(office, 'pledges', { rows } as Partial<Content>),
  )
  expect(pledges.problems.map(each => [each.code, each.where])).toEqual([['PRIVATE_REASON', '第1行']])
})

test('PR35 an item that an amendment calls by a reason hangs nowhere, and frees these words for nothing else', async () => {
  const office = await aBranchWithSecrets()
  const { read } = office.store
  const scheme = await schemeToEdit(read, 2026)
  office.clock.advance(60_000)
  const borrowed = { title: '在镇上酒馆打牌赌钱被派出所带走', note: '拒不腾退占用的集体晒场' }
  const items = scheme.items.map(item => (item.code === 'X16' ? { ...item, ...borrowed } : item))
  await saveSchemeDraft(office, office.by, { ...scheme, items })
  await publishScheme(office, office.by, 2026, day('2026-11-01'))
  const listed = await noticeDetail(office, read, await draft(office, 'items'))
  expect(listed.problems.map(each => [each.code, each.where])).toEqual([
    ['PRIVATE_REASON', 'X16'],
    ['PRIVATE_REASON', 'X16说明'],
  ])
  expect(await borrowedAt(office, '通报', '打牌赌钱被派出所带走')).toEqual(['第1段'])
})

test('PR46 an activity is called by nothing private, neither when it is planned nor when it is called anew', async () => {
  const office = await aBranchWithSecrets()
  const plan = (change: Parameters<typeof anActivityInput>[0], activityId: ActivityId | null = null) =>
    codesOf(planActivity(office, office.by, { ...anActivityInput({ itemCode: null, ...change }), activityId }))
  expect(await plan({ title: '打牌赌钱被派出所带走者谈话会' })).toEqual(['PRIVATE_REASON'])
  expect(await plan({ title: '报名 139-0000-1234' })).toEqual(['PRIVATE_MOBILE'])
  expect(await plan({ place: '王桂兰家（三组12号）' })).toEqual(['PRIVATE_ADDRESS'])
  expect(await plan({ title: '拒不腾退占用的', place: '集体晒场三年' })).toEqual(['PRIVATE_REASON'])
  const known = await planActivity(office, office.by, anActivityInput({ itemCode: null }))
  expect(await plan({ title: '打牌赌钱被派出所带走者谈话会' }, known)).toEqual(['PRIVATE_REASON'])
  const feed = await office.store.read.feeds.after('activities', 0, 100)
  expect(feed.map(({ text }) => text).join()).not.toMatch(/赌钱|139-0000|三组12号|晒场/u)
  // Another time for what is called what it was called: its words were looked at when they were written.
  expect(await plan({ opens: moment('2026-11-20T08:30') }, known)).toEqual([])
})

test('PR17 PR29 PR48 no feed of the kiosks holds a private word in clear, whatever the ledger holds', async () => {
  const office = await secrets()
  const rows = []
  for (const { feed } of await office.store.read.feeds.states()) {
    rows.push(...(await office.store.read.feeds.after(feed, 0, 1_000)))
  }
  expect(rows.length).toBeGreaterThan(5)
  expect(leaks(rows.map(({ text }) => text ?? '')).filter(word => !word.startsWith('党员'))).toEqual([])
})

test('PR35 everyday words of the branch and short pieces are no secrets', () => {
  expect(tellingPieces([{ text: '未参加主题党日，经查实', everyday: '参加主题党日' }])).toEqual(['未参加主题党日'])
  expect(tellingPieces([{ text: '参加主题党日，经查实', everyday: '按时参加主题党日活动' }])).toEqual([])
})

const tampered = (document: BoardDocument, office: Working, text: string): BoardDocument => ({
  ...document,
  docId: newId<NoticeId>(office.clock.now(), office.random),
  body: { kind: 'announcement', paragraphs: [text] },
})

test('PR36 what comes to the exit around the check is refused there, and staff find an incident without its words', async () => {
  const office = await aBranchWithSecrets()
  const noticeId = await draft(office, 'announcement', {
    title: '通知',
    paragraphs: ['明天停水。'],
  } as Partial<Content>)
  const { document } = await noticeDetail(office, office.store.read, noticeId)
  if (document?.type !== 'document') throw new Error('a document of the board')
  const hang = (text: string) =>
    codesOf(
      office.store.write(office.by, async work => {
        const other = tampered(document, office, text)
        await putFeed(office, work, 'board', other.docId, other)
      }),
    )
  expect(await hang('请打 １３９-1234-5678 找他。')).toEqual(['PRIVATE_MOBILE'])
  expect(await hang('党员2 同志没有来。')).toEqual(['NAME_WITHOUT_CONSENT'])
  expect(await hang(`${SECRETS[1] ?? ''}。`)).toEqual(['PRIVATE_REASON'])
  expect(await boardTexts(office)).toEqual([])
  // The notes of it wait for their turn among the pieces of writing.
  await vi.waitFor(async () => expect(await listIncidents(office)).toHaveLength(3), { timeout: 10_000 })
  const incidents = await listIncidents(office)
  expect(incidents.map(each => (each.kind === 'journal' ? [each.found, each.faults[0]?.code] : []))).toEqual(
    expect.arrayContaining([
      ['exit', 'PRIVATE_MOBILE'],
      ['exit', 'NAME_WITHOUT_CONSENT'],
      ['exit', 'PRIVATE_REASON'],
    ]),
  )
  const lines = (await office.store.read.journal.lines(1, 10_000)).map(each => each.line).join('\n')
  for (const word of ['5678', SECRETS[1] ?? '', '党员2']) expect(lines).not.toContain(word)
  const no = must(incidents[0], 'an incident').no
  await closeIncident(office, office.by, no, '有人改了数据库里的文稿，已恢复并批评教育。')
  // What is in order goes out.
  expect(await hang('明天停水。')).toEqual([])
})
