import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  attendanceOf,
  creditUnits,
  hasLeftEarly,
  isHourly,
  isLate,
  lapsesOf,
  mayBeHours,
  servedHours,
  statusOf,
  takesAttendance,
  type Came,
  type PersonAt,
} from '../../../shared/activities/attendance.ts'
import type { Activity } from '../../../shared/activities/activity.ts'
import type { Hundredths } from '../../../shared/base/hundredths.ts'
import type { ActivityId, Millis } from '../../../shared/base/ids.ts'
import { instantOf } from '../../../shared/base/plain-date.ts'
import { templateScheme } from '../../../shared/points/template.ts'
import { must } from '../../../shared/base/check.ts'
import { anActivityInput, moment } from '../../fixtures/branch.ts'

const ZONE = 'Asia/Shanghai'
const anActivity = (change: Partial<Activity> = {}): Activity => ({
  ...anActivityInput(change),
  activityId: '01900000-0000-7000-8000-000000000001' as ActivityId,
})
/** 09:00–11:00, late after 09:00. */
const MEETING = anActivity({ stayUntil: moment('2026-11-20T10:30') })
const at = (time: string, seconds = 0) => (instantOf(moment(`2026-11-20T${time}`), ZONE) + seconds * 1000) as Millis
const came = (time: string, out: string | null = null): Came => ({ at: at(time), outAt: out === null ? null : at(out) })

const person = (change: Partial<PersonAt>): PersonAt => ({
  expected: true,
  came: null,
  leave: false,
  atOtherSession: false,
  absenceConfirmed: false,
  ...change,
})
const status = (change: Partial<PersonAt>) => statusOf(attendanceOf(MEETING, person(change), ZONE))

describe('how somebody stands', () => {
  test('AT11 AT12 every status, each by its own facts', () => {
    expect(status({ came: came('08:50') })).toBe('onTime')
    expect(status({ came: came('09:01') })).toBe('late')
    expect(status({ came: came('08:50', '10:29') })).toBe('leftEarly')
    expect(status({ came: came('09:20', '10:00') })).toBe('lateAndLeftEarly')
    expect(status({ came: came('09:20', '10:00'), expected: false })).toBe('notExpectedPresent')
    expect(status({ atOtherSession: true })).toBe('madeUp')
    expect(status({ leave: true })).toBe('onLeave')
    expect(status({})).toBe('absent')
    expect(status({ expected: false })).toBe('notMissed')
  })

  test('AT11 what was done counts over what was excused, and that over what was missed', () => {
    expect(status({ came: came('08:50'), leave: true, atOtherSession: true, absenceConfirmed: true })).toBe('onTime')
    expect(status({ leave: true, atOtherSession: true, absenceConfirmed: true })).toBe('madeUp')
    expect(status({ leave: true, absenceConfirmed: true })).toBe('onLeave')
  })

  test('AT12 the minute itself is in time, whatever its seconds; who forgot to sign out has stayed', () => {
    expect([isLate(MEETING, at('09:00', 59), ZONE), isLate(MEETING, at('09:01'), ZONE)]).toEqual([false, true])
    expect(hasLeftEarly(MEETING, at('10:29', 59), ZONE)).toBe(true)
    expect(hasLeftEarly(MEETING, at('10:30'), ZONE)).toBe(false)
    expect(hasLeftEarly(MEETING, null, ZONE)).toBe(false)
    expect(hasLeftEarly(anActivity(), at('09:05'), ZONE)).toBe(false)
    expect(hasLeftEarly(anActivity({ stayUntil: null }), at('09:05'), ZONE)).toBe(false)
  })

  const facts = fc.record({
    expected: fc.boolean(),
    leave: fc.boolean(),
    atOtherSession: fc.boolean(),
    absenceConfirmed: fc.boolean(),
    came: fc.option(fc.record({ minute: fc.integer({ min: -90, max: 240 }), stay: fc.option(fc.nat(300)) })),
  })
  type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never
  const personOf = ({ came: there, ...rest }: Facts): PersonAt => {
    const since = there ? at('09:00') + there.minute * 60_000 : 0
    const outAt = there?.stay === null || !there ? null : ((since + there.stay * 60_000) as Millis)
    return { ...rest, came: there ? { at: since as Millis, outAt } : null }
  }

  /** Nobody has anything to answer for whom nobody waited for, who was excused, or whom no person called absent. */
  const isFair = (lapses: typeof lapsesOf) =>
    fc.property(facts, some => {
      const who = personOf(some)
      const found = lapses(attendanceOf(MEETING, who, ZONE))
      const excused = !who.expected || (!who.came && (who.leave || who.atOtherSession))
      if (excused && found.length > 0) return false
      if (found.includes('absent')) return who.came === null && who.absenceConfirmed
      return found.length === 0 || who.came !== null
    })

  test('AT14 AT16 nothing is held against who was not waited for, was excused, or was not confirmed absent', () => {
    fc.assert(isFair(lapsesOf), { numRuns: 2000, seed: 20_261_122 })
  })

  test('AT14 AT16 the property catches a rule that calls people absent by itself, and one that counts guests late', () => {
    const hasty: typeof lapsesOf = each => (each.state === 'absent' ? ['absent'] : lapsesOf(each))
    const strict: typeof lapsesOf = each => (each.state === 'present' && each.late ? ['late'] : lapsesOf(each))
    expect(fc.check(isFair(hasty), { numRuns: 2000, seed: 20_261_122 }).failed).toBe(true)
    expect(fc.check(isFair(strict), { numRuns: 2000, seed: 20_261_122 }).failed).toBe(true)
  })
})

