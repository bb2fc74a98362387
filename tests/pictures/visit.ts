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
  for (const label of page.press ?? []) {
    await tab
      .locator('button', { hasText: label })
      .or(tab.getByLabel(label, { exact: true }))
      .first()
      .click()
    await stands(tab, null)
  }
  const faults = await tab.evaluate(audit, page.surface)
  tab.off('pageerror', note)
  return [...errors, ...faults]
}

async function open(tab: Page, origin: string, page: PicturePage, name: VariantName): Promise<void> {
  const url = `${origin}${page.path}${page.path.includes('?') ? '&' : '?'}${VARIANTS[name].query}`
  if (tab.url() !== url || page.screen === undefined) await tab.goto(url)
  await stands(tab, page.screen ?? null)
}

/**
 * Until what is to be measured stands: the page with its letters and pictures, and two more frames, one to lay out, one
 * for what was measured to be drawn. In one call: there are hundreds of screens, and each call costs a frame.
 * @param screen of the gallery, to be shown first
 */
const stands = (tab: Page, screen: string | null) =>
  tab.evaluate(
    async ([id, waitMs]) => {
      const gallery = window as { showScreen?: (screen: string) => void }
      const frame = () => new Promise(done => requestAnimationFrame(done))
      const until = performance.now() + waitMs
      const waitFor = async (isSo: () => boolean, what: string): Promise<void> => {
        for (; !isSo(); await frame()) if (performance.now() > until) throw new Error(`never came: ${what}`)
      }
      if (id !== null) {
        await waitFor(() => gallery.showScreen !== undefined, 'the gallery')
        gallery.showScreen?.(id)
      }
      await waitFor(() => document.querySelector('main') !== null, 'a page')
      await waitFor(() => document.fonts.status === 'loaded', 'its letters')
      await waitFor(() => [...document.images].every(each => each.complete), 'its pictures')
      await frame()
      await frame()
    },
    [screen, STANDS_MS] as const,
  )

/** What takes longer on the busiest machine never comes. */
const STANDS_MS = 30_000
