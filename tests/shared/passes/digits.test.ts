import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardText } from '../../../shared/passes/card.ts'
import {
  CARD_LENGTH,
  checkDigits,
  decodeFrame,
  decodePass,
  encodeFrame,
  normaliseScan,
  parseBranchTag,
  type BranchTag,
} from '../../../shared/passes/digits.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'

const TEXT = cardText(secretNo(1), BRANCH_TAG)
const body = fc.stringMatching(/^\d{39}$/)
const tag = fc.stringMatching(/^\d{5}$/).map(text => text as BranchTag)

/** All texts that differ from this one in one digit, or by swapping two neighbours. */
function misreadings(text: string): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; at++) {
    for (let digit = 0; digit <= 9; digit++) {
      if (String(digit) !== text[at]) found.push(text.slice(0, at) + digit + text.slice(at + 1))
    }
    const [a, b] = [text[at], text[at + 1]]
    if (b !== undefined && a !== b) found.push(text.slice(0, at) + b + a + text.slice(at + 2))
  }
  return found
}

/** A planted bug: the check of a sum of digits, which cannot see two neighbours swapped. */
function weakCheckIsBlindTo(text: string, other: string): boolean {
  const sum = (digits: string) => [...digits].reduce((total, digit) => total + Number(digit), 0) % 97
  return sum(text) === sum(other)
}

describe('the digits of a pass', () => {
  test('SG1 a frame is 9, version, kind, branch tag, body and two check digits, and reads back', () => {
    fc.assert(
      fc.property(body, tag, (body, branchTag) => {
        const text = encodeFrame({ kind: 'card', branchTag, body })
        expect(text).toMatch(new RegExp(`^911${branchTag}${body}\\d\\d$`))
        expect(text).toHaveLength(CARD_LENGTH)
        expect(BigInt(text) % 97n).toBe(1n)
        expect(decodeFrame(text)).toEqual({ ok: true, value: { kind: 'card', branchTag, body } })
      }),
    )
    expect(CARD_LENGTH).toBe(49)
    // ISO 7064: the well-known example 794 has the check digits 44.
    expect(checkDigits('794')).toBe('44')
  })

  test('SG1 a body of another length is a bug, never a pass', () => {
    expect(() => encodeFrame({ kind: 'card', branchTag: BRANCH_TAG, body: '12' })).toThrow()
    expect(parseBranchTag('4217')).toBeNull()
    expect(parseBranchTag('04217')).toBe('04217')
  })

  test('SG2 every single-digit change and every swap of neighbours is damaged, all of them on 25 cards', () => {
    for (let number = 0; number < 25; number++) {
      for (const misread of misreadings(cardText(secretNo(number), BRANCH_TAG))) {
        expect(decodePass(misread, BRANCH_TAG)).toEqual({ ok: false, error: 'damaged' })
      }
    }
  })

  test('SG2 the same for any card, and a weaker check would be caught here', () => {
    fc.assert(
      fc.property(body, tag, fc.nat(), (body, branchTag, pick) => {
        const all = misreadings(encodeFrame({ kind: 'card', branchTag, body }))
        const misread = all[pick % all.length] ?? ''
        expect(decodePass(misread, branchTag)).toEqual({ ok: false, error: 'damaged' })
      }),
      { numRuns: 2000 },
    )
    expect(misreadings(TEXT).some(misread => weakCheckIsBlindTo(TEXT, misread))).toBe(true)
  })

  test('SG3 full-width digits, spaces, hyphens, apostrophes, a scanner prefix and line ends make no difference', () => {
    const wide = [...TEXT].map(digit => String.fromCodePoint(0xff10 + Number(digit))).join('')
    const spaced = TEXT.replace(/(.{7})/g, '$1 ')
    for (const text of [wide, spaced, `${TEXT}\r\n`, `]Q1${TEXT}`, TEXT.replace(/(.{10})/g, "$1'"), `\u200b${TEXT}-`]) {
      expect(normaliseScan(text)).toBe(TEXT)
      expect(decodePass(text, BRANCH_TAG).ok).toBe(true)
    }
  })

  test('SG4 damaged, another branch, no pass and a newer version are told apart', () => {
    const fault = (text: string) => {
      const read = decodePass(text, BRANCH_TAG)
      return read.ok ? 'read' : read.error
    }
    const sealed = (payload: string) => payload + checkDigits(payload)
    expect(fault(cardText(secretNo(1), '04218' as BranchTag))).toBe('wrongBranch')
    expect(fault(sealed(`921${BRANCH_TAG}${'1'.repeat(39)}`))).toBe('unknownVersion')
    expect(fault(sealed(`917${BRANCH_TAG}${'1'.repeat(30)}`))).toBe('unknownVersion')
    expect(fault(sealed(`911${BRANCH_TAG}${'1'.repeat(40)}`))).toBe('damaged')
    expect(fault(TEXT.slice(0, 24))).toBe('damaged')
    expect(fault(TEXT.slice(24))).toBe('damaged')
    expect(fault(TEXT + TEXT)).toBe('damaged')
    expect(fault(TEXT.slice(0, 48))).toBe('damaged')
    expect(fault(sealed('1'.repeat(47)))).toBe('notAPass')
  })

  test("SG4 a stranger's code is no pass, whatever it says", () => {
    const strangers = [
      '',
      ' ',
      'https://example.com/pay?id=12345',
      'wxp://f2f0abc',
      '134567890123456789', // 18 digits of a payment code
      '281234567890123456789012', // 24 digits
      '9787020002207', // ISBN
      '01,10,044001900111,12345678,100.00,20260101',
      '{"id":1}',
      `${TEXT}A`,
      '９１１abc',
    ]
    for (const text of strangers) expect(decodePass(text, BRANCH_TAG)).toEqual({ ok: false, error: 'notAPass' })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(decodePass(text, BRANCH_TAG).ok).toBe(false)
      }),
    )
  })
})
