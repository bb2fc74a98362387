import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { must } from '../../../shared/base/check.ts'
import { points } from '../../../shared/base/hundredths.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import type { HelpId, TalkId } from '../../../shared/people/care.ts'
import { givePosts } from '../../../hub/office/points/duty-posts.ts'
import { careBoard, careOfMember } from '../../../hub/office/care/views.ts'
import {
  endHelper,
  eraseHelp,
  eraseReminder,
  eraseTalk,
  followUpTalk,
  nameHelper,
  recordTalk,
  remindMember,
  type TalkInput,
} from '../../../hub/office/care/care.ts'
import { eraseEntryNote } from '../../../hub/office/points/erase-note.ts'
import { registerEntries } from '../../../hub/office/points/ledger.ts'
import { lowMembers } from '../../../hub/office/care/low-periods.ts'
import { praiseList } from '../../../hub/office/points/praise.ts'
import { contentInHand } from '../../../hub/office/notices/content.ts'
import { approveNotice, checkNotice, discardNotice, publishNotice } from '../../../hub/office/notices/notices.ts'
import { publishScheme, saveSchemeDraft } from '../../../hub/office/points/scheme.ts'
import { verifyDatabase } from '../../../hub/store/verify.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { FEEDS } from '../../../shared/sync/fields.ts'
import { aWorkingOffice, day, tellMeeting } from '../../fixtures/branch.ts'
import { codesOf } from '../../fixtures/refusals.ts'
import { settleAllUpTo } from '../../fixtures/reviews.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>
const Q = (number: number, year = 2026) => `${year}-Q${number}` as Period

const enter = (office: Working, memberNo: number, date: string, itemCode: string, units = 1) =>
  registerEntries(office, office.by, {
    itemCode,
    memberIds: [office.idOf(memberNo)],
    date: day(date),
    quantity: points(units),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '',
  })

const aTalk = (office: Working, change: Partial<TalkInput> = {}): TalkInput => ({
  memberId: office.idOf(1),
  date: day('2026-11-10'),
  followUpOn: day('2026-11-20'),
  by: '王书记',
  reason: 'low',
  said: '家里老人住院，近两个月照看不过来。',
  ...change,
})

const board = (office: Working) => careBoard(office, office.store.read)

/** Everything that leaves the hub or stays for ever: journal lines, feeds with all their rows. */
async function everythingSaid(office: Working): Promise<string> {
  const { size } = await office.store.read.journal.head()
  const lines = await office.store.read.journal.lines(1, size)
  const feeds = await Promise.all(
    FEEDS.map(async feed => (await office.store.read.feeds.after(feed, 0, 10_000)).map(row => JSON.stringify(row))),
  )
  return [...lines.map(each => each.line), ...feeds.flat()].join('\n')
}

test('RV20 RV21 a talk is kept with its private words, looked at again, erased; nothing of it is said in journal or feeds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'care-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'hub.db')
  const office = await aWorkingOffice(undefined, { path })
  const talkId = await recordTalk(office, office.by, aTalk(office))
  expect((await board(office)).talks).toMatchObject([
    { name: '党员1', due: true, words: { by: '王书记', reason: 'low' } },
  ])
  const again = { talkId, date: day('2026-11-21'), followUpOn: null, said: '老人出院了，本人已回来参加学习。' }
  await followUpTalk(office, office.by, again)
  await nameHelper(office, office.by, {
    memberId: office.idOf(1),
    helperId: null,
    since: day('2026-11-10'),
    name: '镇医院护士小陈',
    note: '每周上门一次',
  })
  expect((await board(office)).talks).toMatchObject([{ due: false, notes: [{ words: again.said }] }])
  const said = await everythingSaid(office)
  expect(said).toContain(talkId)
  const secrets = ['住院', '王书记', '出院', '小陈', '每周上门', '"low"']
  expect(secrets.filter(each => said.includes(each))).toEqual([])
  const words = await office.store.read.words.many((await office.store.read.care.notes()).map(each => each.wordsId))
  await eraseTalk(office, office.by, { talkId, reason: 'asked' })
  expect((await board(office)).talks).toMatchObject([{ words: null, notes: [], followUpOn: null }])
  expect(words.size).toBe(1)
  expect((await office.store.read.words.many([...words.keys()])).size).toBe(0)
  expect(await codesOf(eraseTalk(office, office.by, { talkId, reason: 'asked' }))).toEqual(['CARE_ERASED'])
  expect(await codesOf(followUpTalk(office, office.by, again))).toEqual(['CARE_ERASED'])
  await office.store.close()
  expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, faults: [] })
})

