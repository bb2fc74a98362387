import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { serveSource } from '../fixtures/source-server.ts'
import { audit } from '../pictures/audit.ts'
import { kioskPages, type PicturePage, type VariantName } from '../pictures/pages.ts'
import { galleryIds, openTab, visit } from '../pictures/visit.ts'

/** Every screen of the gallery, measured in a real browser: what `npm run pictures` photographs, without the pictures. */

let browser: Browser
let gallery: Awaited<ReturnType<typeof serveSource>>
let pages: readonly PicturePage[]

beforeAll(async () => {
  gallery = await serveSource()
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  pages = kioskPages(await galleryIds(browser, gallery.origin))
})
afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

describe('every screen', () => {
  for (const variant of ['portrait', 'landscape', 'large', 'large-landscape', 'contrast', 'small'] as const) {
    test(`KS1 nothing is cut, covered, too small or out of reach: ${variant}`, async () => {
      expect(await faultsOf(variant)).toEqual([])
    })
  }

  test('KS1 the measuring finds each fault when it is there', async () => {
    const tab = await openTab(browser, 'portrait')
    await visit(tab, gallery.origin, { ...homePage(), press: [] }, 'portrait')
    await tab.evaluate(plantFaults)
    const found = await tab.evaluate(audit, 'kiosk' as const)
    await tab.close()
    for (const words of [
      /text of 20px, at least 24: .*小字/,
      /touch target 40×\d+, at least 73: .*小键/,
      /touch target .*, at least 97: .*主键/,
      /control above the reach line .*高处/,
      /text cut off: .*太长/,
      /text outside the screen: .*出界/,
      /text pokes out of .*窄盒/,
      /controls overlap: .*主键.*压住|controls overlap: .*压住.*主键/,
      /contrast 1\.\d: .*看不见/,
    ]) {
      expect(found.filter(fault => words.test(fault))).not.toEqual([])
    }
  })
})

test('KS41 a screen whose program comes between its empty picture and what follows it is drawn; a twin leaves the glass empty', async () => {
  const tab = await browser.newPage()
  await tab.goto(`${gallery.origin}/tests/e2e/lazy-page/index.html`)
  await tab.waitForFunction(() => 'shownInBetween' in window)
  expect(await tab.evaluate(() => window.shownInBetween(false))).toBe('here')
  expect(await tab.evaluate(() => window.shownInBetween(true))).toBe('')
  await tab.close()
})

const homePage = (): PicturePage => {
  const page = pages.find(each => each.name === 'home')
  if (!page) throw new Error('the gallery has no home')
  return page
}

async function faultsOf(variant: VariantName): Promise<string[]> {
  const tab = await openTab(browser, variant)
  const all: string[] = []
  for (const page of pages.filter(each => each.variants.includes(variant))) {
    const faults = await visit(tab, gallery.origin, page, variant)
    all.push(...faults.map(fault => `${page.name}: ${fault}`))
  }
  await tab.close()
  return all
}

/** One of each fault, on the page. */
function plantFaults(): void {
  const at = (top: number, style: string, inner: string, tag = 'div') =>
    `<${tag} style="position:absolute;left:100px;top:${top}px;background:#fff;color:#000;font-size:30px;${style}">${inner}</${tag}>`
  const host = document.createElement('div')
  host.innerHTML = [
    at(1200, 'font-size:20px', '小字'),
    at(1300, 'width:40px;height:80px;overflow:visible;min-width:0', '小键', 'button'),
    `<button data-primary style="position:absolute;left:400px;top:1300px;width:300px;height:80px">主键</button>`,
    at(1360, 'left:420px;width:300px;height:80px', '压住', 'button'),
    at(300, 'width:200px;height:100px', '高处', 'button'),
    at(1500, 'width:120px;overflow:hidden;white-space:nowrap', '太长太长太长太长'),
    at(1600, 'left:1040px;white-space:nowrap', '出界出界'),
    at(1700, 'width:60px;white-space:nowrap', '窄盒窄盒'),
    at(1750, 'color:#eee', '看不见'),
  ].join('')
  document.querySelector('main')?.append(host)
}
