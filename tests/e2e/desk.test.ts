import { stat } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { freePort, serveFolder, type Served } from '../fixtures/process.ts'
import { openDesk, scratch } from './browser.ts'
import { openPage, setUpBranch, STAFF } from './console.ts'

/**
 * What a desk must survive, on the real hub in a real browser: two people at once, a form left half filled, a session
 * that ends, a hub that goes away and comes back.
 */

const folder = scratch()
const desk = await openDesk()
const { page } = desk
const port = String(await freePort())
let hub: Served = await serveFolder(folder, { HUB_PORT: port })

afterAll(async () => {
  await desk.browser.close()
  await hub[Symbol.asyncDispose]()
})

/** What the browser itself finds wrong: scripts that break, and what our own security policy forbids. */
const complaints: string[] = []
page.on('pageerror', error => complaints.push(error.message))
page.on('console', message => {
  if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
})

const button = (at: Page, name: string) => at.getByRole('button', { name, exact: true })
const problems = (at: Page) => at.getByRole('alert')
const toastSaying = (at: Page, text: string) => at.getByRole('status').getByText(text)

async function logIn(at: Page, loginName: string, password: string): Promise<void> {
  await at.getByLabel('登录名').fill(loginName)
  await at.getByLabel('密码', { exact: true }).fill(password)
  await button(at, '登录').click()
}

async function somebodyElse(): Promise<Page> {
  const context = await desk.browser.newContext({ viewport: { width: 1366, height: 768 } })
  const other = await context.newPage()
  await other.goto(`${hub.url}/console/`)
  return other
}

test('the wizard says what is missing and takes no weak password; then it opens on the first steps', async () => {
  await page.goto(`${hub.url}/console/`)
  await button(page, '下一步').click()
  expect(await page.getByText('请填写这一项。').count()).toBe(3)
  await setUpBranch(page, hub.url)
  await page.getByText('导入党员名册').waitFor()
  await page.getByText('云溪村党支部 · 管理台').waitFor()
})

test('a wrong password is told in one sentence, and the right one opens the page that was asked for', async () => {
  const other = await somebodyElse()
  await other.goto(`${hub.url}/console/#/journal`)
  await logIn(other, STAFF.loginName, 'something else entirely')
  await problems(other).getByText('登录名或密码不对。').waitFor()
  await logIn(other, STAFF.loginName, STAFF.password)
  await other.getByRole('heading', { name: '账本核对', level: 1 }).waitFor()
  await other.context().close()
})

test('what one changes, the other sees without doing anything', async () => {
  const other = await somebodyElse()
  await logIn(other, STAFF.loginName, STAFF.password)
  await other.getByText('云溪村党支部 · 管理台').waitFor()
  await openPage(page, 'settings/branch', '设置')
  await page.getByLabel('支部名称').fill('云溪村第一党支部')
  await button(page, '保存').click()
  await toastSaying(page, '设置已保存').waitFor()
  await other.getByText('云溪村第一党支部 · 管理台').waitFor()
  await other.context().close()
})

