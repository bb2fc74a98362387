import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { audit } from './audit.ts'
import { launchChromium } from './browser.ts'
import { kioskPages, OTHER_PAGES, VARIANTS, type PicturePage, type VariantName } from './pages.ts'

/**
 * `npm run pictures -- [filter]`: photographs every page in every variant into tests/pictures/out/ and lists what is
 * cut, covered, too small or out of reach. The filter is part of `name` or of `name.variant`. Exit 1 when something is wrong.
 */

const ROOT = path.resolve(import.meta.dirname, '../..')
const OUT = path.join(import.meta.dirname, 'out')

async function main(): Promise<number> {
  const filter = process.argv[2] ?? ''
  await mkdir(OUT, { recursive: true })
  const server = await createServer({ root: ROOT, server: { port: 0, host: '127.0.0.1' }, logLevel: 'warn' })
  await server.listen()
  const browser = await launchChromium()
  try {
    return await shootAll(browser, originOf(server), filter)
  } finally {
    await browser.close()
    await server.close()
  }
}

function originOf(server: ViteDevServer): string {
  const address = server.httpServer?.address()
  if (!address || typeof address === 'string') throw new Error('the development server has no port')
  return `http://127.0.0.1:${address.port}`
}

async function shootAll(browser: Browser, origin: string, filter: string): Promise<number> {
  const pages = [...kioskPages(await galleryIds(browser, origin)), ...OTHER_PAGES]
  const shots = pages
    .flatMap(page => page.variants.map(variant => ({ page, variant })))
    .filter(({ page, variant }) => `${page.name}.${variant}`.includes(filter))
  let bad = 0
  for (const [variant, group] of Map.groupBy(shots, shot => shot.variant)) {
    const { width, height } = VARIANTS[variant]
    const tab = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
    for (const { page } of group) {
      const faults = await shoot(tab, origin, page, variant)
      if (faults.length > 0) bad += 1
      for (const fault of faults) console.log(`${page.name}.${variant}: ${fault}`)
    }
    await tab.close()
  }
  console.log(`${shots.length} pictures, ${bad} with faults, in ${path.relative(process.cwd(), OUT)}`)
  return shots.length === 0 || bad > 0 ? 1 : 0
}

async function galleryIds(browser: Browser, origin: string): Promise<readonly string[]> {
  const page = await browser.newPage()
  await page.goto(`${origin}/kiosk/gallery.html`)
  await page.waitForFunction(() => 'galleryScreens' in window)
  const ids = await page.evaluate(() => (window as unknown as { galleryScreens: string[] }).galleryScreens)
  await page.close()
  return ids
}

async function shoot(tab: Page, origin: string, shot: PicturePage, name: VariantName): Promise<string[]> {
  const { query } = VARIANTS[name]
  const errors: string[] = []
  const note = (error: Error) => errors.push(`page error: ${error.message}`)
  tab.on('pageerror', note)
  await tab.goto(`${origin}${shot.path}${shot.path.includes('?') ? '&' : '?'}${query}`)
  await tab.waitForFunction(() => document.querySelector('main') !== null && document.fonts.status === 'loaded')
  await settle(tab)
  for (const label of shot.press ?? []) {
    await tab
      .locator('button', { hasText: label })
      .or(tab.getByLabel(label, { exact: true }))
      .first()
      .click()
    await settle(tab)
  }
  const faults = await tab.evaluate(audit, shot.surface)
  await tab.screenshot({ path: path.join(OUT, `${shot.name}.${name}.png`) })
  tab.off('pageerror', note)
  return [...errors, ...faults]
}

/** Two frames: one to lay out, one for what was measured to be drawn. */
const settle = (tab: Page) =>
  tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))

process.exitCode = await main()