test('RV43 a later talk with the same member settles what an earlier one left to look after, nobody else’s does', async () => {
  const office = await aWorkingOffice()
  const record = (date: string, followUpOn: string | null, who = 1) =>
    recordTalk(office, office.by, {
      ...aTalk(office),
      memberId: office.idOf(who),
      date: day(date),
      followUpOn: followUpOn === null ? null : day(followUpOn),
    })
  const said = async () =>
    (await board(office)).talks.map(each => [each.date, each.due, each.metOn] as const).toSorted()
  const first = await record('2025-03-01', '2025-03-20')
  await record('2025-04-01', null, 2)
  expect(await said()).toEqual([
    ['2025-03-01', true, null],
    ['2025-04-01', false, null],
  ])
  // What was noted to the talk itself is looked after from that day on.
  await followUpTalk(office, office.by, {
    talkId: first,
    date: day('2025-05-01'),
    followUpOn: day('2025-06-01'),
    said: '好转',
  })
  await record('2025-04-15', '2025-04-20')
  expect(await said()).toEqual([
    ['2025-03-01', true, null],
    ['2025-04-01', false, null],
    ['2025-04-15', true, null],
  ])
  await record('2026-11-01', null)
  expect(await said()).toEqual([
    ['2025-03-01', false, '2026-11-01'],
    ['2025-04-01', false, null],
    ['2025-04-15', false, '2026-11-01'],
    ['2026-11-01', false, null],
  ])
})

test('RV21 words that found their way into a reference would be seen', async () => {
  const office = await aWorkingOffice()
  const { write } = office.store
  const careless: typeof write = (by, work) =>
    write.call(office.store, by, inner =>
      work({
        ...inner,
        keepWords: async (kind, words) => ({
          ...(await inner.keepWords(kind, words)),
          id: words.slice(0, 60) as PrivateId,
        }),
      }),
    ) as never
  const store = new Proxy(office.store, {
    get: (real, name) => (name === 'write' ? careless : Reflect.get(real, name)),
  })
  await recordTalk({ ...office, store }, office.by, aTalk(office))
  expect(await everythingSaid(office)).toContain('王书记')
})

test('RV20 a talk without words, in the future, with a follow-up before it, or about a stranger is refused at its place', async () => {
  const office = await aWorkingOffice([{}, { status: 'left' }])
  const refused = (change: Partial<TalkInput>) => codesOf(recordTalk(office, office.by, aTalk(office, change)))
  expect(await refused({ said: ' ' })).toEqual(['CARE_WORDS_MISSING'])
  expect(await refused({ by: '' })).toEqual(['CARE_WORDS_MISSING'])
  expect(await refused({ date: day('2026-11-23') })).toEqual(['CARE_DATE'])
  expect(await refused({ followUpOn: day('2026-11-10') })).toEqual(['CARE_FOLLOW_UP'])
  expect(await refused({ memberId: office.idOf(2) })).toEqual(['MEMBER_UNKNOWN'])
  expect((await board(office)).talks).toEqual([])
  const none = '019a0000-0000-7000-8000-000000000000'
  expect(await codesOf(eraseTalk(office, office.by, { talkId: none as TalkId, reason: 'asked' }))).toEqual([
    'CARE_NO_TALK',
  ])
  const talkId = await recordTalk(office, office.by, aTalk(office))
  const early = { talkId, date: day('2026-11-09'), followUpOn: null, said: '好转' }
  expect(await codesOf(followUpTalk(office, office.by, early))).toEqual(['CARE_DATE'])
})

test('RV24 a helper is another active member or somebody named, once at a time, and ends on a day', async () => {
  const office = await aWorkingOffice([{}, {}, { status: 'left' }])
  const [first, second, gone] = [office.idOf(1), office.idOf(2), office.idOf(3)]
  const help = { memberId: first, helperId: second, since: day('2026-11-01'), name: '', note: '' }
  const refused = (change: Partial<typeof help> | { helperId: null }) =>
    codesOf(nameHelper(office, office.by, { ...help, ...change }))
  expect(await refused({ helperId: first })).toEqual(['CARE_HELPER_SELF'])
  expect(await refused({ helperId: gone })).toEqual(['MEMBER_UNKNOWN'])
  expect(await refused({ helperId: null })).toEqual(['CARE_WORDS_MISSING'])
  expect(await refused({ since: day('2026-12-01') })).toEqual(['CARE_DATE'])
  const helpId = await nameHelper(office, office.by, help)
  expect(await refused({})).toEqual(['CARE_HELPER_TWICE'])
  const end = (until: string, which: HelpId = helpId) =>
    codesOf(endHelper(office, office.by, { helpId: which, until: day(until) }))
  expect(await end('2026-10-31')).toEqual(['CARE_DATE'])
  expect(await end('2026-11-20')).toEqual([])
  expect(await end('2026-11-21')).toEqual(['CARE_HELPER_ENDED'])
  expect(await end('2026-11-21', '019a0000-0000-7000-8000-000000000000' as HelpId)).toEqual(['CARE_NO_HELPER'])
  expect(await refused({})).toEqual([])
  expect((await board(office)).helpers.map(each => [each.helper, each.until])).toEqual([
    ['党员2', null],
    ['党员2', '2026-11-20'],
  ])
})

