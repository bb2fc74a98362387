import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SIGN_IN_RULES, type SignInRules } from '../../../shared/activities/activity.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import type { PlainDateTime } from '../../../shared/base/plain-date.ts'
import { cardHash } from '../../../shared/passes/card.ts'
import { decide, indexRoster, type Attempt, type Decision, type Scan } from '../../../shared/passes/decide.ts'
import { dayKeysAt, newPhoneSecret, phonePassAt } from '../../../shared/passes/phone.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import { aFeedActivity, anAttempt, aRosterPerson, idNo, localTime, randomOf, secretNo } from '../../fixtures/passes.ts'

type Decide = (attempt: Attempt) => Decision

const at = (text: string) => localTime(`2026-10-15T${text}`)
const rules = (changes: Partial<SignInRules>): SignInRules => ({ ...DEFAULT_SIGN_IN_RULES, ...changes })
const secret = newPhoneSecret(randomOf(32))
const REF = '0a0b0c0d0e' as PhoneRef
const PIN = 'f'.repeat(64)

/** Members 1 and 2 are alike but for this: 1 has a phone and no PIN, 2 a PIN, 3 neither. 4 and 5 are not on the list. */
const rosterAt = (now: Millis) =>
  indexRoster([
    ...[1, 3, 4, 5].map(number => aRosterPerson(number)),
    aRosterPerson(2, { pin: PIN }),
    { type: 'phone', ref: REF, memberId: idNo<MemberId>(1), keys: dayKeysAt(secret, now) },
  ])
const card = (number: number): Scan => ({ kind: 'card', hash: cardHash(secretNo(number)) })
const hand = (number: number): Scan => ({ kind: 'hand', memberId: idNo<MemberId>(number) })
const phone = (now: Millis): Scan => ({ kind: 'phone', ...phonePassAt(secret, REF, now) })

function attempt(scan: Scan, signIn: SignInRules, changes: Partial<Attempt> = {}): Attempt {
  const now = changes.now ?? at('14:10')
  return anAttempt({ scan, roster: rosterAt(now), activities: [aFeedActivity(1, { signIn })], now, ...changes })
}
const said = (each: Attempt) => {
  const decision = decide(each)
  return decision.code === 'weakPass' ? `weakPass ${decision.need}` : decision.code
}

describe('which ways count', () => {
  test('SG32 is the card enough: yes, with the PIN where one is set, or by staff', () => {
    const answers = (signIn: SignInRules) =>
      [
        attempt(card(2), signIn),
        attempt(card(2), signIn, { pinGiven: true }),
        attempt(card(3), signIn),
        attempt(phone(at('14:10')), signIn),
        attempt(hand(3), signIn),
      ].map(said)
    expect(answers(rules({}))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
    expect(answers(rules({ card: 'pin' }))).toEqual(['weakPass pin', 'ok', 'weakPass staff', 'ok', 'ok'])
    expect(answers(rules({ card: 'staff' }))).toEqual([...Array.from({ length: 4 }, () => 'weakPass staff'), 'ok'])
    expect(answers(rules({ phone: false }))).toEqual(['ok', 'ok', 'ok', 'weakPass card', 'ok'])
  })

  test('SG32 a member who is signed in already hears that, and is not asked for more', () => {
    const log = [{ memberId: idNo<MemberId>(3), activityId: aFeedActivity(1).activity.activityId, at: at('14:00') }]
    expect(said(attempt(card(3), rules({ card: 'staff' }), { log }))).toBe('already')
  })
})

const anyRules: fc.Arbitrary<SignInRules> = fc.record({
  phone: fc.boolean(),
  kioskCode: fc.boolean(),
  card: fc.constantFrom('enough', 'pin', 'staff'),
  notExpected: fc.constantFrom('welcome', 'refuse'),
  capacity: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 4 })),
})
const anySituation = fc.record({
  signIn: anyRules,
  minute: fc.integer({ min: -120, max: 240 }),
  clockTrust: fc.constantFrom('synced' as const, 'drift' as const, 'unknown' as const),
  listed: fc.boolean(),
  volunteers: fc.boolean(),
  state: fc.constantFrom('planned' as const, 'closed' as const),
  there: fc.subarray([4, 5, 6, 7].map(idNo<MemberId>)),
})

/**
 * Two members who differ only in this: one has a phone, the other has not. Whenever the phone gets in, the other gets in
 * at the same minute, as late or as early: by the card alone, or after the PIN or staff that the card's answer names.
 */
