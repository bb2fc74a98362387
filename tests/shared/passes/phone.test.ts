import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { decide, indexRoster, readScan, type Attempt, type Decision } from '../../../shared/passes/decide.ts'
import type { BranchTag } from '../../../shared/passes/digits.ts'
import {
  dayKey,
  dayKeysAt,
  dayOfStep,
  isPhonePassTrue,
  newPhoneSecret,
  PHONE_EPOCH,
  phonePassAt,
  phoneSecret,
  phoneTag,
  phoneText,
  readPhonePass,
  STEP_MS,
  stepAt,
  stepStart,
  type PhonePass,
  type PhoneTag,
} from '../../../shared/passes/phone.ts'
import type { PhoneRef, RosterItem } from '../../../shared/people/roster.ts'
import { anAttempt, aRosterPerson, BRANCH_TAG, idNo, localTime, randomOf } from '../../fixtures/passes.ts'

const STEP_MAX = 2 ** 24 - 1
const SECRET = phoneSecret(Uint8Array.from({ length: 16 }, (_, at) => at * 17))
const REF = '00ff10a2c3' as PhoneRef
const NOW = localTime('2026-10-15T14:10')

/** Made with Node's own HMAC, byte by byte as the rule says it. */
function tagByNode(secret: Uint8Array, ref: string, step: number): string {
  const day = new Date(Date.UTC(2025, 0, 1) + step * 30_000).toISOString().slice(0, 10)
  const key = createHmac('sha256', secret).update(`branch-board phone day v1\n${day}`, 'utf8').digest().subarray(0, 16)
  const said = Buffer.alloc(8)
  Buffer.from(ref, 'hex').copy(said)
  said.writeUIntBE(step, 5, 3)
  return createHmac('sha256', key).update(said).digest('hex').slice(0, 16)
}

const itemOf = (now: number): RosterItem => ({
  type: 'phone',
  ref: REF,
  memberId: idNo<MemberId>(1),
  keys: dayKeysAt(SECRET, now),
})
const people = [1, 2, 3].map(number => aRosterPerson(number))
const roster = indexRoster([...people, itemOf(NOW)])
const passAt = (step: number): PhonePass => ({
  ref: REF,
  step,
  tag: phoneTag(dayKey(SECRET, dayOfStep(step)), REF, step),
})
const shown = (pass: PhonePass, changes: Partial<Attempt> = {}) =>
  decide(anAttempt({ roster, now: NOW, scan: { kind: 'phone', ...pass }, ...changes }))

