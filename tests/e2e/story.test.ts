import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { parseBranchTag } from '../../shared/passes/digits.ts'
import { readCard } from '../../shared/passes/card.ts'
import { freePort, runCommand, type Served, serveFolder } from '../fixtures/process.ts'
import { writeQrVideo } from '../fixtures/qr-video.ts'
import { openDesk, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import { ask, call, openPage, setUpBranch, zoned } from './console.ts'
import { aroundQr, cardsOf, decodeQr, rasterise, type PaperPage } from './papers.ts'

/**
 * The whole story on real parts: a spreadsheet becomes a roster, a roster becomes printed cards, a card read from the
 * printed page signs a member in while the hub is dead, the kiosk loses its power, and in the end there is exactly one
 * credit in the exported standings.
 */

const MEMBER = '陈𬸪'
const sample = (file: string) => resolve(import.meta.dirname, '../../hub/demo/data', file)

const folder = scratch()
const profile = join(scratch(), 'kiosk')
const video = join(scratch(), 'card.y4m')
const port = await freePort()
const desk = await openDesk()
const { page } = desk
let hub: Served
let kiosk: KioskBrowser
let card: PaperPage
let activityId: string

afterAll(async () => {
  await kiosk?.close()
  await desk.browser.close()
  await hub?.[Symbol.asyncDispose]()
})

const start = async (): Promise<void> => {
  hub = await serveFolder(folder, { HUB_PORT: String(port) })
}

async function cutHub(): Promise<void> {
  hub.process.kill('SIGKILL')
  await hub.ended
}

test('a bare PC: set up the branch, import its own spreadsheet, publish the scheme', async () => {
  await start()
  await setUpBranch(page, hub.url)
  const { readFileSync } = await import('node:fs')
  const pre = await call<{ token: string }>(page, 'members.previewImport', {
    fileName: 'roster-qingxi.xlsx',
    base64: readFileSync(sample('roster-qingxi.xlsx')).toString('base64'),
  })
  await call(page, 'members.confirmImport', { token: pre.token })
  void openPage
  const { scheme } = await ask<{ scheme: unknown }>(page, 'scheme.edit', { cycle: thisYear() })
  await call(page, 'scheme.saveDraft', { scheme })
  await call(page, 'scheme.brief', {
    cycle: thisYear(),
    date: `${thisYear()}-01-01`,
    minutesNo: '支会1号',
    activityId: null,
  })
  await call(page, 'scheme.publish', { cycle: thisYear(), effectiveFrom: `${thisYear()}-01-01` })
})

const thisYear = (): number => Number(plainDateAt(Date.now() as Millis, 'Asia/Shanghai').slice(0, 4))

test('SG40 cards are printed, and every code on the paper is read back from the PDF', async () => {
  const members = await ask<{ memberId: string; name: string }[]>(page, 'members.list')
  const consent = { date: `${thisYear()}-01-04`, paperRef: '同意书第4号' }
  const agreed = members.filter(member => member.name === MEMBER).map(member => member.memberId)
  await call(page, 'members.setConsent', { memberIds: agreed, consent })
  await call(page, 'members.issueCards', { memberIds: members.map(member => member.memberId) })
  await page.goto(`${hub.url}/console/#/cards-paper/1`)
  await page.locator('main').getByText(MEMBER).first().waitFor()
  const sheets = rasterise(await page.pdf({ preferCSSPageSize: true, printBackground: true }))
  expect(sheets).toHaveLength(5)
  const fields = sheets.flatMap(cardsOf)
  const texts = fields.flatMap(field => decodeQr(field) ?? [])
  const cards = await ask<{ name: string; text: string; serial: string }[]>(page, 'members.cardsToPrint')
  expect(new Set(texts)).toEqual(new Set(cards.map(each => each.text)))
  const wanted = must(
    cards.find(each => each.name === MEMBER),
    'the card',
  )
  const tag = must(parseBranchTag(wanted.text.slice(3, 8)), 'the branch tag')
  expect(readCard(wanted.text, tag).ok).toBe(true)
  const field = must(
    fields.find(each => decodeQr(each) === wanted.text),
    'the card on paper',
  )
  card = must(aroundQr(field), 'its code')
  await call(page, 'members.confirmPrinted', { serials: cards.map(each => each.serial) })
})

test('a kiosk is paired by the eight digits on its glass', async () => {
  activityId = await call<string>(page, 'activities.plan', {
    activityId: null,
    code: 'T001',
    type: 'themePartyDay',
    title: '重阳敬老 情暖邻里',
    start: zoned(20),
    end: zoned(120),
    place: '二楼会议室',
    expected: { kind: 'allMembers' },
    itemCode: 'B05',
    opens: zoned(-30),
    lateAfter: zoned(20),
    closes: zoned(60),
  })
  writeQrVideo(video, [{ picture: card, frames: 30 }], { width: 1280, height: 720, fill: 0.9 })
  kiosk = await openKiosk(profile, video)
  await kiosk.page.goto(`${hub.url}/kiosk/`)
  const shown = kiosk.page.locator('section[aria-live=polite] b')
  await shown.waitFor()
  const code = (await shown.innerText()).replace(/\D/g, '')
  expect(code).toHaveLength(8)
  await call(page, 'kiosks.confirm', { code, place: '一楼大厅' })
  await kiosk.page.getByText('云溪村党支部公开栏').waitFor()
  await kiosk.page.getByText('重阳敬老').first().waitFor()
})

test('I1 with the hub dead, the card in front of the camera signs in and survives a power cut', async () => {
  // From here on the page and everything it may still load come from the machine itself.
  await expect.poll(() => kiosk.page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
  await cutHub()
  await kiosk.page.getByRole('button', { name: '去签到' }).click()
  await kiosk.page.getByText('签到成功').waitFor({ timeout: 30_000 })
  expect(await kiosk.page.locator('body').innerText()).toContain(MEMBER)
  await kiosk.cutPower()
})

test('I1 after the power is back the sign-in arrives once, and credits once', async () => {
  kiosk = await openKiosk(profile)
  await kiosk.page.goto(`${hub.url}/kiosk/`)
  await kiosk.page.getByText('重阳敬老').first().waitFor()
  await expect.poll(() => kiosk.page.locator('footer').innerText()).toMatch(/待上传\s*1/)
  await start()
  await page.goto(`${hub.url}/console/`)
  const wall = () => ask<{ attendance: { way: string }[] }>(page, 'activities.wall', { activityId })
  await expect.poll(async () => (await wall()).attendance.map(each => each.way), { timeout: 60_000 }).toEqual(['card'])
  await expect.poll(() => kiosk.page.locator('footer').innerText(), { timeout: 30_000 }).toMatch(/待上传\s*0/)
  await call(page, 'activities.close', { activityId })
  await call(page, 'activities.close', { activityId })
  const period = `${thisYear()}-Q${Math.ceil(Number(zoned(0).slice(5, 7)) / 3)}`
  const exported = await runCommand(['export', 'standings', '--period', period, '--format', 'csv', '--data', folder])
  expect(exported.code).toBe(0)
  const rows = exported.out
    .split('\r\n')
    .filter(line => line.includes(`,${MEMBER},`) && line.startsWith(period.replace('-', '')))
  expect(rows).toHaveLength(1)
  expect(rows[0]?.split(',')[4], 'one point for one theme day').toBe('1')
})

test('I4 a notice published at the desk is on the glass, and still there with hub and page gone', async () => {
  const today = zoned(0).slice(0, 10)
  const content = {
    kind: 'announcement',
    title: '冬季开放时间调整的通知',
    publishOn: today,
    noticeDays: null,
    shownUntil: null,
    correction: null,
    notPeople: [],
    paragraphs: ['天气转冷，服务中心上午九点开门。'],
  }
  const noticeId = await call<string>(page, 'notices.start', { content })
  const { version } = await ask<{ version: number }>(page, 'notices.get', { noticeId })
  const hash = await call<string>(page, 'notices.check', { noticeId, version })
  await call(page, 'notices.approve', { noticeId, hash })
  await call(page, 'notices.publish', { noticeId, hash })
  await kiosk.page.getByRole('button', { name: /公示公告/ }).click()
  await kiosk.page.getByText('冬季开放时间调整的通知').first().waitFor({ timeout: 30_000 })
  await cutHub()
  await kiosk.page.reload()
  await kiosk.page.getByRole('button', { name: /公示公告/ }).click()
  await kiosk.page.getByText('冬季开放时间调整的通知').first().click()
  await kiosk.page.getByText('天气转冷，服务中心上午九点开门。').waitFor()
  expect(await kiosk.page.locator('footer').innerText()).toContain('离线')
})
