import { describe, expect, test } from 'vitest'
import {
  charOfKey,
  newWedgeState,
  wedgeDeadline,
  wedgeStep,
  type WedgeEvent,
  type WedgeRules,
} from '../../../kiosk/scan/wedge-buffer.ts'
import { PASS_RULES as RULES } from '../../../kiosk/scan/wedge-reader.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { CARD_LENGTH, decodeFrame, decodePass, normaliseScan, PASS_KINDS } from '../../../shared/passes/digits.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'
import { machineOf, passNo, runScripts, scriptOf, seededChance, type ScanScript } from './wedge-simulation.ts'

const isPass = (text: string) => decodePass(text, BRANCH_TAG).ok
const [ONE, TWO] = [cardText(secretNo(1), BRANCH_TAG), cardText(secretNo(2), BRANCH_TAG)]

/** Scripts such as ['911…', 400, '⏎']: text typed at 5 ms a key, pauses in ms, Enter. Ends with the timer. */
function play(script: readonly (string | number)[], lane: 'char' | 'text' = 'char', gapMs = 5): string[] {
  let [state, at] = [newWedgeState(RULES), 1_000]
  const texts: string[] = []
  const take = (event: WedgeEvent) => {
    const step = wedgeStep(state, event, RULES)
    state = step.state
    texts.push(...step.texts)
  }
  const wait = (ms: number) => {
    at += ms
    for (let due = wedgeDeadline(state, RULES); due !== null && due <= at; due = wedgeDeadline(state, RULES)) {
      take({ kind: 'tick', at: due })
    }
  }
  for (const part of script) {
    if (typeof part === 'number') wait(part)
    else if (part === '⏎') take({ kind: 'end', at: ++at })
    else {
      for (const char of part) {
        wait(gapMs)
        take(lane === 'char' ? { kind: 'char', char, at } : { kind: 'text', text: char, at })
      }
    }
  }
  wait(10_000)
  expect(wedgeDeadline(state, RULES)).toBeNull()
  return texts
}

describe('a scan', () => {
  test('SG20 is complete with its last digit; Enter after it, even twice, means nothing', () => {
    expect(play([ONE])).toEqual([ONE])
    expect(play([ONE, '⏎', 30, '⏎', TWO, '⏎'])).toEqual([ONE, TWO])
    expect(play([ONE, TWO])).toEqual([ONE, TWO])
  })

  test('SG20 two pieces within 500 ms are one scan, with an Enter between them or not; later they are not', () => {
    const [a, b] = [ONE.slice(0, 20), ONE.slice(20)]
    expect(play([a, 490, b])).toEqual([ONE])
    expect(play([a, '⏎', 300, b, '⏎'])).toEqual([ONE])
    expect(play([a, 700, b])).toEqual([a, b])
  })

  test('SG20 a broken scan is given as it came, and the next is whole', () => {
    const half = ONE.slice(0, 30)
    expect(play([half, '⏎', 200, TWO, '⏎'])).toEqual([half, TWO])
    expect(play([half, 200, TWO])).toEqual([half, TWO])
    expect(play([half, TWO, '⏎'])).toEqual([half, TWO])
    expect(play([half, '⏎', 100, half, '⏎'])).toEqual([half, half])
    expect(play([half, '⏎', 100, TWO.slice(0, 10), 200, TWO.slice(10)])).toEqual([half, TWO])
  })

  test('SG20 a card behind a touched key or a prefix is found, also where a pause tears it', () => {
    expect(play([`a b ${ONE}`, '⏎', 900, TWO])).toEqual(['a b ', ONE, TWO])
    expect(play([`a b ${ONE.slice(0, 9)}`, 200, ONE.slice(9), '⏎', 900, TWO])).toEqual(['a b ', ONE, TWO])
    expect(play([`q1${ONE.slice(0, 30)}`, 400, ONE.slice(30)])).toEqual([ONE])
  })

  test('SG20 what is left of a cut card makes no pass with the first half of the next one', () => {
    const numbers = Array.from({ length: 500 }, (_, number) => number)
    const next = (number: number) => cardText(secretNo(number), BRANCH_TAG)
    const cut = ONE.slice(0, 16)
    const unlucky = numbers.filter(number => decodeFrame(cut + next(number).slice(0, CARD_LENGTH - cut.length)).ok)
    expect(unlucky.length).toBeGreaterThan(0)
    for (const number of unlucky) {
      expect(play([cut, '⏎', 12, next(number), '⏎'])).toEqual([cut, next(number)])
      expect(play([cut, 200, next(number)])).toEqual([cut, next(number)])
    }
  })

  test("SG20 a stranger's code is given whole, so that it can be told as one; a touched key is nothing", () => {
    expect(play(['https://pay.example/123', '⏎'])).toEqual(['https://pay.example/123'])
    expect(play(['6901234567892', '⏎', 100, ONE])).toEqual(['6901234567892', ONE])
    expect(play(['7'])).toEqual([])
    expect(play(['⏎', '⏎'])).toEqual([])
  })

  test('SG20 a card typed by hand is a scan as well, and a stuck key fills nothing', () => {
    expect(play([ONE], 'char', 400)).toEqual([ONE])
    const stuck = play(['1'.repeat(5_000)])
    expect(Math.max(...stuck.map(text => text.length))).toBeLessThanOrEqual(1_001)
    expect(play(['1'.repeat(5_000), 600, ONE]).at(-1)).toBe(ONE)
  })

  test('SG55 a pass of every kind ends with its last digit', () => {
    const passes = PASS_KINDS.map((_, number) => passNo(number))
    expect(new Set(passes.map(pass => pass[2])).size).toBe(PASS_KINDS.length)
    expect(play(passes)).toEqual(passes)
    expect(play([passes.join('')])).toEqual(passes)
  })

  test('SG55 a text longer than any code, or one of many lines, is told once, and the card right behind it is taken', () => {
    const page = 'Lorem ipsum dolor sit amet, 91'.repeat(100)
    const lines = Array.from({ length: 60 }, (_, at) => `line ${at} of a long text in a code⏎`)
    for (const script of [[page], [page, '⏎'], lines.flatMap(line => [line.slice(0, -1), '⏎'])]) {
      expect(play([...script, 160, ONE, '⏎', 900, TWO])).toEqual([expect.any(String), ONE, TWO])
      expect(play([...script, ONE]).slice(1)).toEqual([ONE])
      // The next text is another one.
      expect(play([...script, 900, 'no pass at all', '⏎'])).toEqual([expect.any(String), 'no pass at all'])
    }
  })

  test('SG55 a broken card in two lines is one broken card; two people are two', () => {
    const half = ONE.slice(0, 30)
    expect(play([half, '⏎', 5, '123', '⏎'])).toEqual([`${half}123`])
    expect(play([half, '⏎', 200, half, '⏎'])).toEqual([half, half])
  })

  test('SG19 full-width digits in the hidden field are read', () => {
    const wide = [...ONE].map(digit => String.fromCodePoint(0xff10 + Number(digit))).join('')
    expect(play([wide], 'text').map(normaliseScan)).toEqual([ONE])
  })

  test('SG19 a key is read by its place, whatever the input method makes of it', () => {
    const read = (code: string, key: string, shift = false) => charOfKey({ code, key, shift })
    expect(read('Digit7', 'Process')).toBe('7')
    expect(read('Digit7', '７')).toBe('7')
    expect(read('Numpad7', 'Home')).toBe('7')
    expect(read('Digit1', '&')).toBe('1')
    expect(read('Digit2', '@', true)).toBe('@')
    expect(read('Digit1', '1', true)).toBe('1')
    expect(read('KeyH', 'Process')).toBe('h')
    expect([read('BracketRight', '】'), read('BracketRight', 'Process')]).toEqual([']', ']'])
    expect(read('KeyH', 'H', true)).toBe('H')
    expect(['Shift', 'Unidentified', 'Backspace', 'ArrowLeft'].map(key => read('', key))).toEqual(['', '', '', ''])
  })
})

