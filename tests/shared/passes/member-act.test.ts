import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { ActivityId, MemberId, Millis, NoticeId, RecordId, StaffId } from '../../../shared/base/ids.ts'
import type { Period } from '../../../shared/base/plain-date.ts'
import { cardHash, proofKey } from '../../../shared/passes/card.ts'
import { MemberActBodySchema, memberActBody, type MemberAct } from '../../../shared/passes/member-act.ts'
import { memberPinVerifier } from '../../../shared/passes/member-pin.ts'
import { isProven, signInBody, type ShownPass } from '../../../shared/passes/sign-in.ts'
import { decide } from '../../../shared/passes/decide.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import type { PhoneTag } from '../../../shared/passes/phone.ts'
import { anAttempt, idNo, localTime, secretNo } from '../../fixtures/passes.ts'

const head = { id: idNo<RecordId>(0xf101), at: localTime('2026-10-15T16:30') }
const memberId = idNo<MemberId>(1)
const activityId = idNo<ActivityId>(0xa001)
const secret = secretNo(1)
const verifier = memberPinVerifier(secret, '4826')
const byCard: ShownPass = {
  scan: { kind: 'card', hash: cardHash(secret) },
  secret,
  clockTrust: 'synced',
  staffId: null,
}
const code = { ref: '0a0b0c0d0e' as PhoneRef, step: 7, tag: '00112233aabbccdd' as PhoneTag }
const byPhone: ShownPass = { scan: { kind: 'phone', ...code }, secret: null, clockTrust: 'synced', staffId: null }
const byHand: ShownPass = {
  scan: { kind: 'hand', memberId },
  secret: null,
  clockTrust: 'drift',
  staffId: idNo<StaffId>(7),
}

const figures = { period: '2026-Q3' as Period, no: 12 }

const ACTS: { readonly [K in MemberAct['kind']]: MemberAct } = {
  signOut: { kind: 'signOut', activityId },
  undo: { kind: 'undo', activityId, undoes: idNo<RecordId>(0xf001) },
  askLeave: { kind: 'askLeave', activityId, reason: 'illness' },
  dropLeave: { kind: 'dropLeave', activityId },
  setPin: { kind: 'setPin', verifier },
  seeFigures: { kind: 'seeFigures', ...figures },
  acceptFigures: { kind: 'acceptFigures', ...figures, pin: true },
  raiseMatter: { kind: 'raiseMatter', ...figures, matter: 'defence', sealed: 'ab'.repeat(80), pin: false },
  readInner: { kind: 'readInner', noticeId: idNo<NoticeId>(0xd001), rev: 2 },
}
/** What is done with the card in hand or not at all. */
const CARD_ONLY = ['setPin', 'seeFigures', 'acceptFigures', 'raiseMatter', 'readInner']

describe('what a member does after the pass', () => {
  test('SG35 every act by card carries the proof of the card, over its record, its time and every word of it', () => {
    const key = proofKey(secret)
    for (const act of Object.values(ACTS)) {
      const body = memberActBody(head, memberId, act, byCard)
      expect(v.parse(MemberActBodySchema, JSON.parse(JSON.stringify(body)))).toEqual(body)
      expect(isProven(head, body, key)).toBe(true)
      expect(isProven({ ...head, id: idNo<RecordId>(0xf102) }, body, key)).toBe(false)
      expect(isProven({ ...head, at: (head.at + 1) as Millis }, body, key)).toBe(false)
      expect(isProven(head, { ...body, memberId: idNo<MemberId>(2) } as typeof body, key)).toBe(false)
      expect(
        isProven(head, { ...body, act: { kind: 'dropLeave', activityId: idNo(0xa002) } } as typeof body, key),
      ).toBe(false)
      expect(isProven(head, body, proofKey(secretNo(2)))).toBe(false)
    }
  })

  test('SG35 the proof of a sign-in is none of an act, nor the other way round', () => {
    const attempt = anAttempt()
    const signIn = signInBody(head, decide(attempt), { ...byCard, scan: attempt.scan }, false)
    const act = memberActBody(head, memberId, ACTS.signOut, byCard)
    const key = proofKey(secret)
    expect(isProven(head, signIn, key)).toBe(true)
    expect(isProven(head, { ...act, proof: signIn.proof }, key)).toBe(false)
    expect(isProven(head, { ...signIn, proof: act.proof }, key)).toBe(false)
  })

  test('SG35 by phone with its code, by hand with who confirmed it; neither sets a PIN or answers figures', () => {
    for (const shown of [byPhone, byHand]) {
      for (const act of Object.values(ACTS)) {
        const body = memberActBody(head, memberId, act, shown)
        expect(v.is(MemberActBodySchema, body)).toBe(!CARD_ONLY.includes(act.kind))
      }
    }
    expect(memberActBody(head, memberId, ACTS.signOut, byPhone)).toMatchObject({
      way: 'phone',
      phone: code,
      proof: null,
    })
    expect(memberActBody(head, memberId, ACTS.undo, byHand)).toMatchObject({
      way: 'hand',
      staffId: idNo(7),
      phone: null,
    })
  })

  test('SG35 bad input: no pass, half a pass, somebody’s words for a reason, a second act, an invented kind', () => {
    const good = memberActBody(head, memberId, ACTS.askLeave, byCard)
    const bad = [
      { ...good, passHash: null, proof: null },
      { ...good, proof: null },
      { ...good, way: 'hand' },
      { ...good, way: 'phone' },
      { ...good, staffId: idNo(7) },
      { ...good, phone: code },
      { ...good, act: { ...ACTS.askLeave, reason: '住院，心脏不好' } },
      { ...good, act: { ...ACTS.signOut, undoes: idNo(0xf001) } },
      { ...good, act: { kind: 'credit', points: 500 } },
      { ...good, act: { kind: 'setPin', verifier: '4826' } },
      { ...good, memberId: 'me' },
      { ...good, passHash: 'F'.repeat(64) as Hash },
    ]
    expect(v.is(MemberActBodySchema, good)).toBe(true)
    for (const each of bad) expect(v.is(MemberActBodySchema, each)).toBe(false)
  })
})
