import { describe, expect, test } from 'vitest'
import { points } from '../../../shared/base/hundredths.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { alertsFor, brokenShares, suggestedBand, yearScore } from '../../../shared/points/grade.ts'
import { checkScheme } from '../../../shared/points/scheme-check.ts'
import { schemeFromFile, schemeToFile } from '../../../shared/points/scheme-file.ts'
import { standing } from '../../../shared/points/standing.ts'
import { anEntry } from '../../fixtures/entries.ts'
import {
  accrue,
  anItem,
  aScheme,
  at,
  grant,
  perCycle,
  perPeriod,
  scoreOf,
  yearScoreOf,
  type Line,
} from '../../fixtures/schemes.ts'

/**
 * Rules that counties and towns really use (DOMAIN §1.1), each written as a scheme, with an example worked out by hand
 * beside it. They show that the scheme is data: none of them needs a line of code.
 */

const S1 = aScheme({
  title: 'S1 从100分起，有加有减，民主互评限定比例',
  start: grant(100),
  items: [
    anItem('P1', '志愿服务', 1, { recordedBy: 'member' }),
    anItem('P2', '公益捐助', 1, { recordedBy: 'member' }),
    anItem('M1', '缺席“三会一课”', -5),
    anItem('M2', '缺席主题党日', -3),
    anItem('V1', '违法犯罪、失信、黄赌毒', null),
  ],
  gradeShares: [
    { grades: ['excellent'], most: '1/3' },
    { grades: ['basicallyQualified', 'unqualified'], least: '1/10' },
  ],
})

test('PT6 PT8 PT25 S1: starts at 100, plus and minus lists, a veto brings the score straight to 0', () => {
  const lines: Line[] = [
    ['P1', '2026-02-01', 3],
    ['M1', '2026-03-01'],
    ['M2', '2026-05-01'],
    ['P2', '2026-06-01'],
  ]
  // 100 + 3 − 5 = 98 after the first quarter, − 3 + 1 = 96 after the second.
  expect(at(S1, '2026-Q1', lines).total).toBe(points(98))
  expect(at(S1, '2026-Q2', lines)).toMatchObject({ total: points(96), inPeriod: { total: points(-2) } })
  expect(at(S1, '2026-Q3', [...lines, ['V1', '2026-07-01']]).total).toBe(0)
  // 30 people: 10 excellent is a third, 3 at the lower end a tenth.
  const counts = { excellent: 10, qualified: 17, basicallyQualified: 2, unqualified: 1 }
  expect(brokenShares(S1, counts)).toEqual([])
  expect(brokenShares(S1, { ...counts, excellent: 11, qualified: 16 })).toEqual([S1.gradeShares[0]])
  expect(brokenShares(S1, { ...counts, qualified: 18, unqualified: 0 })).toEqual([S1.gradeShares[1]])
})

const S2 = aScheme({
  title: 'S2 从100分起，低分帮扶，预备党员另有底线',
  start: grant(100),
  items: [
    anItem('M1', '违建不自拆', -40),
    anItem('P1', '中心工作发挥重要作用', 1, { unit: '分', quantity: { least: points(5), most: points(10) } }),
  ],
  alerts: [
    { label: '转入帮扶支部', at: 'period', below: points(60), categories: 'all' },
    { label: '取消预备资格（支部研究）', at: 'cycle', below: points(85), categories: ['probationary'] },
  ],
})

test('PT25 S2: below 60 in a quarter calls for help, a probationary member below 85 for a decision', () => {
  // 100 − 40 − 40 + 7 = 27.
  const low = at(S2, '2026-Q1', [
    ['M1', '2026-01-05', 2],
    ['P1', '2026-02-01', 7],
  ])
  expect(low.total).toBe(points(27))
  expect(alertsFor(S2, 'noPost', [scoreOf(low)], 'period').map(each => each.label)).toEqual(['转入帮扶支部'])
  expect(alertsFor(S2, 'noPost', yearScoreOf(84), 'cycle')).toEqual([])
  expect(alertsFor(S2, 'probationary', yearScoreOf(84), 'cycle')).toHaveLength(1)
  expect(alertsFor(S2, 'probationary', yearScoreOf(85), 'cycle')).toEqual([])
})

