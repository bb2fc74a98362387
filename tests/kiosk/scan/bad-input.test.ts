import { describe, expect, test } from 'vitest'
import { PASS_RULES } from '../../../kiosk/scan/wedge-reader.ts'
import { newWedgeState, wedgeStep } from '../../../kiosk/scan/wedge-buffer.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { decide, readScan } from '../../../shared/passes/decide.ts'
import { checkDigits, decodeFrame, decodePass } from '../../../shared/passes/digits.ts'
import { isAccepted } from '../../../shared/passes/sign-in.ts'
import { anAttempt, BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'
import { seededChance, type Chance } from './wedge-simulation.ts'

/** What no card of ours says, all the way from the keys to the decision. */

const CARD = cardText(secretNo(1), BRANCH_TAG)
const GOOD = cardText(secretNo(2), BRANCH_TAG)

type Decode = (text: string) => { readonly ok: boolean; readonly error?: string }

/** Keys at 5 ms, Enter at the end of each: what the buffer gives out until a second later. */
function typed(...texts: readonly string[]): string[] {
  let [state, at] = [newWedgeState(PASS_RULES), 1_000]
  const given: string[] = []
  const take = (event: Parameters<typeof wedgeStep>[1]) => {
    const step = wedgeStep(state, event, PASS_RULES)
    state = step.state
    given.push(...step.texts)
  }
  for (const text of texts) {
    for (const char of text) take({ kind: 'char', char, at: (at += 5) })
    take({ kind: 'end', at: (at += 5) })
    at += 160
  }
  take({ kind: 'tick', at: at + 1_000 })
  return given
}

/** Every digit changed into every other, and every two digits changed for one another, near or far. */
function misreadings(card: string): string[] {
  const all: string[] = []
  for (let at = 0; at < card.length; at++) {
    for (let digit = 0; digit < 10; digit++) {
      if (card[at] !== `${digit}`) all.push(card.slice(0, at) + digit + card.slice(at + 1))
    }
    for (let other = at + 1; other < card.length; other++) {
      const [a = '', b = ''] = [card[at], card[other]]
      if (a !== b) all.push(card.slice(0, at) + b + card.slice(at + 1, other) + a + card.slice(other + 1))
    }
  }
  return all
}

const allDamaged = (decode: Decode): void => {
  for (const text of misreadings(CARD)) expect([text, decode(text).error]).toEqual([text, 'damaged'])
}

describe('a real card misread', () => {
  test('SG2 SG58 in any one digit, or with any two digits changed, is damaged', () => {
    expect(misreadings(CARD).length).toBeGreaterThan(1_400)
    allDamaged(decodeFrame)
  })

  test('SG2 the run catches a check that only adds the digits up', () => {
    const sum = (text: string) => [...text].reduce((total, digit) => total + Number(digit), 0) % 97
    const adding: Decode = text =>
      sum(text) === sum(CARD) ? { ok: true } : { ok: false, error: decodeFrame(text).ok ? '' : 'damaged' }
    expect(() => allDamaged(adding)).toThrow()
  })

  test('SG58 comes out of the buffer as it went in, and the good card after it whole', () => {
    for (const text of misreadings(CARD).filter((_, number) => number % 7 === 0)) {
      expect(typed(text, GOOD)).toEqual([text, GOOD])
    }
  })
})

test('SG58 SQL, HTML, emoji, control characters, addresses and payment codes are told as no pass', () => {
  const texts = [
    "'; DROP TABLE members; --",
    "1' OR '1'='1",
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '签到😀👨‍👩‍👧‍👦💳',
    'a\u0007b\u001b[2Jc\u0000d\u007f\u009d',
    'https://pay.example/qr?m=42&sum=1',
    '134567890123456789',
    '6901234567892',
    '{"__proto__":{"admin":true}}',
    '../../../../etc/passwd',
    '٩١١٠٤٢١٧٠١٤٥',
    '\u202e9110421701452\u202c!',
  ]
  for (const text of texts) {
    expect([text, typed(text, GOOD)]).toEqual([text, [text, GOOD]])
    const { scan } = readScan(text, BRANCH_TAG)
    expect([text, scan]).toEqual([text, { kind: 'fault', fault: 'notAPass' }])
    expect(decide(anAttempt({ scan })).code).toBe('notAPass')
  }
})

/** Digits as somebody might invent them: of any length, or with the right beginning, or with the right check too. */
function inventedDigits(chance: Chance): string {
  const digits = (count: number) => Array.from({ length: count }, () => chance(10)).join('')
  switch (chance(4)) {
    case 0:
      return digits(1 + chance(60))
    case 1:
      return digits(49)
    case 2:
      return `91${1 + chance(2)}${BRANCH_TAG}${digits(41)}`
    default: {
      const payload = `91${1 + chance(2)}${BRANCH_TAG}${digits(39)}`
      return payload + (chance(50) === 0 ? checkDigits(payload) : digits(2))
    }
  }
}

/** @returns how many were read as a pass of ours */
function noneAccepted(count: number, isOk: (text: string) => boolean): number {
  const chance = seededChance(20261123)
  let read = 0
  for (let tried = 0; tried < count; tried++) {
    const text = inventedDigits(chance)
    if (!decodePass(text, BRANCH_TAG).ok) continue
    read += 1
    if (isOk(text)) throw new Error(`accepted: ${text}`)
  }
  return read
}

const isSignedIn = (text: string): boolean =>
  isAccepted(decide(anAttempt({ scan: readScan(text, BRANCH_TAG).scan })).code)

describe('a million invented numbers', () => {
  test('SG58 none is accepted, though some have a right check', () => {
    const started = performance.now()
    const read = noneAccepted(1_000_000, isSignedIn)
    process.stdout.write(
      `1,000,000 invented numbers: ${read} with a right check, 0 accepted, ${((performance.now() - started) / 1_000).toFixed(1)} s\n`,
    )
    expect(read).toBeGreaterThan(5_000)
  }, 120_000)

  test('SG58 the run catches a kiosk that takes every right check for a card', () => {
    expect(() => noneAccepted(10_000, text => decodeFrame(text).ok)).toThrow('accepted')
    expect(isSignedIn(CARD)).toBe(true)
  })
})
