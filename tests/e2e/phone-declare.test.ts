import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import type { MemberId } from '../../shared/base/ids.ts'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import { readCard } from '../../shared/passes/card.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { memberPinVerifier } from '../../shared/passes/member-pin.ts'
import { offerText } from '../../shared/passes/phone-offer.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { attachmentContent } from '../../hub/office/declarations/attachments.ts'
import { foundBranch } from '../../hub/office/branch.ts'
import { cardsToPrint, issueCards } from '../../hub/office/people/cards.ts'
import { makeIntake } from '../../hub/office/intake.ts'
import { importRoster } from '../../hub/office/people/people.ts'
import { offerPhone } from '../../hub/office/people/phones.ts'
import { publishScheme, saveSchemeDraft } from '../../hub/office/points/scheme.ts'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { aBranch, SECRETARY } from '../fixtures/office.ts'
import { aMemberInput, tellMeeting } from '../fixtures/branch.ts'
import { aDoorKiosk } from '../fixtures/door.ts'
import { aFolder, aRunningHub } from '../fixtures/hub.ts'
import { aPhoto } from '../fixtures/pictures.ts'

/** Declaring in a real browser: choosing, the camera's picture made small by a canvas, shown back, sent. */

const LOCAL = { type: 'local' } as const
const folder = aFolder()
let hub: Awaited<ReturnType<typeof aRunningHub>>
let browser: Awaited<ReturnType<typeof chromium.launch>>

beforeAll(async () => {
  hub = await aRunningHub(folder.path)
  // A microphone that beeps, and nobody who has to allow it.
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  browser = await chromium.launch({ executablePath: findChromium(), args: [...CHROMIUM_ARGS, ...microphone] })
  const { office } = hub
  await foundBranch(office, aBranch({ secretary: SECRETARY }))
  const changes = [1, 2].map(number => ({ memberId: null, input: aMemberInput(number) }))
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
  await page.getByRole('textbox', { name: '打几个字' }).fill('村口小桥的护栏松了，当天焊好。')
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

/** The member's PIN, set with their card at a kiosk. */
async function setPin(memberId: MemberId, pin: string): Promise<void> {
  const { office } = hub
  await issueCards(office, LOCAL, [memberId])
  const card = must((await cardsToPrint(office))[0], 'a card')
  const { branchTag } = must(await office.store.read.branch.founded(), 'a branch')
  const read = readCard(card.text, branchTag as BranchTag)
  const secret = must(read.ok ? read.value : null, 'the card of this branch')
  const intake = makeIntake(office, { defer: setImmediate, onFault: fail, onAttendance: () => {} })
  const { staffId } = must((await office.store.read.staff.all())[0], 'the secretary')
  const kiosk = await aDoorKiosk(
    { ...office, by: { type: 'staff', id: staffId }, idOf: () => memberId },
    () => intake,
    () => secret,
    1,
  )
  await kiosk.push(kiosk.act(1, { kind: 'setPin', verifier: memberPinVerifier(secret, pin) }))
}

const fail = (cause: unknown): never => {
  throw cause
}

async function writeByFinger(page: Page): Promise<void> {
  await page.locator('canvas').scrollIntoViewIfNeeded()
  const box = must(await page.locator('canvas').boundingBox(), 'a pad')
  for (const at of [0.2, 0.4, 0.6]) {
    await page.mouse.move(box.x + box.width * at, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * (at + 0.1), box.y + 120, { steps: 4 })
    await page.mouse.up()
  }
}

test('PT90 PT92 PT93 voice and handwriting outlast a reload and a lost answer; the PIN is asked, and it counts once', async () => {
  const { office } = hub
  const { memberId } = must((await office.store.read.people.all())[1], 'another member')
  await setPin(memberId, '4826')
  const page = await browser.newPage({ viewport: { width: 360, height: 640 }, locale: 'zh-CN' })
  const faults: string[] = []
  page.on('console', each => each.type() === 'error' && faults.push(each.text()))
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const made = await offerPhone(office, LOCAL, memberId, 'console')
  await page.goto(`${hub.url}/phone/#e=${offerText(made)}`)
  await press('我的积分')
  await press('我要申报')
  await page.getByRole('combobox').selectOption({ label: '发现隐患并推动解决' })
  await press('用手指写')
  await writeByFinger(page)
  await press(/录一段话/)
  await page.getByText(/正在录，还有 29 秒/).waitFor()
  await press('说完了')
  await page.getByRole('button', { name: /听一遍/ }).waitFor()

  // The screen is locked, the page thrown away by the phone: all of it is there again.
  await page.reload()
  await press('有写了没送出的')
  await press('接着写没送出的申报')
  await page.getByRole('button', { name: /听一遍/ }).waitFor()
  expect(await page.locator('canvas').getAttribute('data-strokes')).toBe('3')
  await press('看一遍再送出')
  expect(await page.locator('svg.written').count()).toBe(1)
  await press(/听一遍/)
  await page.getByRole('button', { name: '不听了' }).waitFor()

  // The PIN is asked for; the hub takes the declaration, and its answer is lost on the way.
  await press('送出')
  await page.getByLabel('个人密码').fill('4827')
  await press('确定')
  await page.getByText('密码不对，还可以试4次').waitFor()
  await page.route('**/phone/api/declare', async route => {
    await route.fetch()
    await route.abort()
  })
  await page.getByLabel('个人密码').fill('4826')
  await press('确定')
  await page.getByText('没有听到支部主机的回音').waitFor()
  await page.unroute('**/phone/api/declare')
  expect(await office.store.read.declarations.ofMember(memberId)).toHaveLength(1)

  // Opened anew it stands there to be sent again, and counts once.
  await page.reload()
  await press('有写了没送出的')
  await press('接着写没送出的申报')
  await page.getByText('没有听到支部主机的回音').waitFor()
  await press('送出')
  await page.getByLabel('个人密码').fill('4826')
  await press('确定')
  await page.getByText('已送到支部').waitFor()
  const [declared, ...more] = await office.store.read.declarations.ofMember(memberId)
  const { declarationId } = must(declared, 'a declaration')
  expect(more).toEqual([])
  const kept = (await office.store.read.declarations.attachments([declarationId])).get(declarationId) ?? []
  expect(kept.map(each => [each.type, each.state]).toSorted()).toEqual([
    ['drawing', 'kept'],
    ['voice', 'kept'],
  ])
  const left = await page.evaluate(() => Object.keys(localStorage).filter(name => name.includes('draft')))
  expect(left).toEqual([])
  expect(faults.filter(each => /Content Security|Permissions/.test(each))).toEqual([])
})
