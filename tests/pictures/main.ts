import { mkdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { serveSource } from '../fixtures/source-server.ts'
import { shootLive } from './live.ts'
import { kioskPages, OTHER_PAGES } from './pages.ts'
import { galleryIds, openTab, visit } from './visit.ts'

/**
 * `npm run pictures -- [filter]`: photographs every page in every variant into tests/pictures/out/ and lists what is
 * cut, covered, too small or out of reach. The filter is part of `name.variant`. Exit 1 when something is wrong.
 * `npm run pictures -- live [filter] [en]` goes through the built console over the seeded branch instead
 * (`npm run build` first).
 */

const OUT = join(import.meta.dirname, 'out')

async function main(): Promise<number> {
  await mkdir(OUT, { recursive: true })
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  const [, , which, filter = '', language] = process.argv
  if (which === 'live') return await live(browser, filter, language === 'en' ? 'en' : 'zh')
  const gallery = await serveSource()
  try {
    return await shootAll(browser, gallery.origin, process.argv[2] ?? '')
  } finally {
    await browser.close()
    await gallery.close()
  }
}

async function live(browser: Browser, filter: string, language: 'zh' | 'en'): Promise<number> {
  try {
    const { taken, failed } = await shootLive(browser, OUT, filter, language)
    console.log(`${taken} pictures, ${failed} places not reached, in ${relative(process.cwd(), OUT)}`)
    return taken === 0 || failed > 0 ? 1 : 0
  } finally {
    await browser.close()
  }
}

async function shootAll(browser: Browser, origin: string, filter: string): Promise<number> {
  const pages = [...kioskPages(await galleryIds(browser, origin)), ...OTHER_PAGES]
  const shots = pages
    .flatMap(page => page.variants.map(variant => ({ page, variant })))
    .filter(({ page, variant }) => `${page.name}.${variant}`.includes(filter))
  let bad = 0
  for (const [variant, group] of Map.groupBy(shots, shot => shot.variant)) {
    const tab = await openTab(browser, variant)
    for (const { page } of group) {
      const faults = await visit(tab, origin, page, variant)
      await tab.screenshot({ path: join(OUT, `${page.name}.${variant}.png`) })
      if (faults.length > 0) bad += 1
      for (const fault of faults) console.log(`${page.name}.${variant}: ${fault}`)
    }
    await tab.close()
  }
  console.log(`${shots.length} pictures, ${bad} with faults, in ${relative(process.cwd(), OUT)}`)
  return shots.length === 0 || bad > 0 ? 1 : 0
}

process.exitCode = await main()
