import { expect, test } from 'vitest'
import { points } from '../../../../shared/base/hundredths.ts'
import type { ActivityId } from '../../../../shared/base/ids.ts'
import type { Period } from '../../../../shared/base/plain-date.ts'
import type { Scheme } from '../../../../shared/points/scheme.ts'
import { templateScheme } from '../../../../shared/points/template.ts'
import { planActivity } from '../../../../hub/office/activities/activities.ts'
import { givePosts, postHolders } from '../../../../hub/office/points/duty-posts.ts'
import { registerEntries } from '../../../../hub/office/points/ledger.ts'
import { briefScheme, schemeSteps, startDraft, type BriefingInput } from '../../../../hub/office/points/january.ts'
import { publishScheme, saveSchemeDraft, schemeToEdit } from '../../../../hub/office/points/scheme.ts'
import { standingsOf } from '../../../../hub/office/points/standings.ts'
import { anActivityInput, aWorkingOffice, day, tellMeeting } from '../../../fixtures/branch.ts'
import { codesOf } from '../../../fixtures/refusals.ts'
import { settleAllUpTo } from '../../../fixtures/reviews.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const told = (change: Partial<BriefingInput> = {}): BriefingInput => ({
  cycle: 2027,
  date: day('2026-11-20'),
  minutesNo: '支会〔2026〕11号',
  activityId: null,
  ...change,
})

const publish = (office: Working, cycle = 2027, from = `${cycle}-01-01`) =>
  publishScheme(office, office.by, cycle, day(from))

const register = (office: Working, itemCode: string, date: string, units = 1, memberNo = 1) =>
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

test('PT45 the first scheme of a year is published only as the meeting was told it; a change is told again', async () => {
  const office = await aWorkingOffice()
  const scheme = await startDraft(office, office.by, 2027, 'lastYear')
  expect(await codesOf(publish(office))).toEqual(['SCHEME_NOT_BRIEFED'])
  await briefScheme(office, office.by, told())
  await saveSchemeDraft(office, office.by, { ...scheme, floor: points(10) })
  expect(await codesOf(publish(office))).toEqual(['SCHEME_BRIEFED_OTHER'])
  expect(await office.store.read.scheme.published()).toHaveLength(1)
  await briefScheme(office, office.by, told({ minutesNo: '支会〔2026〕12号' }))
  expect((await publish(office)).version).toBe(1)
})

test('PT45 a meeting is in the past and of that year or the autumn before, with minutes; an activity is a general meeting', async () => {
  const office = await aWorkingOffice()
  const brief = (change: Partial<BriefingInput>) => codesOf(briefScheme(office, office.by, told(change)))
  expect(await brief({})).toEqual(['SCHEME_NO_DRAFT'])
  await startDraft(office, office.by, 2027, 'village')
  expect(await brief({ date: day('2026-11-23') })).toEqual(['SCHEME_BRIEFED_DATE'])
  expect(await brief({ date: day('2026-09-30') })).toEqual(['SCHEME_BRIEFED_DATE'])
  expect(await brief({ minutesNo: '  ' })).toEqual(['SCHEME_BRIEFED_MINUTES'])
  const meeting = { type: 'generalMeeting', code: 'A2', itemCode: null } as const
  const activityId = await planActivity(office, office.by, anActivityInput(meeting))
  const themeDay = await planActivity(office, office.by, anActivityInput({ code: 'A3' }))
  expect(await brief({ activityId: themeDay })).toEqual(['SCHEME_BRIEFED_MEETING'])
  expect(await brief({ activityId, date: day('2026-11-19') })).toEqual(['SCHEME_BRIEFED_MEETING'])
  expect(await brief({ activityId: '019a0000-0000-7000-8000-000000000000' as ActivityId })).toEqual([
    'SCHEME_BRIEFED_MEETING',
  ])
  expect(await office.store.read.scheme.briefings(2027)).toEqual([])
  expect(await brief({ activityId })).toEqual([])
})

test('PT42 PT50 January: last year’s scheme or a template, told, published; the steps say how far it is', async () => {
  const office = await aWorkingOffice()
  const steps = () => schemeSteps(office.store.read, 2027)
  expect(await steps()).toMatchObject({ hasDraft: false, lastCycle: 2026, briefed: null, version: null })
  expect(await codesOf(startDraft(office, office.by, 2026, 'village'))).toEqual(['SCHEME_STARTED'])
  expect(await codesOf(startDraft(office, office.by, 2020, 'lastYear'))).toEqual(['SCHEME_NO_LAST_YEAR'])
  expect((await schemeToEdit(office.store.read, 2027)).title).toBe('2027年度党员积分管理方案')
  const community = await startDraft(office, office.by, 2027, 'community')
  expect(community).toEqual(templateScheme(2027, 'community'))
  await startDraft(office, office.by, 2027, 'lastYear')
  expect(await office.store.read.scheme.draft(2027)).toEqual({
    ...templateScheme(2026),
    cycle: 2027,
    title: community.title,
  })
  await briefScheme(office, office.by, told())
  expect(await steps()).toMatchObject({ hasDraft: true, briefed: { date: '2026-11-20', current: true } })
  await startDraft(office, office.by, 2027, 'village')
  await saveSchemeDraft(office, office.by, templateScheme(2027, 'community'))
  expect((await steps()).briefed?.current).toBe(false)
  await startDraft(office, office.by, 2027, 'lastYear')
  await publish(office)
  expect(await steps()).toMatchObject({ hasDraft: false, version: 1, board: { state: 'none', noticeId: null } })
})