describe('the phone pass', () => {
  test('SG25 the tag by Node, byte by byte, for the first step, the last and any other', () => {
    expect(phoneTag(dayKey(SECRET, '2026-10-15' as PlainDate), REF, stepAt(NOW))).toBe(
      tagByNode(SECRET, REF, stepAt(NOW)),
    )
    // Made by another program (Python's hmac) and written down.
    expect(passAt(0).tag).toBe('cad133c943664aaa')
    expect(passAt(1_880_660).tag).toBe('449e1938a502f2cb')
    expect(passAt(STEP_MAX).tag).toBe('2792addf306ed9e4')
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })
    const ref = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(each => Buffer.from(each).toString('hex') as PhoneRef)
    fc.assert(
      fc.property(bytes, ref, fc.integer({ min: 0, max: STEP_MAX }), (secret, ref, step) => {
        const key = dayKey(phoneSecret(secret), dayOfStep(step))
        expect(phoneTag(key, ref, step)).toBe(tagByNode(secret, ref, step))
      }),
      { numRuns: 300, seed: 25 },
    )
  })

  test('SG25 49 digits that read back as reference, step and tag, at every extreme', () => {
    for (const step of [0, 1, 255, 256, 65_535, 65_536, stepAt(NOW), STEP_MAX - 1, STEP_MAX]) {
      for (const ref of ['0000000000', 'ffffffffff', REF] as PhoneRef[]) {
        const pass = { ref, step, tag: tagByNode(SECRET, ref, step) as PhoneTag }
        const text = phoneText(pass, BRANCH_TAG)
        expect(text).toMatch(/^912042\d{43}$/)
        expect(readPhonePass(text, BRANCH_TAG)).toEqual({ ok: true, value: pass })
        expect(readScan(text, BRANCH_TAG)).toEqual({ scan: { kind: 'phone', ...pass }, secret: null })
      }
    }
  })

  test('SG25 a step is 30 seconds since 2025 in UTC; before and after what three bytes can say it stands still', () => {
    expect([PHONE_EPOCH - 1e12, PHONE_EPOCH, PHONE_EPOCH + 29_999, PHONE_EPOCH + 30_000].map(stepAt)).toEqual([
      0, 0, 0, 1,
    ])
    expect(stepAt(8_640_000_000_000_000)).toBe(STEP_MAX)
    expect(dayOfStep(STEP_MAX)).toBe('2040-12-13')
    expect(dayOfStep(2_879)).toBe('2025-01-01')
    expect(dayOfStep(2_880)).toBe('2025-01-02')
    for (const now of [PHONE_EPOCH, NOW]) expect(stepStart(stepAt(now))).toBeLessThanOrEqual(now)
  })

  test('SG25 a day key makes no other day, and its holder no other phone', () => {
    const today = dayKey(SECRET, '2026-10-15' as PlainDate)
    expect(today).toMatch(/^[0-9a-f]{32}$/)
    expect(dayKey(SECRET, '2026-10-16' as PlainDate)).not.toBe(today)
    expect(dayKey(newPhoneSecret(randomOf(3)), '2026-10-15' as PlainDate)).not.toBe(today)
    const step = stepAt(NOW)
    expect(phoneTag(today, REF, step)).not.toBe(phoneTag(today, '00ff10a2c4' as PhoneRef, step))
    expect(Object.keys(dayKeysAt(SECRET, NOW)).sort().at(0)).toBe('2026-10-14')
    expect(Object.keys(dayKeysAt(SECRET, NOW))).toHaveLength(16)
  })

  test('SG25 what the phone shows is what the kiosk checks, at any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: PHONE_EPOCH, max: PHONE_EPOCH + STEP_MAX * STEP_MS }), now => {
        const pass = phonePassAt(SECRET, REF, now)
        expect(pass).toEqual(passAt(stepAt(now)))
        const key = dayKey(SECRET, dayOfStep(pass.step))
        expect(isPhonePassTrue(pass, key)).toBe(true)
        for (const tag of ['', pass.tag.slice(1), `${pass.tag}0`, `0${pass.tag.slice(0, 15)}`]) {
          expect(isPhonePassTrue({ ...pass, tag: tag as PhoneTag }, key)).toBe(tag === pass.tag)
        }
      }),
      { numRuns: 200, seed: 26 },
    )
  })
})

describe('the time of a code', () => {
  test('SG26 with a synced clock two steps before to one after, and no other', () => {
    const here = stepAt(NOW)
    const codes = Array.from({ length: 9 }, (_, at) => shown(passAt(here + at - 4)).code)
    expect(codes).toEqual([...'--', 'ok', 'ok', 'ok', 'ok', ...'---'].map(each => (each === '-' ? 'expired' : each)))
  })

  test('SG26 across midnight in UTC, which is eight in the morning here, too', () => {
    const eight = localTime('2026-10-15T08:00')
    const morning = { roster: indexRoster([...people, itemOf(eight)]), activities: [], now: eight }
    for (const step of [-2, -1, 0, 1]) expect(shown(passAt(stepAt(eight) + step), morning).code).toBe('noActivity')
  })

  test('SG26 yesterday’s, next year’s and the extremes of what a code can say are refused, and name nobody unchecked', () => {
    const here = stepAt(NOW)
    expect(shown(passAt(here - 2_880))).toMatchObject({ code: 'expired', member: { memberId: idNo(1) } })
    for (const step of [0, STEP_MAX, here - 3 * 2_880, here + 365 * 2_880]) {
      expect(shown(passAt(step))).toEqual({ code: 'badPass' })
    }
  })

  test('SG28 an unsure clock takes any code that the phone made, and flags what is far off', () => {
    const here = stepAt(NOW)
    for (const clockTrust of ['drift', 'unknown'] as const) {
      const flags = (step: number) => {
        const decision = shown(passAt(step), { clockTrust })
        return decision.code === 'ok' ? decision.flags : decision.code
      }
      expect([here - 10, here, here + 10].map(flags)).toEqual([['clockUnsure'], ['clockUnsure'], ['clockUnsure']])
      expect([here - 11, here + 11, here + 2_880].map(flags)).toEqual(
        Array.from({ length: 3 }, () => ['clockUnsure', 'codeTime']),
      )
      const in1970 = shown(passAt(here), { clockTrust, now: 40_000 as Millis })
      expect(in1970).toMatchObject({ code: 'ok', flags: ['clockUnsure', 'activityUnsure', 'codeTime'] })
    }
  })
})

