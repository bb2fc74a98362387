import { expect, test } from 'vitest'
import { points } from '../../../shared/base/hundredths.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import type { Result } from '../../../shared/base/result.ts'
import type { Item } from '../../../shared/points/item.ts'
import type { Alert, Duties, DutyPost, Scheme } from '../../../shared/points/scheme.ts'
import { checkAmendment, checkScheme } from '../../../shared/points/scheme-check.ts'
import { templateScheme } from '../../../shared/points/template.ts'

const scheme = templateScheme(2026)
const problemsOf = (result: Result<unknown, Problem[]>): Problem[] => (result.ok ? [] : result.error)
const places = (input: unknown) => problemsOf(checkScheme(input)).map(each => [each.code, each.where])
const withItem = (code: string, change: Partial<Item>): Scheme => ({
  ...scheme,
  items: scheme.items.map(item => (item.code === code ? { ...item, ...change } : item)),
})
const at = (code: string, member: string) => `items[${scheme.items.findIndex(item => item.code === code)}].${member}`
const perCycle = (whole: number) => ({ perCycle: points(whole) })

test('PT14 shape: missing, unknown and wrong members are named by their path', () => {
  const { title: _, ...untitled } = scheme
  expect(places(untitled)).toEqual([['SCHEME_MEMBER_MISSING', 'title']])
  expect(places({ ...scheme, rankings: {} })).toEqual([['SCHEME_MEMBER_UNKNOWN', 'rankings']])
  expect(places({ ...scheme, cycle: '2026' })).toEqual([['SCHEME_VALUE_INVALID', 'cycle']])
  expect(places(withItem('B02', { points: 1.5 as Item['points'] }))).toEqual([
    ['SCHEME_VALUE_INVALID', at('B02', 'points')],
  ])
  const misspelt = { ...withItem('B02', { caps: { percycle: 5 } as Item['caps'] }) }
  expect(places(misspelt)).toEqual([['SCHEME_MEMBER_UNKNOWN', at('B02', 'caps.percycle')]])
  for (const nonsense of [null, 3, [], 'x', undefined]) expect(checkScheme(nonsense).ok).toBe(false)
})

const [firstGroup] = scheme.capGroups
const group = (change: Partial<Scheme['capGroups'][number]>): Scheme => ({
  ...scheme,
  capGroups: [{ code: 'G', items: ['C03', 'C04'], caps: perCycle(8), note: '', ...change }],
})

const { duties: _duties, falseDeclaration: _item, ...withoutDuties } = scheme
const withAlert = (change: Partial<Alert>, formatVersion: 1 | 3 = 3): Scheme => ({
  ...(formatVersion === 1 ? withoutDuties : scheme),
  formatVersion,
  alerts: [{ label: '谈心', at: 'period', below: points(7), categories: 'all', ...change }],
})
const withDuties = (change: Partial<Duties>): Scheme => ({
  ...scheme,
  duties: { categories: ['noPost'], posts: [], ...change },
})
const aPost = (change: Partial<DutyPost>): DutyPost => ({
  id: 'order',
  label: '治安岗',
  duty: '',
  items: ['B09'],
  ...change,
})

const withMonth = (change: Partial<Scheme>): Scheme => {
  const { falseDeclaration: _, ...capped } = withItem('B06', { caps: { perMonth: points(0.5) } })
  return { ...capped, ...change }
}

