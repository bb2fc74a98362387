import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Millis } from '../../shared/base/ids.ts'
import { periodOf, plainDateAt, rangeOf, type Period } from '../../shared/base/plain-date.ts'
import { serveFolder } from '../fixtures/process.ts'
import { openDesk, scratch } from './browser.ts'
import { ask, call, openPage, setUpBranch } from './console.ts'
import { textOf } from './papers.ts'

/** The console as a place to work: finding by keyboard, the year from above, the papers of a quarter. */

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
const row = (text: string) => page.getByRole('row').filter({ hasText: text })

test('RT24 a slash goes into the find box, pinyin initials narrow the list, Esc clears, arrows go on into it', async () => {
  await setUpBranch(page, hub.url)
  const file = { fileName: 'roster.xlsx', base64: readFileSync(ROSTER).toString('base64') }
  const { token } = await call<{ token: string }>(page, 'members.previewImport', file)
  await call(page, 'members.confirmImport', { token })
  await call(page, 'scheme.start', { cycle, from: 'village' })
  await call(page, 'scheme.brief', { cycle, date: today, minutesNo: '会字1号', activityId: null })
  await call(page, 'scheme.publish', { cycle, effectiveFrom: `${cycle}-01-01` })
  await openPage(page, 'members', '党员名册')
  await row('钱桂兰').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('qgl')
  await row('王建国').first().waitFor({ state: 'detached' })
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary').getByText('钱桂兰').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.press('Escape')
  await row('王建国').first().waitFor()
  // Titles have their initials from the hub too.
  await openPage(page, 'scheme', '积分项目')
  await row('B04').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('tjmd')
  await row('B04').first().waitFor({ state: 'detached' })
  await row('调解矛盾纠纷').first().waitFor()
})

test('RT20 the overview shows what is overdue and draws its charts, and a term says what it means', async () => {
  await openPage(page, 'oversight', '总览')
  await page.getByRole('heading', { name: '到期还没办的' }).waitFor()
  await page.getByRole('img', { name: /^政治合格，人均/ }).waitFor()
  await page.getByRole('button', { name: '“四个合格”是什么意思' }).first().focus()
  await page.getByRole('note').getByText('政治合格、执行纪律合格').waitFor()
  const drawn = () => page.getByRole('img', { name: /^执行纪律合格/ }).evaluate(isDrawn)
  await expect.poll(drawn, { timeout: 20_000 }).toBe(true)
})

/** Something other than nothing is on the canvas. */
function isDrawn(canvas: Element): boolean {
  const pixels =
    canvas instanceof HTMLCanvasElement
      ? canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
      : null
  return pixels?.data.some(each => each !== 0) ?? false
}

test('RT25 slips come two to a page with everybody once; the public ranking names nobody at its end', async () => {
  const first = `${cycle}-Q1` as Period
  const paper = await page.context().newPage()
  const at = (place: string) => paper.goto(`${hub.url}/console/#/${place}`)
  if (rangeOf(first).to < today) {
    await call(page, 'reviews.compile', { period: first })
    const members = await ask<{ memberId: string; memberNo: number }[]>(page, 'members.list', undefined)
    const some = members.filter(each => [1, 2, 4, 5, 6].includes(each.memberNo))
    await at(`feedback-paper/${first}/${some.map(each => each.memberId).join(',')}`)
    await paper.getByText('沿此线裁开').first().waitFor()
    const pages = textOf(await paper.pdf({ preferCSSPageSize: true }))
    expect(pages.map(text => [...text.matchAll(/序号(\d+)类别/g)].map(each => Number(each[1])))).toEqual([
      [1, 2],
      [4, 5],
      [6],
    ])
    expect(pages.every(text => text.includes('本人签名：'))).toBe(true)
  }
  await at(`scheme-paper/${cycle}`)
  await paper.getByRole('heading', { name: /积分管理方案/ }).waitFor()
  expect(textOf(await paper.pdf({ preferCSSPageSize: true })).join('')).toContain('调解矛盾纠纷')
  await at(`ranking-paper/${period}/public`)
  await paper
    .getByText(/其余|分以下/)
    .first()
    .waitFor()
  const shown = textOf(await paper.pdf({ preferCSSPageSize: true })).join('')
  expect(shown).not.toContain('赵永福')
  await paper.close()
})
