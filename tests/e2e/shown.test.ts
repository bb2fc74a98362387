import { sha256 } from '@noble/hashes/sha2.js'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { checkEvidence } from '../../shared/sync/shown-evidence.ts'
import { isSignedBy } from '../../shared/sync/signature.ts'
import { serveFolder } from '../fixtures/process.ts'
import { openDesk, openKiosk, scratch } from './browser.ts'
import { ask, call, setUpBranch } from './console.ts'

/** A notice on a real glass: received is not shown, shown is told with its time, and what is withdrawn is gone. */

const TITLE = '关于领取新党员卡的通知'
const PATIENCE = { timeout: 60_000 }

const hub = await serveFolder(scratch())
const desk = await openDesk()
const kiosk = await openKiosk(join(scratch(), 'kiosk'))
const { page } = desk

afterAll(async () => {
  await kiosk.close()
  await desk.browser.close()
  await hub[Symbol.asyncDispose]()
})

interface Showing {
  readonly first: { at: number; place: string } | null
  readonly screens: readonly { hasNewest: boolean; first: number | null; opened: number | null; drop: string | null }[]
}

async function publish(): Promise<string> {
  const today = plainDateAt(Date.now() as Millis, 'Asia/Shanghai')
  const content = await ask<object>(page, 'notices.starter', { kind: 'announcement' })
  const paragraphs = ['新的党员卡已经制好，请到一楼窗口领取。']
  const noticeId = await call<string>(page, 'notices.start', {
    content: { ...content, title: TITLE, paragraphs, publishOn: today, noticeDays: 5 },
  })
  const { version } = await ask<{ version: number }>(page, 'notices.get', { noticeId })
  const hash = await call<string>(page, 'notices.check', { noticeId, version })
  await call(page, 'notices.approve', { noticeId, hash })
  await call(page, 'notices.publish', { noticeId, hash })
  return noticeId
}

async function pairHidden(): Promise<void> {
  // A window that nobody sees: minimised, or behind another one.
  await kiosk.page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (Reflect.get(window, 'seen') === true ? 'visible' : 'hidden'),
    })
  })
  await kiosk.page.goto(`${hub.url}/kiosk/`)
  const shown = kiosk.page.locator('section[aria-live=polite] b')
  await shown.waitFor()
  const code = (await shown.innerText()).replace(/\D/g, '')
  await call(page, 'kiosks.confirm', { code, place: '一楼大厅' })
  await kiosk.page.getByText(TITLE).first().waitFor()
}

/** The kiosk looks every three seconds. */
async function oneLook(): Promise<void> {
  const from = Date.now()
  await expect.poll(() => Date.now() - from, PATIENCE).toBeGreaterThan(3_500)
}

test('NT30 NT33 NT35 NT37 from the glass to the certificate', async () => {
  await setUpBranch(page, hub.url)
  const noticeId = await publish()
  await pairHidden()
  const showing = () => ask<Showing>(page, 'showing.of', { noticeId, rev: null })
  await expect.poll(async () => (await showing()).screens[0]?.hasNewest, PATIENCE).toBe(true)

  // Seen, but with something over it.
  await kiosk.page.evaluate(() => {
    const cover = document.createElement('div')
    cover.id = 'cover'
    cover.style.cssText = 'position:fixed;inset:0;z-index:99999;background:#000'
    document.body.append(cover)
    Reflect.set(window, 'seen', true)
  })
  await oneLook()
  const seenFrom = Date.now()
  await kiosk.page.evaluate(() => document.querySelector('#cover')?.remove())
  await expect.poll(async () => (await showing()).first?.place, PATIENCE).toBe('一楼大厅')
  // While it was merely there, nothing was told: the first look is of the time at which it could be seen.
  expect((await showing()).first?.at).toBeGreaterThanOrEqual(seenFrom - 500)
  expect((await showing()).screens[0]).toMatchObject({ opened: null, drop: null })

  await page.goto(`${hub.url}/console/#/notices/${noticeId}`)
  await page.getByText(/在“一楼大厅”今天 \d\d:\d\d 上屏/).waitFor()
  await page.getByText('已收到内容').waitFor()

  await kiosk.page.getByText(TITLE).first().click()
  await kiosk.page.locator('[data-opened]').waitFor({ state: 'attached' })
  await kiosk.page.getByText('新的党员卡已经制好').first().waitFor()
  const opened = Date.now()
  await oneLook()
  await call(page, 'notices.withdraw', { noticeId, reason: '领取时间有变' })
  await kiosk.page.getByText(TITLE).first().waitFor({ state: 'detached' })
  await expect.poll(async () => (await showing()).screens[0]?.opened, PATIENCE).toBeGreaterThan(opened - 2_000)
  expect((await showing()).screens[0]?.drop).toBe('gone')

  await page.goto(`${hub.url}/console/#/shown-paper/${noticeId}/1`)
  const paper = page.locator('article')
  await paper.getByText(`《${TITLE}》在下列公开屏上公开`).waitFor()
  expect(await paper.innerText()).toMatch(
    /公示编号[\s\S]*撤下[\s\S]*一楼大厅[\s\S]*公示期没有满[\s\S]*（盖章）[\s\S]*账本指纹[\s\S]*内容指纹/,
  )
  const { base64 } = await ask<{ base64: string }>(page, 'showing.evidence', { noticeId, rev: 1 })
  const checked = checkEvidence(Buffer.from(base64, 'base64').toString(), isSignedBy, sha256)
  expect(checked.ok && checked.value.document.title).toBe(TITLE)
  expect(checked.ok && checked.value.evidence.reports.length).toBeGreaterThan(0)
})
