import { expect, test } from 'vitest'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import type { Outcome } from '../../../shared/passes/outcome.ts'
import { nowMillis, person, TIME_ZONE, today } from '../../../kiosk/gallery/fixtures.ts'
import { Mark } from '../../../kiosk/signin/marks.tsx'
import { resultView, type ResultFacts } from '../../../kiosk/signin/result-view.ts'
import type { ResultMark } from '../../../kiosk/signin/view.ts'
import { zh } from '../../../kiosk/text/zh.ts'

const facts: ResultFacts = { at: nowMillis, way: 'card', count: { expected: 46, present: 28, onLeave: 2 } }
const show = (outcome: Outcome, offline = false) =>
  resultView(outcome, { timeZone: TIME_ZONE, now: '2026-10-15T14:36' as PlainDateTime, offline }, facts, zh)

const open = { member: person('张建国', true), activity: today }
const closed = { member: person('许国平', false), activity: today }

test('KS11 an accepted sign-in shows the time to the second, the place in the count, and what to know', () => {
  expect(show({ code: 'ok', ...open, late: true, flags: [] }, true)).toMatchObject({
    kind: 'accepted',
    name: '张建国',
    at: '14:36:08',
    order: 28,
    notes: [{ icon: 'clock' }, { icon: 'offline' }],
  })
})

test('KS11 without consent the room sees the masked name, accepted or refused', () => {
  expect(show({ code: 'ok', ...closed, late: false, flags: [] })).toMatchObject({ name: '许*平' })
  expect(show({ code: 'notOpenYet', ...closed, opensAt: today.activity.opens })).toMatchObject({ name: '许*平' })
})

test('KS11 a second scan of the same moment is the same green answer; a later one says when', () => {
  expect(show({ code: 'already', ...open, since: nowMillis, outAt: null, again: 'same' }).kind).toBe('accepted')
  expect(show({ code: 'already', ...open, since: nowMillis, outAt: null, again: 'later' })).toMatchObject({
    kind: 'refused',
    tone: 'ok',
    mark: { kind: 'already' },
  })
})

test('KS11 every refusal has a mark, a sentence and something to do; lost and unknown cards name nobody', () => {
  const codes = [
    'unknownCard',
    'revoked',
    'notMember',
    'damaged',
    'wrongBranch',
    'notAPass',
    'unknownVersion',
    'failed',
  ] as const
  for (const code of codes) {
    const view = show({ code })
    expect(view.kind === 'refused' && view.name === null && view.say !== '' && view.steps.length > 0).toBe(true)
  }
})

test('KS11 the clock of a refusal shows the time in question', () => {
  expect(show({ code: 'notOpenYet', ...open, opensAt: today.activity.opens })).toMatchObject({
    mark: { kind: 'clock', hour: 14, minute: 0 },
  })
  expect(show({ code: 'closed', ...open, closesAt: today.activity.closes })).toMatchObject({
    mark: { kind: 'over', hour: 15, minute: 15 },
  })
})

test('SG68 places, what is wanted beside the pass, and each fault of a phone’s code have drawings of their own', () => {
  const { member } = open
  const outcomes: readonly Outcome[] = [
    { code: 'full', ...open, capacity: 30 },
    { code: 'weakPass', ...open, need: 'pin' },
    { code: 'weakPass', ...open, need: 'staff' },
    { code: 'weakPass', ...open, need: 'card' },
    { code: 'expired', member },
    { code: 'replay', member },
    { code: 'unknownPhone' },
    { code: 'badPass' },
    { code: 'already', ...open, since: nowMillis, outAt: nowMillis, again: 'later' },
    { code: 'already', ...open, since: nowMillis, outAt: null, again: 'later' },
    { code: 'notExpected', ...open },
    { code: 'unknownCard' },
    { code: 'damaged' },
  ]
  const marks = outcomes.map(each => {
    const view = show(each)
    return view.kind === 'refused' ? view.mark.kind : 'done'
  })
  expect(new Set(marks).size).toBe(outcomes.length)
  const drawn = marks.map(kind => strokes(Mark({ mark: { kind } as ResultMark, tone: 'ok' })).join(' '))
  expect(new Set(drawn).size).toBe(outcomes.length)
})

/** The numbers that a drawing is made of. */
function strokes(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(strokes)
  if (typeof node !== 'object' || node === null || !('props' in node)) return []
  const { children, ...rest } = node.props as Record<string, unknown>
  return [...Object.values(rest).map(String), ...strokes(children)]
}

test('SG68 an answer says what brought it', () => {
  const ways = (['card', 'phone', 'typed', 'byHand'] as const).map(way => {
    const context = { timeZone: TIME_ZONE, now: '2026-10-15T14:36' as PlainDateTime, offline: false }
    const view = resultView({ code: 'ok', ...open, late: false, flags: [] }, context, { ...facts, way }, zh)
    return view.kind === 'accepted' ? zh.result.way[view.way] : ''
  })
  expect(ways).toEqual(['党员卡签到', '手机码签到', '输入编号签到', '工作人员代录'])
})