/** One thing wrong each; the code, and where it is. */
const wrong: [string, string, Scheme][] = [
  ['SCHEME_ITEM_TWICE', 'items[64].code', { ...scheme, items: [...scheme.items, ...scheme.items.slice(3, 4)] }],
  [
    'SCHEME_GROUP_TWICE',
    'capGroups[1].code',
    {
      ...group({}),
      capGroups: [...group({}).capGroups, { ...group({}).capGroups[0], code: 'G', items: ['C05'], caps: {}, note: '' }],
    },
  ],
  [
    'SCHEME_CATEGORY_TWICE',
    'categories[8].id',
    { ...scheme, categories: [...scheme.categories, ...scheme.categories.slice(0, 1)] },
  ],
  ['SCHEME_VETO_POINTS', at('V01', 'points'), withItem('V01', { points: points(-5) })],
  ['SCHEME_VETO_POINTS', at('V01', 'points'), withItem('V01', { caps: perCycle(1) })],
  ['SCHEME_POINTS_MISSING', at('B02', 'points'), withItem('B02', { points: null })],
  ['SCHEME_POINTS_SIGN', at('X01', 'points'), withItem('X01', { points: points(5) })],
  ['SCHEME_POINTS_SIGN', at('C03', 'points'), withItem('C03', { points: points(0) })],
  ['SCHEME_BRANCH_ONLY', at('X04', 'recordedBy'), withItem('X04', { recordedBy: 'attendance' })],
  ['SCHEME_BRANCH_ONLY', at('V02', 'recordedBy'), withItem('V02', { recordedBy: 'resident' })],
  [
    'SCHEME_QUANTITY_RANGE',
    at('C03', 'quantity'),
    withItem('C03', { quantity: { least: points(5), most: points(2) } }),
  ],
  ['SCHEME_GROUP_ITEM_UNKNOWN', 'capGroups[0].items', group({ items: ['C03', 'C99'] })],
  ['SCHEME_GROUP_VETO', 'capGroups[0].items', group({ items: ['V01'] })],
  ['SCHEME_GROUP_ITEM_SHARED', 'capGroups[0].items', group({ items: ['C03', 'C03'] })],
  ['SCHEME_GROUP_MIXED', 'capGroups[0].items', group({ items: ['C03', 'B02'] })],
  ['SCHEME_GROUP_NAME_TAKEN', 'capGroups[0].code', group({ code: 'B02' })],
  ['SCHEME_CATEGORY_UNKNOWN', at('B02', 'appliesTo'), withItem('B02', { appliesTo: ['inPost', 'cadre'] })],
  [
    'SCHEME_CATEGORY_UNKNOWN',
    'start.byCategory',
    { ...scheme, start: { mode: 'grant', points: points(60), byCategory: { cadre: points(1) } } },
  ],
  [
    'SCHEME_CATEGORY_UNKNOWN',
    'alerts[0].categories',
    { ...scheme, alerts: [{ label: '帮扶', at: 'period', below: points(60), categories: ['cadre'] }] },
  ],
  ['SCHEME_ALERT_RUN', 'alerts[0]', withAlert({ at: 'cycle', inARow: 2 })],
  ['SCHEME_ALERT_RUN', 'alerts[0]', withAlert({ at: 'cycle', measure: 'inPeriod' })],
  ['SCHEME_VERSION_LOW', 'duties', { ...withoutDuties, duties: scheme.duties, formatVersion: 1, alerts: [] }],
  ['SCHEME_VERSION_LOW', 'falseDeclaration', { ...scheme, formatVersion: 2 }],
  ['SCHEME_VERSION_LOW', at('B06', 'caps'), withMonth({ formatVersion: 2 })],
  ['SCHEME_FALSE_ITEM', 'falseDeclaration', { ...scheme, falseDeclaration: 'X99' }],
  ['SCHEME_FALSE_ITEM', 'falseDeclaration', { ...scheme, falseDeclaration: 'C01' }],
  ['SCHEME_VERSION_LOW', 'alerts[0]', withAlert({ inARow: 3 }, 1)],
  ['SCHEME_CATEGORY_UNKNOWN', 'duties.categories', withDuties({ categories: ['cadre'] })],
  ['SCHEME_POST_TWICE', 'duties.posts[1].id', withDuties({ posts: [aPost({}), aPost({})] })],
  ['SCHEME_POST_ITEM_UNKNOWN', 'duties.posts[0].items', withDuties({ posts: [aPost({ items: ['B99'] })] })],
  ['SCHEME_POST_ITEM_KIND', 'duties.posts[0].items', withDuties({ posts: [aPost({ items: ['X01'] })] })],
  ['SCHEME_APPLIES_TO_NOBODY', at('B02', 'appliesTo'), withItem('B02', { appliesTo: [] })],
  ['SCHEME_CAP_NEGATIVE', at('X04', 'caps'), withItem('X04', { caps: perCycle(-5) })],
  ['SCHEME_CAP_NEGATIVE', 'componentCaps.deduction', { ...scheme, componentCaps: { deduction: perCycle(-20) } }],
  ['SCHEME_CAP_ORDER', at('B02', 'caps'), withItem('B02', { caps: { perPeriod: points(5), perCycle: points(4) } })],
  ['SCHEME_CAP_ORDER', 'capGroups[0].caps', group({ caps: { perPeriod: points(5), perCycle: points(4) } })],
  ['SCHEME_CAP_ORDER', at('B06', 'caps'), withItem('B06', { caps: { perMonth: points(5), perCycle: points(4) } })],
  ['SCHEME_CAP_ORDER', at('B06', 'caps'), withItem('B06', { caps: { perMonth: points(5), perPeriod: points(4) } })],
  ['SCHEME_CAP_QUARTER', at('B06', 'caps'), withItem('B06', { caps: { perQuarter: points(5) } })],
  ['SCHEME_VETO_POINTS', at('V01', 'points'), withItem('V01', { caps: { perMonth: points(5) } })],
  ['SCHEME_FLOOR_ABOVE_CAP', 'totalCap', { ...scheme, floor: points(100), totalCap: points(100) }],
  [
    'SCHEME_BANDS_ORDER',
    'bands[1]',
    {
      ...scheme,
      bands: [
        { grade: 'qualified', from: points(60) },
        { grade: 'excellent', from: points(80) },
      ],
    },
  ],
  [
    'SCHEME_BANDS_ORDER',
    'bands[1]',
    {
      ...scheme,
      bands: [
        { grade: 'qualified', from: points(80) },
        { grade: 'excellent', from: points(60) },
      ],
    },
  ],
  ['SCHEME_SHARE_ABOVE_ONE', 'gradeShares[0]', { ...scheme, gradeShares: [{ grades: ['excellent'], most: '3/2' }] }],
  ['SCHEME_APPRAISAL_PARTS', 'appraisal.parts', { ...scheme, appraisal: { combine: 'add', parts: [] } }],
  [
    'SCHEME_APPRAISAL_PARTS',
    'appraisal.parts',
    { ...scheme, appraisal: { combine: 'none', parts: [{ label: '测评', percent: 20 }] } },
  ],
  [
    'SCHEME_APPRAISAL_PARTS',
    'appraisal.parts',
    {
      ...scheme,
      appraisal: {
        combine: 'weigh',
        parts: [
          { label: '测评', percent: 60 },
          { label: '互评', percent: 50 },
        ],
      },
    },
  ],
]

