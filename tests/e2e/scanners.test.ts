import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { cardText } from '../../shared/passes/card.ts'
import { normaliseScan } from '../../shared/passes/digits.ts'
import { BRANCH_TAG, secretNo } from '../fixtures/passes.ts'
import { ENTER, press, TAB, typeWedge, WEDGE_LANES, type Typing } from '../fixtures/qr-wedge.ts'
import { serveSource } from '../fixtures/source-server.ts'
import { whileSwift } from '../fixtures/swift-typing.ts'
import { soakCamera } from '../soak/camera.ts'
import { growths } from '../soak/gauges.ts'
import { openDesk } from './browser.ts'

/** The wedge in a real Chromium: real key events, input methods and focus, which no simulation has. */

const source = await serveSource()
const desk = await openDesk()
const { page } = desk
const input = await page.context().newCDPSession(page)
const scanPage = `${source.origin}/tests/soak/page/index.html`

afterAll(async () => {
  await desk.browser.close()
  await source.close()
})

beforeEach(openScanPage)

async function openScanPage(): Promise<void> {
  await page.goto(scanPage)
  await page.waitForFunction(() => 'scanPage' in window)
}

/** Begins anew on a fresh page where this machine tore a scan. */
const swiftly = (typed: () => Promise<void>) => whileSwift(page, typed, openScanPage)

const card = (number: number): string => cardText(secretNo(number), BRANCH_TAG)
const scans = (at: Page = page): Promise<string[]> => at.evaluate(() => window.scanPage.scans)
const touched = (): Promise<string[]> => page.evaluate(() => window.scanPage.touched)
const values = (): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLInputElement>('#name,#pin')].map(each => each.value))
const settle = () => page.waitForTimeout(750)
const focus = (id: string) => page.locator(id).focus()

/** Every scan once and in order; nothing typed, pressed or sent. */
async function expectScans(expected: readonly string[]): Promise<void> {
  await settle()
  expect((await scans()).map(normaliseScan)).toEqual(expected)
  expect([await touched(), await values()]).toEqual([[], ['', '']])
}

describe('a wedge in Chromium', () => {
  test('SG19 forty-nine scans by every lane and with every ending: none wrong, none merged, none lost', () =>
    swiftly(async () => {
      const endings = ['', '⏎', '⏎⏎', '⇥'] as const
      const paces = [0, 1, 4, 12]
      const expected: string[] = []
      for (const lane of WEDGE_LANES) {
        for (let round = 0; round < 7; round++) {
          const number = expected.length
          const typing: Typing = { lane, ending: endings[round % 4] ?? '', paceMs: paces[Math.floor(round / 2)] ?? 0 }
          await typeWedge(input, card(number), typing)
          expected.push(card(number))
          // A busy machine tears scans: without Enter, or with a composition to come, the next person needs a moment.
          const clear = typing.ending !== '' && lane !== 'composing' && lane !== 'atOnce'
          if (!clear) await page.waitForTimeout(350)
        }
        await settle()
      }
      await expectScans(expected)
    }))

  test('SG19 a slow Bluetooth scanner, one that pauses, one that puts an Enter in the middle', () =>
    swiftly(async () => {
      await typeWedge(input, card(1), { paceMs: 110 })
      await typeWedge(input, card(2).slice(0, 21), { ending: '' })
      await page.waitForTimeout(380)
      await typeWedge(input, card(2).slice(21))
      await typeWedge(input, card(3).slice(0, 30), { ending: '⏎' })
      await page.waitForTimeout(250)
      await typeWedge(input, card(3).slice(30))
      await typeWedge(input, `]Q1${card(4)}`, { lane: 'process' })
      await expectScans([1, 2, 3, 4].map(card))
    }))

  test('SG19 a button with the focus is not pressed, and one that goes away under a scan loses none of it', () =>
    swiftly(async () => {
      await focus('#press')
      await typeWedge(input, card(1), { ending: '⏎⏎' })
      await typeWedge(input, `a b ${card(2)}`, { ending: '⏎' })
      await settle()
      await focus('#press')
      await typeWedge(input, card(3).slice(0, 20), { ending: '', lane: 'unidentified' })
      await page.evaluate(() => document.querySelector('#press')?.remove())
      await typeWedge(input, card(3).slice(20), { lane: 'unidentified' })
      await page.evaluate(() => {
        const button = document.createElement('button')
        document.body.append(button)
        button.focus()
        button.disabled = true
      })
      await page.waitForTimeout(300)
      await typeWedge(input, card(4), { lane: 'atOnce' })
      await expectScans([card(1), 'ab', card(2), card(3), card(4)])
    }))

  test('SG19 SG58 a held key, chords and control keys type nothing, and do nothing to the page', () =>
    swiftly(async () => {
      for (let times = 0; times < 40; times++) {
        await press(input, { key: '1', code: 'Digit1', text: '1', windowsVirtualKeyCode: 49, autoRepeat: true })
      }
      await settle()
      const opened: string[] = []
      page.on('popup', () => opened.push('popup'))
      await page.evaluate(() => {
        const held: string[] = []
        Object.assign(window, { held })
        window.addEventListener('keydown', event => held.push(`${event.key}`))
      })
      const CTRL = 2
      for (const letter of ['p', 's', 'o', 'f', 'd', 'u', 'r']) {
        await press(input, { key: letter, code: `Key${letter.toUpperCase()}`, modifiers: CTRL })
      }
      await typeWedge(input, card(1).slice(0, 20), { ending: '' })
      for (const key of ['Escape', 'F5', 'F11', 'Backspace', 'ArrowDown']) await press(input, { key, code: key })
      await typeWedge(input, card(1).slice(20))
      await expectScans([card(1)])
      const reached = await page.evaluate(() => (window as unknown as { held: string[] }).held)
      expect([reached, opened]).toEqual([[], []])
    }))
})

