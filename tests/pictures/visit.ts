import type { Browser, Page } from 'playwright-core'
import { audit } from './audit.ts'
import { VARIANTS, type PicturePage, type VariantName } from './pages.ts'

export async function galleryIds(browser: Browser, origin: string): Promise<readonly string[]> {
  const tab = await browser.newPage()
  await tab.goto(`${origin}/kiosk/gallery.html`)
  await tab.waitForFunction(() => 'galleryScreens' in window)
  const ids = await tab.evaluate(() => (window as unknown as { galleryScreens: string[] }).galleryScreens)
  await tab.close()
  return ids
}

/** A tab as large as the variant's panel. */
export const openTab = (browser: Browser, name: VariantName): Promise<Page> =>
  browser.newPage({
    viewport: { width: VARIANTS[name].width, height: VARIANTS[name].height },
    reducedMotion: 'reduce',
  })

/** Opens the page, presses what it asks for, and lists what is wrong with it. */
export async function visit(tab: Page, origin: string, page: PicturePage, name: VariantName): Promise<string[]> {
  const errors: string[] = []
  const note = (error: Error) => errors.push(`page error: ${error.message}`)
  tab.on('pageerror', note)
  await open(tab, origin, page, name)
  await settle(tab)
  for (const label of page.press ?? []) {
    await tab
      .locator('button', { hasText: label })
      .or(tab.getByLabel(label, { exact: true }))
      .first()
      .click()
    await settle(tab)
  }
  const faults = await tab.evaluate(audit, page.surface)
  tab.off('pageerror', note)
  return [...errors, ...faults]
}

async function open(tab: Page, origin: string, page: PicturePage, name: VariantName): Promise<void> {
  const url = `${origin}${page.path}${page.path.includes('?') ? '&' : '?'}${VARIANTS[name].query}`
  if (tab.url() !== url || page.screen === undefined) await tab.goto(url)
  if (page.screen !== undefined) {
    await tab.waitForFunction(() => 'showScreen' in window)
    await tab.evaluate(id => (window as unknown as { showScreen: (id: string) => void }).showScreen(id), page.screen)
  }
  await tab.waitForFunction(() => document.querySelector('main') !== null && document.fonts.status === 'loaded')
}

/** Two frames: one to lay out, one for what was measured to be drawn. */
const settle = (tab: Page) =>
  tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
