import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { chromium, type Browser } from 'playwright-core'
import { cardText } from '../../shared/passes/card.ts'
import { parseBranchTag } from '../../shared/passes/digits.ts'
import { must } from '../../shared/base/check.ts'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { aFolder } from '../fixtures/hub.ts'
import { secretNo } from '../fixtures/passes.ts'
import { holdUp, installCamera } from '../fixtures/qr-camera.ts'
import {
  aScanBranch,
  everythingKept,
  nameOf,
  openScanKiosk,
  openSignIn,
  recordsKept,
  type ScanBranch,
} from '../fixtures/qr-kiosk.ts'
import { typeWedge } from '../fixtures/qr-wedge.ts'
import { whileSwift } from '../fixtures/swift-typing.ts'
import { growths } from '../soak/gauges.ts'
import { soakScreens } from '../soak/screens.ts'
import { PORTRAIT } from './browser.ts'

/** What people hold before a kiosk that is not their card, by scanner and by camera; the kiosk stands alone, its hub is gone. */

const folder = aFolder()
let browser: Browser
let context: BrowserContext
let page: Page
let input: CDPSession
let branch: ScanBranch
/** The next member who has not signed in yet. */
let next = 1

beforeAll(async () => {
  branch = await aScanBranch(folder.path, 300)
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  context = await browser.newContext({ viewport: PORTRAIT, locale: 'zh-CN' })
  page = await context.newPage()
  input = await context.newCDPSession(page)
  await installCamera(page)
  await page.addInitScript(noteHeadings)
  await openScanKiosk(page, branch)
})
afterAll(async () => {
  await browser?.close()
  folder[Symbol.dispose]()
})
beforeEach(async () => {
  await page.evaluate(() => window.handCamera.show(null))
})

declare global {
  interface Window {
    /** What stood on the glass as an answer, in order. */
    answers: string[]
  }
}

function noteHeadings(): void {
  window.answers = []
  new MutationObserver(() => {
    const shown = document.querySelector('main [role=status]')?.textContent ?? ''
    if (shown !== '' && window.answers.at(-1) !== shown) window.answers.push(shown)
  }).observe(document, { childList: true, subtree: true, characterData: true })
}

const answers = (): Promise<string[]> => page.evaluate(() => window.answers)
const answered = (words: string, timeout = 30_000): Promise<unknown> =>
  page.waitForFunction(each => window.answers.some(answer => answer.includes(each)), words, { timeout })
const forgetAnswers = () => page.evaluate(() => void (window.answers.length = 0))

/** What was typed in one go is answered at once; a scan that was torn has no answer, and is typed again. */
const TYPED_MS = 10_000

/** The next card, typed at once: its holder is on the glass. */
async function nextCardIsTaken(): Promise<void> {
  const number = next++
  await whileSwift(page, async () => {
    await typeWedge(input, branch.card(number))
    await answered(nameOf(number), TYPED_MS)
  })
}

describe('at the scanner', () => {
  test('SG58 whatever is no card of ours has its answer, is kept nowhere, and the next card is taken at once', async () => {
    await nextCardIsTaken()
    const good = branch.card(300)
    const other = must(parseBranchTag(branch.branchTag === '11111' ? '22222' : '11111'), 'a tag')
    const swapped = good.slice(0, 20) + good.slice(20, 22).split('').toReversed().join('') + good.slice(22)
    const cases: readonly (readonly [string, string])[] = [
      [good.slice(0, 30) + ((Number(good[30]) + 1) % 10) + good.slice(31), '没看清'],
      [swapped === good ? good.slice(0, 40) : swapped, '没看清'],
      [good.slice(0, 25), '没看清'],
      [cardText(secretNo(300), other), '别的支部'],
      ["'; DROP TABLE members; --", '不是签到卡'],
      ['<script>alert(1)</script><img src=x onerror=alert(2)>', '不是签到卡'],
      ['https://pay.example/t?a=1&b=2', '不是签到卡'],
      ['134567890123456789', '不是签到卡'],
      ['a\u0007b\u001b[2J\u0000\u009dxyz123', '不是签到卡'],
      ['签到😀👨‍👩‍👧‍👦卡💳1234567', '不是签到卡'],
    ]
    for (const [text, words] of cases) {
      await forgetAnswers()
      const byKeys = /^[\x20-\x7e]*$/.test(text)
      await whileSwift(page, async () => {
        await typeWedge(input, text, { lane: byKeys ? 'keys' : 'atOnce', paceMs: 1 })
        await answered(words, TYPED_MS)
      })
      await nextCardIsTaken()
    }
    const kept = await everythingKept(page)
    for (const [text] of cases) for (const part of tellTale(text)) expect(kept).not.toContain(part)
    expect(kept).not.toContain(good.slice(8, 30))
    expect(await page.locator('img[src=x]').count()).toBe(0)
  })

  test('SG58 thirty cards in thirty seconds: each has its own answer, none is lost', () =>
    whileSwift(page, async () => {
      await forgetAnswers()
      const before = await recordsKept(page)
      const from = next
      const started = Date.now()
      for (; next < from + 30; next++) {
        await typeWedge(input, branch.card(next), { paceMs: 3 })
        await page.waitForTimeout(Math.max(0, started + (next - from + 1) * 500 - Date.now()))
      }
      const shown = (await answers()).join('\n')
      const missing = Array.from({ length: 30 }, (_, at) => nameOf(from + at)).filter(name => !shown.includes(name))
      expect(missing).toEqual([])
      expect((await recordsKept(page)) - before).toBe(30)
    }))

  test('SG58 one card over and over is one sign-in', async () => {
    const before = await recordsKept(page)
    const mine = branch.card(next++)
    for (let times = 0; times < 15; times++) await typeWedge(input, mine, { paceMs: 1 })
    await nextCardIsTaken()
    expect((await recordsKept(page)) - before).toBe(2)
  })
})