function nobodyIsWorseOffWithoutAPhone(decide: Decide): void {
  fc.assert(
    fc.property(anySituation, ({ signIn, minute, clockTrust, listed, volunteers, state, there }) => {
      const now = (at('14:00') + minute * 60_000) as Millis
      const activity = aFeedActivity(1, {
        signIn,
        state,
        expected: { kind: volunteers ? 'volunteers' : 'allMembers' },
        expectedIds: listed ? [1, 2, 3].map(idNo<MemberId>) : [],
        presentIds: there,
      })
      const answer = (scan: Scan, changes: Partial<Attempt> = {}) =>
        decide(attempt(scan, signIn, { now, clockTrust, activities: [activity], ...changes }))
      const withPhone = answer(phone(now))
      for (const number of [2, 3]) {
        let without = answer(card(number))
        if (without.code === 'weakPass' && without.need === 'pin') without = answer(card(number), { pinGiven: true })
        // Whatever the card's answer is, nobody is told to come with a phone.
        if (without.code === 'weakPass') {
          expect(without.need).toBe('staff')
          without = answer(hand(number))
          expect(without.code).toBe('ok')
        }
        if (withPhone.code !== 'ok') continue
        expect(without).toMatchObject({ code: 'ok', late: withPhone.late, flags: withPhone.flags })
      }
    }),
    { numRuns: 3_000, seed: 20261032 },
  )
}

describe('a member without a phone', () => {
  test('SG32 is never worse off, under any rules, at any time, with any clock', () => {
    nobodyIsWorseOffWithoutAPhone(decide)
  })

  test('SG32 a place kept for phones, staff rules for cards alone, and a card that is turned away are caught', () => {
    const isPhone = ({ scan }: Attempt) => scan.kind === 'phone'
    const withRules = (each: Attempt, change: (signIn: SignInRules) => SignInRules): Attempt => ({
      ...each,
      activities: each.activities.map(feed => ({
        ...feed,
        activity: { ...feed.activity, signIn: change(feed.activity.signIn ?? DEFAULT_SIGN_IN_RULES) },
      })),
    })
    const placesForPhones: Decide = each =>
      decide(isPhone(each) ? withRules(each, signIn => ({ ...signIn, capacity: null })) : each)
    const windowForPhones: Decide = each =>
      decide(isPhone(each) ? { ...each, now: Math.min(each.now, at('15:00')) as Millis } : each)
    const phonesOnly: Decide = each => {
      const decision = decide(each)
      const refused = each.scan.kind === 'card' && decision.code === 'weakPass' && decision.need === 'staff'
      return refused ? { ...decision, need: 'card' } : decision
    }
    for (const broken of [placesForPhones, windowForPhones, phonesOnly]) {
      expect(() => nobodyIsWorseOffWithoutAPhone(broken)).toThrow()
    }
  })
})

describe('confirmed by hand', () => {
  test('SG33 not the list, the places, the pass nor the hour stop staff; each is flagged', () => {
    const signIn = rules({ notExpected: 'refuse', capacity: 1, card: 'staff', phone: false })
    const activities = [aFeedActivity(1, { signIn, presentIds: [idNo<MemberId>(2)] })]
    const byHand = (now: Millis) => decide(attempt(hand(4), signIn, { activities, now, chosen: true }))
    expect(byHand(at('14:10'))).toMatchObject({ code: 'ok', flags: ['notExpected', 'overCapacity'] })
    expect(byHand(at('17:30'))).toMatchObject({
      code: 'ok',
      late: true,
      flags: ['outsideWindow', 'notExpected', 'overCapacity'],
    })
    expect(decide(attempt(card(4), signIn, { activities })).code).toBe('notExpected')
    expect(decide(attempt(card(1), signIn, { activities, now: at('17:30') })).code).toBe('closed')
  })

  test('SG33 on another day, after staff closed and for a stranger it is as for a card', () => {
    const signIn = rules({})
    const byHand = (changes: Partial<Attempt>) => decide(attempt(hand(1), signIn, { chosen: true, ...changes }))
    expect(byHand({ now: at('09:00') })).toMatchObject({ code: 'ok', late: false, flags: ['outsideWindow'] })
    expect(byHand({ now: localTime('2026-10-14T14:10') })).toMatchObject({ code: 'notOpenYet' })
    expect(byHand({ now: localTime('2026-10-16T09:00') })).toMatchObject({ code: 'closed' })
    expect(byHand({ activities: [aFeedActivity(1, { state: 'closed' })] })).toMatchObject({ code: 'closed' })
    expect(byHand({ activities: [aFeedActivity(1, { state: 'cancelled' })] })).toMatchObject({ code: 'noActivity' })
    expect(byHand({ scan: hand(9) })).toEqual({ code: 'notMember' })
  })

  test('SG12 SG33 what a person chose is not looked for by an unsure clock', () => {
    const in1970 = { now: 50_000 as Millis, clockTrust: 'unknown' } as const
    expect(decide(attempt(hand(1), rules({}), in1970))).toMatchObject({ code: 'ok', activity: null })
    const chosen = decide(attempt(hand(1), rules({}), { ...in1970, chosen: true }))
    expect(chosen).toMatchObject({ code: 'ok', activity: { activity: { code: 'A1' } } })
    expect(chosen).toMatchObject({ flags: ['clockUnsure', 'outsideWindow'] })
  })
})