type Step = typeof wedgeStep

/** Every good card once and in order, and nothing else that anybody could take for a card; broken ones are told. */
function nothingWrongMergedOrLost(scans: number, rules: WedgeRules = RULES, step: Step = wedgeStep): void {
  const chance = seededChance(20261015)
  for (let done = 0; done < scans; done += 100) {
    const machine = machineOf(chance)
    const scripts: ScanScript[] = Array.from({ length: 100 }, (_, at) => scriptOf(chance, machine, done + at))
    const texts = runScripts(scripts, rules, step, chance).map(normaliseScan)
    const good = scripts.filter(script => script.damage === null).map(script => script.card)
    expect(texts.filter(text => isPass(text))).toEqual(good)
    // Two broken scans within half a second and without Enter may be told as one; no digit of them goes elsewhere.
    const broken = texts.filter(text => !isPass(text))
    expect(broken.join('')).toBe(scripts.flatMap(script => (script.damage === null ? [] : [script.typed])).join(''))
  }
}

describe('ten thousand scans on a made-up clock', () => {
  test('SG19 SG20 none wrong, none merged, none lost', () => nothingWrongMergedOrLost(10_000), 60_000)

  test('SG19 the run catches a buffer that does not join, one that knows no pause, one that forgets what is owed', () => {
    const forgets: Step = (state, event, rules) => {
      const next = wedgeStep(state, event, rules)
      return { ...next, state: { ...next.state, owed: { text: '', until: 0 } } }
    }
    expect(() => nothingWrongMergedOrLost(2_000, { ...RULES, joinMs: 60 })).toThrow()
    expect(() => nothingWrongMergedOrLost(2_000, { ...RULES, gapMs: { min: 1e6, max: 1e6 } })).toThrow()
    expect(() => nothingWrongMergedOrLost(2_000, RULES, forgets)).toThrow()
  })

  test('SG19 the run catches a buffer that ends scans on Enter alone', () => {
    const enterOnly: WedgeRules = { ...RULES, isWhole: text => text.endsWith('\n') }
    expect(() => nothingWrongMergedOrLost(2_000, enterOnly)).toThrow()
  })
})
