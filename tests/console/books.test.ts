import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recountedPeriods, startDay } from '../../hub/console/items/effective-day.ts'
import { versionsOf, versionToShow, type Published } from '../../hub/console/items/cycles.ts'
import { compareSchemes, countOf, isSameScheme } from '../../hub/console/items/diff.ts'
import {
  errorAt,
  inComponent,
  NEW_ITEM,
  problemsOf,
  problemsUnder,
  withItem,
  withoutItem,
} from '../../hub/console/items/editor/draft.ts'
import { capText, worthText } from '../../hub/console/items/wording.ts'
import { EVERYTHING, isNarrowed, queryOf } from '../../hub/console/ledger/filter.ts'
import { matchItems, takesPoints } from '../../hub/console/ledger/match-items.ts'
import { cellKey, DIMENSION_COLUMNS, openingRows, TOTAL_COLUMNS } from '../../hub/console/ledger/openings.ts'
import type { MemberRow } from '../../hub/console/members/member-row.ts'
import {
  ALL_PEOPLE,
  isMeantFor,
  missingIn,
  newRegistration,
  pointsEach,
  shownPeople,
  toggled,
  withItem as withRegisteredItem,
  withoutPeople,
} from '../../hub/console/ledger/registration.ts'
import { periodsToShow, periodText, periodToShow } from '../../hub/console/parts/periods.ts'
import { capName, categoriesWithRows, rowsOfPeriod } from '../../hub/console/standings/rows.ts'
import { must } from '../../shared/base/check.ts'
import { points } from '../../shared/base/hundredths.ts'
import type { Period } from '../../shared/base/plain-date.ts'
import type { Item } from '../../shared/points/item.ts'
import type { Scheme } from '../../shared/points/scheme.ts'
import { schemeFromFile, schemeToFile } from '../../shared/points/scheme-file.ts'
import { groupByMember } from '../../shared/points/standing.ts'
import { standingsTable } from '../../shared/points/standings-table.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { aMemberInput, day } from '../fixtures/branch.ts'
import { memberId, sampleEntries, sampleMembers } from '../fixtures/sample.ts'

const template = templateScheme(2026)
const itemOf = (code: string, scheme: Scheme = template): Item =>
  must(
    scheme.items.find(each => each.code === code),
    code,
  )
const changed = (code: string, change: Partial<Item>, scheme = template): Scheme => ({
  ...scheme,
  items: scheme.items.map(item => (item.code === code ? { ...item, ...change } : item)),
})
const version = (no: number, effectiveFrom: string, scheme = template): Published => ({
  version: no,
  effectiveFrom: day(effectiveFrom),
  publishedAt: 0,
  scheme,
})

const aMemberRow = (change: Partial<MemberRow> & Pick<MemberRow, 'memberNo'>): MemberRow => {
  const { record, words } = aMemberInput(change.memberNo)
  return {
    memberId: memberId(change.memberNo),
    ...record,
    ...words,
    strokeKey: '',
    pinyin: '',
    card: null,
    pin: false,
    ...change,
  }
}

describe('what a draft changes', () => {
  test('a scheme that went through its file and back is the same, and undefined is as good as absent', () => {
    const back = schemeFromFile(schemeToFile(template))
    expect(back.ok && isSameScheme(compareSchemes(template, back.value))).toBe(true)
    const same = changed('C05', { retiredFrom: undefined, quantity: undefined })
    expect(isSameScheme(compareSchemes(template, same))).toBe(true)
  })

  test('added, changed, retired and removed items are told apart, each with the fields that changed', () => {
    const added = withItem(template, null, { ...NEW_ITEM, code: 'C29', title: '清洁能源', points: points(2) })
    const retired = changed('C20', { retiredFrom: day('2026-12-01') }, added)
    const capped = changed('C05', { caps: { perCycle: points(8) } }, retired)
    const after = { ...capped, floor: null, items: capped.items.filter(item => item.code !== 'V06') }
    const diff = compareSchemes(template, after)
    expect(diff.items.map(each => [each.item.code, each.kind, each.fields])).toEqual([
      ['C05', 'changed', ['caps']],
      ['C20', 'retired', ['retiredFrom']],
      ['C29', 'added', []],
      ['V06', 'removed', []],
    ])
    expect(diff.rules).toEqual(['floor'])
    expect(countOf(diff)).toEqual({ added: 1, changed: 3, retired: 1 })
  })

  test('every single change of a number is seen', () => {
    const seen = fc.property(fc.nat(template.items.length - 1), fc.integer({ min: 1, max: 9999 }), (at, cap) => {
      const item = must(template.items[at], 'item')
      const diff = compareSchemes(template, changed(item.code, { caps: { perPeriod: points(cap) } }))
      return diff.items.length === 1 && diff.items[0]?.fields.join() === 'caps'
    })
    fc.assert(seen, { numRuns: 60, seed: 7 })
  })
})

