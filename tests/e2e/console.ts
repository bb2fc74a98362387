import type { Page } from 'playwright-core'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, type PlainDateTime } from '../../shared/base/plain-date.ts'

/** What a secretary does at the desk, by the words on the screen. */

export const STAFF = { name: '王建国', loginName: 'wangshuji', password: '云溪村的早晨六点半钟' }

/** The wall clock of the branch, so many minutes from now: activities of these tests are under way while they run. */
export const zoned = (minutes: number): PlainDateTime =>
  plainDateTimeAt((Date.now() + minutes * 60_000) as Millis, 'Asia/Shanghai')

export async function setUpBranch(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/console/`)
  await page.getByLabel('支部名称').fill('云溪村党支部')
  await page.getByLabel('支部全称').fill('中共青禾镇云溪村支部委员会')
  await page.getByLabel('公开栏放在哪里').fill('青禾镇云溪村党群服务中心')
  await next(page)
  await page.getByLabel('联系人').fill('李梅')
  await page.getByLabel('联系电话').fill('0500-5550100')
  await page.getByLabel('在哪里能找到').fill('一楼便民服务窗口')
  await next(page)
  await page.getByLabel('书记姓名').fill(STAFF.name)
  await page.getByLabel('登录名').fill(STAFF.loginName)
  await page.getByLabel('密码', { exact: true }).fill(STAFF.password)
  await page.getByLabel('再输入一次密码').fill(STAFF.password)
  await next(page)
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByRole('navigation').getByText('账本核对').waitFor()
}

const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click()

export async function openPage(page: Page, hash: string, title: string): Promise<void> {
  await page.evaluate(to => {
    location.hash = to
  }, `#/${hash}`)
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
}

/** A procedure of the console, called by the page itself: its own session, its own address. */
export async function call<T>(page: Page, path: string, input: unknown = undefined): Promise<T> {
  return await page.evaluate(
    async ([name, body]) => {
      const response = await fetch(`/console/api/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body ?? null),
      })
      const answer = (await response.json()) as { result?: { data?: unknown }; error?: unknown }
      if (answer.error) throw new Error(JSON.stringify(answer.error))
      return answer.result?.data as never
    },
    [path, input] as const,
  )
}

export async function ask<T>(page: Page, path: string, input: unknown = undefined): Promise<T> {
  return await page.evaluate(
    async ([name, body]) => {
      const query = body === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(body))}`
      const response = await fetch(`/console/api/${name}${query}`)
      const answer = (await response.json()) as { result?: { data?: unknown }; error?: unknown }
      if (answer.error) throw new Error(JSON.stringify(answer.error))
      return answer.result?.data as never
    },
    [path, input] as const,
  )
}
