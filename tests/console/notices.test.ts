import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { Hundredths } from '../../shared/base/hundredths.ts'
import type { Millis, NoticeId } from '../../shared/base/ids.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import type { NoticeDetail, NoticeSummary } from '../../hub/console/notices/api-types.ts'
import { railOf } from '../../hub/console/notices/steps.ts'
import { noticeTodos } from '../../hub/console/notices/todo.ts'
import { bandText, capText, worth } from '../../hub/pages/papers/notice-words.ts'

afterEach(() => vi.useRealTimers())

const summary: NoticeSummary = {
  noticeId: '0199e3a0-0000-7000-8000-000000000101' as NoticeId,
  kind: 'announcement',
  scope: { is: 'public' },
  to: '',
  title: '停水通知',
  stage: 'checked',
  rev: 1,
  liveRev: null,
  changedAt: 0 as Millis,
  changedBy: '黄秀英',
  publishedOn: null,
  dated: '2026-10-15' as PlainDate,
  shownUntil: null,
  noticePeriod: null,
  exposed: [],
}

test('what all papers share is weaker than a paper’s own sheet, whichever of the two a build puts first', () => {
  const file = resolve(import.meta.dirname, '../../hub/pages/papers/paper.css')
  const rules = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const strong = (css: string) => css.replaceAll(':where(.paper)', '').match(/\.[a-z][\w-]*(?=[^;}]*\{)/gi) ?? []
  expect(rules).toContain(':where(.paper) td')
  expect(strong(rules)).toEqual([])
  expect(strong('.paper td { border: 0 }')).toEqual(['.paper'])
})

test('what is checked waits for approval, what is approved for its day, nothing else waits', () => {
  const stages = ['draft', 'checked', 'approved', 'published', 'expired', 'withdrawn', 'discarded'] as const
  const todos = noticeTodos(stages.map(stage => ({ ...summary, stage })))
  expect(todos.map(each => [each.title, each.due])).toEqual([
    ['批准《停水通知》', '2026-10-15T23:59'],
    ['发布《停水通知》', '2026-10-15T23:59'],
  ])
  const [exposed] = noticeTodos([{ ...summary, stage: 'published', exposed: ['王芳'] }])
  expect([exposed?.title, exposed?.note]).toEqual([
    '更正《停水通知》：遮住姓名',
    '王芳不再同意公开姓名，公开屏上还写着全名',
  ])
})

const detail = (stage: NoticeDetail['stage'], more: Partial<NoticeDetail> = {}): NoticeDetail => ({
  ...summary,
  stage,
  version: 1,
  content: null,
  document: null,
  hash: null,
  problems: [],
  names: [],
  steps: [],
  revisions: [],
  readers: null,
  editors: [],
  editorNames: [],
  approvedAlone: false,
  activeStaff: 2,
  ...more,
})

test('the rail shows as done what is done, and one step as next', () => {
  const states = (stage: NoticeDetail['stage']) => railOf(detail(stage))?.map(step => step.state)
  expect(states('draft')).toEqual(['done', 'now', 'next', 'next'])
  expect(states('checked')).toEqual(['done', 'done', 'now', 'next'])
  expect(states('approved')).toEqual(['done', 'done', 'done', 'now'])
  expect(states('published')).toEqual(['done', 'done', 'done', 'done'])
  expect(states('expired')).toEqual(['done', 'done', 'done', 'done'])
  expect(states('withdrawn')).toBeUndefined()
})

test('the rail says who wrote it, what blocks it, and that a single account approves its own work', () => {
  vi.useFakeTimers({ now: Date.parse('2026-10-15T14:42:00+08:00') })
  const at = Date.parse('2026-10-15T09:00:00+08:00') as Millis
  const steps: NoticeDetail['steps'] = [{ step: 'drafted', rev: 1, by: '黄秀英', at, reason: '' }]
  const lines = (more: Partial<NoticeDetail>, stage: NoticeDetail['stage'] = 'draft') =>
    railOf(detail(stage, { steps, editorNames: ['黄秀英', '方志远'], ...more }))?.map(step => step.lines)
  expect(lines({})?.[0]).toMatch(/^黄秀英、方志远 · /)
  expect(lines({ problems: [{ code: 'X', zh: '', en: '' }] })?.[1]).toBe('有问题要先处理')
  expect(lines({ activeStaff: 1 }, 'checked')?.[2]).toContain('本人批准')
  expect(lines({}, 'checked')?.[2]).toContain('另一位')
})

const hundredths = (value: number | null) => value as Hundredths | null

test('bands read as people say them, without their open end', () => {
  const band = (from: number | null, to: number | null) =>
    bandText({ from: hundredths(from), to: hundredths(to), count: 3 })
  expect(band(2200, 2350)).toBe('22—23.5分')
  expect(band(2200, 2200)).toBe('22分')
  expect(band(null, 2100)).toBe('21分及以下')
  expect(band(2400, null)).toBe('24分及以上')
  expect(band(null, null)).toBe('')
})

test('an item says its worth with a real minus, and its caps', () => {
  const item = {
    code: 'X04',
    dimension: 'discipline',
    component: 'deduction',
    title: '迟到、早退',
    points: -50 as Hundredths,
    unit: '次',
    caps: { perPeriod: 200 as Hundredths, perCycle: 500 as Hundredths },
    capSharedWith: [],
    evidence: 'signIn',
    recordedBy: 'branch',
    appliesTo: [],
    note: '',
  } as const
  expect(worth({ ...item, capSharedWith: [], appliesTo: [] })).toBe('−0.5分/次')
  expect(worth({ ...item, points: 300 as Hundredths, capSharedWith: [], appliesTo: [] })).toBe('+3分/次')
  expect(worth({ ...item, points: null, capSharedWith: [], appliesTo: [] })).toBe('否决')
  expect(capText({ ...item, capSharedWith: [], appliesTo: [] })).toBe('每期2分，全年5分')
})
