import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Millis } from '../../shared/base/ids.ts'
import { periodOf, plainDateAt } from '../../shared/base/plain-date.ts'
import { runCommand, serveFolder } from '../fixtures/process.ts'
import { openDesk, scratch } from './browser.ts'
import { ask, call, openPage, setUpBranch } from './console.ts'

/** The books at the desk: a scheme published and amended, points registered and reversed, standings taken away. */

const ROSTER = resolve(import.meta.dirname, '../../hub/demo/data/roster-qingxi.xlsx')
const folder = scratch()
const hub = await serveFolder(folder, { HUB_PORT: '0' })
const desk = await openDesk()
const { page } = desk

afterAll(async () => {
  await desk.browser.close()
  await hub[Symbol.asyncDispose]()
})

const today = plainDateAt(Date.now() as Millis, 'Asia/Shanghai')
const cycle = Number(today.slice(0, 4))
const period = periodOf(today, 'quarter')
const button = (name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })
const field = (label: string) => page.getByRole('dialog').getByLabel(label)
const row = (text: string) => page.getByRole('row').filter({ hasText: text })

test('PT42 PT45 PT50 PT64 January: drafted from last year’s scheme, told to the meeting, published, its notice prepared at once', async () => {
  await setUpBranch(page, hub.url)
  const file = { fileName: 'roster.xlsx', base64: readFileSync(ROSTER).toString('base64') }
  const { token } = await call<{ token: string }>(page, 'members.previewImport', file)
  await call(page, 'members.confirmImport', { token })
  const last = cycle - 1
  await call(page, 'scheme.start', { cycle: last, from: 'village' })
  await call(page, 'scheme.brief', { cycle: last, date: `${last}-01-06`, minutesNo: '支会1号', activityId: null })
  await call(page, 'scheme.publish', { cycle: last, effectiveFrom: `${last}-01-01` })
  await openPage(page, 'scheme', '积分项目')
  await button(`照${last}年的起草`).click()
  await page.getByText(`和${last}年的相比`).waitFor()
  await openPage(page, 'scheme', '积分项目')
  await button('登记通报').click()
  await field('开会日期').fill(`${cycle}-01-01`)
  await field('会议记录编号').fill('支会〔今年〕1号')
  await inDialog('登记通报').click()
  await page.getByText('已经通报，可以公布').waitFor()
  await button('去公布').click()
  await button('公布').click()
  await inDialog('公布').click()
  await page.getByText('放上公开栏吗？').waitFor()
  await button('准备公告').click()
  await page
    .getByRole('article')
    .getByRole('heading', { name: /积分项目/ })
    .waitFor()
  await page.getByText('公开屏上的样子').waitFor()
  expect(await versionsNow()).toEqual([[1, `${cycle}-01-01`]])
  await openPage(page, 'scheme', '积分项目')
  await page.getByText('公告已经起草，还没有发布').waitFor()
})

const versionsNow = async () =>
  (await ask<{ version: number; effectiveFrom: string; scheme: { cycle: number } }[]>(page, 'scheme.published'))
    .filter(each => each.scheme.cycle === cycle)
    .map(each => [each.version, each.effectiveFrom])

test('PT14 PT16 PT64 an amendment shows each problem at its field and everything it changes before it is published', async () => {
  await openPage(page, `scheme/edit/${cycle}`, `修改${cycle}年度积分方案`)
  await row('C05').first().click()
  await field('全年封顶').fill('8')
  await inDialog('完成').click()
  await button('添加项目').click()
  await inDialog('完成').click()
  await page.getByText('请填写这一项。').first().waitFor()
  await field('编号').fill('C05')
  await field('名称').fill('带头使用清洁能源')
  await field('每单位分值').fill('2')
  await page.getByText('项目编号“C05”重复。').waitFor()
  await field('编号').fill('C29')
  await inDialog('完成').click()
  await page.getByText('和现行版相比：新增 1 项，修改 1 处').waitFor()
  await button('保存草稿').click()
  await page.getByText('草稿已保存。').last().waitFor()
  await button('公布').click()
  await page.getByRole('dialog').getByText('全年6分 → 全年8分').waitFor()
  await inDialog('公布').click()
  await button('以后再说').click()
  await openPage(page, 'scheme', '积分项目')
  await page.getByRole('tab', { name: '版本' }).click()
  await page.getByText('和第1版相比').waitFor()
  expect((await versionsNow()).map(([version]) => version)).toEqual([1, 2])
})