test('RV22 NT58 two settled low periods in a row call for a reminder, noted once; a letter has told nobody before it is published', async () => {
  const office = await aWorkingOffice([{}, {}, {}])
  for (const memberNo of [2, 3]) {
    for (const date of ['2026-02-10', '2026-05-10', '2026-08-10']) {
      await enter(office, memberNo, date, 'B04', 1)
      await enter(office, memberNo, date, 'B01', 2)
      await enter(office, memberNo, date, 'C05', 1)
    }
  }
  const low = async () => (await lowMembers(office.store.read)).members.map(each => each.memberId)
  expect(await lowMembers(office.store.read)).toEqual({ period: null, members: [] })
  await settleAllUpTo(office, office.by, Q(1))
  expect(await low()).toEqual([])
  await settleAllUpTo(office, office.by, Q(2))
  expect(await low()).toEqual([office.idOf(1)])
  const [row] = (await board(office)).low
  expect(row).toMatchObject({ labels: ['谈心提醒'], category: '无职党员', reminded: null, helpers: [] })
  expect(row?.run.map(each => [each.period, each.inPeriod])).toEqual([
    [Q(1), 0],
    [Q(2), 0],
  ])
  // The others: 4 political, 3 of duty, 1 of role; this one nothing.
  expect(row?.causes).toEqual([
    { dimension: 'political', missing: 400, usual: 400, items: ['参加集中学习'] },
    { dimension: 'discipline', missing: 300, usual: 300, items: ['参加“三会一课”'] },
    { dimension: 'role', missing: 100, usual: 100, items: ['参加人居环境整治'] },
  ])
  const remind = (memberNo: number, period: Period) =>
    remindMember(office, office.by, {
      memberId: office.idOf(memberNo),
      period,
      how: 'letter',
      said: '当面提醒过\n有难处请说',
    })
  expect(await codesOf(remind(2, Q(2)))).toEqual(['CARE_NOT_LOW'])
  expect(await codesOf(remind(1, Q(1)))).toEqual(['CARE_NOT_LOW'])
  const first = must(await remind(1, Q(2)), 'a draft')
  expect(await codesOf(remind(1, Q(2)))).toEqual(['CARE_LETTER_WAITS'])
  expect((await board(office)).low).toMatchObject([{ reminded: { how: 'letter', letterId: first } }])
  // Given up, it has reminded nobody: the next try is free.
  await discardNotice(office, office.by, first)
  expect((await board(office)).low).toMatchObject([{ reminded: null }])
  const letterId = must(await remind(1, Q(2)), 'another')
  const draft = must(await office.store.read.notices.one(letterId), 'a draft')
  const content = await contentInHand(office.store.read, draft)
  const scope = { is: 'self', memberId: office.idOf(1) }
  expect(content).toMatchObject({ kind: 'announcement', scope, paragraphs: ['当面提醒过', '有难处请说'] })
  const hash = await checkNotice(office, office.by, { noticeId: letterId, version: draft.version })
  await approveNotice(office, office.by, { noticeId: letterId, hash })
  expect((await board(office)).low).toMatchObject([{ reminded: { letterId } }])
  await publishNotice(office, office.by, { noticeId: letterId, hash })
  expect((await board(office)).low).toMatchObject([{ reminded: { how: 'letter', letterId: null } }])
  expect(await codesOf(remind(1, Q(2)))).toEqual(['CARE_REMINDED'])
  // The third period is better for them, worse for nobody: the list is empty again.
  await enter(office, 1, '2026-08-10', 'C15')
  await settleAllUpTo(office, office.by, Q(3))
  expect(await low()).toEqual([])
})

