import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { freePort, type Served, serveFolder } from '../fixtures/process.ts'
import { readQrFromScreenshot } from '../fixtures/qr-read.ts'
import { openDesk, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import { ask, call, openPage, setUpBranch, STAFF, zoned } from './console.ts'

/**
 * The day the network is gone and somebody forgot their card: a PIN set at the desk opens the roster at the kiosk, staff
 * confirm one member while another scans, a guest writes their name by finger; all of it arrives once the hub is back.
 */

const ROSTER = resolve(import.meta.dirname, '../../hub/demo/data/roster-qingxi.xlsx')
const PIN = '830517'
const FORGOT = '韦正光'
const SCANS = '龙秀莲'
const HOME_BRANCH = '河东镇柳林村党支部'

const folder = scratch()
const profile = join(scratch(), 'kiosk')
const desk = await openDesk()
const { page } = desk
let hub: Served
let kiosk: KioskBrowser
let activityId: string
let card: string
let slipNo: string

afterAll(async () => {
  await kiosk?.close()
  await desk.browser.close()
  await hub?.[Symbol.asyncDispose]()
})

const port = await freePort()
const start = async (): Promise<void> => {
  hub = await serveFolder(folder, { HUB_PORT: String(port) })
}
/** The dock offers some of it a second time. */
const press = (name: string | RegExp) => glass().getByRole('button', { name }).first().click()
const exactly = (name: string) => glass().getByRole('button', { name, exact: true }).click()
const glass = (): Page => kiosk.page

async function toDoor(at: Page): Promise<void> {
  for (const name of ['去签到', '请人帮忙', '忘带卡了', STAFF.name]) {
    const button = at.getByRole('button', { name }).first()
    await button.click().catch(async (cause: unknown) => {
      throw new Error(`no ${name} on: ${await at.locator('body').innerText()}`, { cause })
    })
  }
}

async function typePin(pin: string): Promise<void> {
  for (const digit of pin) await exactly(digit)
  await exactly('进入')
}

test('SG70 at the desk a member of staff sets a PIN of their own, with the login password', async () => {
  await start()
  await setUpBranch(page, hub.url)
  const file = { fileName: 'roster.xlsx', base64: readFileSync(ROSTER).toString('base64') }
  const { token } = await call<{ token: string }>(page, 'members.previewImport', file)
  await call(page, 'members.confirmImport', { token })
  const members = await ask<{ memberId: string; name: string }[]>(page, 'members.list')
  await call(page, 'members.issueCards', { memberIds: members.map(each => each.memberId) })
  const cards = await ask<{ name: string; text: string; serial: string }[]>(page, 'members.cardsToPrint')
  card = must(
    cards.find(each => each.name === SCANS),
    'a card',
  ).text
  await call(page, 'members.confirmPrinted', { serials: cards.map(each => each.serial) })
  activityId = await call<string>(page, 'activities.plan', {
    activityId: null,
    code: 'T001',
    type: 'themePartyDay',
    title: '重阳敬老 情暖邻里',
    start: zoned(20),
    end: zoned(120),
    place: '二楼会议室',
    expected: { kind: 'allMembers' },
    itemCode: null,
    opens: zoned(-30),
    lateAfter: zoned(20),
    closes: zoned(60),
  })
  await openPage(page, 'settings/password', '设置')
  await page.getByLabel('新的确认密码').fill(PIN)
  // The label of the password form above it begins alike.
  const form = page.locator('form', { has: page.getByLabel('新的确认密码') })
  await form.getByLabel('现在的登录密码').fill('不是这个密码')
  await page.getByRole('button', { name: '设置确认密码' }).click()
  await page.getByText('现在的登录密码不对。').waitFor()
  await form.getByLabel('现在的登录密码').fill(STAFF.password)
  await page.getByRole('button', { name: '设置确认密码' }).click()
  await page.getByText('已经设置', { exact: true }).waitFor()
})

test('SG71 SG72 with the hub dead, name and PIN open the roster; a wrong PIN counts after a reload and in every window', async () => {
  kiosk = await openKiosk(profile)
  await glass().goto(`${hub.url}/kiosk/`)
  const shown = glass().locator('section[aria-live=polite] b')
  await shown.waitFor()
  await call(page, 'kiosks.confirm', { code: (await shown.innerText()).replace(/\D/g, ''), place: '一楼大厅' })
  await glass().getByText('重阳敬老').first().waitFor()
  await expect.poll(() => glass().evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
  // What the first page still asks for must not be lost with the hub.
  await glass().waitForLoadState('networkidle')
  hub.process.kill('SIGKILL')
  await hub.ended
  await toDoor(glass())
  await typePin('111213')
  await glass().getByText('还可以试 4 次').first().waitFor()
  await glass().reload()
  await toDoor(glass())
  await glass().getByText('还可以试 4 次').first().waitFor()
  const second = await glass().context().newPage()
  await second.goto(`${hub.url}/kiosk/`)
  await toDoor(second)
  await second.getByText('还可以试 4 次').first().waitFor()
  await second.close()
  await typePin(PIN)
  await glass().getByText(`代签到　${STAFF.name}`).waitFor()
})

test('SG75 SG73 staff confirm one member by three letters while another one’s card is scanned in between', async () => {
  for (const letter of ['W', 'Z']) await exactly(letter)
  await glass().keyboard.type(card, { delay: 5 })
  await glass().keyboard.press('Enter')
  await glass().getByText('签到成功').waitFor()
  // By itself back behind the PIN, with the letters as they were.
  await glass().getByText('W Z', { exact: true }).waitFor()
  await exactly('G')
  await press(new RegExp(FORGOT))
  await glass().getByText(`确认 ${FORGOT} 到场`).waitFor()
  await exactly('确认到场')
  await glass().getByText(`工作人员 ${STAFF.name} 确认`).waitFor()
  await exactly('完成')
})

test('SG77 SG78 a guest writes by finger, sees it once more, and takes home a slip that any telephone reads', async () => {
  await press('请人帮忙')
  await press('我是外来党员')
  await draw(glass().locator('canvas'))
  await exactly('下一步')
  await exactly('用键盘')
  await glass().getByLabel('所在支部').fill(HOME_BRANCH)
  await exactly('下一步')
  for (const digit of '0500555019') await exactly(digit)
  await exactly('下一步')
  await glass().getByText('我同意本支部保存以上内容').waitFor()
  await glass().getByText(HOME_BRANCH).waitFor()
  await exactly('登记')
  await glass().getByText('拍下来，交给您的支部').waitFor()
  slipNo = (await glass().locator('section b').first().innerText()).trim()
  expect(slipNo).toMatch(/^\d{6}$/)
  const code = glass().getByRole('img', { name: '方块码：出勤凭条的文字' })
  const text = must(readQrFromScreenshot(await code.screenshot()), 'the code on the slip')
  for (const part of [slipNo, '重阳敬老', '二楼会议室', '云溪村支部委员会']) expect(text).toContain(part)
  expect(text).not.toContain(HOME_BRANCH)
  expect(await glass().getByRole('button', { name: '打印' }).count()).toBe(0)
  await exactly('完成')
})

/** Two crossing lines, slowly enough for the browser to see the finger move. */
async function draw(pad: Locator): Promise<void> {
  const box = must(await pad.boundingBox(), 'the pad')
  const { mouse } = glass()
  for (const [from, to] of [
    [0.2, 0.7],
    [0.7, 0.2],
  ] as const) {
    await mouse.move(box.x + box.width * from, box.y + box.height * 0.2)
    await mouse.down()
    await mouse.move(box.x + box.width * to, box.y + box.height * 0.8, { steps: 12 })
    await mouse.up()
  }
  await glass().locator('canvas[data-strokes="2"]').waitFor()
}

interface Wall {
  readonly attendance: readonly { memberId: string; way: string }[]
  readonly people: readonly { memberId: string; name: string }[]
}
interface GuestLine {
  readonly slipNo: string
  readonly name: { readonly kind: string; readonly strokes?: readonly unknown[] }
  readonly homeBranch: unknown
}

test('SG75 SG76 the hub is back: each one is there once, the confirmation names its staff, and the guest can be read', async () => {
  await start()
  await page.goto(`${hub.url}/console/`)
  await page.getByRole('navigation').getByText('账本核对').waitFor()
  const wall = () => ask<Wall>(page, 'activities.wall', { activityId })
  await expect.poll(async () => (await wall()).attendance.length, { timeout: 60_000 }).toBe(2)
  const { attendance, people } = await wall()
  const wayOf = (name: string) =>
    attendance.find(each => each.memberId === people.find(person => person.name === name)?.memberId)?.way
  expect([wayOf(FORGOT), wayOf(SCANS)]).toEqual(['hand', 'card'])
  const { staffId } = await ask<{ staffId: string }>(page, 'session.me')
  const lines = await ask<{ kind: string; body: string }[]>(page, 'journal.lines', { limit: 100 })
  const byHand = lines.filter(({ kind, body }) => kind === 'signIn.recorded' && JSON.parse(body).signIn.way === 'hand')
  expect(byHand.map(({ body }) => JSON.parse(body).signIn.staffId)).toEqual([staffId])
  const guests = () => ask<GuestLine[]>(page, 'guests.ofActivity', { activityId })
  await expect.poll(async () => (await guests()).map(each => each.slipNo), { timeout: 30_000 }).toEqual([slipNo])
  const [guest] = await guests()
  expect(guest).toMatchObject({ name: { kind: 'drawn' }, homeBranch: { kind: 'typed', text: HOME_BRANCH } })
  expect(guest?.name.strokes).toHaveLength(2)
  expect(JSON.stringify(lines)).not.toContain(HOME_BRANCH)
})
