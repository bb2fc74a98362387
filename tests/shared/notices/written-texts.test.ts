import { expect, test } from 'vitest'
import type { Body } from '../../../shared/notices/document.ts'
import { lintDocument } from '../../../shared/notices/privacy-lint.ts'
import { reasonProblems } from '../../../shared/notices/private-reasons.ts'
import { must } from '../../../shared/base/check.ts'
import { points } from '../../../shared/base/hundredths.ts'
import type { ActivityId } from '../../../shared/base/ids.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'

/** One of each kind with something in every field. */
const BODIES: readonly Body[] = [
  {
    kind: 'items',
    schemeVersion: 1,
    cycle: 2026,
    effectiveFrom: '2026-01-01' as PlainDate,
    items: [
      {
        code: 'X16',
        dimension: 'discipline',
        component: 'deduction',
        title: '违反村规民约',
        points: points(-2),
        unit: '次',
        caps: {},
        capSharedWith: ['X17'],
        evidence: 'decision',
        recordedBy: 'branch',
        appliesTo: ['无职党员'],
        note: '由支部认定',
      },
    ],
    categories: [{ id: 'noPost', label: '无职党员' }],
  },
  {
    kind: 'periodPoints',
    period: '2026-Q3' as Period,
    intro: '现予公示',
    rows: [
      {
        order: 1,
        name: '王*国',
        masked: true,
        category: '无职党员',
        periodTotal: points(80),
        yearTotal: points(240),
      },
    ],
  },
  {
    kind: 'ranking',
    period: '2026-Q3' as Period,
    categories: [{ id: 'noPost', label: '无职党员', period: ranked(), yearToDate: ranked() }],
  },
  { kind: 'announcement', paragraphs: ['明天停水。', '后天来水。'] },
  {
    kind: 'activity',
    activityId: '0' as ActivityId,
    name: '主题党日',
    time: '11月20日9时',
    place: '二楼会议室',
    audience: '全体党员',
    turnout: null,
    paragraphs: ['请准时参加。'],
  },
  {
    kind: 'commendation',
    period: '2026-Q3' as Period,
    intro: '以下同志',
    people: [{ name: '王建国', category: '无职党员', deed: '每周清渠' }],
  },
  {
    kind: 'pledges',
    variant: 'posts',
    cycle: 2026,
    intro: '设岗定责',
    rows: [{ order: 1, name: '王*国', masked: true, post: '水管员', pledge: '每周巡渠', state: 'standing' }],
  },
]

function ranked() {
  const row = { place: 1, tied: false, name: '王*国', points: points(80), movement: null }
  return { rows: [row], bands: [], size: 1, scaleMax: points(100) }
}

/** What the program itself writes there: ids, dates and words of its own lists. */
const OWN =
  /(?:^|\.)(?:kind|effectiveFrom|dimension|component|evidence|recordedBy|capSharedWith\.\d|id|period|activityId|variant|state)$/u

/** Every text of a body by its path. */
const pathsOf = (value: unknown, path: string): string[] => {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => pathsOf(each, path === '' ? key : `${path}.${key}`))
}

function withText(body: Body, path: string, text: string): Body {
  const copy = structuredClone(body)
  const keys = path.split('.')
  const last = must(keys.pop(), 'a field')
  let at = copy as unknown as Record<string, unknown>
  for (const key of keys) at = at[key] as Record<string, unknown>
  at[last] = text
  return copy
}

const REASON = '在镇上酒馆打牌赌钱'
type Look = (document: { title: string; correction: string | null; body: Body }) => boolean
const finds: Look = document =>
  lintDocument(document, []).length > 0 || reasonProblems(document, { pieces: [REASON], beside: [] }).length > 0

/** The fields in which a look finds nothing of either. */
const blindFields = (look: Look): string[] =>
  BODIES.flatMap(body =>
    pathsOf(body, '')
      .filter(path => !OWN.test(path))
      .filter(path =>
        [REASON, '139-0671-0001'].some(
          planted => !look({ title: '通知', correction: null, body: withText(body, path, planted) }),
        ),
      )
      .map(path => `${body.kind}.${path}`),
  )

test('PR11 PR35 PR47 there is no field of a document in which anything private is not looked for', () => {
  expect(BODIES.some(body => finds({ title: '通知', correction: null, body }))).toBe(false)
  expect(BODIES.flatMap(body => pathsOf(body, '').filter(path => !OWN.test(path))).length).toBeGreaterThan(20)
  expect(blindFields(finds)).toEqual([])
  const body = must(BODIES[3], 'a body')
  for (const planted of [REASON, '139-0671-0001']) {
    expect(finds({ title: planted, correction: null, body })).toBe(true)
    expect(finds({ title: '通知', correction: planted, body })).toBe(true)
  }
})

test('PR47 the walk finds a look that passes over a field', () => {
  const twin: Look = document =>
    finds(
      document.body.kind === 'items'
        ? { ...document, body: { ...document.body, items: document.body.items.map(item => ({ ...item, unit: '' })) } }
        : document,
    )
  expect(blindFields(twin)).toEqual(['items.items.0.unit'])
})