test('PT46 a new version takes effect after every settled period, and entries keep what they were registered with', async () => {
  const office = await aWorkingOffice([{}, {}])
  await register(office, 'C05', '2026-02-10', 4)
  await register(office, 'C05', '2026-08-10', 4)
  await settleAllUpTo(office, office.by, '2026-Q2' as Period)
  const items = templateScheme(2026).items.map(item =>
    item.code === 'C05' ? { ...item, points: points(2), caps: { perCycle: points(5) } } : item,
  )
  await saveSchemeDraft(office, office.by, { ...templateScheme(2026), items })
  expect(await codesOf(publish(office, 2026, '2026-06-30'))).toEqual(['SCHEME_PERIOD_SETTLED'])
  expect(await codesOf(publish(office, 2026, '2026-01-01'))).toEqual(['SCHEME_PERIOD_SETTLED'])
  await publish(office, 2026, '2026-07-01')
  await register(office, 'C05', '2026-09-10', 1, 2)
  const { rows } = await standingsOf(office.store.read, '2026-Q3' as Period)
  // 4, then 4 + 4 of one point each under the old cap of 6 that is 5 now; 1 × 2 for whoever comes later.
  expect(rows.map(row => [row.period, row.member.memberNo, row.standing.total])).toEqual([
    ['2026-Q1', 1, 400],
    ['2026-Q1', 2, 0],
    ['2026-Q2', 1, 400],
    ['2026-Q2', 2, 0],
    ['2026-Q3', 1, 500],
    ['2026-Q3', 2, 200],
  ])
})

test('PT40 posts are given from a day on; what is registered without one is pointed out', async () => {
  const office = await aWorkingOffice([{}, { category: 'inPost' }, {}])
  const give = (memberNo: number, posts: string[], from = '2026-04-01') =>
    givePosts(office, office.by, { memberId: office.idOf(memberNo), from: day(from), posts })
  const warned = async (date: string, memberNo = 1) =>
    (await register(office, 'B09', date, 1, memberNo)).warnings.map(each => each.code)
  expect(await warned('2026-02-01')).toEqual([])
  expect(await codesOf(give(2, ['order']))).toEqual(['POSTS_NOT_FOR_CATEGORY'])
  expect(await codesOf(give(1, ['president']))).toEqual(['POST_UNKNOWN'])
  expect(await codesOf(give(1, ['order'], '2026-12-01'))).toEqual(['POSTS_DATE'])
  await give(1, ['science', 'order'])
  expect(await postHolders(office.store.read, day('2026-05-01'))).toEqual([
    { memberId: office.idOf(1), posts: ['order', 'science'] },
    { memberId: office.idOf(3), posts: [] },
  ])
  expect(await warned('2026-04-01')).toEqual([])
  expect(await warned('2026-03-31')).toEqual(['ENTRY_WITHOUT_POST'])
  expect(await warned('2026-05-01', 3)).toEqual(['ENTRY_WITHOUT_POST'])
  expect(await warned('2026-05-01', 2)).toEqual([])
})

test('PT48 a carried share comes from last year’s total under last year’s scheme; who has none starts otherwise', async () => {
  const office = await aWorkingOffice([{}, {}])
  // 88 of the year 2026: 60 granted, 28 earned.
  const first: Scheme = { ...templateScheme(2025), start: { mode: 'grant', points: points(60), byCategory: {} } }
  await saveSchemeDraft(office, office.by, first)
  await tellMeeting(office, office.by, 2025)
  await publish(office, 2025)
  await register(office, 'C15', '2025-05-01', 2.8)
  const start = { mode: 'carryOver', percentOfLastYear: 20, otherwise: points(15) } as const
  await saveSchemeDraft(office, office.by, { ...templateScheme(2026), start })
  await publish(office, 2026, '2026-01-01')
  await register(office, 'C05', '2026-02-01', 1)
  const totals = async (period: string) =>
    (await standingsOf(office.store.read, period as Period)).rows
      .filter(row => row.period.startsWith(period.slice(0, 4)))
      .slice(-2)
      .map(row => row.standing.total)
  expect(await totals('2025')).toEqual([8800, 6000])
  // 20 % of 88 is 17.6, and 1; 20 % of 60 is 12.
  expect(await totals('2026-Q1')).toEqual([1860, 1200])
})