describe('the editor', () => {
  test('a problem belongs to its own item, never to one whose number begins the same', () => {
    const wrong = changed(must(template.items[31], 'item').code, { points: points(-1) })
    const problems = problemsOf(wrong, null)
    expect(problemsUnder(problems, 'items[31]')).toHaveLength(1)
    expect(problemsUnder(problems, 'items[3]')).toEqual([])
    expect(problemsUnder(problems, 'items')).toHaveLength(1)
  })

  test('what an amendment may not do is said at the item as the draft shows it', () => {
    const moved = { ...template, items: template.items.toReversed() }
    const recast = changed('C05', { dimension: 'political' }, moved)
    const place = recast.items.findIndex(item => item.code === 'C05')
    expect(problemsOf(recast, template).map(each => [each.code, each.where])).toEqual([
      ['SCHEME_ITEM_RECAST', `items[${place}].component`],
    ])
    const removed = { ...template, items: template.items.slice(1) }
    expect(problemsOf(removed, template).map(each => [each.code, each.where])).toEqual([
      ['SCHEME_ITEM_REMOVED', 'items'],
    ])
  })

  test('a value of the wrong shape is said in words for people', () => {
    const problems = problemsOf(changed('C05', { title: '' }), null)
    const at = template.items.findIndex(item => item.code === 'C05')
    expect(errorAt(problems, `items[${at}].title`)).toBe('请填写，或检查写法和长短。')
    expect(errorAt(problems, `items[${at}].note`)).toBeNull()
  })

  test('a new item stands after those of its component; taking it out takes it out of its group', () => {
    const item = { ...NEW_ITEM, code: 'B10', component: 'base' as const, points: points(1), title: '新' }
    const scheme = withItem(template, null, item)
    expect(scheme.items.findIndex(each => each.code === 'B10')).toBe(9)
    const grouped = { ...scheme, capGroups: [{ code: 'G', items: ['B10'], caps: {}, note: '' }, ...scheme.capGroups] }
    const out = withoutItem(grouped, 9)
    expect(out.items).toEqual(template.items)
    expect(out.capGroups).toEqual(template.capGroups)
  })

  test('a veto loses points and caps, and a deduction comes from the branch', () => {
    const base = { ...itemOf('C03'), recordedBy: 'member' as const }
    expect(inComponent(base, 'veto')).toMatchObject({ points: null, caps: {}, recordedBy: 'branch' })
    expect(inComponent(base, 'deduction')).toMatchObject({ points: points(1), recordedBy: 'branch' })
    expect(inComponent(base, 'base').recordedBy).toBe('member')
  })
})

describe('versions and their days', () => {
  const versions = [version(1, '2026-01-01'), version(2, '2026-07-01')]

  test('what is in force today is shown; before its own day the newest there is', () => {
    expect(versionToShow(versions, day('2026-06-30'))?.version).toBe(1)
    expect(versionToShow(versions, day('2026-07-01'))?.version).toBe(2)
    expect(versionToShow([version(1, '2027-01-01')], day('2026-11-22'))?.version).toBe(1)
    expect(versionToShow([], day('2026-11-22'))).toBeNull()
    expect(versionsOf(versions, 2025)).toEqual([])
  })

  test('a first version begins with the year, an amendment today, within its year and never before the last', () => {
    expect(startDay(2026, null, day('2026-11-22'))).toBe('2026-01-01')
    expect(startDay(2026, version(1, '2026-01-01'), day('2026-11-22'))).toBe('2026-11-22')
    expect(startDay(2026, version(1, '2026-12-01'), day('2026-11-22'))).toBe('2026-12-01')
    expect(startDay(2026, version(1, '2026-01-01'), day('2027-02-01'))).toBe('2026-12-31')
    expect(startDay(2027, version(1, '2027-01-01'), day('2026-11-22'))).toBe('2027-01-01')
  })

  test('PT26 a day in the past names the closed periods that would be counted anew, a day from today on none', () => {
    const last = version(1, '2026-01-01')
    const today = day('2026-11-22')
    expect(recountedPeriods(template, last, day('2026-05-01'), today)).toEqual(['2026-Q2', '2026-Q3'])
    expect(recountedPeriods(template, last, day('2026-09-30'), today)).toEqual(['2026-Q3'])
    expect(recountedPeriods(template, last, day('2026-10-01'), today)).toEqual([])
    expect(recountedPeriods(template, null, day('2026-01-01'), today)).toEqual([])
  })
})