describe('a text field with the focus', () => {
  for (const id of ['#name', '#pin']) {
    test(`SG56 ${id} gets nothing of a scan by any lane, and the scan is whole`, () =>
      swiftly(async () => {
        const expected: string[] = []
        for (const lane of WEDGE_LANES) {
          await focus(id)
          await typeWedge(input, card(expected.length), { lane, ending: lane === 'keys' ? '⏎⏎' : '⏎' })
          expected.push(card(expected.length))
          await settle()
          expect([lane, await values()]).toEqual([lane, ['', '']])
          await page.waitForTimeout(300)
        }
        expect((await scans()).map(normaliseScan)).toEqual(expected)
        // By key the field did not even see it go by; nothing was sent by any Enter.
        expect((await touched()).filter(each => each === 'submit' || each === 'press')).toEqual([])
      }))
  }

  test('SG56 by key a field that would act on its sixth digit never sees one', () =>
    swiftly(async () => {
      await focus('#pin')
      await typeWedge(input, card(1), { paceMs: 50 })
      await focus('#pin')
      await typeWedge(input, card(2), { paceMs: 0 })
      await expectScans([card(1), card(2)])
    }))

  test('SG56 what a person types stays: letters, digits, an input method’s words, Backspace and Enter', () =>
    swiftly(async () => {
      await focus('#name')
      await person('lm 138', 160)
      await press(input, { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 })
      await person('5', 200)
      await page.waitForTimeout(200)
      await input.send('Input.imeSetComposition', { text: 'zhang', selectionStart: 5, selectionEnd: 5 })
      await page.waitForTimeout(100)
      await input.send('Input.insertText', { text: '张建国' })
      await settle()
      await press(input, ENTER)
      await settle()
      expect(await values()).toEqual(['lm 135张建国', ''])
      expect(await scans()).toEqual([])
      expect((await touched()).at(-1)).toBe('submit')
      await press(input, TAB)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('pin')
      await typeWedge(input, card(1))
      await settle()
      expect([await scans(), await values()]).toEqual([[card(1)], ['lm 135张建国', '']])
    }))

  test('SG56 a broken scan and a stranger’s address leave nothing in it, and are told', () =>
    swiftly(async () => {
      await focus('#name')
      await person('ab', 200)
      await settle()
      await typeWedge(input, card(1).slice(0, 33), { paceMs: 2 })
      await settle()
      await typeWedge(input, 'https://pay.example/42', { paceMs: 2 })
      await settle()
      expect(await values()).toEqual(['ab', ''])
      expect(await scans()).toEqual([card(1).slice(0, 33), 'https://pay.example/42'])
    }))
})

describe('the camera before a queue of people', () => {
  test('SG57 SG22 reads frame after frame with nothing growing, and gives everything back (short form of `npm run soak`)', async () => {
    const figures = await soakCamera({ frames: 500, untilMs: 15_000, samples: 10 })
    expect(growths(figures.samples).filter(each => !each.good)).toEqual([])
    expect(figures.frames).toBeGreaterThan(60)
    expect([figures.read > 0, figures.scans > 0]).toEqual([true, true])
    expect([figures.left.workers, figures.left.wasmBytes]).toEqual([0, 0])
  })
})

async function person(text: string, paceMs: number, at: CDPSession = input): Promise<void> {
  await typeWedge(at, text, { paceMs, ending: '' })
}
