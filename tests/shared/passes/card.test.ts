import { createHash, createHmac, hkdfSync } from 'node:crypto'
import * as fc from 'fast-check'
import jsqr from 'jsqr'
import QRCode from 'qrcode'
import { describe, expect, test } from 'vitest'
import {
  cardHash,
  cardSecret,
  cardText,
  newCardSecret,
  ownKey,
  printedCardText,
  proofKey,
  readCard,
  signInProof,
  verifyProof,
} from '../../../shared/passes/card.ts'
import { checkDigits } from '../../../shared/passes/digits.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'
import { qrPicture } from '../../fixtures/qr-video.ts'

const anySecret = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(cardSecret)
const hex = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(new Uint8Array(bytes)).toString('hex')

describe('cards', () => {
  test('SG5 any 128-bit secret is 49 digits and reads back bit for bit', () => {
    fc.assert(
      fc.property(anySecret, secret => {
        const text = cardText(secret, BRANCH_TAG)
        expect(text).toMatch(/^\d{49}$/)
        expect(readCard(text, BRANCH_TAG)).toEqual({ ok: true, value: secret })
      }),
    )
    for (const byte of [0, 255]) {
      const secret = cardSecret(new Uint8Array(16).fill(byte))
      expect(readCard(cardText(secret, BRANCH_TAG), BRANCH_TAG)).toEqual({ ok: true, value: secret })
    }
  })

  test('SG5 a body that says more than 128 bits was never printed: damaged', () => {
    const payload = `911${BRANCH_TAG}${(2n ** 128n).toString()}`
    expect(readCard(payload + checkDigits(payload), BRANCH_TAG)).toEqual({ ok: false, error: 'damaged' })
  })

  test('SG5 a new secret takes its 16 bytes from the chance it is given', () => {
    expect(hex(newCardSecret(length => new Uint8Array(length).fill(7)))).toBe('07'.repeat(16))
    expect(() => newCardSecret(() => new Uint8Array(8))).toThrow()
  })

  test('SG5 printed as a QR of 25 modules (version 2, level M, numeric), which an independent reader reads', () => {
    for (let number = 0; number < 20; number++) {
      const text = cardText(secretNo(number), BRANCH_TAG)
      const code = QRCode.create([{ data: text, mode: 'numeric' }], { errorCorrectionLevel: 'M' })
      expect([code.version, code.modules.size]).toEqual([2, 25])
      const { rgba, width, height } = qrPicture(text, 4)
      expect(jsqr(new Uint8ClampedArray(rgba), width, height)?.data).toBe(text)
    }
  })

  test('SG5 the digits below the QR stand in groups of seven and can be typed back', () => {
    const text = cardText(secretNo(3), BRANCH_TAG)
    const printed = printedCardText(text)
    expect(printed).toMatch(/^(\d{7} ){6}\d{7}$/)
    expect(readCard(printed, BRANCH_TAG)).toEqual({ ok: true, value: secretNo(3) })
  })

  test('SG6 the hash is SHA-256, the two keys are HKDF-SHA256 for different purposes, none is the secret', () => {
    fc.assert(
      fc.property(anySecret, secret => {
        expect(cardHash(secret)).toBe(createHash('sha256').update(secret).digest('hex'))
        const derived = (purpose: string) => hex(hkdfSync('sha256', secret, '', purpose, 32))
        expect(hex(proofKey(secret))).toBe(derived('branch-board card proof v1'))
        expect(hex(ownKey(secret))).toBe(derived('branch-board own page v1'))
        const all = [cardHash(secret), hex(proofKey(secret)), hex(ownKey(secret)), hex(secret)]
        expect(new Set(all).size).toBe(4)
      }),
      { numRuns: 30 },
    )
  })

  test('SG7 a proof is HMAC-SHA256; it holds for its bytes and its key alone', () => {
    fc.assert(
      fc.property(fc.uint8Array(), anySecret, fc.nat(), (bytes, secret, at) => {
        const key = proofKey(secret)
        const proof = signInProof(key, bytes)
        expect(proof).toBe(createHmac('sha256', key).update(bytes).digest('hex'))
        expect(verifyProof(key, bytes, proof)).toBe(true)
        const place = at % 64
        const other = proof[place] === '0' ? '1' : '0'
        expect(verifyProof(key, bytes, proof.slice(0, place) + other + proof.slice(place + 1))).toBe(false)
        expect(verifyProof(key, new Uint8Array([...bytes, 0]), proof)).toBe(false)
        expect(verifyProof(proofKey(secretNo(77)), bytes, proof)).toBe(false)
      }),
      { numRuns: 50 },
    )
    const key = proofKey(secretNo(1))
    const proof = signInProof(key, new Uint8Array())
    for (const bad of ['', proof.slice(1), proof + proof, `${proof}0`]) {
      expect(verifyProof(key, new Uint8Array(), bad)).toBe(false)
    }
  })
})
