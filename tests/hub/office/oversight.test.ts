import { describe, expect, test } from 'vitest'
import { points } from '../../../shared/base/hundredths.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { may, ROLES } from '../../../shared/people/rights.ts'
import type { Activity } from '../../../shared/activities/activity.ts'
import type { Review } from '../../../shared/review/review.ts'
import { confirmAttendance, planActivity, setLeave } from '../../../hub/office/activities/activities.ts'
import { closeActivity } from '../../../hub/office/activities/closing.ts'
import { registerEntries } from '../../../hub/office/points/ledger.ts'
import { overdueSteps, reviewSteps } from '../../../hub/office/overdue.ts'
import { oversightOf, type ParticipationCell } from '../../../hub/office/oversight.ts'
import { compileReview, raiseMatter, tellMembers } from '../../../hub/office/reviews/reviews.ts'
import { schemeInForce } from '../../../hub/office/points/scheme.ts'
import { anActivityInput, aWorkingOffice, day, moment } from '../../fixtures/branch.ts'
import { aFoundedOffice } from '../../fixtures/office.ts'

type Working = Awaited<ReturnType<typeof aWorkingOffice>>

const year = (office: Working, cycle = 2026) => oversightOf(office, office.store.read, cycle)

/** An activity in a month of 2026 on its tenth, at which those numbers were. */
async function held(office: Working, month: string, there: number[], change: Partial<Activity> = {}) {
  const on = (time: string) => moment(`2026-${month}-10T${time}`)
  const times = { start: on('09:00'), end: on('11:00'), opens: on('08:00'), lateAfter: on('09:00') }
  const input = anActivityInput({ ...times, closes: on('11:00'), code: '', ...change })
  const activityId = await planActivity(office, office.by, input)
  if (there.length > 0) await confirmAttendance(office, office.by, activityId, there.map(office.idOf))
  return activityId
}

test('RT20 looking at the year writes nothing, and is open to those whom the table names', async () => {
  const office = await aWorkingOffice(people)
  await enter(office, 1, '2026-02-01')
  const before = await office.store.read.journal.head()
  await year(office)
  expect(await office.store.read.journal.head()).toEqual(before)
  expect(ROLES.filter(role => may(role, 'oversight.read'))).toEqual(['secretary', 'registrar'])
})

const people = [{ category: 'inPost', committee: true }, {}, {}, { category: 'floating', floating: true }] as const

describe('RT21 participation', () => {
  async function aYear() {
    const office = await aWorkingOffice(people)
    const march = await held(office, '03', [1, 2])
    await setLeave(office, office.by, march, office.idOf(3), 'illness')
    await closeActivity(office, office.by, march)
    const april = await held(office, '04', [1, 4])
    const again = { makesUpFor: april, start: moment('2026-04-20T09:00'), end: moment('2026-04-20T11:00') }
    const rest = { opens: moment('2026-04-20T08:00'), closes: moment('2026-04-20T11:00') }
    const lateAfter = moment('2026-04-20T09:00')
    const makeUp = await planActivity(office, office.by, anActivityInput({ ...again, ...rest, lateAfter, code: '' }))
    await confirmAttendance(office, office.by, makeUp, [office.idOf(2)])
    await closeActivity(office, office.by, makeUp)
    await closeActivity(office, office.by, april)
    await held(office, '05', [1, 2, 3])
    return office
  }

  /** What a person counts from the sheets: a line per month and category. */
  const byHand: readonly Omit<ParticipationCell, 'type'>[] = [
    { month: 3, category: 'inPost', expected: 1, came: 1, onLeave: 0, extra: 0 },
    { month: 3, category: 'noPost', expected: 2, came: 1, onLeave: 1, extra: 0 },
    { month: 4, category: 'inPost', expected: 1, came: 1, onLeave: 0, extra: 0 },
    { month: 4, category: 'noPost', expected: 2, came: 1, onLeave: 0, extra: 0 },
    { month: 4, category: 'floating', expected: 0, came: 0, onLeave: 0, extra: 1 },
  ]

  test('RT21 closed activities count with who should have come; a make-up session counts for the one it makes up', async () => {
    const { participation } = await year(await aYear())
    const order = (cell: Omit<ParticipationCell, 'type'>) => `${cell.month} ${cell.category}`
    const sorted = participation.cells.map(({ month, category, expected, came, onLeave, extra }) => ({
      month,
      category,
      expected,
      came,
      onLeave,
      extra,
    }))
    sorted.sort((a, b) => (order(a) < order(b) ? -1 : 1))
    expect(sorted).toEqual(byHand.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)))
    expect(participation.activities).toEqual([{ type: 'themePartyDay', count: 2 }])
    expect(participation.open).toBe(1)
  })

  test('RT21 volunteers are counted without a share: nobody had to come', async () => {
    const office = await aWorkingOffice(people)
    const id = await held(office, '06', [2, 3], {
      type: 'volunteerService',
      expected: { kind: 'volunteers' },
      itemCode: null,
    })
    await closeActivity(office, office.by, id)
    const { participation } = await year(office)
    expect(participation.cells).toEqual([
      { month: 6, type: 'volunteerService', category: 'noPost', expected: 0, came: 0, onLeave: 0, extra: 2 },
    ])
  })
})

