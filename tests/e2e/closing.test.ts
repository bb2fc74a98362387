import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as mupdf from 'mupdf'
import type { Page } from 'playwright-core'
import readXlsx from 'read-excel-file/node'
import { afterAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { serveFolder } from '../fixtures/process.ts'
import { openDesk, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import { ask, call, openPage, setUpBranch, zoned } from './console.ts'

/**
 * An afternoon of volunteer service by the hour: planned with buttons, signed in and out of at a kiosk, closed with the
 * hours a person says, opened again, closed again; its sheet, its workbook and a guest's slip on paper.
 */

const ROSTER = resolve(import.meta.dirname, '../../hub/demo/data/roster-qingxi.xlsx')
const [VOLUNTEER, HELPER] = ['韦正光', '龙秀莲'] as const
const hub = await serveFolder(scratch(), { HUB_PORT: '0' })
const desk = await openDesk()
const { page } = desk
let kiosk: KioskBrowser
let activityId = ''
let memberIds: ReadonlyMap<string, string> = new Map()
let card = ''

afterAll(async () => {
  await kiosk?.close()
  await desk.browser.close()
  await hub[Symbol.asyncDispose]()
})

const year = Number(zoned(0).slice(0, 4))
const button = (name: string | RegExp) => page.getByRole('button', { name })
const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })
const tile = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) })

interface Line {
  readonly memberId: string
  readonly points: number
  readonly quantity: number
  readonly component: string
}
const ledgerOf = async (name: string): Promise<Line[]> => {
  const query = { cycle: year, memberId: must(memberIds.get(name), name), offset: 0, limit: 50 }
  return [...(await ask<{ lines: Line[] }>(page, 'ledger.page', query)).lines]
}
const sumOf = async (name: string) => (await ledgerOf(name)).reduce((sum, each) => sum + each.points, 0)

test('AT63 service by the hour is planned with buttons; what does not fit is said under its field', async () => {
  await setUpBranch(page, hub.url)
  const file = { fileName: 'roster.xlsx', base64: readFileSync(ROSTER).toString('base64') }
  const { token } = await call<{ token: string }>(page, 'members.previewImport', file)
  await call(page, 'members.confirmImport', { token })
  const { scheme } = await ask<{ scheme: unknown }>(page, 'scheme.edit', { cycle: year })
  await call(page, 'scheme.saveDraft', { scheme })
  await call(page, 'scheme.brief', { cycle: year, date: `${year}-01-01`, minutesNo: '支会1号', activityId: null })
  await call(page, 'scheme.publish', { cycle: year, effectiveFrom: `${year}-01-01` })
  const members = await ask<{ memberId: string; name: string }[]>(page, 'members.list')
  memberIds = new Map(members.map(each => [each.name, each.memberId]))
  await openPage(page, 'activities', '活动签到')
  await page.getByRole('button', { name: '安排活动', exact: true }).click()
  await page.getByLabel('活动类型').selectOption('volunteerService')
  await page.getByLabel('活动名称').fill('秋收帮工')
  await page.getByText('更多设置').click()
  await page.getByLabel('按小时计分').check()
  await inDialog('保存').click()
  await page.getByText('所选项目的单位是“次”，不能按小时计分').waitFor()
  await page.getByLabel('签到记分项目').selectOption('C02')
  await page.getByLabel('登记早退').check()
  await inDialog('保存').click()
  await page.getByText('已安排：秋收帮工').waitFor()
  const today = zoned(0).slice(0, 10)
  const [planned] = await ask<{ activity: Record<string, unknown> }[]>(page, 'activities.between', {
    from: today,
    to: today,
  })
  expect(planned?.activity).toMatchObject({ byHour: true, itemCode: 'C02', stayUntil: `${today}T10:30` })
  activityId = String(planned?.activity['activityId'])
  // Begun a while ago, whatever the time of this run.
  await call(page, 'activities.plan', {
    ...planned?.activity,
    expected: { kind: 'named', memberIds: ['马占魁', VOLUNTEER, HELPER].map(name => memberIds.get(name)) },
    start: zoned(-200),
    end: zoned(100),
    opens: zoned(-240),
    lateAfter: zoned(-200),
    closes: zoned(100),
    stayUntil: zoned(60),
  })
})