test('a form left half filled asks before it is left', async () => {
  await openPage(page, 'settings/branch', '设置')
  const place = page.getByLabel('公开栏放在哪里')
  await place.fill('新的党群服务中心')
  await page.getByRole('link', { name: '账本核对' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('还有没保存的内容').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await place.inputValue()).toBe('新的党群服务中心')
  await page.getByRole('link', { name: '账本核对' }).click()
  await button(page, '不保存，离开').click()
  await page.getByRole('heading', { name: '账本核对', level: 1 }).waitFor()
  await openPage(page, 'settings/branch', '设置')
  expect(await place.inputValue()).toBe('青禾镇云溪村党群服务中心')
})

test('a session that ends keeps what was typed, and the same press goes through after the login', async () => {
  await openPage(page, 'settings/branch', '设置')
  await page.getByLabel('公开栏放在哪里').fill('新的党群服务中心')
  await page.context().clearCookies()
  await button(page, '保存').click()
  const dialog = page.getByRole('dialog', { name: '请重新登录' })
  await dialog.getByLabel('密码', { exact: true }).fill(STAFF.password)
  await button(page, '登录').click()
  await toastSaying(page, '设置已保存').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByLabel('公开栏放在哪里').waitFor()
  expect(await page.getByLabel('公开栏放在哪里').inputValue()).toBe('新的党群服务中心')
})

test('a hub that goes away is said at once, keeps the form, and everything goes on when it is back', async () => {
  await openPage(page, 'settings/branch', '设置')
  await page.getByLabel('支部名称').fill('云溪村党支部')
  await hub[Symbol.asyncDispose]()
  await page.getByText('现在连不上主机。已经填写的内容还在').waitFor()
  const save = button(page, '保存')
  expect(await save.getAttribute('aria-disabled')).toBe('true')
  await save.hover()
  await page.getByRole('tooltip').getByText('连上以后再办').waitFor()
  hub = await serveFolder(folder, { HUB_PORT: port })
  await page.getByText('现在连不上主机。已经填写的内容还在').waitFor({ state: 'detached' })
  expect(await page.getByLabel('支部名称').inputValue()).toBe('云溪村党支部')
  await save.click()
  await toastSaying(page, '设置已保存').waitFor()
})

test('a registrar gets a password of their own first, and then only what a registrar may', async () => {
  await openPage(page, 'settings/staff', '设置')
  await button(page, '添加账号').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名').fill('黄秀英')
  await dialog.getByLabel('登录名').fill('huangxiuying')
  await dialog.getByLabel('初始密码').fill('第一次先用这个口令吧')
  await dialog.getByRole('button', { name: '添加账号' }).click()
  await page.getByRole('cell', { name: '黄秀英' }).waitFor()

  const other = await somebodyElse()
  await logIn(other, 'huangxiuying', '第一次先用这个口令吧')
  await other.getByLabel('原来的密码').fill('第一次先用这个口令吧')
  await other.getByLabel('新密码', { exact: true }).fill('秀英的口令只有我知道')
  await other.getByLabel('再输入一次新密码').fill('秀英的口令只有我知道')
  await button(other, '换密码').click()
  await openPage(other, 'settings/branch', '设置')
  await other.getByText('只有支部书记可以修改这里。').first().waitFor()
  expect(await other.getByRole('tab', { name: '账号' }).count()).toBe(0)
  await other.context().close()
})

test('the record is checked on the spot, a copy is made and can be fetched', async () => {
  await openPage(page, 'journal', '账本核对')
  await button(page, '核对账本').click()
  await page.getByText('账本完整，没有被改动过').waitFor()
  await button(page, '现在备份').click()
  await toastSaying(page, '已备份并核对').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载' }).first().click(),
  ])
  expect((await stat(await download.path())).size).toBeGreaterThan(10_000)
})

test('everything can be reached by keyboard, and in English', async () => {
  await openPage(page, 'settings/staff', '设置')
  await page.keyboard.press('Tab')
  const add = button(page, '添加账号')
  await add.focus()
  await page.keyboard.press('Enter')
  // It begins in its first field; Enter there is a press on the button that acts, or leads to it where something lacks.
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('赵永福')
  await page.keyboard.press('Enter')
  const act = page.getByRole('dialog').getByRole('button', { name: '添加账号' })
  expect(await act.evaluate(element => element === document.activeElement)).toBe(true)
  expect(await page.getByRole('dialog').getByLabel('姓名').inputValue()).toBe('赵永福')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await add.evaluate(element => element === document.activeElement)).toBe(true)

  await button(page, 'English').click()
  const menu = await page.getByRole('navigation').getByRole('listitem').allInnerTexts()
  expect(menu.length).toBeGreaterThan(5)
  expect(menu.filter(each => /\p{Script=Han}/u.test(each))).toEqual([])
  await button(page, '中文').click()
})

test('half an hour without a hand on the mouse hides the page, and keeps it', async () => {
  const other = await somebodyElse()
  await other.clock.install()
  await other.reload()
  await logIn(other, STAFF.loginName, STAFF.password)
  await openPage(other, 'settings/branch', '设置')
  await other.getByLabel('公开栏放在哪里').fill('还没保存的地点')
  await other.clock.fastForward('31:00')
  const dialog = other.getByRole('dialog', { name: '请重新登录' })
  await dialog.waitFor()
  await other.keyboard.press('Escape')
  await other.keyboard.press('Escape')
  expect(await dialog.isVisible()).toBe(true)
  await dialog.getByLabel('密码', { exact: true }).fill(STAFF.password)
  await button(other, '登录').click()
  await dialog.waitFor({ state: 'detached' })
  expect(await other.getByLabel('公开栏放在哪里').inputValue()).toBe('还没保存的地点')
  await other.context().close()
})

test('the browser has nothing to complain of', () => {
  expect(complaints).toEqual([])
})
