import { describe, expect, test } from 'vitest'
import { DEFAULT_SIGN_IN_RULES } from '../../../shared/activities/activity.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import { cardHash, cardText } from '../../../shared/passes/card.ts'
import { decide, indexRoster, isAttemptOfItsOwn, readScan } from '../../../shared/passes/decide.ts'
import type { BranchTag } from '../../../shared/passes/digits.ts'
import {
  aFeedActivity,
  anAttempt,
  aRosterPerson,
  BRANCH_TAG,
  idNo,
  localTime,
  secretNo,
} from '../../fixtures/passes.ts'

const card = (number: number) => ({ kind: 'card', hash: cardHash(secretNo(number)) }) as const
const at = (text: string) => localTime(`2026-10-15T${text}`)
const time = (text: string) => text as PlainDateTime
const [theme, later] = [
  aFeedActivity(1),
  aFeedActivity(2, {
    opens: time('2026-10-15T18:00'),
    start: time('2026-10-15T18:30'),
    lateAfter: time('2026-10-15T18:30'),
    closes: time('2026-10-15T19:00'),
  }),
]

describe('the decision: who', () => {
  test('SG8 a card of the roster signs its member in to what is open', () => {
    const decision = decide(anAttempt())
    expect(decision).toMatchObject({ code: 'ok', late: false, flags: [], member: { memberId: idNo(1) } })
    expect(decision).toMatchObject({ activity: { activity: { activityId: theme.activity.activityId } } })
  })

  test('SG8 text becomes a scan of its hash; what cannot be read keeps its fault and nothing else', () => {
    expect(readScan(cardText(secretNo(1), BRANCH_TAG), BRANCH_TAG)).toEqual({ scan: card(1), secret: secretNo(1) })
    const faults = ['damaged', 'wrongBranch', 'notAPass', 'unknownVersion'] as const
    for (const fault of faults) {
      expect(decide(anAttempt({ scan: { kind: 'fault', fault } }))).toEqual({ code: fault })
    }
    const foreign = readScan(cardText(secretNo(1), '99999' as BranchTag), BRANCH_TAG)
    expect(foreign).toEqual({ scan: { kind: 'fault', fault: 'wrongBranch' }, secret: null })
  })

  test('SG9 a revoked card is revoked and not unknown, even where a stale roster still names its holder', () => {
    const hash = cardHash(secretNo(1))
    const roster = indexRoster([aRosterPerson(1), { type: 'revokedCard', hash }])
    expect(decide(anAttempt({ roster }))).toEqual({ code: 'revoked' })
  })

  test('SG9 who left, or was picked by hand and is not on the roster, is not a member; nobody is named', () => {
    const roster = indexRoster([aRosterPerson(1, { present: false })])
    expect(decide(anAttempt({ roster }))).toEqual({ code: 'notMember' })
    expect(decide(anAttempt({ roster, scan: { kind: 'hand', memberId: idNo<MemberId>(1) } }))).toEqual({
      code: 'notMember',
    })
    expect(decide(anAttempt({ roster, scan: { kind: 'hand', memberId: idNo<MemberId>(9) } }))).toEqual({
      code: 'notMember',
    })
  })

  test('SG9 by hand the same rules hold, without a card', () => {
    const roster = indexRoster([aRosterPerson(1, { card: null })])
    const scan = { kind: 'hand', memberId: idNo<MemberId>(1) } as const
    expect(decide(anAttempt({ roster, scan }))).toMatchObject({ code: 'ok' })
    expect(decide(anAttempt({ roster, scan, now: at('14:50') }))).toMatchObject({ code: 'ok', late: true })
  })

  test('SG10 a card of this branch that the roster does not know is unknown, with or without an activity', () => {
    expect(decide(anAttempt({ scan: card(50) }))).toEqual({ code: 'unknownCard' })
    expect(decide(anAttempt({ scan: card(50), activities: [] }))).toEqual({ code: 'unknownCard' })
  })
})

