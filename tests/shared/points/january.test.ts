import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { points, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { causesOf } from '../../../shared/points/causes.ts'
import { checkEntry } from '../../../shared/points/entry-check.ts'
import { falseItemOf, inNewestFormat } from '../../../shared/points/false-item.ts'
import { alertsFor, lowRun, type PeriodScore } from '../../../shared/points/grade.ts'
import { itemsFor, whyNotMeant, type ItemReader } from '../../../shared/points/items-for.ts'
import { nextYearScheme } from '../../../shared/points/next-year.ts'
import type { Alert, Scheme } from '../../../shared/points/scheme.ts'
import { checkScheme } from '../../../shared/points/scheme-check.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { dateIn, entryId, memberId } from '../../fixtures/sample.ts'
import { anItem, aScheme, at, type Line } from '../../fixtures/schemes.ts'

const village = templateScheme(2026)
const RUNS = { seed: 20270105, numRuns: 200 }

/** Last year's scheme with some items retired in its course. */
const lastYears: fc.Arbitrary<Scheme> = fc
  .uniqueArray(fc.integer({ min: 0, max: village.items.length - 1 }), { maxLength: 20 })
  .map(retired => ({
    ...village,
    items: village.items.map((item, at) =>
      retired.includes(at) ? { ...item, retiredFrom: dateIn('2026-07-01') } : item,
    ),
  }))

const movesOn = (draft: typeof nextYearScheme) =>
  fc.property(lastYears, last => {
    const next = draft(last, 2027)
    expect(checkScheme(next)).toEqual({ ok: true, value: next })
    expect([next.cycle, next.title]).toEqual([2027, '2027年度党员积分管理方案'])
    expect(next.items).toEqual(last.items.filter(item => item.retiredFrom === undefined))
    const named = [
      ...next.capGroups.flatMap(group => group.items),
      ...(next.duties?.posts ?? []).flatMap(post => post.items),
    ]
    expect(named.every(code => next.items.some(item => item.code === code))).toBe(true)
  })

test('PT42 next year’s draft has the new cycle, none of the retired items, and is valid as it stands', () => {
  fc.assert(movesOn(nextYearScheme), RUNS)
  const keepsRetired: typeof nextYearScheme = (last, cycle) => ({ ...nextYearScheme(last, cycle), items: last.items })
  const keepsGroups: typeof nextYearScheme = (last, cycle) => ({
    ...nextYearScheme(last, cycle),
    capGroups: last.capGroups,
  })
  const keepsPosts: typeof nextYearScheme = (last, cycle) =>
    last.duties ? { ...nextYearScheme(last, cycle), duties: last.duties } : nextYearScheme(last, cycle)
  for (const twin of [keepsRetired, keepsGroups, keepsPosts]) expect(fc.check(movesOn(twin), RUNS).failed).toBe(true)
})

test('PT42 years in the wording move on, how the year starts stays; last year’s own scheme is not touched', () => {
  const start = { mode: 'carryOver', percentOfLastYear: 20, otherwise: points(10) } as const
  const last: Scheme = aScheme({
    start,
    title: '云溪村2026年积分办法',
    items: [
      anItem('A', '一', 1, { note: '2026年3月起试行' }),
      anItem('B', '二', 1, { retiredFrom: dateIn('2027-03-01') }),
    ],
  })
  const copy = structuredClone(last)
  const next = nextYearScheme(last, 2027)
  expect(next).toMatchObject({ start, title: '云溪村2027年积分办法' })
  // Retired in the course of the new year: it still takes entries until then.
  expect(next.items.map(item => [item.code, item.note])).toEqual([
    ['A', '2027年3月起试行'],
    ['B', ''],
  ])
  expect(last).toEqual(copy)
})

test('PT44 the community’s scheme serves residents: valid, base duties 60, the village’s fields and forests gone', () => {
  const community = templateScheme(2026, 'community')
  expect(checkScheme(structuredClone(community))).toEqual({ ok: true, value: community })
  const base = community.items.filter(item => item.component === 'base')
  expect(base.reduce((sum, item) => sum + (item.caps.perCycle ?? 0), 0)).toBe(6000)
  const titles = community.items.map(item => item.title).join('')
  expect(titles).not.toMatch(/村|森林|防汛|农户/)
  expect(titles).toMatch(/便民代办/)
  // The components stay together, and the codes that both have are of one component and dimension.
  const order = community.items.map(item => ['base', 'contribution', 'deduction', 'veto'].indexOf(item.component))
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  for (const item of community.items) {
    const twin = village.items.find(each => each.code === item.code)
    if (twin) expect([twin.component, twin.dimension]).toEqual([item.component, item.dimension])
  }
})

test('PT40 nine duty posts; the item they name is for their holders, as soon as the branch has given any out', () => {
  expect(village.duties?.posts).toHaveLength(9)
  const b09 = village.items.find(item => item.code === 'B09') ?? expect.fail('B09')
  const why = (category: string, posts: string[] | null) => whyNotMeant(village, b09, { category, posts })
  expect(why('noPost', null)).toBeNull()
  expect(why('noPost', [])).toBe('post')
  expect(why('noPost', ['order'])).toBeNull()
  expect(why('inPost', [])).toBeNull()
  expect(why('floating', ['order'])).toBe('category')
})

test('PT23 PT40 an entry for somebody without the post is pointed out and not refused', () => {
  const member = { memberId: memberId(1), category: 'noPost', status: 'active' } as const
  const draft = {
    kind: 'item',
    entryId: entryId(1),
    itemCode: 'B09',
    date: dateIn('2026-03-31'),
    quantity: points(1),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
  } as const
  const warnings = (posts: string[] | null) => {
    const found = checkEntry(draft, { scheme: village, member, today: dateIn('2026-04-01'), posts })
    return found.ok ? found.value.warnings.map(each => each.code) : expect.fail('refused')
  }
  expect(warnings(null)).toEqual([])
  expect(warnings(['order'])).toEqual([])
  expect(warnings([])).toEqual(['ENTRY_WITHOUT_POST'])
})

const readers: fc.Arbitrary<ItemReader> = fc.record({
  category: fc.constantFrom(...village.categories.map(each => each.id)),
  posts: fc.option(fc.subarray(village.duties?.posts.map(post => post.id) ?? [])),
})

/** What the list holds is exactly what nothing is asked about when it is registered. */
const agrees = (list: typeof itemsFor) =>
  fc.property(readers, reader => {
    const codes = new Set(list(village, reader).map(item => item.code))
    const member = { memberId: memberId(1), category: reader.category, status: 'active' } as const
    for (const item of village.items.filter(each => each.component !== 'veto')) {
      const found = checkEntry(
        {
          kind: 'item',
          entryId: entryId(1),
          itemCode: item.code,
          date: dateIn('2026-03-31'),
          quantity: points(1),
          source: 'branchRecord',
          recordedBy: 'branch',
          activityId: null,
          basis: null,
        },
        { scheme: village, member, today: dateIn('2026-04-01'), posts: reader.posts },
      )
      expect(found.ok && found.value.warnings.length === 0).toBe(codes.has(item.code))
    }
  })

test('PT41 the list for a kind of member and the check of an entry agree; the floating and the frail have short ones', () => {
  fc.assert(agrees(itemsFor), { ...RUNS, numRuns: 60 })
  const blindToPosts: typeof itemsFor = (scheme, reader) => itemsFor(scheme, { ...reader, posts: null })
  const blindToKind: typeof itemsFor = scheme => [...scheme.items]
  for (const twin of [blindToPosts, blindToKind]) expect(fc.check(agrees(twin), RUNS).failed).toBe(true)
  const size = (category: string) => itemsFor(village, { category, posts: null }).length
  expect(size('frail')).toBeLessThan(size('floating'))
  expect(size('floating')).toBeLessThan(size('noPost'))
  const retired: Scheme = {
    ...village,
    items: village.items.map(item => ({ ...item, retiredFrom: dateIn('2026-07-01') })),
  }
  expect(itemsFor(retired, { category: 'noPost', posts: null }, dateIn('2026-07-01'))).toEqual([])
})

const score = (inPeriod: number, total = inPeriod): PeriodScore => ({
  inPeriod: points(inPeriod),
  total: points(total),
})
const low = (change: Partial<Alert> = {}): Alert => ({
  label: '谈心',
  at: 'period',
  below: points(7),
  categories: 'all',
  measure: 'inPeriod',
  inARow: 2,
  ...change,
})

test('PT43 an alert for periods in a row waits for that many, the newest among them, and forgets after a good one', () => {
  const after = (...history: number[]) =>
    alertsFor(
      { alerts: [low()] },
      'noPost',
      history.map(each => score(each)),
      'period',
    ).length > 0
  expect([after(6), after(6, 6), after(6, 7), after(7, 6), after(6, 7, 6), after(6, 7, 6, 6)]).toEqual([
    false,
    true,
    false,
    false,
    false,
    true,
  ])
  // By the total of the year to date, where the scheme does not say otherwise.
  const toDate = { alerts: [low({ measure: 'toDate', inARow: undefined })] }
  expect(alertsFor(toDate, 'noPost', [score(2, 60)], 'period')).toEqual([])
  expect(alertsFor(toDate, 'noPost', [score(20, 6)], 'period')).toHaveLength(1)
  expect(alertsFor({ alerts: [low({ categories: ['floating'] })] }, 'noPost', [score(1), score(1)], 'period')).toEqual(
    [],
  )
})

const counts = (run: typeof lowRun) =>
  fc.property(fc.array(fc.boolean(), { maxLength: 8 }), lows => {
    const length = run(
      low(),
      lows.map(each => score(each ? 1 : 9)),
    )
    expect(lows.slice(lows.length - length).every(Boolean)).toBe(true)
    expect(length === lows.length || lows[lows.length - length - 1] === false).toBe(true)
  })

test('PT43 the run of low periods is the longest that ends now', () => {
  fc.assert(counts(lowRun), RUNS)
  const anywhere: typeof lowRun = (alert, history) => history.filter(each => each.inPeriod < alert.below).length
  const onlyLast: typeof lowRun = (alert, history) => Math.min(1, lowRun(alert, history))
  for (const twin of [anywhere, onlyLast]) expect(fc.check(counts(twin), RUNS).failed).toBe(true)
})

test('RV22 what is missing is said by dimension against the others’ median, the largest gap first, with what they did', () => {
  const scheme = aScheme({
    items: [
      anItem('P1', '集中学习', 2, { component: 'base', dimension: 'political' }),
      anItem('D1', '主题党日', 1, { component: 'base', dimension: 'discipline' }),
      anItem('D2', '交党费', 0.5, { component: 'base', dimension: 'discipline' }),
      anItem('R1', '村干部履职', 9, { appliesTo: ['inPost'] }),
    ],
  })
  const of = (...lines: Line[]) => ({
    inPeriod: at(scheme, '2026-Q1', lines).inPeriod,
    items: new Set(lines.map(([code]) => code)),
  })
  const own = of(['D1', '2026-01-05'])
  const others = [
    of(['P1', '2026-01-05', 3], ['D1', '2026-01-05', 3], ['D2', '2026-01-05', 2], ['R1', '2026-01-05']),
    of(['P1', '2026-01-05', 1], ['D1', '2026-01-05', 2], ['R1', '2026-01-05']),
    of(['P1', '2026-01-05', 2], ['D1', '2026-01-05', 2], ['D2', '2026-01-05', 2], ['R1', '2026-01-05']),
  ]
  // Political: 6, 2, 4 → median 4, own 0. Discipline: 3 + 1, 2, 2 + 1 → median 3, own 1. R1 is not for them.
  expect(causesOf(scheme, { category: 'noPost', posts: null }, own, others)).toMatchObject([
    { dimension: 'role', own: 0, usual: 900, missing: 900, items: [] },
    { dimension: 'political', own: 0, usual: 400, missing: 400, items: ['P1'] },
    { dimension: 'discipline', own: 100, usual: 300 as Hundredths, missing: 200, items: ['D2'] },
  ])
  expect(causesOf(scheme, { category: 'noPost', posts: null }, own, [])).toEqual([])
  expect(causesOf(scheme, { category: 'noPost', posts: null }, of(['P1', '2026-01-05', 9]), [own])).toMatchObject([
    { dimension: 'discipline', missing: 100, items: ['D1'] },
  ])
})

test('PT49 a file of version 1 is still read, and holds nothing that only version 2 knows', () => {
  const { duties: _, falseDeclaration: __, ...rest } = village
  const old = { ...rest, formatVersion: 1, alerts: [] } as const
  expect(checkScheme(old)).toEqual({ ok: true, value: old })
  const places = (input: unknown) => {
    const checked = checkScheme(input)
    return checked.ok ? [] : checked.error.map(each => [each.code, each.where])
  }
  expect(places({ ...village, formatVersion: 1 })).toEqual([
    ['SCHEME_VERSION_LOW', 'duties'],
    ['SCHEME_VERSION_LOW', 'alerts[0]'],
    ['SCHEME_VERSION_LOW', 'alerts[1]'],
    ['SCHEME_VERSION_LOW', 'falseDeclaration'],
  ])
  expect(places({ ...village, alerts: [low({ at: 'cycle' })] })).toEqual([['SCHEME_ALERT_RUN', 'alerts[0]']])
})

describe('PT96 the item of a false declaration', () => {
  const day = '2026-06-01' as PlainDate
  const titled = { ...village, items: village.items.filter(each => each.code !== 'X19') }
  const named: Scheme = {
    ...titled,
    items: [...titled.items, anItem('Z1', '弄虚作假', -5), anItem('Z2', '虚假申报积分', -3)],
    falseDeclaration: 'Z1',
  }

  test('PT96 it is the one that the scheme names, whatever its title; none where none is named, or it is retired', () => {
    const code = (scheme: Scheme, on = day) => falseItemOf(scheme, on)?.code ?? null
    expect(code(named)).toBe('Z1')
    const { falseDeclaration: _, ...nobody } = named
    expect(code(nobody)).toBeNull()
    const retired = named.items.map(each => (each.code === 'Z1' ? { ...each, retiredFrom: day } : each))
    expect([code({ ...named, items: retired }, '2026-05-31' as PlainDate), code({ ...named, items: retired })]).toEqual(
      ['Z1', null],
    )
    // A twin that goes by the title takes another item.
    const byTitle = named.items.find(each => /虚假申报/.test(each.title))?.code
    expect(byTitle).not.toBe(code(named))
  })

  test('PT96 a scheme published before is read by its title; drafts and amendments of it name the item', () => {
    const { falseDeclaration: _, ...rest } = named
    const old: Scheme = { ...rest, formatVersion: 2 }
    expect(checkScheme(old).ok).toBe(true)
    expect(falseItemOf(old, day)?.code).toBe('Z2')
    expect(inNewestFormat(old)).toEqual({ ...old, formatVersion: 3, falseDeclaration: 'Z2' })
    expect(inNewestFormat(named)).toBe(named)
    expect(nextYearScheme(old, 2027)).toMatchObject({ formatVersion: 3, falseDeclaration: 'Z2' })
    expect(checkScheme(nextYearScheme(old, 2027)).ok).toBe(true)
    const retired = named.items.map(each => (each.code === 'Z1' ? { ...each, retiredFrom: day } : each))
    const next = nextYearScheme({ ...named, items: retired }, 2027)
    expect(next.falseDeclaration).toBeUndefined()
    expect(checkScheme(next).ok).toBe(true)
  })
})
