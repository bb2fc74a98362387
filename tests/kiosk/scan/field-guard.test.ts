import { describe, expect, test } from 'vitest'
import type { FieldContent, TextField } from '../../../kiosk/scan/field-guard.ts'
import { WedgeReader, type Timing } from '../../../kiosk/scan/wedge-reader.ts'
import { cardText } from '../../../shared/passes/card.ts'
import { BRANCH_TAG, secretNo } from '../../fixtures/passes.ts'
import { seededChance, type Chance } from './wedge-simulation.ts'

const CARD = cardText(secretNo(1), BRANCH_TAG)
const OTHER = cardText(secretNo(2), BRANCH_TAG)

/** A text field that remembers everything it ever held. */
function aField() {
  let now: FieldContent = { text: '', from: 0, to: 0 }
  const seen: string[] = []
  const set = (content: FieldContent) => {
    now = content
    seen.push(content.text)
  }
  const field: TextField & { readonly seen: string[]; readonly value: string } = {
    seen,
    get value() {
      return now.text
    },
    read: () => now,
    write: set,
    insert(text) {
      const [from, to] = [now.from + text.length, now.from + text.length]
      set({ text: now.text.slice(0, now.from) + text + now.text.slice(now.to), from, to })
    },
  }
  return field
}

/** A page with a made-up clock: keys go to the reader first, and to the focused field unless they are kept from it. */
function aPage(Reader = WedgeReader) {
  let now = 1_000
  let timers: { readonly at: number; readonly work: () => void }[] = []
  const timing: Timing = {
    now: () => now,
    later(work, ms) {
      const timer = { at: now + Math.max(0, ms), work }
      timers.push(timer)
      return () => (timers = timers.filter(each => each !== timer))
    },
  }
  const scans: string[] = []
  const reader = new Reader(timing, text => scans.push(text))
  let focus: ReturnType<typeof aField> | null = null
  const entered: string[] = []
  const wait = (ms: number) => {
    const until = now + ms
    for (;;) {
      const next = timers.filter(each => each.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers = timers.filter(each => each !== next)
      now = Math.max(now, next.at)
      next.work()
    }
    now = until
  }
  return {
    scans,
    wait,
    /** The page is busy: time goes by and no timer comes. */
    hang: (ms: number) => (now += ms),
    focusOn: (field: ReturnType<typeof aField> | null) => (focus = field),
    /** What each Enter found in the field that got it. */
    entered,
    type(text: string, pace: () => number) {
      for (const char of text) {
        wait(pace())
        if (char === '⏎') {
          if (!reader.end(now, focus)) entered.push(focus?.value ?? '')
        } else if (!reader.key(char, now, focus)) focus?.insert(char)
      }
    },
    /** What an input method hands over: no key tells it. */
    commit(text: string) {
      if (!reader.text(text, now, focus)) focus?.insert(text)
    },
    erase() {
      reader.act()
      if (focus) focus.write({ ...focus.read(), text: focus.value.slice(0, -1), from: focus.value.length - 1, to: 0 })
    },
  }
}

const every = (ms: number) => () => ms

describe('a scan while a text field has the focus', () => {
  test('SG56 is read, and the field never sees a digit of it', () => {
    for (const pace of [1, 5, 30, 80, 150]) {
      const [page, field] = [aPage(), aField()]
      page.focusOn(field)
      page.type(`${CARD}⏎⏎`, every(pace))
      page.wait(2_000)
      expect([page.scans, field.seen, page.entered]).toEqual([[CARD], [], []])
    }
  })

  test('SG56 torn in two by the scanner it is read too, and the field is left as it was', () => {
    const [page, field] = [aPage(), aField()]
    page.focusOn(field)
    page.type('李', every(300))
    page.wait(900)
    page.type(CARD.slice(0, 20), every(70))
    page.wait(350)
    page.type(CARD.slice(20), every(70))
    page.wait(2_000)
    expect([page.scans, field.value]).toEqual([[CARD], '李'])
  })

  test("SG56 a broken one, or a stranger's, is told and leaves nothing in the field", () => {
    for (const typed of [`${CARD.slice(0, 30)}⏎`, 'https://pay.example/x?id=42&n=7⏎', `${CARD.slice(0, 48)}0`]) {
      const [page, field] = [aPage(), aField()]
      page.focusOn(field)
      page.type('王', every(300))
      page.wait(900)
      page.type(typed, every(8))
      page.wait(2_000)
      page.type(CARD, every(8))
      expect([page.scans, field.value]).toEqual([[typed.replace('⏎', ''), CARD], '王'])
    }
  })

  test('SG56 begun before a field took the focus it is whole, and no half of it lands there', () => {
    const [page, field] = [aPage(), aField()]
    page.type(CARD.slice(0, 25), every(20))
    page.focusOn(field)
    page.type(`${CARD.slice(25)}⏎`, every(20))
    page.wait(2_000)
    expect([page.scans, field.seen, page.entered]).toEqual([[CARD], [], []])
  })

  test('SG56 after a broken one on a busy page, the next begins with its first digit', () => {
    const [page, field] = [aPage(), aField()]
    page.focusOn(field)
    page.type(CARD.slice(0, 30), every(8))
    page.hang(900)
    page.type(OTHER, every(8))
    page.wait(2_000)
    expect([page.scans, field.seen]).toEqual([[CARD.slice(0, 30), OTHER], []])
  })

  test('SG56 handed over by an input method it is read, and taken out of the field', () => {
    const [page, field] = [aPage(), aField()]
    page.focusOn(field)
    page.type('ab', every(300))
    page.wait(600)
    page.commit(CARD)
    for (const digit of OTHER) {
      page.wait(20)
      page.commit(digit)
    }
    expect([page.scans, field.value]).toEqual([[CARD, OTHER], 'ab'])
  })
})

describe('a card held before the scanner', () => {
  test('SG58 for a minute is one scan, and the next person and the next visit are read at once', () => {
    const page = aPage()
    for (let at = 0; at < 85; at++) {
      page.type(`${CARD}⏎`, every(5))
      page.wait(450)
    }
    page.type(`${OTHER}⏎`, every(5))
    page.type(`${CARD}⏎`, every(5))
    page.wait(2_300)
    page.type(`${CARD}⏎`, every(5))
    expect([page.scans, page.entered]).toEqual([[CARD, OTHER, CARD, CARD], []])
  })

  test('SG58 thirty cards in thirty seconds are thirty scans', () => {
    const page = aPage()
    const cards = Array.from({ length: 30 }, (_, number) => cardText(secretNo(number), BRANCH_TAG))
    for (const card of cards) {
      page.type(`${card}⏎`, every(9))
      page.wait(1_000 - 50 * 9)
    }
    expect(page.scans).toEqual(cards)
  })
})

describe('what a person types', () => {
  test('SG56 stays in the field, in order, and is no scan: a name, a telephone number, a PIN, an Enter', () => {
    const [page, field] = [aPage(), aField()]
    page.focusOn(field)
    page.type('zhang1 13800138000⏎', every(180))
    page.type('482913⏎', every(110))
    page.wait(2_000)
    expect([page.scans, field.value]).toEqual([[], 'zhang1 13800138000482913'])
    expect(page.entered).toEqual(['zhang1 13800138000', 'zhang1 13800138000482913'])
  })

  test('SG56 a digit reaches the field within a sixth of a second, and before the next Backspace', () => {
    const [page, field] = [aPage(), aField()]
    page.focusOn(field)
    page.type('7', every(300))
    expect(field.value).toBe('')
    page.wait(160)
    expect(field.value).toBe('7')
    page.type('89', every(60))
    page.erase()
    expect(field.value).toBe('78')
  })
})

test('SG56 digits go to the field they were typed into, though the next has the focus meanwhile', () => {
  const [page, first, second] = [aPage(), aField(), aField()]
  page.focusOn(first)
  page.type('7', every(300))
  page.focusOn(second)
  page.type('8', every(90))
  page.wait(1_000)
  expect([first.value, second.value]).toEqual(['7', '8'])
})

/** People type, cards are scanned in between: each text ends where it belongs. */
function everythingWhereItBelongs(rounds: number, Reader = WedgeReader): void {
  const chance = seededChance(20261122)
  const [page, field] = [aPage(Reader), aField()]
  const [typed, scanned]: [string[], string[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    page.focusOn(chance(4) === 0 ? null : field)
    const card = cardText(secretNo(round), BRANCH_TAG)
    if (chance(2) === 0) {
      page.focusOn(field)
      const text = wordOf(chance)
      page.type(text, () => 90 + chance(300))
      typed.push(text)
    } else if (chance(5) === 0) {
      const cut = card.slice(0, 15 + chance(30))
      page.wait(700)
      page.type(`${cut}⏎`, () => 1 + chance(30))
      page.wait(700)
      scanned.push(cut)
    } else {
      const pace = 1 + chance(150)
      page.wait(160)
      page.type(card + ['', '⏎', '⏎⏎'][chance(3)], () => 1 + chance(pace))
      scanned.push(card)
    }
    page.wait(200 + chance(900))
  }
  page.wait(2_000)
  expect(field.value).toBe(typed.join(''))
  expect(page.scans).toEqual(scanned)
  expect(page.entered).toEqual([])
}

const wordOf = (chance: Chance): string =>
  Array.from({ length: 1 + chance(11) }, () => 'abcdefghijz0123456789'[chance(21)]).join('')

describe('five thousand turns of people and cards', () => {
  test('SG56 each text ends where it belongs', () => everythingWhereItBelongs(5_000))

  test('SG56 the run catches a reader that knows no fields, and one that lets every key through', () => {
    class Blind extends WedgeReader {
      override key(char: string, at: number): boolean {
        return super.key(char, at, null)
      }
      override end(at: number): boolean {
        return super.end(at, null)
      }
    }
    class Open extends WedgeReader {
      override key(char: string, at: number, field: TextField | null): boolean {
        return super.key(char, at, field) && field === null
      }
    }
    expect(() => everythingWhereItBelongs(300, Blind)).toThrow()
    expect(() => everythingWhereItBelongs(300, Open)).toThrow()
  })
})