test('PT43 RV22 the run goes on over the turn of the year, under the scheme of the newer period', async () => {
  const office = await aWorkingOffice([{}], { now: Date.parse('2026-02-10T02:00:00Z') as never })
  office.clock.set(Date.parse('2026-05-11T02:00:00Z') as never)
  await saveSchemeDraft(office, office.by, templateScheme(2025))
  await tellMeeting(office, office.by, 2025)
  await publishScheme(office, office.by, 2025, day('2025-01-01'))
  for (const date of ['2025-02-01', '2025-05-01', '2025-08-01']) await enter(office, 1, date, 'C15')
  await settleAllUpTo(office, office.by, Q(4, 2025))
  expect((await lowMembers(office.store.read)).members).toEqual([])
  await settleAllUpTo(office, office.by, Q(1))
  const found = await lowMembers(office.store.read)
  expect(found.members.map(each => each.run.map(score => score.period))).toEqual([[Q(4, 2025), Q(1)]])
})

test('RV23 praise is for deeds somebody vouches for and for the first of a category, without a deduction', async () => {
  const office = await aWorkingOffice([{}, {}, {}, {}, {}, {}, { consent: { date: day('2026-01-05'), paperRef: '1' } }])
  await enter(office, 1, '2026-08-01', 'C15')
  await enter(office, 2, '2026-08-01', 'C05', 3)
  await enter(office, 3, '2026-08-01', 'C05', 2)
  await enter(office, 4, '2026-08-01', 'C15', 2)
  await enter(office, 4, '2026-08-02', 'X04')
  await enter(office, 7, '2026-08-01', 'C26', 1)
  await enter(office, 7, '2026-08-02', 'C26', 1)
  const list = await praiseList(office, Q(3))
  // Seven people: at most two places. Number 4 has a deduction; 2 and 3 did things that nobody else vouches for.
  expect(list.map(each => [each.name, each.place, each.reasons, each.deeds, each.consent])).toEqual([
    ['党员1', 2, ['deeds', 'points'], '见义勇为1次', false],
    ['党员7', 4, ['deeds'], '结对帮扶困难户、老人2次', true],
  ])
  expect(must(list[0], 'the first').inPeriod).toBe(1000)
  expect(await praiseList(office, Q(1))).toEqual([])
})

const NOTE = '替邻居老赵家送药三次'

test('RV40 a note is erased with its reason, once; the entry, its points and its day stay, and nothing says it any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'erased-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'hub.db')
  const office = await aWorkingOffice(undefined, { path })
  const registered = { itemCode: 'C05', memberIds: [office.idOf(1)], date: day('2026-11-10'), quantity: points(1) }
  const by = { source: 'branchRecord', recordedBy: 'branch', activityId: null, basis: null } as const
  const { entries } = await registerEntries(office, office.by, { ...registered, ...by, note: NOTE })
  const { entryId } = must(entries[0], 'an entry')
  const line = async () => must((await office.store.read.ledger.lines([entryId]))[0], 'a line')
  const before = await line()
  expect(before).toMatchObject({ note: NOTE, points: 100 })
  expect(before).not.toHaveProperty('noteErased')
  const inFiles = () => readdirSync(folder).some(file => readFileSync(join(folder, file)).includes(NOTE))
  expect(inFiles()).toBe(true)
  const erase = (id = entryId) => codesOf(eraseEntryNote(office, office.by, { entryId: id, reason: 'asked' }))
  expect(await erase()).toEqual([])
  expect(await line()).toEqual({ ...before, note: '', noteErased: true })
  expect(await everythingSaid(office)).not.toContain(NOTE)
  expect(await everythingSaid(office)).toContain('entry.noteErased')
  expect(await erase()).toEqual(['NOTE_ERASED'])
  expect(await erase('019a0000-0000-7000-8000-000000000000' as typeof entryId)).toEqual(['ENTRY_UNKNOWN'])
  const bare = await registerEntries(office, office.by, { ...registered, ...by, date: day('2026-11-11'), note: '' })
  expect(await erase(must(bare.entries[0], 'an entry').entryId)).toEqual(['NOTE_NONE'])
  await office.store.close()
  // Not in a freed page of the database either; of its words only the backups made before still know.
  expect(inFiles()).toBe(false)
  expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, faults: [] })
})