const S3 = aScheme({
  title: 'S3 基础60分，五星评定',
  start: grant(60),
  items: [anItem('P1', '先锋作用', 1), anItem('M1', '缺席会议', -2)],
  bands: [
    { grade: 'excellent', from: points(96), label: '五星' },
    { grade: 'excellent', from: points(90), label: '四星' },
    { grade: 'qualified', from: points(80), label: '三星' },
    { grade: 'qualified', from: points(70), label: '二星' },
    { grade: 'basicallyQualified', from: points(60), label: '一星' },
    { grade: 'unqualified', from: points(0), label: '不挂牌' },
  ],
})

test('PT6 PT25 S3: base 60, five stars by the year’s total, below 60 no plate', () => {
  const stars = (lines: Line[]) => suggestedBand(S3, 'noPost', at(S3, '2026', lines).total)?.label
  expect(stars([])).toBe('一星')
  expect(stars([['M1', '2026-01-05']])).toBe('不挂牌')
  expect(stars([['P1', '2026-01-05', 29.5]])).toBe('三星')
  expect(stars([['P1', '2026-01-05', 30]])).toBe('四星')
  expect(
    stars([
      ['P1', '2026-01-05', 38],
      ['M1', '2026-08-01'],
    ]),
  ).toBe('五星')
  // Probationary members are appraised without a grade.
  expect(suggestedBand(S3, 'probationary', points(96))).toBeNull()
})

const S5 = aScheme({
  title: 'S5 底线50分加承诺30分，按四类人分别设定',
  start: accrue,
  categories: [
    { id: 'A', label: '村干部', ranked: true, graded: true },
    { id: 'B', label: '60岁以下无职', ranked: true, graded: true },
    { id: 'C', label: '60岁以上无职', ranked: true, graded: true },
    { id: 'D', label: '长期外出', ranked: true, graded: true },
    { id: 'E', label: '卧病不计分', ranked: false, graded: false },
  ],
  items: [
    anItem('L1', '底线：参加组织生活', 10, { component: 'base', appliesTo: ['A', 'B', 'C'] }),
    anItem('L2', '底线：遵守村规民约', 20, { component: 'base' }),
    anItem('K1', '承诺：岗位目标', 15, { component: 'base', appliesTo: ['A'] }),
    anItem('K2', '承诺：为群众办实事', 10, { component: 'base', appliesTo: ['A', 'B', 'C', 'D'] }),
    anItem('Q1', '其他加分', 5),
  ],
  capGroups: [
    { code: 'L', items: ['L1', 'L2'], caps: perCycle(50), note: '底线分' },
    { code: 'K', items: ['K1', 'K2'], caps: perCycle(30), note: '承诺分' },
  ],
  componentCaps: { base: perCycle(80), contribution: perCycle(20) },
})

test('PT4 S5: bottom line at most 50, pledges at most 30, the rest at most 20', () => {
  const lines: Line[] = [
    ['L1', '2026-02-01', 4],
    ['L2', '2026-03-01'],
    ['K1', '2026-03-01'],
    ['K2', '2026-05-01', 2],
    ['Q1', '2026-05-01', 5],
  ]
  // Bottom line 40 + 20 = 60 → 50; pledges 15 + 20 = 35 → 30; others 25 → 20.
  const year = at(S5, '2026', lines, 'A')
  expect(year.total).toBe(points(100))
  expect(year.capsReached.map(each => each.code)).toEqual(['L', 'K', 'contribution'])
  expect(at(S5, '2026-Q1', lines, 'A').total).toBe(points(65))
})

