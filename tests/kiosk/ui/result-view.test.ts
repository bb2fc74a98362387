import { expect, test } from 'vitest'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import type { Outcome } from '../../../shared/passes/outcome.ts'
import { nowMillis, person, TIME_ZONE, today } from '../../../kiosk/gallery/fixtures.ts'
import { resultView, type ResultFacts } from '../../../kiosk/signin/result-view.ts'
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