test.each(wrong)('PT14 %s at %s', (code, where, broken) => {
  expect(firstGroup?.code).toBe('C01')
  const problems = problemsOf(checkScheme(broken))
  expect(problems.map(each => [each.code, each.where])).toContainEqual([code, where])
  for (const each of problems) {
    expect(each.code).toBe(code)
    expect(each.zh).toMatch(/[\u4e00-\u9fff].*。$/)
    expect(each.en).not.toBe('')
  }
})

test('PT14 a group may carry the code of one of its own items', () => {
  expect(checkScheme(group({ code: 'C03' })).ok).toBe(true)
})

test('PT16 an amendment retires items and never removes or recasts them', () => {
  const codes = (after: Scheme) => checkAmendment(scheme, after).map(each => each.code)
  expect(codes(scheme)).toEqual([])
  expect(codes(withItem('C03', { points: points(2), title: '公益' }))).toEqual([])
  expect(codes({ ...scheme, items: scheme.items.slice(1) })).toEqual(['SCHEME_ITEM_REMOVED'])
  expect(codes(withItem('C03', { component: 'base' }))).toEqual(['SCHEME_ITEM_RECAST'])
  expect(codes(withItem('C03', { dimension: 'political' }))).toEqual(['SCHEME_ITEM_RECAST'])
  expect(codes({ ...scheme, cycle: 2027 })).toEqual(['SCHEME_CYCLE_CHANGED'])
  expect(codes({ ...scheme, reviewPeriod: 'halfYear' })).toEqual(['SCHEME_CYCLE_CHANGED'])
})