async function enter(office: Working, memberNo: number, date: string, quantity = 1, itemCode = 'C04') {
  await registerEntries(office, office.by, {
    itemCode,
    memberIds: [office.idOf(memberNo)],
    date: day(date),
    quantity: points(quantity),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '',
  })
}

describe('points and usual levels', () => {
  test('RT21 dimensions add up to what the standings say, category by category, the running period marked', async () => {
    const office = await aWorkingOffice(people)
    await enter(office, 1, '2026-02-01', 2)
    await enter(office, 2, '2026-02-02', 1)
    await enter(office, 2, '2026-11-02', 1, 'B05')
    const found = (await year(office)).points ?? []
    expect(found.map(each => [each.period, each.running])).toEqual([
      ['2026-Q1', false],
      ['2026-Q2', false],
      ['2026-Q3', false],
      ['2026-Q4', true],
    ])
    const first = found[0]?.ofCategory.map(each => [each.category, each.people, each.dimensions.role, each.total])
    expect(first).toEqual([
      ['inPost', 1, 200, 200],
      ['noPost', 2, 100, 100],
      ['floating', 1, 0, 0],
    ])
    expect(found[3]?.ofCategory[1]?.dimensions).toMatchObject({ discipline: 100, role: 0 })
  })

  test('RT22 with one quarter of data nobody is compared, and none at all is no fault', async () => {
    const office = await aWorkingOffice(people)
    expect((await year(office)).usual).toMatchObject({ period: '2026-Q3', compared: 0, tooFew: 4, far: [] })
    await enter(office, 1, '2026-08-01', 3)
    expect((await year(office)).usual).toMatchObject({ compared: 0, tooFew: 4 })
    const bare = await aFoundedOffice()
    const empty = await oversightOf(bare, bare.store.read, 2026)
    expect(empty).toMatchObject({ points: null, usual: null, overdue: [], categories: [] })
    expect(empty.participation).toEqual({ activities: [], open: 0, cells: [] })
    expect(await year(office, 2027)).toMatchObject({ points: null, usual: null, overdue: [] })
  })

  test('RT22 who falls far below their own level is named with where; quarters before the first entry do not count', async () => {
    const office = await aWorkingOffice(people)
    for (const date of ['2026-01-10', '2026-04-10']) {
      await registerEntries(office, office.by, {
        itemCode: 'C14',
        memberIds: [office.idOf(1)],
        date: day(date),
        quantity: points(1),
        source: 'branchRecord',
        recordedBy: 'branch',
        activityId: null,
        basis: null,
        note: '',
      })
    }
    await enter(office, 3, '2026-05-02', 1)
    await enter(office, 3, '2026-08-02', 1)
    const usual = (await year(office)).usual
    expect(usual).toMatchObject({ period: '2026-Q3', compared: 1, tooFew: 3 })
    // Nothing in the third quarter after 5 and 5 is two and a half steps: not far yet.
    expect(usual?.far).toEqual([])
    await enter(office, 1, '2026-09-02', 1, 'X02')
    const [far] = (await year(office)).usual?.far ?? []
    expect(far).toMatchObject({ memberNo: 1, far: 'below', median: 500, spread: 200, now: -300, steps: -4 })
    expect(far?.trend.map(each => each.points)).toEqual([500, 500, -300])
    expect(far?.dimensions).toMatchObject({ discipline: -300, character: -500 })
  })
})