describe('before the camera', () => {
  test('SG58 an address, a payment code and three kilobytes are no card, are kept nowhere, and the card after each is taken', async () => {
    const long = 'The quick brown fox. '.repeat(140).slice(0, 2_900)
    const texts = ['https://pay.example/qr?merchant=42', '134567890123456789', long]
    for (const text of texts) {
      await home()
      await openSignIn(page)
      await forgetAnswers()
      await holdUp(page, text, text.length > 2_000 ? 'L' : 'M')
      await answered('不是签到卡')
      await page.evaluate(() => window.handCamera.show(null))
      await home()
      await openSignIn(page)
      const number = next++
      await holdUp(page, branch.card(number))
      await answered(nameOf(number))
      await page.evaluate(() => window.handCamera.show(null))
    }
    const kept = await everythingKept(page)
    for (const text of texts) expect(kept).not.toContain(text.slice(0, 18))
  })

  test('SG57 SG58 a card that stays there is one sign-in; off the page everything is given back', async () => {
    await home()
    await openSignIn(page)
    const before = await recordsKept(page)
    await forgetAnswers()
    await holdUp(page, branch.card(next++))
    await answered('签到成功')
    const opened = await page.evaluate(() => window.handCamera.opened)
    await page.waitForTimeout(14_000)
    // No still picture is taken for a dead camera.
    expect(await page.evaluate(() => window.handCamera.opened)).toBe(opened)
    expect((await recordsKept(page)) - before).toBe(1)
    expect((await answers()).filter(each => each.includes('签到成功') || each.includes('签过到'))).toHaveLength(1)
    await home()
    await expect.poll(() => page.workers().length).toBe(0)
    expect(await page.evaluate(() => window.handCamera.live())).toBe(0)
  })

  test('SG66 the next card is taken while the last answer is still on the glass', async () => {
    await home()
    await openSignIn(page)
    for (const number of [next++, next++, next++]) {
      await forgetAnswers()
      const shownAt = Date.now()
      await holdUp(page, branch.card(number))
      await answered(nameOf(number))
      // Less than the answer before it stays by itself.
      expect(Date.now() - shownAt).toBeLessThan(8_000)
    }
    await page.evaluate(() => window.handCamera.show(null))
  })

  test('SG57 unplugged, muted or standing still it is said to be gone, a card by hand is taken, and it comes back', async () => {
    const waiting = page.locator('section[data-state=waiting]')
    await home()
    await openSignIn(page)
    for (const fault of ['unplug', 'mute', 'freeze'] as const) {
      await waiting.waitFor()
      const opened = await page.evaluate(() => window.handCamera.opened)
      await page.evaluate(each => window.handCamera[each](), fault)
      await page.getByText('请把卡放到扫码口').waitFor({ timeout: 30_000 })
      if (fault === 'unplug') {
        expect(await page.evaluate(() => window.handCamera.live())).toBe(0)
        expect(page.workers()).toHaveLength(0)
        await page.getByRole('button', { name: '输入编号' }).click()
        await nextCardIsTaken()
        await page.evaluate(() => window.handCamera.plugIn())
        await home()
        await openSignIn(page)
      }
      await waiting.waitFor({ timeout: 30_000 })
      expect(await page.evaluate(() => window.handCamera.opened)).toBeGreaterThan(opened)
      expect(await page.evaluate(() => window.handCamera.live())).toBe(1)
    }
  })
})

test('SG57 the page with the camera opened and left leaves nothing behind (short form of `npm run soak`)', async () => {
  await home()
  const figures = await soakScreens(page, { rounds: 20, untilMs: 15_000, samples: 8 })
  expect(growths(figures.samples).filter(each => !each.good)).toEqual([])
  expect([figures.live, figures.opened >= figures.rounds]).toEqual([0, true])
})

async function home(): Promise<void> {
  const toHome = page.getByRole('button', { name: '首页' })
  const toSignIn = page.getByRole('button', { name: '去签到' }).first()
  await toHome.or(toSignIn).first().waitFor()
  if (await toHome.isVisible()) await toHome.click()
  await toSignIn.waitFor()
}

/** Parts long enough to be nothing else. */
const tellTale = (text: string): string[] => text.match(/[\p{L}\p{N} ;:<>/'=.]{7,}/gu) ?? [text]