test('AT69 a volunteer signs in and out at a kiosk, and the wall shows from when to when', async () => {
  const memberId = must(memberIds.get(VOLUNTEER), VOLUNTEER)
  await call(page, 'members.issueCards', { memberIds: [memberId] })
  const [made] = await ask<{ text: string; serial: string }[]>(page, 'members.cardsToPrint')
  card = must(made, 'a card').text
  await call(page, 'members.confirmPrinted', { serials: [must(made, 'a card').serial] })
  kiosk = await openKiosk(join(scratch(), 'kiosk'))
  const glass = kiosk.page
  await glass.goto(`${hub.url}/kiosk/`)
  const shown = glass.locator('section[aria-live=polite] b')
  await shown.waitFor()
  await call(page, 'kiosks.confirm', { code: (await shown.innerText()).replace(/\D/g, ''), place: '一楼大厅' })
  await glass.getByText('秋收帮工').first().waitFor()
  await glass.getByRole('button', { name: '去签到' }).first().click()
  await scan(glass, '签到成功')
  // A second scan within five seconds is the first one once more.
  await new Promise(done => setTimeout(done, 5_300))
  await scan(glass, '您已经签过到了')
  await glass.getByRole('button', { name: '签退', exact: true }).first().click()
  await glass.getByText('现在签退吗？').first().waitFor()
  await glass.getByRole('button', { name: '签退', exact: true }).last().click()
  await glass.getByText('签退已记下').first().waitFor()
  await openPage(page, `activities/${activityId}`, '秋收帮工')
  await tile(VOLUNTEER)
    .getByText(/\d\d:\d\d–\d\d:\d\d/)
    .waitFor({ timeout: 60_000 })
  await tile(VOLUNTEER).getByText('早', { exact: true }).waitFor()
  await tile(HELPER).click()
  await inDialog('确认到场（代录）').click()
  await tile(HELPER).getByText('代录').waitFor()
})

/** A scanner types; where a loaded machine cut the scan in two, as people do: once more. */
async function scan(glass: Page, answer: string): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    await glass.keyboard.type(card, { delay: 5 })
    await glass.keyboard.press('Enter')
    const waited = glass.getByText(answer).first().waitFor({ timeout: 8_000 })
    if (await waited.then(() => true).catch(() => false)) return
  }
  throw new Error(`the kiosk did not say ${answer}`)
}

test('AT66 a guest is written down, stands apart, and gets a slip on half a sheet', async () => {
  await button('登记来宾').click()
  await inDialog('登记').click()
  await page.getByRole('dialog').getByText('请填写这一项。').first().waitFor()
  await page.getByLabel('姓名').fill('周海英')
  await page.getByLabel('所在党支部').fill('白石镇柳湾村党支部')
  await inDialog('登记').click()
  await page.getByText(/已登记来宾周海英，凭条号 \d{6}/).waitFor()
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: '打印凭条' }).click()
  const paper = await opened
  await paper.getByRole('heading', { name: '党员参加组织生活凭条' }).waitFor()
  const pdf = pagesOf(await paper.pdf({ preferCSSPageSize: true }))
  expect(pdf.map(each => each.size)).toEqual(['595×420'])
  expect(pdf[0]?.text).toMatch(/周海英同志参加了我支部组织的“秋收帮工”/)
  await paper.close()
})

/** Size in points and text of each page of a PDF. */
function pagesOf(pdf: Uint8Array): { size: string; text: string }[] {
  const document = mupdf.Document.openDocument(pdf, 'application/pdf')
  return Array.from({ length: document.countPages() }, (_, at) => {
    const sheet = document.loadPage(at)
    const [left, top, right, bottom] = sheet.getBounds()
    const text = sheet.toStructuredText('preserve-whitespace').asText().replace(/\s+/g, '')
    return { size: `${Math.round(right - left)}×${Math.round(bottom - top)}`, text }
  })
}

test('AT13 AT14 AT16 closing takes the hours a person says, and names absent only whom somebody ticks', async () => {
  await button('结束并记分').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 人未到，没有请假').waitFor()
  expect(await dialog.getByLabel(/^马占魁/).isChecked()).toBe(false)
  await dialog.getByLabel(`${VOLUNTEER}的时长，小时`).fill('2.3')
  expect(await inDialog('结束并记分').isDisabled()).toBe(true)
  await dialog.getByLabel(`${VOLUNTEER}的时长，小时`).fill('2.5')
  await dialog.getByText('+2.5').waitFor()
  await dialog.getByLabel(/^马占魁/).check()
  await dialog.getByLabel('无故缺席的扣分').selectOption('X08')
  await dialog.getByText('记分 1 人，扣分 1 条').waitFor()
  await inDialog('结束并记分').click()
  await page.getByText('活动已结束，1 人记分，扣分 1 条').waitFor()
  expect(await ledgerOf(VOLUNTEER)).toMatchObject([{ points: 250, quantity: 250 }])
  expect(await sumOf('马占魁')).toBe(-200)
  expect(await ledgerOf(HELPER)).toEqual([])
})

