import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import { plainDateTimeAt, type PlainDateTime } from '../../../shared/base/plain-date.ts'
import { cardHash } from '../../../shared/passes/card.ts'
import {
  decide,
  indexRoster,
  isAttemptOfItsOwn,
  type Attempt,
  type Decision,
  type SignInMark,
} from '../../../shared/passes/decide.ts'
import { aFeedActivity, anAttempt, aRosterPerson, idNo, localTime, secretNo, TIME_ZONE } from '../../fixtures/passes.ts'

type Decide = (attempt: Attempt) => Decision

const START = localTime('2026-10-10T00:00')
const MINUTE = 60_000
const SPAN_MINUTES = 10 * 24 * 60
const MEMBERS = 6
const RUNS = { numRuns: 400, seed: 20261015 }

const roster = indexRoster([
  ...Array.from({ length: MEMBERS }, (_, number) => aRosterPerson(number)),
  aRosterPerson(MEMBERS, { present: false }),
  { type: 'revokedCard', hash: cardHash(secretNo(90)) },
])

const minutes = (max: number) => fc.integer({ min: 0, max })
const clock = (minute: number): PlainDateTime => plainDateTimeAt((START + minute * MINUTE) as Millis, TIME_ZONE)
const memberIds = fc.subarray(Array.from({ length: MEMBERS }, (_, number) => idNo<MemberId>(number)))

const anyActivity = fc
  .record({
    number: fc.integer({ min: 1, max: 4 }),
    opens: minutes(SPAN_MINUTES),
    open: minutes(120),
    late: minutes(120),
    state: fc.constantFrom('planned', 'planned', 'planned', 'closed', 'cancelled'),
    volunteers: fc.boolean(),
    expectedIds: memberIds,
    onLeaveIds: memberIds,
    presentIds: fc.oneof({ weight: 4, arbitrary: fc.constant<MemberId[]>([]) }, { weight: 1, arbitrary: memberIds }),
  })
  .map(({ number, opens, open, late, volunteers, ...rest }) =>
    aFeedActivity(number, {
      ...rest,
      expected: { kind: volunteers ? 'volunteers' : 'allMembers' },
      opens: clock(opens),
      start: clock(opens + open),
      lateAfter: clock(opens + open),
      closes: clock(opens + open + late),
    }),
  )

const anyAttempt: fc.Arbitrary<Attempt> = fc
  .record({
    card: fc.constantFrom(...Array.from({ length: MEMBERS + 1 }, (_, number) => number), 90, 91, 92),
    activities: fc.uniqueArray(anyActivity, { maxLength: 4, selector: each => each.activity.activityId }),
    minute: minutes(SPAN_MINUTES),
    clockTrust: fc.constantFrom('synced', 'drift', 'unknown'),
  })
  .map(({ card, minute, ...rest }) =>
    anAttempt({
      ...rest,
      roster,
      scan: { kind: 'card', hash: cardHash(secretNo(card)) },
      now: (START + minute * MINUTE) as Millis,
    }),
  )

const TIME_CODES: readonly string[] = ['notOpenYet', 'closed']

/** Nobody is refused for the time unless the clock is synced; with something planned, not even for having no activity. */
function timeRefusesOnlyWhenSynced(decide: Decide): void {
  fc.assert(
    fc.property(anyAttempt, attempt => {
      const decision = decide(attempt)
      if (attempt.clockTrust === 'synced') return
      expect(TIME_CODES).not.toContain(decision.code)
      const planned = attempt.activities.some(each => each.state === 'planned')
      if (planned) expect(decision.code).not.toBe('noActivity')
      if (decision.code === 'ok') expect(decision.flags).toContain('clockUnsure')
    }),
    RUNS,
  )
}

/** A member whose card counts and whose activity is open by the true time signs in, whatever the kiosk's clock says. */
function theValidAreNeverRefused(decide: Decide): void {
  const wrongBy = fc.integer({ min: -SPAN_MINUTES, max: SPAN_MINUTES })
  fc.assert(
    fc.property(anyAttempt, fc.nat({ max: MEMBERS - 1 }), wrongBy, (attempt, number, wrongBy) => {
      const open = attempt.activities.find(each => each.state === 'planned')
      if (!open) return
      const member = idNo<MemberId>(number)
      const truth = localTime(open.activity.opens)
      const wrong = attempt.clockTrust !== 'synced'
      const decision = decide({
        ...attempt,
        scan: { kind: 'card', hash: cardHash(secretNo(number)) },
        activities: [{ ...open, expectedIds: [member], presentIds: [] }],
        now: (truth + (wrong ? wrongBy * MINUTE : 0)) as Millis,
      })
      expect(decision.code).toBe('ok')
    }),
    RUNS,
  )
}