test('RV40 the words of a help and of a reminder go, who helped and that somebody was reminded stays', async () => {
  const office = await aWorkingOffice([{}, {}])
  for (const quarter of [1, 2]) await enter(office, 2, `2026-0${quarter * 3}-10`, 'C15')
  await settleAllUpTo(office, office.by, Q(2))
  const memberId = office.idOf(1)
  await remindMember(office, office.by, { memberId, period: Q(2), how: 'slip', said: '孩子住院，缓一缓' })
  const helpId = await nameHelper(office, office.by, {
    memberId,
    helperId: null,
    since: day('2026-11-01'),
    name: '护士小陈',
    note: '照看老人',
  })
  const reason = 'needless'
  expect(await codesOf(eraseHelp(office, office.by, { helpId, reason }))).toEqual([])
  expect(await codesOf(eraseHelp(office, office.by, { helpId, reason }))).toEqual(['CARE_ERASED'])
  expect(await codesOf(eraseReminder(office, office.by, { memberId, period: Q(2), reason }))).toEqual([])
  expect(await codesOf(eraseReminder(office, office.by, { memberId, period: Q(2), reason }))).toEqual(['CARE_ERASED'])
  expect(await codesOf(eraseReminder(office, office.by, { memberId, period: Q(1), reason }))).toEqual([
    'CARE_NO_REMINDER',
  ])
  const { low, helpers } = await board(office)
  expect(low).toMatchObject([{ reminded: { how: 'slip', words: null } }])
  expect(helpers).toMatchObject([{ helper: '—', note: '', erased: true, since: '2026-11-01' }])
})

test('RV40 an erasing that only says so is found: the words are still there', async () => {
  const office = await aWorkingOffice()
  const { write } = office.store
  const pretending: typeof write = (by, work) =>
    write.call(office.store, by, inner => work({ ...inner, eraseWords: async () => {} })) as never
  const store = new Proxy(office.store, {
    get: (real, name) => (name === 'write' ? pretending : Reflect.get(real, name)),
  })
  const talkId = await recordTalk(office, office.by, aTalk(office))
  const { wordsId } = must((await office.store.read.care.talks())[0], 'a talk')
  await eraseTalk({ ...office, store }, office.by, { talkId, reason: 'asked' })
  expect((await office.store.read.words.many([must(wordsId, 'words')])).size).toBe(1)
})

test('RV41 a helper is replaced in one piece: the old one ends on the day the new one begins', async () => {
  const office = await aWorkingOffice([{}, {}, {}])
  const [first, second, third] = [office.idOf(1), office.idOf(2), office.idOf(3)]
  const help = { memberId: first, helperId: second, since: day('2026-11-01'), name: '', note: '' }
  const old = await nameHelper(office, office.by, help)
  const { size } = await office.store.read.journal.head()
  const replace = (change: object) =>
    codesOf(nameHelper(office, office.by, { ...help, helperId: third, replaces: old, ...change }))
  expect(await replace({ since: day('2026-10-20') })).toEqual(['CARE_DATE'])
  expect(await replace({ memberId: second })).toEqual(['CARE_NO_HELPER'])
  expect(await replace({ helperId: second })).toEqual(['CARE_HELPER_TWICE'])
  expect((await office.store.read.journal.head()).size).toBe(size)
  expect(await replace({ since: day('2026-11-15') })).toEqual([])
  expect((await board(office)).helpers.map(each => [each.helper, each.since, each.until])).toEqual([
    ['党员3', '2026-11-15', null],
    ['党员2', '2026-11-01', '2026-11-15'],
  ])
  expect(await replace({ since: day('2026-11-16') })).toEqual(['CARE_HELPER_TWICE'])
  expect(await replace({ helperId: null, name: '小陈', since: day('2026-11-16') })).toEqual(['CARE_HELPER_ENDED'])
})

test('RV42 the roster shows a member’s posts, helpers, whom they help and when was talked last, of nobody else', async () => {
  const office = await aWorkingOffice([{ category: 'noPost' }, {}, {}])
  const [first, second] = [office.idOf(1), office.idOf(2)]
  const of = (memberId: typeof first) => careOfMember(office, office.store.read, memberId)
  expect(await of(first)).toEqual({ posts: [], helpers: [], helps: [], lastTalk: null })
  await givePosts(office, office.by, { memberId: first, from: day('2026-11-01'), posts: ['mediation'] })
  const since = day('2026-11-01')
  const old = await nameHelper(office, office.by, { memberId: first, helperId: second, since, name: '', note: '' })
  await recordTalk(office, office.by, aTalk(office))
  expect(await of(first)).toEqual({
    posts: ['矛盾调解岗'],
    helpers: [{ helper: '党员2', since: '2026-11-01' }],
    helps: [],
    lastTalk: '2026-11-10',
  })
  expect(await of(second)).toEqual({ posts: [], helpers: [], helps: ['党员1'], lastTalk: null })
  await endHelper(office, office.by, { helpId: old, until: day('2026-11-20') })
  expect(await of(second)).toMatchObject({ helps: [] })
})
