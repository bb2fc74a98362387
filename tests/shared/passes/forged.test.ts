import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../../shared/base/ids.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { decide, indexRoster, readScan } from '../../../shared/passes/decide.ts'
import { checkDigits, decodePass, type BranchTag } from '../../../shared/passes/digits.ts'
import { dayKeysAt, newPhoneSecret, phonePassAt, phoneText } from '../../../shared/passes/phone.ts'
import type { PhoneRef } from '../../../shared/people/roster.ts'
import { anAttempt, aRosterPerson, BRANCH_TAG, idNo, localTime, randomOf, secretNo } from '../../fixtures/passes.ts'

/** Passes misread, mistyped, invented and borrowed: each has its answer, and none is taken for somebody's. */

const NOW = localTime('2026-10-15T14:10')
const REF = '0a0b0c0d0e' as PhoneRef
const phoneKey = newPhoneSecret(randomOf(2))
const roster = indexRoster([
  ...[1, 2, 3].map(number => aRosterPerson(number)),
  { type: 'phone', ref: REF, memberId: idNo<MemberId>(1), keys: dayKeysAt(phoneKey, NOW) },
])
const REAL = {
  card: cardText(secretNo(1), BRANCH_TAG),
  phone: phoneText(phonePassAt(phoneKey, REF, NOW), BRANCH_TAG),
}

type Read = typeof decodePass
const answer = (text: string, read: Read = decodePass): string => {
  const fault = read(text, BRANCH_TAG)
  return fault.ok ? 'read' : fault.error
}
const decided = (text: string): string =>
  decide(anAttempt({ roster, now: NOW, scan: readScan(text, BRANCH_TAG).scan })).code

/** Every text that differs from this one by one digit, and every one with two digits swapped. */
function* misreadings(text: string): Generator<string> {
  const put = (at: number, digit: string, of = text) => of.slice(0, at) + digit + of.slice(at + 1)
  for (let at = 0; at < text.length; at++) {
    for (const digit of '0123456789') if (digit !== text[at]) yield put(at, digit)
    for (let other = at + 1; other < text.length; other++) {
      const [a = '', b = ''] = [text[at], text[other]]
      if (a !== b) yield put(at, b, put(other, a))
    }
  }
}

function everyMisreadingIsDamaged(read: Read): number {
  let count = 0
  for (const text of Object.values(REAL)) {
    for (const misread of misreadings(text)) {
      expect(answer(misread, read), misread).toBe('damaged')
      count++
    }
  }
  return count
}

/** Digits that nobody made into a pass, of lengths around a pass's and with its beginning more often than chance has it. */
function* randomDigits(count: number, seed: number): Generator<string> {
  let state = seed
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  const begin = ['', '9', '91', '911', '912', `911${BRANCH_TAG}`, `912${BRANCH_TAG}`]
  for (let at = 0; at < count; at++) {
    let text = begin[next() % begin.length] ?? ''
    const length = next() % 4 === 0 ? next() % 80 : 49
    while (text.length < length) text += String(next()).slice(1)
    yield text.slice(0, Math.max(length, 1))
  }
}

describe('a pass misread or mistyped', () => {
  test('SG2 SG4 every single-digit change and every swap of a real card and a real phone pass is damaged', () => {
    expect([REAL.card, REAL.phone].map(decided)).toEqual(['ok', 'ok'])
    expect(everyMisreadingIsDamaged(decodePass)).toBeGreaterThan(2 * (49 * 9 + 900))
  })

  test('SG2 a check that only adds the digits up lets swaps through, and that is noticed', () => {
    const sum = (digits: string) => [...digits].reduce((total, digit) => total + Number(digit), 0) % 97
    const adding: Read = (text, tag) => {
      const right = Object.values(REAL).some(each => sum(each) === sum(text) && each.length === text.length)
      return right ? decodePass(REAL.card, tag) : decodePass(text, tag)
    }
    expect(() => everyMisreadingIsDamaged(adding)).toThrow()
  })

  test('SG4 any piece of a pass, any two glued together, and a pass with a digit more or less is read as no pass', () => {
    for (const text of Object.values(REAL)) {
      for (let at = 1; at < text.length; at++) {
        expect(answer(text.slice(0, at))).not.toBe('read')
        expect(answer(text.slice(at))).not.toBe('read')
        expect(answer(text.slice(0, at) + text)).not.toBe('read')
      }
    }
    expect(answer(REAL.card + REAL.phone)).not.toBe('read')
  })
})

describe('a pass invented', () => {
  /** @returns how many were read at all: one in 97 of those that begin like a pass has the right check by chance. */
  function noneOfAMillionSignsAnybodyIn(decides: (text: string) => string): number {
    let read = 0
    for (const text of randomDigits(1_000_000, 20261030)) {
      if (answer(text) !== 'read') continue
      read++
      expect(['unknownCard', 'unknownPhone', 'badPass', 'damaged']).toContain(decides(text))
    }
    return read
  }

  test('SG9 SG30 of 1,000,000 random digit strings none is anybody’s', { timeout: 60_000 }, () => {
    // Those with the right check exist, so the decision was put to the test as well.
    expect(noneOfAMillionSignsAnybodyIn(decided)).toBeGreaterThan(500)
  })

  test('SG30 a kiosk that takes the right form for the right pass is noticed at the first of them', () => {
    const trusting = (text: string) => (answer(text) === 'read' ? 'ok' : decided(text))
    expect(() => noneOfAMillionSignsAnybodyIn(trusting)).toThrow()
  })

  test('SG4 the passes of every other branch are another branch’s', () => {
    for (let tag = 0; tag < 100_000; tag += 997) {
      const other = String(tag).padStart(5, '0') as BranchTag
      if (other === BRANCH_TAG) continue
      expect(decided(cardText(secretNo(1), other))).toBe('wrongBranch')
      expect(decided(phoneText(phonePassAt(phoneKey, REF, NOW), other))).toBe('wrongBranch')
    }
  })

  test('SG4 a body above what 128 bits can say, a kind nobody knows and a version to come, rightly checked', () => {
    const frame = (head: string, body: string) => `${head}${body}${checkDigits(head + body)}`
    expect(decided(frame(`911${BRANCH_TAG}`, '9'.repeat(39)))).toBe('damaged')
    expect(decided(frame(`912${BRANCH_TAG}`, '9'.repeat(39)))).toBe('damaged')
    expect(decided(frame(`913${BRANCH_TAG}`, '1'.repeat(39)))).toBe('unknownVersion')
    expect(decided(frame(`921${BRANCH_TAG}`, '1'.repeat(60)))).toBe('unknownVersion')
    expect(decided(frame(`911${BRANCH_TAG}`, '0'.repeat(39)))).toBe('unknownCard')
    expect(decided(frame(`912${BRANCH_TAG}`, '0'.repeat(39)))).toBe('badPass')
  })
})