test('AT15 who had no hours is reminded of, and credited by closing again, once', async () => {
  await page.getByText('1 人在结束以后才传来签到，还没有记分').waitFor()
  await button('补记 1 人').click()
  await page.getByRole('dialog').getByLabel(`${HELPER}的时长，小时`).fill('1')
  await inDialog('结束并记分').click()
  await page.getByText('活动已结束，1 人记分').last().waitFor()
  expect([await sumOf(VOLUNTEER), await sumOf(HELPER), await sumOf('马占魁')]).toEqual([250, 100, -200])
})

test('AT65 AT68 the sheet on numbered pages, and as a workbook that reads back the same', async () => {
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: '打印签到情况' }).click()
  const paper = await opened
  await paper.getByRole('heading', { name: '云溪村党支部活动签到情况表' }).waitFor()
  const [sheet] = pagesOf(await paper.pdf({ preferCSSPageSize: true }))
  expect(sheet?.text).toMatch(/应到3人实到2人请假0人缺席1人/)
  expect(sheet?.text).toMatch(/来宾（外支部党员）.*周海英白石镇柳湾村党支部/)
  expect(sheet?.text).toMatch(/主持人签名：记录人签名：/)
  expect(sheet?.text).toMatch(/—1\/1—/)
  expect(sheet?.text).toMatch(/账本指纹/)
  const download = paper.waitForEvent('download')
  await paper.getByRole('button', { name: '导出 Excel' }).click()
  const bytes = readFileSync(must(await (await download).path(), 'a file'))
  const read = new Map((await readXlsx(bytes)).map(each => [each.sheet, each.data]))
  const people = (read.get('签到表') ?? []).slice(1).map(row => [row[1], row[5], row[8], row[9]])
  expect(people).toEqual([
    ['马占魁', null, '缺席', '无故缺席（已核实）'],
    [VOLUNTEER, '刷卡', '迟到、早退', null],
    [HELPER, '代录', '迟到', null],
  ])
  expect(read.get('来宾')?.[1]?.slice(1, 3)).toEqual(['周海英', '白石镇柳湾村党支部'])
  await paper.close()
})

test('AT4 AT64 reopening takes credits and deductions back with its reason; closed again, nothing stands twice', async () => {
  await button('重新打开').click()
  await page.getByLabel('原因').fill('核对时长')
  await inDialog('重新打开').click()
  await button('结束并记分').waitFor()
  expect([await sumOf(VOLUNTEER), await sumOf(HELPER), await sumOf('马占魁')]).toEqual([0, 0, 0])
  await button('结束并记分').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(`${VOLUNTEER}的时长，小时`).fill('3')
  await dialog.getByLabel(`${HELPER}的时长，小时`).fill('1')
  // The item of the last time is offered again, and nobody is ticked.
  expect(await dialog.getByLabel('无故缺席的扣分').inputValue()).toBe('X08')
  expect(await dialog.getByLabel(/^马占魁/).isChecked()).toBe(false)
  await inDialog('结束并记分').click()
  await page.getByText('活动已结束，2 人记分').waitFor()
  expect([await sumOf(VOLUNTEER), await sumOf(HELPER), await sumOf('马占魁')]).toEqual([300, 100, 0])
})

test('AT67 a slip from elsewhere is credited once', async () => {
  await openPage(page, 'activities/elsewhere', '外出参加活动登记')
  const register = async () => {
    await page.getByRole('combobox').first().fill(HELPER)
    await page.getByRole('option', { name: new RegExp(HELPER) }).click()
    await page.getByLabel('活动日期').fill(zoned(-24 * 60).slice(0, 10))
    await page.getByLabel('举办活动的党支部').fill('东海市临港工业园区综合党支部')
    await page.getByLabel('什么活动').fill('主题党日')
    await page.getByLabel('凭条号').fill('407318')
    await page.getByLabel('积分项目').selectOption('B05')
    await button('登记并记分').click()
  }
  await register()
  await page.getByText(`已登记${HELPER}外出参加活动`).waitFor()
  await register()
  await page.getByText(/这张凭条（.*）已经登记过/).waitFor()
  expect(await sumOf(HELPER)).toBe(200)
})