describe('the decision: when', () => {
  test('SG11 before the window not open yet, after it closed, each with its time, where the clock is synced', () => {
    expect(decide(anAttempt({ now: at('13:59') }))).toMatchObject({ code: 'notOpenYet', opensAt: '2026-10-15T14:00' })
    expect(decide(anAttempt({ now: at('15:01') }))).toMatchObject({ code: 'closed', closesAt: '2026-10-15T15:00' })
  })

  test('SG11 an activity closed by staff takes no more sign-ins; a cancelled one is as if it were not there', () => {
    const closed = aFeedActivity(1, { state: 'closed' })
    expect(decide(anAttempt({ activities: [closed] }))).toMatchObject({ code: 'closed' })
    expect(decide(anAttempt({ activities: [closed, later] }))).toMatchObject({ code: 'notOpenYet' })
    const cancelled = aFeedActivity(1, { state: 'cancelled' })
    expect(decide(anAttempt({ activities: [cancelled] }))).toMatchObject({ code: 'noActivity', nextOpens: null })
  })

  test('SG11 with nothing today there is no activity, and the next one is told', () => {
    const decision = decide(anAttempt({ now: localTime('2026-10-14T14:10'), activities: [later, theme] }))
    expect(decision).toMatchObject({ code: 'noActivity', nextOpens: '2026-10-15T14:00' })
  })

  test('SG12 with an unsure clock nobody is refused for the time: the nearest activity within a day, flagged', () => {
    for (const clockTrust of ['drift', 'unknown'] as const) {
      const decision = decide(anAttempt({ clockTrust, now: at('09:00') }))
      expect(decision).toMatchObject({ code: 'ok', flags: ['clockUnsure', 'outsideWindow'] })
      expect(decide(anAttempt({ clockTrust, now: at('23:00') }))).toMatchObject({ code: 'ok', late: true })
      expect(decide(anAttempt({ clockTrust }))).toMatchObject({ code: 'ok', flags: ['clockUnsure'] })
    }
  })

  test('SG12 with an unsure clock and nothing near, presence is recorded once and the hub finds the activity', () => {
    const far = { clockTrust: 'unknown', now: localTime('2026-11-20T10:00') } as const
    const first = decide(anAttempt(far))
    expect(first).toMatchObject({ code: 'ok', activity: null, flags: ['clockUnsure', 'activityUnsure'] })
    const log = [{ memberId: idNo<MemberId>(1), activityId: null, at: far.now }]
    const now = localTime('2026-11-20T11:00')
    expect(decide(anAttempt({ ...far, now, log }))).toMatchObject({ code: 'already', again: 'later', since: far.now })
    expect(decide(anAttempt({ ...far, now: localTime('2026-11-21T10:00'), log }))).toMatchObject({ code: 'ok' })
    expect(decide(anAttempt({ ...far, activities: [] }))).toMatchObject({ code: 'noActivity' })
  })

  test('SG15 the minutes of opening, lateness and closing belong to the window', () => {
    const code = (text: string) => {
      const decision = decide(anAttempt({ now: at(text) }))
      return decision.code === 'ok' ? (decision.late ? 'late' : 'onTime') : decision.code
    }
    expect(['13:59', '14:00', '14:35', '14:36', '15:00', '15:01'].map(code)).toEqual([
      'notOpenYet',
      'onTime',
      'onTime',
      'late',
      'late',
      'closed',
    ])
  })
})

describe('the decision: again', () => {
  const log = [{ memberId: idNo<MemberId>(1), activityId: theme.activity.activityId, at: at('14:10') }]
  const after = (ms: number) => decide(anAttempt({ log, now: (at('14:10') + ms) as (typeof log)[0]['at'] }))

  test('SG13 within 5 s the same result and no record; later since when, and a record', () => {
    expect(after(0)).toMatchObject({ code: 'already', again: 'same', since: at('14:10') })
    expect(after(5_000)).toMatchObject({ code: 'already', again: 'same' })
    expect(after(5_001)).toMatchObject({ code: 'already', again: 'later', since: at('14:10') })
    expect([after(5_000), after(5_001)].map(isAttemptOfItsOwn)).toEqual([false, true])
  })

  test('SG13 after the window it is still already, not closed', () => {
    expect(after(3 * 3_600_000)).toMatchObject({ code: 'already', again: 'later' })
  })

  test('SG13 signed in on another kiosk is already, without a time', () => {
    const activities = [aFeedActivity(1, { presentIds: [idNo<MemberId>(1)] })]
    expect(decide(anAttempt({ activities }))).toMatchObject({ code: 'already', again: 'later', since: null })
  })

  test('SG13 a second scan signs nobody in to another open activity on its own', () => {
    const both = [
      theme,
      aFeedActivity(2, { expected: { kind: 'volunteers' }, type: 'volunteerService', expectedIds: [] }),
    ]
    expect(decide(anAttempt({ activities: both, log, now: at('14:20') }))).toMatchObject({ code: 'already' })
    const chosen = decide(anAttempt({ activities: both.slice(1), log, now: at('14:20') }))
    expect(chosen).toMatchObject({ code: 'ok', activity: { activity: { type: 'volunteerService' } } })
  })
})

describe('the decision: expected', () => {
  test('SG14 a member who is not expected is welcome and flagged; only a strict policy says no', () => {
    const attempt = anAttempt({ scan: card(4) })
    expect(decide(attempt)).toMatchObject({ code: 'ok', flags: ['notExpected'] })
    const signIn = { ...DEFAULT_SIGN_IN_RULES, notExpected: 'refuse' } as const
    const strict = { ...attempt, activities: [aFeedActivity(1, { signIn })] }
    expect(decide(strict)).toMatchObject({ code: 'notExpected' })
  })

  test('SG14 where volunteers are wanted everybody is expected', () => {
    const signIn = { ...DEFAULT_SIGN_IN_RULES, notExpected: 'refuse' } as const
    const activities = [aFeedActivity(1, { expected: { kind: 'volunteers' }, expectedIds: [], signIn })]
    expect(decide(anAttempt({ activities }))).toMatchObject({ code: 'ok', flags: [] })
  })

  test('SG14 who asked leave and comes is taken and flagged', () => {
    const activities = [aFeedActivity(1, { onLeaveIds: [idNo<MemberId>(1)] })]
    expect(decide(anAttempt({ activities }))).toMatchObject({ code: 'ok', flags: ['onLeave'] })
  })

  test('SG16 of several the open one, then where the member is expected, then the nearest', () => {
    const mine = aFeedActivity(7)
    const others = aFeedActivity(3, { expectedIds: [idNo<MemberId>(2)] })
    const chosen = (activities: ReturnType<typeof aFeedActivity>[], now = at('14:10')) => {
      const decision = decide(anAttempt({ activities, now }))
      return 'activity' in decision ? decision.activity?.activity.code : null
    }
    expect(chosen([others, mine])).toBe('A7')
    expect(chosen([later, others])).toBe('A3')
    expect(chosen([later, theme], at('15:30'))).toBe('A1')
    expect(chosen([later, theme], at('17:00'))).toBe('A2')
    expect(chosen([aFeedActivity(9), aFeedActivity(8)])).toBe('A8')
  })
})
