import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NATIVE_DIGESTS } from '../../../hub/live/native-digests.ts'
import { proofKey, signInProof } from '../../../shared/passes/card.ts'
import { fitsBytes, byteLength, recordHash } from '../../../shared/sync/record.ts'
import { secretNo } from '../../fixtures/passes.ts'

const anyText = fc.string({ unit: 'grapheme', maxLength: 200 })

test('SY7 the hub’s native digest of a record is the portable one', () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(NATIVE_DIGESTS.hash(text)).toBe(recordHash(text))
    }),
  )
})

test('SG7 the hub’s native proof of a card is the portable one', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.uint8Array({ maxLength: 700 }), (number, bytes) => {
      const key = proofKey(secretNo(number))
      expect(NATIVE_DIGESTS.proofOf(key, bytes)).toBe(signInProof(key, bytes))
    }),
  )
})

test('SY12 whether texts fit is what counting their bytes says', () => {
  fc.assert(
    fc.property(
      fc.array(anyText, { maxLength: 5 }),
      fc.integer({ min: -3, max: 3 }),
      fc.nat(900),
      (texts, off, any) => {
        const bytes = texts.reduce((sum, text) => sum + byteLength(text), 0)
        for (const most of [Math.max(0, bytes + off), any]) expect(fitsBytes(texts, most)).toBe(bytes <= most)
      },
    ),
  )
})
