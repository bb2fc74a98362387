import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import { offerText } from '../../shared/passes/phone-offer.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { attachmentContent } from '../../hub/office/attachments.ts'
import { foundBranch } from '../../hub/office/branch.ts'
import { importRoster } from '../../hub/office/people.ts'
import { offerPhone } from '../../hub/office/phones.ts'
import { publishScheme, saveSchemeDraft } from '../../hub/office/scheme.ts'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { aBranch, SECRETARY } from '../fixtures/office.ts'
import { aMemberInput, tellMeeting } from '../fixtures/branch.ts'
import { aFolder, aRunningHub } from '../fixtures/hub.ts'
import { aPhoto } from '../fixtures/pictures.ts'

/** Declaring in a real browser: choosing, the camera's picture made small by a canvas, shown back, sent. */

const LOCAL = { type: 'local' } as const
const folder = aFolder()
let hub: Awaited<ReturnType<typeof aRunningHub>>
let browser: Awaited<ReturnType<typeof chromium.launch>>

beforeAll(async () => {
  hub = await aRunningHub(folder.path)
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS })
  const { office } = hub
  await foundBranch(office, aBranch({ secretary: SECRETARY }))
  const changes = [{ memberId: null, input: aMemberInput(1) }]
  await importRoster(office, LOCAL, { fileHash: 'a'.repeat(64), changes })
  const today = plainDateAt(office.clock.now(), 'Asia/Shanghai')
  const cycle = Number(today.slice(0, 4))
  await saveSchemeDraft(office, LOCAL, templateScheme(cycle))
  await tellMeeting(office, LOCAL, cycle)
  await publishScheme(office, LOCAL, cycle, `${cycle}-01-01` as typeof today)
}, 60_000)

afterAll(async () => {
  await browser.close()
  await hub.stop()
  folder[Symbol.dispose]()
})

test('PT68 PR31 a member declares on the phone with a picture from its camera, and sees it wait', async () => {
  const { office } = hub
  const { memberId } = must((await office.store.read.people.all())[0], 'a member')
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  const made = await offerPhone(office, LOCAL, memberId, 'console')
  await page.goto(`${hub.url}/phone/#e=${offerText(made)}`)
  await page.getByRole('button', { name: '我的积分' }).click()
  await page.getByRole('button', { name: '我要申报' }).click()
  await page.getByRole('combobox').selectOption({ label: '发现隐患并推动解决' })
  await page.getByRole('textbox', { name: '简单写几句' }).fill('村口小桥的护栏松了，当天焊好。')
  const buffer = Buffer.from(await aPhoto(3_000, 2_000))
  await page.getByLabel('拍一张照片').setInputFiles({ name: 'bridge.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByRole('button', { name: '不要照片' }).waitFor()
  await page.getByRole('button', { name: '看一遍再送出' }).click()
  await page.getByText('村口小桥的护栏松了').waitFor()
  expect(await page.locator('img').count()).toBe(1)
  await page.getByRole('button', { name: '送出', exact: true }).click()
  await page.getByText('已送到支部').waitFor()
  const [declared] = await office.store.read.declarations.ofMember(memberId)
  const { declarationId } = must(declared, 'a declaration')
  expect(declared).toMatchObject({ way: 'phone', itemCode: 'C07', state: 'waiting' })
  const [photo] = (await office.store.read.declarations.attachments([declarationId])).get(declarationId) ?? []
  const content = await attachmentContent(office.store.read, must(photo, 'a photo').attachmentId)
  expect(content?.mime).toBe('image/jpeg')
  await page.getByRole('button', { name: '好', exact: true }).click()
  await page.getByText('等支部审核').waitFor()
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('护栏')
})
