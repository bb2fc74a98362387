import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { served } from '../fixtures/process.ts'
import { LIVE_PAGES, type LivePage } from './live-pages.ts'
import { VARIANTS } from './pages.ts'

/**
 * The console over the seeded branch, as it is built: what the gallery cannot show (lists of a whole branch, dialogs that
 * ask the hub, style sheets in the order of the build).
 */

const ROOT = join(import.meta.dirname, '../..')
const SIZES = ['desk', 'desk-small'] as const
const LOGIN = { name: 'wangjianguo', password: '清溪村的早晨六点半' }

/** @returns how many pictures were taken and how many could not be */
export async function shootLive(browser: Browser, out: string, filter: string, language: 'zh' | 'en') {
  const env = { ...process.env, HUB_PORT: '0', HUB_TLS_PORT: 'off' }
  await using hub = await served(spawn(process.execPath, [join(ROOT, 'hub/main.ts'), 'demo'], { env }))
  let [taken, failed] = [0, 0]
  for (const size of SIZES) {
    const { width, height } = VARIANTS[size]
    const tab = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
    await logIn(tab, hub.url)
    for (const page of LIVE_PAGES.filter(({ name }) => `${name}.${size}`.includes(filter))) {
      // The words of the buttons are Chinese: the language changes when the place is reached.
      const fault = await reach(tab, hub.url, page)
      if (fault !== null) console.log(`live-${page.name}.${size}: ${fault}`)
      else taken += 1
      if (fault !== null) failed += 1
      for (const line of await tab.evaluate(widths)) console.log(`live-${page.name}.${size}: ${line}`)
      await tab.screenshot({ path: join(out, `live-${page.name}.${size}.png`) })
      if (language === 'en') await inEnglish(tab, join(out, `live-${page.name}.${size}.en.png`))
    }
    await tab.close()
  }
  return { taken, failed }
}

async function logIn(tab: Page, url: string): Promise<void> {
  await tab.goto(`${url}/console/`)
  await tab.getByLabel('登录名').fill(LOGIN.name)
  await tab.getByLabel('密码').fill(LOGIN.password)
  await tab.keyboard.press('Enter')
  await tab.getByRole('navigation').first().waitFor()
}

/** @returns what was not there to press; null: the place was reached */
async function reach(tab: Page, url: string, { steps }: LivePage): Promise<string | null> {
  try {
    for (const step of steps) {
      if (typeof step !== 'string') await step(tab)
      else if (step.startsWith('#/')) await open(tab, `${url}/console/${step}`)
      else await press(tab, step)
      await tab.waitForLoadState('networkidle')
      await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    }
    return null
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return cause.message.split('\n')[0] ?? 'not reached'
  }
}

async function open(tab: Page, to: string): Promise<void> {
  await tab.goto('about:blank')
  await tab.goto(to)
  await tab.locator('main h1').waitFor()
}

const press = (tab: Page, name: string) =>
  tab
    .getByRole('button', { name })
    .or(tab.getByRole('tab', { name }))
    .or(tab.getByRole('link', { name }))
    .first()
    .click({ timeout: 10_000 })

async function inEnglish(tab: Page, path: string): Promise<void> {
  const other = tab.getByRole('button', { name: 'English', exact: true })
  await other.evaluate(button => button instanceof HTMLElement && button.click())
  await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
  await tab.screenshot({ path })
  for (const line of await tab.evaluate(widths)) console.log(`${path}: ${line}`)
  await tab
    .getByRole('button', { name: '中文', exact: true })
    .evaluate(button => button instanceof HTMLElement && button.click())
}

/** Runs in the page: what is wider than its place, and a window that is higher than the screen. */
function widths(): string[] {
  const faults: string[] = []
  if (document.documentElement.scrollWidth > innerWidth + 1) faults.push('the page scrolls sideways')
  for (const each of document.querySelectorAll('main *, dialog *')) {
    const { overflowX, textOverflow } = getComputedStyle(each)
    const wider = each.scrollWidth - each.clientWidth
    const text = (each.textContent ?? '').trim().slice(0, 30)
    if (['auto', 'scroll'].includes(overflowX) && wider > 1) faults.push(`scrolls sideways by ${wider}: ${text}`)
    if (overflowX === 'hidden' && textOverflow !== 'ellipsis' && wider > 2) faults.push(`cut by ${wider}: ${text}`)
    if (textOverflow === 'ellipsis' && wider > 1) faults.push(`ends in an ellipsis: ${text}`)
  }
  const dialog = document.querySelector('dialog[open]')?.getBoundingClientRect()
  if (dialog && (dialog.top < 0 || dialog.bottom > innerHeight + 1)) faults.push('the window is higher than the screen')
  return faults
}