describe('items in words', () => {
  test('worth and caps are written as on the paper', () => {
    expect(worthText(itemOf('X04'))).toBe('−0.5分/次')
    expect(worthText(itemOf('V01'))).toBe('不计分')
    const range = { points: points(1), unit: '项', quantity: { least: points(5), most: points(10) } }
    expect(worthText(range)).toBe('5～10分/项')
    expect(capText({ perPeriod: points(2), perCycle: points(12) }, 'quarter')).toBe('每季2分，全年12分')
    expect(capText(undefined, 'quarter')).toBe('不封顶')
  })

  test('PT110 found by words, what gives points stands before what takes them; by its code each is first', () => {
    const hits = matchItems(template.items, '党费')
    expect(hits.map(item => item.code)).toEqual(expect.arrayContaining(['B06', 'X05']))
    const takes = hits.map(takesPoints)
    expect(takes).toEqual(takes.toSorted((a, b) => Number(a) - Number(b)))
    expect(hits[0]?.code).toBe('B06')
    expect(matchItems(template.items, 'X05')[0]?.code).toBe('X05')
    expect(['C05', 'X05', 'V01'].map(code => takesPoints(itemOf(code)))).toEqual([false, true, true])
  })

  test('an item is found by code, by name, by note; retired ones stand last', () => {
    const found = (text: string, items = template.items) => matchItems(items, text).map(item => item.code)
    expect(found('c05')[0]).toBe('C05')
    expect(found('Ｃ05')[0]).toBe('C05')
    expect(found('环境')).toEqual(['C05'])
    expect(found('b0')[0]).toBe('B01')
    expect(found('没有这个')).toEqual([])
    expect(found('')).toHaveLength(template.items.length)
    expect(found('参加', changed('B01', { retiredFrom: day('2026-05-01') }).items).at(-1)).toBe('B01')
  })
})

describe('registering', () => {
  const draft = newRegistration(day('2026-11-22'))
  const people = [
    aMemberRow({ memberId: memberId(1), memberNo: 1, name: '王建国', pinyin: 'wjg', group: '第一党小组', category: 'inPost' }),
    aMemberRow({ memberId: memberId(2), memberNo: 2, name: '赵永福', pinyin: 'zyf', group: '第二党小组', category: 'exempt' }),
    aMemberRow({ memberId: memberId(3), memberNo: 12, name: '钱桂兰', pinyin: 'qgl', group: '第一党小组', category: 'noPost', status: 'left' }),
  ] // prettier-ignore

  test('the form takes over what the item usually comes with', () => {
    const sign = withRegisteredItem(draft, itemOf('B05'))
    expect(sign).toMatchObject({ itemCode: 'B05', quantity: 100, source: 'signIn', recordedBy: 'branch' })
    const range = changed('C23A', { quantity: { least: points(5), most: points(10) } })
    expect(withRegisteredItem(draft, itemOf('C23A', range)).quantity).toBe(500)
    expect(withRegisteredItem(draft, null).itemCode).toBeNull()
  })

  test('the first thing that is missing is named; a veto needs its basis', () => {
    expect(missingIn(draft, null)).toBe('item')
    const veto = withRegisteredItem(draft, itemOf('V01'))
    expect(missingIn(veto, itemOf('V01'))).toBe('basis')
    const based = { ...veto, documentNo: '青委〔2026〕3号', meetingDate: day('2026-11-01') }
    expect(missingIn(based, itemOf('V01'))).toBe('people')
    expect(missingIn({ ...based, people: new Set([memberId(1)]) }, itemOf('V01'))).toBeNull()
    expect(missingIn({ ...draft, quantity: null }, itemOf('C05'))).toBe('quantity')
    expect(withoutPeople({ ...based, people: new Set([memberId(1)]) })).toEqual(based)
  })

  test('points for each person are quantity times the item, exactly', () => {
    const half = { ...withRegisteredItem(draft, itemOf('X04')), quantity: points(3) }
    expect(pointsEach(half, itemOf('X04'))).toBe(-150)
    expect(pointsEach(draft, itemOf('V01'))).toBeNull()
  })

  test('people are found by initials, number, group and category; those who left are not offered', () => {
    const shown = (change: Partial<typeof ALL_PEOPLE>) =>
      shownPeople(people, { ...ALL_PEOPLE, ...change }).map(each => each.name)
    expect(shown({})).toEqual(['王建国', '赵永福'])
    expect(shown({ text: 'zyf' })).toEqual(['赵永福'])
    expect(shown({ text: '1' })).toEqual(['王建国'])
    expect(shown({ group: '第二党小组' })).toEqual(['赵永福'])
    expect(shown({ category: 'inPost' })).toEqual(['王建国'])
    const exempt = must(people[1], 'a person')
    expect([isMeantFor(itemOf('B04'), exempt), isMeantFor(itemOf('C05'), exempt)]).toEqual([false, true])
    expect([...toggled(toggled(new Set([1]), 2), 1)]).toEqual([2])
  })

  test('the list is narrowed by what is set and by nothing else', () => {
    expect([isNarrowed(EVERYTHING), isNarrowed({ ...EVERYTHING, component: 'base' })]).toEqual([false, true])
    expect(queryOf(2026, EVERYTHING)).toEqual({ cycle: 2026 })
    expect(queryOf(2026, { ...EVERYTHING, itemCode: 'C05' })).toEqual({ cycle: 2026, itemCode: 'C05' })
  })
})

