import { expect, test } from 'vitest'
import * as v from 'valibot'
import { must } from '../../../shared/base/check.ts'
import { points } from '../../../shared/base/hundredths.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { announcementBody } from '../../../shared/notices/build-announcement.ts'
import { itemsBody } from '../../../shared/notices/build-items.ts'
import { periodPointsBody, rankingBody } from '../../../shared/notices/build-points.ts'
import { subjectOf, type Content } from '../../../shared/notices/content.ts'
import { BodySchema } from '../../../shared/notices/document.ts'
import { introOpening, periodSentence, titleOf } from '../../../shared/notices/wording.ts'
import { groupByMember, standing } from '../../../shared/points/standing.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { csvRows, hundredthsIn, sampleEntries, sampleMembers } from '../../fixtures/sample.ts'

const scheme = templateScheme(2026)
const Q3 = '2026-Q3' as Period
const day = (text: string) => text as PlainDate
const published = (change: Partial<Scheme> = {}) => ({
  version: 3,
  effectiveFrom: day('2026-01-15'),
  scheme: { ...scheme, ...change },
})

test('NT12 the items document holds every item of the scheme with its cap, labels and dates', () => {
  const body = itemsBody(published(), day('2026-01-20'))
  expect(v.is(BodySchema, body)).toBe(true)
  expect(body).toMatchObject({ schemeVersion: 3, cycle: 2026, effectiveFrom: '2026-01-15' })
  expect(body.items.map(item => item.code)).toEqual(scheme.items.map(item => item.code))
  const find = (code: string) =>
    must(
      body.items.find(item => item.code === code),
      code,
    )
  expect(find('B05')).toMatchObject({ caps: { perCycle: points(12) }, capSharedWith: [], appliesTo: [] })
  expect(find('B04').appliesTo).toEqual(['在职党员', '无职党员', '年老党员', '流动党员', '预备党员'])
  expect(find('C01')).toMatchObject({ caps: { perCycle: points(10) }, capSharedWith: ['C01', 'C02'] })
  expect(find('V01').points).toBeNull()
})

test('NT12 a retired item is gone from its day on; a smaller cap of its own stays readable beside a shared one', () => {
  const items = scheme.items.map(item => {
    if (item.code === 'B02') return { ...item, retiredFrom: day('2026-07-01') }
    return item.code === 'C02' ? { ...item, caps: { perPeriod: points(3) } } : item
  })
  const codes = (on: string) => itemsBody(published({ items }), day(on)).items.map(item => item.code)
  expect(codes('2026-06-30')).toContain('B02')
  expect(codes('2026-07-01')).not.toContain('B02')
  const c02 = itemsBody(published({ items }), day('2026-07-01')).items.find(item => item.code === 'C02')
  expect(c02?.note).toContain('本项每期最多3分')
})

const entries = groupByMember(sampleEntries())
const people = sampleMembers().map(member => ({
  name: member.name,
  nameNote: '',
  consent: true,
  strokeKey: String(member.memberNo).padStart(3, '0'),
  category: member.category,
  exempt: member.exempt,
  standing: standing(entries.get(member.memberId) ?? [], scheme, member.category, Q3),
}))

test('NT13 the notice of the sample branch shows the figures worked out by other means', () => {
  const expected = csvRows('expected-standings-2026Q3.csv').filter(row => row['quarter'] === '2026Q3')
  const body = periodPointsBody(people, scheme, Q3, '')
  expect(body.rows).toHaveLength(expected.length)
  for (const [at, row] of expected.entries()) {
    expect(body.rows[at]).toMatchObject({
      order: at + 1,
      name: row['name'],
      periodTotal: Math.max(0, hundredthsIn(row['quarter_total'])),
      yearTotal: Math.max(0, hundredthsIn(row['ytd_total'])),
    })
  }
})

test('NT14 the ranking of the sample branch has a list per ranked category, each as long as the category', () => {
  const body = rankingBody(people, scheme, Q3)
  expect(body.categories.map(each => each.id)).not.toContain('exempt')
  const expected = csvRows('expected-standings-2026Q3.csv').filter(row => row['quarter'] === '2026Q3')
  for (const category of body.categories) {
    const own = expected.filter(row => row['category'] === category.id)
    expect(category.yearToDate.size).toBe(own.length)
    for (const row of category.yearToDate.rows) {
      const same = own.find(each => each['name'] === row.name)
      expect(row).toMatchObject({ place: Number(same?.['rank_in_category']), tied: same?.['tied'] === 'true' })
    }
  }
})

test('NT13 NT14 categories that the scheme does not rank are in neither document', () => {
  const categories = scheme.categories.map(each => (each.id === 'activist' ? { ...each, ranked: false } : each))
  const without = { ...scheme, categories }
  expect(periodPointsBody(people, without, Q3, '').rows.map(row => row.category)).not.toContain('入党积极分子')
  expect(rankingBody(people, without, Q3).categories.map(each => each.id)).not.toContain('activist')
  expect(rankingBody(people, scheme, Q3).categories.map(each => each.id)).toContain('activist')
})

test('NT15 an announcement is its paragraphs, trimmed, without empty ones', () => {
  expect(announcementBody(['  各位党员：', '', ' \n', '明天开会。 ']).paragraphs).toEqual(['各位党员：', '明天开会。'])
})

test('NT13 the words around the table name scheme, period and dates', () => {
  expect(introOpening('2026年度党员积分管理方案', Q3)).toContain('《2026年度党员积分管理方案》')
  const days = ['2026-12-30', '2026-12-31', '2027-01-04'].map(day)
  expect(periodSentence({ days, endsAt: '17:30' })).toContain('公示期自2026年12月30日至2027年1月4日，共3个工作日。')
  expect(periodSentence(null)).toBe('')
  expect(titleOf.periodPoints(Q3)).toBe('2026年第三季度党员积分公示')
  expect(titleOf.ranking('2026-H1' as Period)).toBe('2026年上半年党员积分分类排名')
})

test('NT9 two drafts are about the same thing when cycle or period agree', () => {
  const frame = {
    title: 'x',
    publishOn: day('2026-10-14'),
    noticeDays: null,
    shownUntil: null,
    correction: null,
    notPeople: [],
  }
  const points = { kind: 'periodPoints', ...frame, period: Q3, opening: '' } satisfies Content
  const ranking = { kind: 'ranking', ...frame, period: Q3 } satisfies Content
  expect(subjectOf(points)).toBe(subjectOf({ ...points, title: 'y' }))
  expect(subjectOf(points)).not.toBe(subjectOf(ranking))
  expect(subjectOf({ kind: 'announcement', ...frame, paragraphs: [] })).toBeNull()
})