test('PT60 points are registered by keyboard for several people at once, and the doubtful one is pointed out', async () => {
  await openPage(page, 'ledger/register', '登记积分')
  await page.getByLabel('项目', { exact: true }).fill('b04')
  await page.keyboard.press('Enter')
  const search = page.getByRole('searchbox')
  for (const typed of ['wjg', '赵永福', '12']) {
    await search.fill(typed)
    await page.keyboard.press('Enter')
  }
  await page.getByText('已选 3 人').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText(/刚刚登记了 3 笔。/).waitFor()
  // 赵永福 is exempt; the item is not meant for exempt people.
  await page.getByText('已经登记，有 1 条请核对').waitFor()
  const { total } = await ask<{ total: number }>(page, 'ledger.page', { cycle, offset: 0, limit: 10 })
  expect(total).toBe(3)
})

test('PT110 what takes points is asked about once more, and Enter does not answer', async () => {
  await page.getByLabel('项目', { exact: true }).fill('X05')
  await page.keyboard.press('Enter')
  await page.getByRole('searchbox').fill('wjg')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByText('记给 1 人。').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await button('清空').click()
  const { total } = await ask<{ total: number }>(page, 'ledger.page', { cycle, offset: 0, limit: 10 })
  expect(total).toBe(3)
})

test('PT61 PT66 a reversal asks for its reason, and the two lines name each other', async () => {
  await openPage(page, 'ledger', '积分台账')
  await row('钱桂兰').getByRole('button', { name: '冲销' }).click()
  await field('为什么冲销').fill('登记重复')
  await inDialog('冲销').click()
  await page.getByText('已冲销。').waitFor()
  await row('登记重复')
    .getByText(/冲销.*的登记/)
    .waitFor()
  await page.getByText(/日已冲销/).waitFor()
  await page.getByLabel('党员', { exact: true }).fill('12')
  await page.keyboard.press('Enter')
  await page.getByText('第 1～2 条，共 2 条').waitFor()
})

test('PT67 what the console gives to take away is what the command line prints, beside the running hub', async () => {
  await openPage(page, `standings/${period}`, '合计排名')
  await row('王建国').first().click()
  await page.getByRole('complementary').getByText('B04 参加“三会一课”').first().waitFor()
  await button('导出').click()
  const downloading = page.waitForEvent('download')
  await inDialog('CSV').first().click()
  const file = await downloading
  const bytes = readFileSync(await file.path())
  expect(file.suggestedFilename()).toBe(`standings-${period}.csv`)
  const printed = await runCommand(['export', 'standings', '--period', period, '--data', folder])
  expect(printed.code).toBe(0)
  expect(bytes.toString('utf8')).toBe(printed.out)
  expect(printed.out).toContain(`${period.replace('-', '')},1,王建国,`)
  await page.keyboard.press('Escape')
})

test('PT61 the ledger is printed on A4 with both lines of a reversal and room to sign', async () => {
  await openPage(page, 'ledger', '积分台账')
  const opened = page.waitForEvent('popup')
  await button('打印').click()
  const paper = await opened
  await paper.getByRole('heading', { name: `云溪村党支部${cycle}年度党员积分台账` }).waitFor()
  const rows = await paper.getByRole('row').allInnerTexts()
  expect(rows.filter(text => text.includes('钱桂兰'))).toHaveLength(2)
  expect(rows.some(text => /钱桂兰.*已冲销/s.test(text))).toBe(true)
  await paper.getByText('审核人：').waitFor()
  const pdf = await paper.pdf({ preferCSSPageSize: true })
  expect(pdf.length).toBeGreaterThan(10_000)
})