const block = (number: number, titles: readonly (readonly [string, number])[]) => {
  const items = titles.map(([title, amount], at) => anItem(`D${number}${at}`, title, amount, { unit: '次' }))
  return { items, group: { code: `D${number}`, items: items.map(each => each.code), caps: perCycle(10), note: '' } }
}
const S8_BLOCKS = [
  block(1, [
    ['缺会、迟交党费', -1],
    ['迟到早退', -0.5],
  ]),
  block(2, [
    ['拒办政策任务', -1],
    ['缺席义务劳动', -2],
  ]),
  block(3, [['违反村规民约', -5]]),
  block(4, [
    ['迷信、赌博', -5],
    ['大操大办', -5],
  ]),
  block(5, [['参与邪教', -10]]),
]
const S8 = aScheme({
  title: 'S8 五块各10分，只扣不加，扣完为止；另有激励分',
  start: grant(50),
  floor: points(0),
  items: [...S8_BLOCKS.flatMap(each => each.items), anItem('J1', '道德模范', 5), anItem('J2', '好人好事', 5)],
  capGroups: [
    ...S8_BLOCKS.map(each => each.group),
    { code: 'J', items: ['J1', 'J2'], caps: perCycle(10), note: '激励分' },
  ],
})

test('PT4 PT6 S8: five blocks of ten that are only deducted, each down to 0 and no further', () => {
  const lines: Line[] = [
    ['D10', '2026-01-05', 4],
    ['D11', '2026-02-05', 3],
    ['D40', '2026-02-01', 3],
    ['J2', '2026-03-01', 3],
  ]
  // Block 1: −4 − 1.5; block 4: −15 → −10; incentives 15 → 10: 50 − 5.5 − 10 + 10.
  expect(at(S8, '2026-Q1', lines).total).toBe(points(44.5))
  const worst: Line[] = ['D10', 'D30', 'D40', 'D50'].map((code): Line => [code, '2026-01-05', 99])
  expect(at(S8, '2026-Q1', worst).total).toBe(points(10))
})

const S11 = aScheme({
  title: 'S11 基础70、测评20、贡献不超过10',
  start: accrue,
  componentCaps: { base: perCycle(70), contribution: perCycle(10) },
  appraisal: { combine: 'add', parts: [{ label: '民主测评', percent: 20 }] },
  items: [
    anItem('B1', '参加组织生活', 5, { component: 'base' }),
    anItem('C1', '防汛表扬', 2),
    anItem('C2', '感谢信', 1),
    anItem('C3', '感谢信（县级媒体报道）', 2),
    anItem('C4', '稳定工作', 3),
    anItem('X1', '防汛被批评', -2),
    anItem('V1', '受市级以上通报', null),
  ],
})

test('PT4 PT8 PT25 S11: base 70 + contribution at most 10 + appraisal 20; a veto makes the year 0', () => {
  const lines: Line[] = [
    ['B1', '2026-02-01', 13],
    ['C1', '2026-06-01', 2],
    ['C4', '2026-06-02', 3],
    ['X1', '2026-07-01'],
  ]
  // 65 + (4 + 9 → 10) − 2 = 73; marks of 90 of 100 add 20 % of 90 = 18.
  const year = at(S11, '2026', lines)
  expect(year.total).toBe(points(73))
  expect(yearScore(S11, year.total, [points(90)])).toBe(points(91))
  expect(at(S11, '2026', [...lines, ['V1', '2026-12-31']]).total).toBe(0)
})

const S12 = aScheme({
  title: 'S12 基础60，上不封顶，最低0分',
  start: grant(60),
  floor: points(0),
  items: [
    anItem('P1', '参加会议', 1),
    anItem('P2', '培训一个月以上', 2),
    anItem('P3', '论文', 3),
    anItem('P4', '校外授课', 5),
    anItem('M1', '工作失误', -10),
  ],
})