describe('places', () => {
  const signIn = rules({ capacity: 2 })
  const there = [6, 7].map(idNo<MemberId>)
  const full = [aFeedActivity(1, { signIn, presentIds: there })]

  test('SG34 who is not on the list is refused when every place is taken; who is on it is taken and flagged', () => {
    expect(decide(attempt(card(4), signIn, { activities: full }))).toMatchObject({ code: 'full', capacity: 2 })
    expect(decide(attempt(card(1), signIn, { activities: full }))).toMatchObject({
      code: 'ok',
      flags: ['overCapacity'],
    })
    const oneLeft = [aFeedActivity(1, { signIn, presentIds: there.slice(1) })]
    expect(decide(attempt(card(4), signIn, { activities: oneLeft }))).toMatchObject({
      code: 'ok',
      flags: ['notExpected'],
    })
  })

  test('SG34 where volunteers are wanted nobody is on a list, and places count for everybody', () => {
    const volunteers = { expected: { kind: 'volunteers' }, expectedIds: [], signIn } as const
    const activities = [aFeedActivity(1, { ...volunteers, expectedIds: [], presentIds: there })]
    expect(decide(attempt(card(1), signIn, { activities })).code).toBe('full')
  })

  test('SG34 this kiosk’s log and the hub’s count are one crowd: nobody takes two places', () => {
    const { activityId } = aFeedActivity(1).activity
    const log = [6, 6, 8].map(number => ({ memberId: idNo<MemberId>(number), activityId, at: at('14:00') }))
    const activities = [aFeedActivity(1, { signIn, presentIds: there.slice(0, 1) })]
    expect(decide(attempt(card(4), signIn, { activities, log: log.slice(0, 2) })).code).toBe('ok')
    expect(decide(attempt(card(4), signIn, { activities, log })).code).toBe('full')
    const elsewhere = log.map(each => ({ ...each, activityId: aFeedActivity(2).activity.activityId }))
    expect(decide(attempt(card(4), signIn, { activities, log: elsewhere })).code).toBe('ok')
  })

  /** Any crowd, any list: who is expected is never turned away, and never more than the places are taken besides. */
  function theExpectedAlwaysFit(decide: Decide): void {
    const crowd = fc.subarray([1, 2, 3, 4, 5, 6, 7, 8].map(idNo<MemberId>))
    fc.assert(
      fc.property(
        crowd,
        crowd,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        (list, in_, places, who) => {
          const others = in_.filter(each => each !== idNo<MemberId>(who))
          const activities = [
            aFeedActivity(1, { signIn: rules({ capacity: places }), expectedIds: list, presentIds: others }),
          ]
          const { code } = decide(attempt(card(who), rules({}), { activities }))
          if (list.includes(idNo<MemberId>(who))) expect(code).toBe('ok')
          else expect(code).toBe(others.length >= places ? 'full' : 'ok')
        },
      ),
      { numRuns: 500, seed: 34 },
    )
  }

  test('SG34 the expected always fit; a kiosk that counts them out, or counts nobody, is caught', () => {
    theExpectedAlwaysFit(decide)
    const withActivity =
      (change: (feed: Attempt['activities'][number]) => Attempt['activities'][number]): Decide =>
      each =>
        decide({ ...each, activities: each.activities.map(change) })
    const refusesTheExpected = withActivity(feed => ({ ...feed, expectedIds: [] }))
    const countsNobody = withActivity(feed => ({ ...feed, presentIds: [] }))
    expect(() => theExpectedAlwaysFit(refusesTheExpected)).toThrow()
    expect(() => theExpectedAlwaysFit(countsNobody)).toThrow()
  })
})

describe('the day of an activity', () => {
  const night = aFeedActivity(1, {
    opens: '2026-10-15T20:00' as PlainDateTime,
    lateAfter: '2026-10-15T20:30' as PlainDateTime,
    closes: '2026-10-15T20:45' as PlainDateTime,
    start: '2026-10-15T20:30' as PlainDateTime,
    end: '2026-10-16T01:00' as PlainDateTime,
  })

  test('SG11 who leaves a night patrol after midnight finds what they came to; who comes then is too late', () => {
    const now = localTime('2026-10-16T00:40')
    const mark = { memberId: idNo<MemberId>(1), activityId: night.activity.activityId, at: at('20:10') }
    const leaving = attempt(card(1), rules({}), { activities: [night], now, log: [mark] })
    expect(decide(leaving)).toMatchObject({ code: 'already', again: 'later', since: at('20:10') })
    expect(said(attempt(card(1), rules({}), { activities: [night], now }))).toBe('closed')
    const next = localTime('2026-10-17T00:10')
    expect(said(attempt(card(1), rules({}), { activities: [night], now: next }))).toBe('noActivity')
  })

  test('SG13 a tick is shown for no activity that the member is not signed in to', () => {
    const other = aFeedActivity(2)
    const mark = { memberId: idNo<MemberId>(1), activityId: other.activity.activityId, at: at('14:10') }
    const chosen = attempt(card(1), rules({}), { log: [mark], now: (at('14:10') + 2_000) as Millis, chosen: true })
    expect(decide(chosen)).toMatchObject({ code: 'ok', activity: { activity: { code: 'A1' } } })
  })
})