const dayOf = (at: Millis) => day(new Date(at).toISOString().slice(0, 10))
const at = (text: string) => Date.parse(`${text}T02:00:00Z`) as Millis

describe('RT23 overdue steps', () => {
  const Q2 = '2026-Q2' as Period
  const signed = (text: string) => ({ by: '01900000-0000-7000-8000-00000000abcd' as never, at: at(text) })
  const review = (change: Partial<Review>): Review => ({
    stage: 'compiled',
    compiled: signed('2026-07-08'),
    head: { size: 0, hash: '' as never },
    hearings: [],
    matters: [],
    settled: null,
    closed: null,
    archived: null,
    ...change,
  })
  const noNotice = { live: false, until: null }
  const dues = (each: Review | null, notice = noNotice as Parameters<typeof reviewSteps>[2]) =>
    reviewSteps(Q2, each, notice, dayOf).map(step => [step.kind, step.due])

  test('RT23 each stage of a review waits for its next step until a day', () => {
    const settled = { stage: 'settled', settled: signed('2026-07-20') } as const
    expect(dues(null)).toEqual([['compile', '2026-07-15']])
    expect(dues(review({}))).toEqual([['settle', '2026-07-23']])
    expect(dues(review(settled))).toEqual([['publish', '2026-07-30']])
    const hung = { live: true, until: day('2026-07-31') }
    expect(dues(review(settled), hung)).toEqual([['close', '2026-08-10']])
    const closed = { ...settled, stage: 'closed', closed: signed('2026-08-03') } as const
    expect(dues(review(closed), hung)).toEqual([['archive', '2026-08-13']])
    expect(dues(review({ ...closed, stage: 'archived' }), hung)).toEqual([])
    const matter = { matterId: '' as never, memberId: null, kind: 'objection', answer: null } as const
    const raised = { by: null, at: at('2026-07-25') }
    expect(dues(review({ ...settled, matters: [{ ...matter, raised }] }), hung)).toEqual([
      ['close', '2026-08-10'],
      ['answer', '2026-07-30'],
    ])
  })

  test('RT23 the year is looked through on the day: the longest overdue first, nothing before its day', async () => {
    const office = await aWorkingOffice(people)
    const scheme = (await schemeInForce(office.store.read, day('2026-11-22')))?.scheme ?? null
    await held(office, '03', [1])
    await enter(office, 1, '2026-02-01')
    const list = () => overdueSteps(office, office.store.read, scheme)
    expect((await list()).map(each => [each.kind, each.days])).toEqual([
      ['activity', 250],
      ['compile', 221],
      ['compile', 130],
      ['compile', 38],
    ])
    const Q1 = '2026-Q1' as Period
    await compileReview(office, office.by, Q1)
    await tellMembers(office, office.by, { period: Q1, memberIds: [office.idOf(1)], how: 'slip' })
    await raiseMatter(office, office.by, { period: Q1, kind: 'inquiry', memberId: office.idOf(1), words: '怎么算的' })
    const kinds = async () =>
      (await list()).flatMap(each => ('period' in each && each.period === Q1 ? [each.kind] : []))
    expect(await kinds()).toEqual([])
    office.clock.advance(6 * 86_400_000)
    expect(await kinds()).toEqual(['answer'])
    office.clock.advance(10 * 86_400_000)
    expect(await kinds()).toEqual(['answer', 'settle'])
  })
})
