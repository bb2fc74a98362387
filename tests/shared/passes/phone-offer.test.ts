import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../../shared/base/base64url.ts'
import { bytesToHex } from '../../../shared/base/bytes.ts'
import { newId, type ActivityId, type KioskId, type Millis } from '../../../shared/base/ids.ts'
import type { BranchTag } from '../../../shared/passes/digits.ts'
import {
  CODE_MS,
  CODE_SKEW_MS,
  isCodeFresh,
  kioskCodeText,
  kioskCodeToken,
  readKioskCode,
  slotAt,
  slotStart,
  SLOT_MS,
} from '../../../shared/passes/kiosk-code.ts'
import { phoneSecret } from '../../../shared/passes/phone.ts'
import { isPhoneProof, offerText, phoneProof, readOffer, type PhoneOffer } from '../../../shared/passes/phone-offer.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import type { Signature } from '../../../shared/sync/fields.ts'
import { isSignedBy, publicKeyOf, sign } from '../../../shared/sync/signature.ts'
import { seededRandom, TEST_NOW } from '../../fixtures/office.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const anOffer: fc.Arbitrary<PhoneOffer> = fc.record({
  branchTag: fc.integer({ min: 0, max: 99_999 }).map(tag => String(tag).padStart(5, '0') as BranchTag),
  ref: bytes(5).map(each => bytesToHex(each) as PhoneRef),
  secret: bytes(16).map(phoneSecret),
  branchName: fc.constantFrom('云溪村党支部', '中共青禾镇云溪村支部委员会', 'A', ''),
  memberName: fc.constantFrom('张建国', '陈𬸪', '阿依古丽·买买提', '努尔买买提·阿卜杜热合曼尼亚孜·'.repeat(3)),
})

describe('what a phone is given', () => {
  test('SG81 an offer says everything and is read back; what is none is read as none', () => {
    fc.assert(
      fc.property(anOffer, offer => {
        const read = readOffer(offerText(offer))
        expect(read).toMatchObject({ branchTag: offer.branchTag, ref: offer.ref, branchName: offer.branchName })
        expect(read && bytesToHex(read.secret)).toBe(bytesToHex(offer.secret))
        expect(offer.memberName.startsWith(read?.memberName ?? '-')).toBe(true)
        // Short enough for a code that an old phone reads, in an address of the LAN.
        expect(offerText(offer).length).toBeLessThanOrEqual(300)
      }),
    )
    for (const text of ['', '#', 'AAAA', offerText(sample()).slice(0, 20), `${offerText(sample())}=`, '%00%ff']) {
      expect(readOffer(text)).toBe(null)
    }
  })

  test('SG81 base64url holds any bytes, and nothing else is one', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), data => {
        expect(toBase64Url(data)).toBe(Buffer.from(data).toString('base64url'))
        expect(fromBase64Url(toBase64Url(data))).toEqual(data)
      }),
    )
    for (const text of ['A', 'AB', 'A=', 'A+/A', 'AA AA', '号码']) expect(fromBase64Url(text)).toBe(null)
  })

  test('SG81 a proof is of one secret, one question and everything in it', () => {
    const { secret } = sample()
    const said = { ref: '0123456789', claim: 'c'.repeat(32) }
    const proof = phoneProof(secret, 'claim', said)
    expect(isPhoneProof(secret, 'claim', said, proof)).toBe(true)
    expect(isPhoneProof(secret, 'news', said, proof)).toBe(false)
    expect(isPhoneProof(secret, 'claim', { ...said, claim: 'd'.repeat(32) }, proof)).toBe(false)
    expect(isPhoneProof(phoneSecret(new Uint8Array(16)), 'claim', said, proof)).toBe(false)
    for (const wrong of ['', proof.slice(1), `${proof}00`, proof.toUpperCase()]) {
      expect(isPhoneProof(secret, 'claim', said, wrong)).toBe(false)
    }
  })
})

function sample(): PhoneOffer {
  return {
    branchTag: '04217' as BranchTag,
    ref: '0123456789' as PhoneRef,
    secret: phoneSecret(Uint8Array.from({ length: 16 }, (_, at) => at + 1)),
    branchName: '云溪村党支部',
    memberName: '张建国',
  }
}

describe('the code on a kiosk', () => {
  const random = seededRandom(3)
  const secret = random(32)
  const code = {
    kioskId: newId<KioskId>(TEST_NOW, random),
    activityId: newId<ActivityId>(TEST_NOW, random),
    slot: slotAt(TEST_NOW),
  }
  const token = kioskCodeToken({ ...code, sig: sign(kioskCodeText(code), secret) })
  const isGood = (text: string): boolean => {
    const read = readKioskCode(text)
    return read !== null && isSignedBy(publicKeyOf(secret), kioskCodeText(read), read.sig as Signature)
  }

  test('SG86 it names kiosk, activity and time, and fits a code that phones read from the screen', () => {
    expect(readKioskCode(token)).toMatchObject(code)
    expect(token).toHaveLength(135)
    expect(isGood(token)).toBe(true)
  })

  test('SG86 no letter of it can be another one', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (let at = 0; at < token.length; at++) {
      const other = letters[(letters.indexOf(token[at] ?? '') + 1 + at) % 64] ?? 'A'
      if (other !== token[at]) expect(isGood(token.slice(0, at) + other + token.slice(at + 1)), `at ${at}`).toBe(false)
    }
    for (const text of ['', token.slice(1), `${token}A`, 'A'.repeat(135)]) expect(isGood(text)).toBe(false)
  })

  test('SG86 it is taken for thirty seconds from its quarter of a minute on, and not long before', () => {
    const start = slotStart(code.slot)
    for (const at of [-CODE_SKEW_MS, 0, SLOT_MS, CODE_MS - 1])
      expect(isCodeFresh(code.slot, start + at), `${at}`).toBe(true)
    for (const at of [-CODE_SKEW_MS - 1, CODE_MS + CODE_SKEW_MS, 600_000, -86_400_000]) {
      expect(isCodeFresh(code.slot, (start + at) as Millis), `${at}`).toBe(false)
    }
  })
})
