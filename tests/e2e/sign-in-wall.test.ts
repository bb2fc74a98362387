import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { serveFolder } from '../fixtures/process.ts'
import { openDesk, scratch } from './browser.ts'
import { ask, call, openPage, setUpBranch, zoned } from './console.ts'

/** A meeting at the desk: planned, watched as people come, closed with its credits, opened again, its sheet printed. */

const ROSTER = resolve(import.meta.dirname, '../../hub/demo/data/roster-qingxi.xlsx')
const hub = await serveFolder(scratch(), { HUB_PORT: '0' })
const desk = await openDesk()
const { page } = desk

afterAll(async () => {
  await desk.browser.close()
  await hub[Symbol.asyncDispose]()
})

const year = Number(zoned(0).slice(0, 4))
const button = (at: Page, name: string | RegExp) => at.getByRole('button', { name })
const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })
const tile = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) })

interface Wall {
  readonly attendance: readonly { memberId: string }[]
  readonly people: readonly { memberId: string; name: string }[]
}
let activityId: string
const wall = () => ask<Wall>(page, 'activities.wall', { activityId })

test('AT8 an activity is planned with its usual item and window, and its wall waits for everybody', async () => {
  await setUpBranch(page, hub.url)
  const file = { fileName: 'roster.xlsx', base64: readFileSync(ROSTER).toString('base64') }
  const { token } = await call<{ token: string }>(page, 'members.previewImport', file)
  await call(page, 'members.confirmImport', { token })
  const { scheme } = await ask<{ scheme: unknown }>(page, 'scheme.edit', { cycle: year })
  await call(page, 'scheme.saveDraft', { scheme })
  await call(page, 'scheme.brief', { cycle: year, date: `${year}-01-01`, minutesNo: '支会1号', activityId: null })
  await call(page, 'scheme.publish', { cycle: year, effectiveFrom: `${year}-01-01` })
  await openPage(page, 'activities', '活动签到')
  await page.getByRole('button', { name: '安排活动', exact: true }).click()
  await inDialog('保存').click()
  await page.getByText('请填写活动名称。').waitFor()
  await page.getByLabel('活动名称').fill('冬日送暖')
  await page.getByLabel('地点').fill('二楼会议室')
  expect(await page.getByLabel('签到记分项目').inputValue()).toBe('B05')
  await inDialog('保存').click()
  await page.getByText('已安排：冬日送暖').waitFor()
  const [planned] = await ask<{ activity: { activityId: string; opens: string; start: string } }[]>(
    page,
    'activities.between',
    { from: zoned(0).slice(0, 10), to: zoned(0).slice(0, 10) },
  )
  expect(planned?.activity.opens.slice(11)).toBe('08:00')
  activityId = planned?.activity.activityId ?? ''
  // Begun a while ago, whatever the time of this run.
  const start = zoned(-20)
  await call(page, 'activities.plan', {
    ...planned?.activity,
    start,
    end: zoned(100),
    opens: zoned(-80),
    lateAfter: start,
    closes: zoned(100),
  })
  await openPage(page, `activities/${activityId}`, '冬日送暖')
  await page.getByText('未到').first().waitFor()
  const first = await page.locator('main li button b').first().innerText()
  expect(first).toBe('马占魁')
})

test('AT8 somebody who signs in appears on the wall by itself; by hand, on leave, and struck go from the tile', async () => {
  const { people } = await wall()
  const idOf = (name: string) => people.find(each => each.name === name)?.memberId
  await call(page, 'activities.confirm', { activityId, memberIds: [idOf('韦正光')] })
  await tile('韦正光').getByText('代录').waitFor()
  await tile('龙秀莲').click()
  await inDialog('确认到场（代录）').click()
  await tile('龙秀莲').getByText('代录').waitFor()
  await tile('白玉兰').click()
  await inDialog('登记请假').click()
  await tile('白玉兰').getByText('请假').waitFor()
  await tile('龙秀莲').click()
  await inDialog('取消出勤').click()
  await page.getByText('请写明原因').waitFor()
  await page.getByLabel('取消的原因').fill('替别人刷卡')
  await inDialog('取消出勤').click()
  await tile('龙秀莲').getByText('未到').waitFor()
  await button(page, '代录其他人').click()
  await page.getByRole('combobox').fill('djy')
  await page.getByRole('combobox').fill('丁一')
  await page.getByRole('option', { name: /丁一/ }).click()
  await inDialog('代录 1 人').click()
  await page.getByRole('tab', { name: /应到以外/ }).click()
  await tile('丁一').waitFor()
  expect((await wall()).attendance).toHaveLength(2)
})

test('AT61 PR1 on the projector whoever has not agreed is masked', async () => {
  await page.getByRole('tab', { name: /全部/ }).click()
  await button(page, '大屏显示').click()
  await page.waitForFunction(() => document.fullscreenElement !== null)
  const room = await page.evaluate(() => (document.fullscreenElement as HTMLElement).innerText)
  expect(room).toContain('韦*光')
  expect(room).not.toContain('韦正光')
  await page.evaluate(() => document.exitFullscreen())
})

test('AT60 AT3 AT4 closing says who gets the credit, credits once; reopening needs a reason and takes it back', async () => {
  await button(page, '结束并记分').click()
  await page.getByText('2 人记分').waitFor()
  await page.getByText('1 人请假').waitFor()
  await inDialog('结束并记分').click()
  await page.getByText('活动已结束，2 人记分').waitFor()
  await button(page, '重新打开').click()
  await inDialog('重新打开').click()
  await page.getByText('请写明原因').waitFor()
  await page.getByLabel('原因').fill('误记一人')
  await inDialog('重新打开').click()
  await button(page, '结束并记分').waitFor()
  const standing = await ask<{ state: string }[]>(page, 'activities.between', {
    from: zoned(-20).slice(0, 10),
    to: zoned(-20).slice(0, 10),
  })
  expect(standing.map(each => each.state)).toEqual(['planned'])
})

test('AT8 the sign-in sheet opens as a paper, blank and filled, in stroke order', async () => {
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: '打印签到情况' }).click()
  const paper = await opened
  await paper.getByRole('heading', { name: '云溪村党支部活动签到情况表' }).waitFor()
  const rows = await paper.getByRole('row').allInnerTexts()
  expect(rows.some(row => /韦正光.*正式.*代录/s.test(row))).toBe(true)
  expect(rows.some(row => /白玉兰.*请假/s.test(row))).toBe(true)
  await paper.getByRole('button', { name: '空白表' }).click()
  await paper.getByRole('heading', { name: '云溪村党支部活动签到表' }).waitFor()
  const pdf = (await paper.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2)
  expect(await paper.getByText('代录', { exact: true }).count()).toBe(0)
})