describe('hours of service', () => {
  const hours = (from: string, to: string | null) => servedHours(MEETING, came(from, to), ZONE)

  test('AT13 from sign-in to sign-out, in whole half hours, within the activity', () => {
    expect(hours('09:00', '11:00')).toBe(200)
    expect(hours('09:00', '10:59')).toBe(150)
    expect(hours('09:10', '10:45')).toBe(150)
    expect(hours('09:00', '09:29')).toBe(0)
    // Waiting before the start and staying after the end add nothing.
    expect(hours('08:10', '12:30')).toBe(200)
    expect(hours('08:10', '08:50')).toBe(0)
    expect(hours('09:00', null)).toBeNull()
  })

  test('AT13 seconds take nobody’s half hour away', () => {
    const outAt = at('11:00', 1)
    expect(servedHours(MEETING, { at: at('09:00', 59), outAt }, ZONE)).toBe(200)
  })

  const isBounded = (served: typeof servedHours) =>
    fc.property(fc.integer({ min: -180, max: 300 }), fc.nat(480), fc.nat(59), (from, stay, second) => {
      const since = (at('09:00') + from * 60_000 + second * 1000) as Millis
      const found = served(MEETING, { at: since, outAt: (since + stay * 60_000) as Millis }, ZONE)
      if (found === null) return false
      return found % 50 === 0 && found >= 0 && found <= 200 && found <= Math.ceil((stay * 100) / 60)
    })

  test('AT13 never more than the activity’s length, never more than was stayed, always half hours', () => {
    fc.assert(isBounded(servedHours), { numRuns: 2000, seed: 20_261_122 })
  })

  test('AT13 the property catches rounding up, and a count that begins at the door', () => {
    const up: typeof servedHours = (activity, there, zone) =>
      ((servedHours(activity, there, zone) ?? 0) + 50) as Hundredths
    const atTheDoor: typeof servedHours = (_, there) =>
      (Math.floor(((there.outAt ?? there.at) - there.at) / 1_800_000) * 50) as Hundredths
    expect(fc.check(isBounded(up), { seed: 20_261_122 }).failed).toBe(true)
    expect(fc.check(isBounded(atTheDoor), { seed: 20_261_122 }).failed).toBe(true)
  })

  test('AT13 a person may state half hours up to a day', () => {
    expect([0, 25, 50, 250, 2400, 2450, -50].map(each => mayBeHours(each as Hundredths))).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('what it is worth', () => {
  const items = templateScheme(2026).items
  const hourly = must(
    items.find(each => each.unit.includes('时')),
    'an hourly item',
  )
  const service = anActivity({ byHour: true, itemCode: hourly.code })

  test('AT15 once; or as many units as hours, within what one entry of the item takes', () => {
    expect(creditUnits(anActivity(), hourly, null)).toEqual({ kind: 'units', quantity: 100 })
    expect(creditUnits(service, hourly, 250 as Hundredths)).toEqual({ kind: 'units', quantity: 250 })
    expect(creditUnits(service, hourly, null)).toEqual({ kind: 'hoursMissing' })
    expect(creditUnits(service, hourly, 0 as Hundredths)).toEqual({ kind: 'tooShort' })
    const limited = { ...hourly, quantity: { least: 100 as Hundredths, most: 400 as Hundredths } }
    expect(creditUnits(service, limited, 50 as Hundredths)).toEqual({ kind: 'tooShort' })
    expect(creditUnits(service, limited, 800 as Hundredths)).toEqual({ kind: 'units', quantity: 400 })
  })

  test('AT15 only an item counted in hours, whose half has exact points, is credited by the hour', () => {
    expect(isHourly(hourly)).toBe(true)
    expect(isHourly({ ...hourly, unit: '次' })).toBe(false)
    expect(isHourly({ ...hourly, points: 25 as Hundredths })).toBe(false)
    expect(isHourly({ ...hourly, points: null })).toBe(false)
  })
})

test('AT19 a cancelled activity holds no attendance', () => {
  expect((['planned', 'closed', 'cancelled'] as const).map(takesAttendance)).toEqual([true, true, false])
})