describe('opening balances', () => {
  const [base, , deduction] = TOTAL_COLUMNS
  const rowsOf = (entries: readonly (readonly [string, string])[]) =>
    openingRows(new Map(entries), [memberId(1), memberId(2)], TOTAL_COLUMNS)

  test('PT22 deductions are typed without a sign and taken as negative; what is no number is marked, not dropped', () => {
    const minus = cellKey(memberId(1), must(deduction, 'column'))
    expect(rowsOf([[minus, '5']]).rows).toMatchObject([{ component: 'deduction', points: -500 }])
    expect(rowsOf([[minus, '−5']]).rows).toMatchObject([{ component: 'deduction', points: -500 }])
    const plus = cellKey(memberId(2), must(base, 'column'))
    expect(rowsOf([[plus, '１２.５']]).rows).toMatchObject([{ memberId: memberId(2), dimension: null, points: 1250 }])
    for (const bad of ['-3', 'x', '1.234']) expect([...rowsOf([[plus, bad]]).wrong], bad).toEqual([plus])
    expect(rowsOf([[plus, ' '], [minus, '0']])).toEqual({ rows: [], wrong: new Set() }) // prettier-ignore
  })

  test('what was typed in the other layout is neither lost nor counted', () => {
    const cells = new Map([[cellKey(memberId(1), must(base, 'column')), '7']])
    expect(openingRows(cells, [memberId(1)], DIMENSION_COLUMNS).rows).toEqual([])
    expect(openingRows(cells, [memberId(1)], TOTAL_COLUMNS).rows).toHaveLength(1)
  })
})

describe('standings on screen', () => {
  test('periods that have begun, the newest first; what ended last is opened', () => {
    const halves: Scheme = { ...templateScheme(2025), reviewPeriod: 'halfYear' }
    const periods = periodsToShow([halves, template], day('2026-05-02'))
    expect(periods).toEqual(['2026-Q2', '2026-Q1', '2025-H2', '2025-H1'])
    expect(periodToShow(periods, day('2026-05-02'))).toBe('2026-Q1')
    expect(periodToShow(['2026-Q1' as Period], day('2026-02-02'))).toBe('2026-Q1')
    expect(periodToShow([], day('2026-02-02'))).toBeNull()
    expect(['2026-Q3', '2026-H1', '2026'].map(each => periodText(each as Period))).toEqual([
      '2026年第三季度',
      '2026年上半年',
      '2026年全年',
    ])
  })

  test('RK2 one period is shown, by place within the category; caps are named in words', () => {
    const rows = standingsTable(sampleMembers(), groupByMember(sampleEntries()), template, '2026-Q3' as Period)
    const shown = rowsOfPeriod(rows, '2026-Q3' as Period)
    expect(shown).toHaveLength(42)
    expect(rowsOfPeriod(rows, '2026' as Period)).toEqual(shown)
    const groups = categoriesWithRows(shown, template.categories)
    expect(groups.map(group => [group.id, group.rows.length])).toEqual([
      ['inPost', 7],
      ['noPost', 9],
      ['olderNoPost', 12],
      ['floating', 6],
      ['probationary', 3],
      ['activist', 5],
    ])
    const places = groups.map(group => group.rows.map(row => row.place))
    expect(places).toEqual(places.map(each => each.toSorted((a, b) => a - b)))
    const best = must(shown[0], 'a row')
    const names = best.standing.capsReached.map(cap => capName(cap, template))
    expect(names).toContain('贡献加分（全年）')
    expect(names).toContain('B01 参加集中学习（全年）')
    expect(names).toContain('C01、C02 合并（全年）')
  })
})
