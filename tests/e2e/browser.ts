import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'

/** Browsers of the end-to-end tests: one for the desk, and kiosks that can lose their power. */

export const PORTRAIT = { width: 1080, height: 1920 }
export const DESK = { width: 1440, height: 900 }

export const scratch = (): string => mkdtempSync(join(tmpdir(), 'branch-board-e2e-'))

export async function openDesk(): Promise<{ browser: Browser; context: BrowserContext; page: Page }> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  const context = await browser.newContext({ viewport: DESK, locale: 'zh-CN', acceptDownloads: true })
  return { browser, context, page: await context.newPage() }
}

/** A kiosk's browser with a profile that survives it. */
export interface KioskBrowser {
  readonly page: Page
  /** As when somebody pulls the plug: no goodbye, no flush. */
  cutPower(): Promise<void>
  close(): Promise<void>
}

/**
 * @param profile folder of the browser's own data: IndexedDB and service worker live there
 * @param video what the camera sees, a .y4m file; without one the camera shows Chromium's own test picture
 */
export async function openKiosk(profile: string, video?: string): Promise<KioskBrowser> {
  const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  if (video) camera.push(`--use-file-for-fake-video-capture=${video}`)
  const child = spawn(
    findChromium(),
    [
      '--headless',
      ...CHROMIUM_ARGS,
      ...camera,
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const browser = await chromium.connectOverCDP(await debuggerOf(child))
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.newPage())
  if (!page) throw new Error('the browser opened no page')
  await page.setViewportSize(PORTRAIT)
  return {
    page,
    async cutPower() {
      child.kill('SIGKILL')
      await ended
      await browser.close().catch(() => {})
    },
    async close() {
      await browser.close().catch(() => {})
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Chromium says on stderr where it listens. */
function debuggerOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
      const [, found] = /DevTools listening on (ws:\/\/\S+)/.exec(said) ?? []
      if (found) resolve(found)
    })
    child.once('close', () => reject(new Error(`Chromium ended: ${said}`)))
  })
}