test('PT6 PT7 S12: base 60, no upper cap, never below 0', () => {
  expect(
    at(S12, '2026', [
      ['P1', '2026-01-05', 40],
      ['P3', '2026-02-01', 4],
      ['P4', '2026-03-01', 6],
    ]).total,
  ).toBe(points(142))
  const fallen = at(S12, '2026-Q1', [['M1', '2026-01-05', 7]])
  expect(fallen).toMatchObject({ raw: points(-10), total: 0 })
})

const S14 = aScheme({
  title: 'S14 上年得分的20%为基础，任务按月，奖励不超过10',
  start: { mode: 'carryOver', percentOfLastYear: 20, otherwise: points(20) },
  items: [
    anItem('T1', '月度任务', 1, { component: 'base', unit: '分', quantity: { least: points(5), most: points(6) } }),
    anItem('C1', '奖励', 1, { evidence: 'certificate' }),
    anItem('X1', '基础扣分', -1),
  ],
  componentCaps: { base: perCycle(70), contribution: perCycle(10), deduction: perCycle(20) },
})

test('PT4 PT6 S14: a fifth of last year’s score, tasks at most 70, rewards at most 10, deductions at most 20', () => {
  const lines: Line[] = [
    ['T1', '2026-01-31', 72],
    ['C1', '2026-05-01', 12],
    ['X1', '2026-05-01', 25],
  ]
  const entries = lines.map(([code, date, units = 1]) => anEntry(S14, code, date, { units }))
  // 20 % of 88 = 17.6; + 70 + 10 − 20.
  expect(standing(entries, S14, 'noPost', '2026' as Period, points(88)).total).toBe(points(77.6))
})

const S18 = aScheme({
  title: 'S18 从0累加，逐项封顶',
  start: accrue,
  items: [
    anItem('B1', '学习', 2, { component: 'base', caps: perCycle(12) }),
    anItem('B2', '笔记', 1, { component: 'base', caps: { ...perPeriod(1), ...perCycle(4) } }),
    anItem('B3', '心得', 1, { component: 'base', caps: perCycle(4) }),
    anItem('B4', '“三会一课”', 3, { component: 'base', caps: perCycle(12) }),
    anItem('B5', '主题党日', 2, { component: 'base', caps: perCycle(8) }),
  ],
})

test('PT4 S18: from 0 with caps per item, notes once a quarter', () => {
  const lines: Line[] = [
    ['B1', '2026-01-10', 7],
    ['B2', '2026-01-10', 2],
    ['B2', '2026-04-10'],
    ['B5', '2026-02-10', 5],
    ['B4', '2026-03-10', 3],
  ]
  // Q1: 14 → 12, 2 → 1, 10 → 8, 9. Q2: the second quarter's note.
  expect(at(S18, '2026-Q1', lines).total).toBe(points(30))
  expect(at(S18, '2026-Q2', lines)).toMatchObject({ total: points(31), inPeriod: { total: points(1) } })
})

const S20 = aScheme({
  title: 'S20 积分与支部、工作队、镇领导评议加权',
  appraisal: {
    combine: 'weigh',
    parts: [
      { label: '支部', percent: 20 },
      { label: '工作队', percent: 10 },
      { label: '镇领导', percent: 10 },
    ],
  },
  items: [anItem('C1', '服务群众', 1), anItem('X1', '虚假申报', -5)],
})

test('PT25 S20: points weigh 60 percent, branch, work team and town leader the rest', () => {
  // 0.6 × 75 + 0.2 × 90 + 0.1 × 80 + 0.1 × 70 = 78.
  expect(yearScore(S20, points(75), [points(90), points(80), points(70)])).toBe(points(78))
  expect(yearScore(S3, points(75), [])).toBe(points(75))
})

describe('PT14 PT15 each of them is a valid scheme and survives its file form', () => {
  const all = [S1, S2, S3, S5, S8, S11, S12, S14, S18, S20]
  test.each(all.map(each => [each.title, each] as const))('PT14 PT15 %s', (_, each) => {
    expect(checkScheme(each)).toEqual({ ok: true, value: each })
    expect(schemeFromFile(schemeToFile(each))).toEqual({ ok: true, value: each })
  })
})
