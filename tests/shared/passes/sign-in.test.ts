import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { MemberId, Millis, RecordId, StaffId } from '../../../shared/base/ids.ts'
import { cardHash, proofKey } from '../../../shared/passes/card.ts'
import { decide, type Attempt } from '../../../shared/passes/decide.ts'
import {
  DECISION_CODES,
  isAccepted,
  isHeld,
  isProven,
  signInBody,
  SignInBodySchema,
  type SignInBody,
} from '../../../shared/passes/sign-in.ts'
import { anAttempt, idNo, localTime, secretNo } from '../../fixtures/passes.ts'

const head = { id: idNo<RecordId>(0xf001), at: localTime('2026-10-15T14:10') }

function bodyOf(changes: Partial<Attempt> = {}, secret: ReturnType<typeof secretNo> | null = secretNo(1)) {
  const attempt = anAttempt({ ...(secret ? { scan: { kind: 'card', hash: cardHash(secret) } } : {}), ...changes })
  const { scan, clockTrust } = attempt
  return signInBody(head, decide(attempt), { scan, secret, clockTrust, staffId: null }, false)
}

describe('the sign-in fact', () => {
  test('SG17 an accepted card: who, which activity, how, the hash and its proof; nothing that names anybody', () => {
    const body = bodyOf()
    expect(v.parse(SignInBodySchema, JSON.parse(JSON.stringify(body)))).toEqual(body)
    expect(body).toMatchObject({ memberId: idNo(1), activityId: idNo(0xa001), way: 'card', result: 'ok', flags: [] })
    expect(body.passHash).toBe(cardHash(secretNo(1)))
    expect(JSON.stringify(body)).not.toMatch(/张/)
  })

  test('SG17 refusals are recorded too, each with no more than it may say', () => {
    const early = bodyOf({ now: localTime('2026-10-15T13:00') })
    expect(early).toMatchObject({ result: 'notOpenYet', memberId: idNo(1) })
    for (const fault of ['notAPass', 'damaged', 'wrongBranch', 'unknownVersion'] as const) {
      const body = bodyOf({ scan: { kind: 'fault', fault } }, null)
      expect(body).toEqual({
        memberId: null,
        activityId: null,
        way: 'card',
        result: fault,
        flags: [],
        clockTrust: 'synced',
        passHash: null,
        proof: null,
        phone: null,
        staffId: null,
        pin: false,
      })
      expect(v.is(SignInBodySchema, body)).toBe(true)
    }
  })

  test('SG17 by hand there is a member and no card', () => {
    const body = bodyOf({ scan: { kind: 'hand', memberId: idNo<MemberId>(2) } }, null)
    expect(body).toMatchObject({ memberId: idNo(2), way: 'hand', passHash: null, proof: null, result: 'ok' })
    expect(v.is(SignInBodySchema, body)).toBe(true)
  })

  test('SG17 a repeat within 5 s is no fact of its own', () => {
    const log = [{ memberId: idNo<MemberId>(1), activityId: null, at: head.at }]
    expect(() => bodyOf({ log })).toThrow(/not recorded/)
  })

  test('SG10 an unknown card is held with its hash and a proof that the hub can check once it knows the card', () => {
    const body = bodyOf({}, secretNo(50))
    expect(body).toMatchObject({ result: 'unknownCard', memberId: null, passHash: cardHash(secretNo(50)) })
    expect([isHeld(body.result), isAccepted(body.result)]).toEqual([true, false])
    expect(isProven(head, body, proofKey(secretNo(50)))).toBe(true)
    expect(DECISION_CODES.filter(isHeld)).toEqual(['unknownCard', 'unknownPhone'])
    expect(DECISION_CODES.filter(isAccepted)).toEqual(['ok'])
  })

  test('SG7 the proof binds record id, time and every field of the body', () => {
    const body = bodyOf()
    const key = proofKey(secretNo(1))
    expect(isProven(head, body, key)).toBe(true)
    expect(isProven({ ...head, id: idNo<RecordId>(0xf002) }, body, key)).toBe(false)
    expect(isProven({ ...head, at: (head.at + 1) as Millis }, body, key)).toBe(false)
    expect(isProven(head, body, proofKey(secretNo(2)))).toBe(false)
    expect(isProven(head, { ...body, proof: null }, key)).toBe(false)
    const changes = [
      { memberId: idNo<MemberId>(2) },
      { activityId: null },
      { staffId: idNo<StaffId>(3) },
      { pin: true },
      { result: 'already' },
      { flags: ['onLeave'] },
      { clockTrust: 'drift' },
      { passHash: cardHash(secretNo(2)) },
    ] as const
    for (const change of changes) {
      const changed = { ...body, ...change } as SignInBody
      expect(isProven(head, changed, key)).toBe(false)
    }
  })

  test('SG17 a body that contradicts itself or carries more does not parse', () => {
    const body = bodyOf()
    const bad = [
      { ...body, proof: null },
      { ...body, passHash: null, proof: null, result: 'unknownCard', memberId: null },
      { ...body, way: 'hand' },
      { ...body, memberId: null },
      { ...body, result: 'revoked' },
      { ...body, text: '9110' },
      { ...body, result: 'hello' },
      { ...body, flags: ['clockUnsure', 'x'] },
      { ...body, passHash: 'ff' },
    ]
    for (const each of bad) expect(v.is(SignInBodySchema, each)).toBe(false)
  })
})
