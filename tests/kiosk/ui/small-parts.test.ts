import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { printedCardText } from '../../../shared/passes/card.ts'
import { CARD_LENGTH } from '../../../shared/passes/digits.ts'
import { addDigit, CODE_DIGITS, groupsOf } from '../../../kiosk/signin/code-groups.ts'
import { fitStage } from '../../../kiosk/ui/fit-stage.ts'
import { fingerDown, fingerUp, NO_GESTURE, type GestureState } from '../../../kiosk/ui/secret-gesture.ts'
import { en } from '../../../kiosk/text/en.ts'
import { zh } from '../../../kiosk/text/zh.ts'

test('KS7 the whole design fits on any panel, upright or lying, and is never stretched', () => {
  fc.assert(
    fc.property(fc.integer({ min: 320, max: 7680 }), fc.integer({ min: 320, max: 7680 }), (width, height) => {
      const stage = fitStage(width, height)
      const [short, long] = width > height ? [stage.height, stage.width] : [stage.width, stage.height]
      expect(short).toBeGreaterThanOrEqual(1080)
      expect(long).toBeGreaterThanOrEqual(1920)
      expect(Math.abs(stage.width * stage.scale - width)).toBeLessThan(stage.scale)
      expect(Math.abs(stage.height * stage.scale - height)).toBeLessThan(stage.scale)
    }),
    { seed: 7 },
  )
})

/** Taps of 80 ms, `gapMs` apart, then one press of `holdMs`. */
function gesture(taps: number, gapMs: number, holdMs: number): boolean {
  let state: GestureState = NO_GESTURE
  let now = 1000
  for (let tap = 0; tap < taps; tap++) {
    state = fingerUp(fingerDown(state, now), now + 80).state
    now += 80 + gapMs
  }
  return fingerUp(fingerDown(state, now), now + holdMs).done
}

test('KS8 the service page opens after seven quick taps and a hold of one second, and only then', () => {
  expect(gesture(7, 200, 1100)).toBe(true)
  expect(gesture(6, 200, 1100)).toBe(false)
  expect(gesture(7, 200, 700)).toBe(false)
  expect(gesture(7, 900, 1100)).toBe(false)
  expect(gesture(0, 0, 5000)).toBe(false)
})

test('KS9 typed digits stand in the groups printed on the card, and no more than a card has', () => {
  expect(CODE_DIGITS).toBe(CARD_LENGTH)
  const card = '9110013'.repeat(7)
  expect(
    groupsOf(card)
      .map(group => group.text)
      .join(' '),
  ).toBe(printedCardText(card))
  expect(groupsOf('911001352').map(group => [group.text, group.missing, group.active])).toEqual([
    ['9110013', 0, false],
    ['52', 5, true],
    ...Array.from({ length: 5 }, () => ['', 7, false]),
  ])
  expect(addDigit(card, '1')).toBe(card)
  expect(addDigit('91', 'x')).toBe('91')
})

/** Every sentence of a catalogue; functions are called with 2s, which every one of them takes. */
function sentencesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value('2026-10-15T14:12', 2, 2))]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(sentencesOf) : []
}

test('KS10 the screens’ words: none that shame or command, no exclamation, English complete', () => {
  const chinese = sentencesOf(zh)
  const english = sentencesOf(en)
  expect(chinese.length).toBeGreaterThan(250)
  expect(english.length).toBe(chinese.length)
  expect(chinese.filter(text => /失败|非法|无效|倒数|末位|落后|[！!]/.test(text))).toEqual([])
  expect(english.filter(text => /[\u3400-\u9fff]/.test(text))).toEqual([])
})