function unknownCardsAreHeld(decide: Decide): void {
  fc.assert(
    fc.property(anyAttempt, fc.integer({ min: 100, max: 9999 }), (attempt, number) => {
      const scan = { kind: 'card', hash: cardHash(secretNo(number)) } as const
      expect(decide({ ...attempt, scan })).toEqual({ code: 'unknownCard' })
    }),
    RUNS,
  )
}

const markOf = (decision: Decision, at: Millis): SignInMark[] =>
  decision.code === 'ok'
    ? [{ memberId: decision.member.memberId, activityId: decision.activity?.activity.activityId ?? null, at }]
    : []

/** However often the same card is scanned, it signs in once; the 5 s repeats leave no record. */
function scanningAgainChangesNothing(decide: Decide): void {
  fc.assert(
    fc.property(anyAttempt, fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 6 }), (attempt, pauses) => {
      let log: SignInMark[] = []
      let now = attempt.now
      let previous: number | null = null
      for (const pause of [0, ...pauses]) {
        now = (now + pause) as Millis
        const decision = decide({ ...attempt, now, log })
        const soon = previous !== null && now - previous <= 5_000
        expect(isAttemptOfItsOwn(decision)).toBe(!soon)
        if (previous !== null) expect(decision).toMatchObject({ code: 'already', since: previous })
        log = [...log, ...markOf(decision, now)]
        if (decision.code === 'ok') previous = now
      }
      expect(log.length).toBeLessThanOrEqual(1)
    }),
    RUNS,
  )
}

/** The hub, given the activity that the record names and the same knowledge, comes to the same decision. */
function theHubDecidesAlike(kiosk: Decide, hub: Decide): void {
  fc.assert(
    fc.property(anyAttempt, attempt => {
      const decision = kiosk(attempt)
      const named = 'activity' in decision && decision.activity !== null ? decision.activity : null
      const again = hub({ ...attempt, activities: named ? [named] : attempt.activities })
      expect(again).toEqual(decision)
    }),
    RUNS,
  )
}

describe('the decision, for any roster, plan, log and clock', () => {
  test('SG11 SG12 time refuses only when the clock is synced', () => timeRefusesOnlyWhenSynced(decide))

  test('SG12 nobody valid is refused because the clock is not synced', () => theValidAreNeverRefused(decide))

  test('SG10 a card of this branch that nobody knows is held, never refused as forged', () =>
    unknownCardsAreHeld(decide))

  test('SG13 scanning again signs in once and tells since when', () => scanningAgainChangesNothing(decide))

  test('SG8 the hub decides alike, and the same arguments give the same decision', () =>
    theHubDecidesAlike(decide, decide))
})

describe('the same properties catch planted bugs', () => {
  const believesAnyClock: Decide = attempt => decide({ ...attempt, clockTrust: 'synced' })
  const forgetsTheLog: Decide = attempt => decide({ ...attempt, log: [] })
  const callsTheUnknownForged: Decide = attempt => {
    const decision = decide(attempt)
    return decision.code === 'unknownCard' ? { code: 'notAPass' } : decision
  }
  const hubWithAClockOfItsOwn: Decide = attempt => decide({ ...attempt, now: (attempt.now + 40 * MINUTE) as Millis })

  test('SG11 SG12 a kiosk that believes any clock', () => {
    expect(() => timeRefusesOnlyWhenSynced(believesAnyClock)).toThrow()
    expect(() => theValidAreNeverRefused(believesAnyClock)).toThrow()
  })

  test('SG10 a kiosk that calls an unknown card forged', () => {
    expect(() => unknownCardsAreHeld(callsTheUnknownForged)).toThrow()
  })

  test('SG13 a kiosk that forgets its own log', () => {
    expect(() => scanningAgainChangesNothing(forgetsTheLog)).toThrow()
  })

  test('SG8 a hub that decides by its own receive time', () => {
    expect(() => theHubDecidesAlike(decide, hubWithAClockOfItsOwn)).toThrow()
  })
})