describe('whose code', () => {
  const here = stepAt(NOW)

  test('SG27 a code is good once: within 5 s the same scan, later a replay, also where the sign-in was taken back', () => {
    const pass = passAt(here)
    const mark = { memberId: idNo<MemberId>(1), activityId: anAttempt().activities[0]?.activity.activityId ?? null }
    const signed = { ...mark, at: NOW, phone: { ref: REF, step: here } }
    const later = (ms: number) => ({ log: [signed], now: (NOW + ms) as Millis })
    expect(shown(pass, later(4_000))).toMatchObject({ code: 'already', again: 'same' })
    expect(shown(pass, later(6_000))).toMatchObject({ code: 'replay', member: { memberId: idNo(1) } })
    expect(shown(passAt(here + 1), later(31_000))).toMatchObject({ code: 'already', again: 'later' })
    const takenBack = { log: [{ ...mark, activityId: null, at: 0 as Millis, phone: signed.phone }] }
    expect(shown(pass, takenBack)).toMatchObject({ code: 'replay' })
    expect(shown(passAt(here + 1), takenBack)).toMatchObject({ code: 'ok' })
  })

  test('SG29 an unknown phone, and a known one without the day’s key, are held and name nobody', () => {
    const stranger = { ...passAt(here), ref: '0102030405' as PhoneRef }
    expect(shown(stranger)).toEqual({ code: 'unknownPhone' })
    const old = indexRoster([...people, itemOf(NOW - 30 * 86_400_000)])
    expect(shown(passAt(here), { roster: old })).toEqual({ code: 'unknownPhone' })
    expect(shown(passAt(0), { roster: old, clockTrust: 'drift' })).toEqual({ code: 'unknownPhone' })
  })

  test('SG30 an invented or moved tag is no pass of this branch; a revoked phone is revoked; who left is no member', () => {
    const pass = passAt(here)
    const invented = [
      { ...pass, tag: '0000000000000000' as PhoneTag },
      { ...pass, tag: passAt(here - 1).tag },
      { ...pass, step: here + 1 },
    ]
    for (const each of invented) expect(shown(each)).toEqual({ code: 'badPass' })
    const revoked = indexRoster([...people, itemOf(NOW), { type: 'revokedPhone', ref: REF }])
    expect(shown(pass, { roster: revoked })).toEqual({ code: 'revoked', phone: true })
    expect(shown(pass, { roster: indexRoster([itemOf(NOW)]) })).toEqual({ code: 'notMember' })
    const left = indexRoster([aRosterPerson(1, { present: false }), itemOf(NOW)])
    expect(shown(pass, { roster: left })).toEqual({ code: 'notMember' })
  })

  /** Any bit of the tag or step changed makes the code untrue, and nobody is named for it. */
  function noForgedCodeCounts(judge: (attempt: Attempt) => Decision): void {
    const tampered = fc.record({ step: fc.constantFrom(-2, -1, 0, 1), bit: fc.integer({ min: 0, max: 63 }) })
    fc.assert(
      fc.property(tampered, ({ step, bit }) => {
        const pass = passAt(here + step)
        const tag = (BigInt(`0x${pass.tag}`) ^ (1n << BigInt(bit))).toString(16).padStart(16, '0') as PhoneTag
        const decision = judge(anAttempt({ roster, now: NOW, scan: { kind: 'phone', ...pass, tag } }))
        expect(decision).toEqual({ code: 'badPass' })
      }),
      { numRuns: 400, seed: 30 },
    )
  }

  test('SG30 no tag with one bit changed counts, and a kiosk that looks at half of it is caught', () => {
    noForgedCodeCounts(decide)
    const looksAtHalf = (attempt: Attempt): Decision => {
      const { scan } = attempt
      if (scan.kind !== 'phone') return decide(attempt)
      const right = passAt(scan.step).tag
      return decide({ ...attempt, scan: { ...scan, tag: scan.tag.startsWith(right.slice(0, 8)) ? right : scan.tag } })
    }
    expect(() => noForgedCodeCounts(looksAtHalf)).toThrow()
  })

  test('SG4 SG30 the pass of a neighbour branch is another branch’s, not a forged one', () => {
    const text = phoneText(passAt(here), '99999' as BranchTag)
    expect(readScan(text, BRANCH_TAG)).toEqual({ scan: { kind: 'fault', fault: 'wrongBranch' }, secret: null })
    expect(readPhonePass(phoneText(passAt(here), BRANCH_TAG).replace(/^912/, '911'), BRANCH_TAG).ok).toBe(false)
  })
})
