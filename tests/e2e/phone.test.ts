import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import type { ActivityId, MemberId, Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt, type Period, type PlainDate } from '../../shared/base/plain-date.ts'
import { DEFAULT_SIGN_IN_RULES } from '../../shared/activities/activity.ts'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { phonePassAt, phoneText, readPhonePass } from '../../shared/passes/phone.ts'
import { offerText, readOffer, type PhoneOffer } from '../../shared/passes/phone-offer.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { planActivity } from '../../hub/office/activities/activities.ts'
import { cardsToPrint, issueCards } from '../../hub/office/people/cards.ts'
import { importRoster } from '../../hub/office/people/people.ts'
import { offerPhone } from '../../hub/office/people/phones.ts'
import { compileReview } from '../../hub/office/reviews/reviews.ts'
import { publishScheme, saveSchemeDraft } from '../../hub/office/points/scheme.ts'
import type { RunningHub } from '../../hub/hub.ts'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { aMemberInput, anActivityInput, tellMeeting } from '../fixtures/branch.ts'
import { aRunningHub } from '../fixtures/hub.ts'
import { readQrFromScreenshot } from '../fixtures/qr-read.ts'
import { typeWedge } from '../fixtures/qr-wedge.ts'
import { openDesk, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import { openPage, setUpBranch } from './console.ts'

/**
 * Phones in real browsers: a phone that comes over plain HTTP, where there is no `crypto.subtle`, goes on with no
 * network at all, and a kiosk that reads it. Every code is read from a screenshot by a reader that is not ours.
 */

const LOCAL = { type: 'local' } as const
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** A name of the LAN, so that the browser knows the page for what it is: not secure. */
const PHONE_HOST = 'phone.test'
const PHONE = { width: 390, height: 844 }

let hub: RunningHub & AsyncDisposable
let kiosk: KioskBrowser
let desk: Awaited<ReturnType<typeof openDesk>>
let phones: Awaited<ReturnType<typeof chromium.launch>>
let memberIds: readonly MemberId[]
/** By how much the clocks of the hub, the kiosk and the phones have been put on. */
let ahead = 0
const now = (): Millis => (Date.now() + ahead) as Millis
const clocked: Page[] = []

/** A page whose clock can be put on together with the hub's. */
async function withClock(page: Page): Promise<Page> {
  await page.clock.install({ time: now() })
  clocked.push(page)
  return page
}

/** So much time goes by everywhere at once. */
async function pass(ms: number): Promise<void> {
  ahead += ms
  await Promise.all(clocked.filter(page => !page.isClosed()).map(page => page.clock.fastForward(ms)))
}
let activityId: ActivityId

beforeAll(async () => {
  hub = await aRunningHub(scratch(), { clock: { now }, config: { phonePort: 0, phoneHost: PHONE_HOST } })
  desk = await openDesk()
  const args = [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${PHONE_HOST} 127.0.0.1`]
  phones = await chromium.launch({ executablePath: findChromium(), args })
  kiosk = await openKiosk(scratch())
  await withClock(kiosk.page)
  await setUpBranch(desk.page, hub.url)
  await seed()
})
afterAll(async () => {
  await Promise.all([desk?.browser.close(), phones?.close(), kiosk?.close()])
  await hub?.[Symbol.asyncDispose]()
})

async function seed(): Promise<void> {
  const { office } = hub
  const names = ['张建国', '李秀英', '王德顺']
  const changes = names.map((name, at) => {
    const input = aMemberInput(at + 1, { consent: { date: '2026-01-04' as never, paperRef: '第1页' } })
    return { memberId: null, input: { ...input, words: { ...input.words, name } } }
  })
  await importRoster(office, LOCAL, { fileHash: 'a'.repeat(64), changes })
  memberIds = (await office.store.read.people.all()).map(each => each.memberId)
  const at = (hours: number) => plainDateTimeAt((office.clock.now() + hours * HOUR_MS) as Millis, 'Asia/Shanghai')
  const times = { start: at(0.5), end: at(2), opens: at(-1), lateAfter: at(1), closes: at(2) }
  const signIn = { ...DEFAULT_SIGN_IN_RULES, kioskCode: true }
  activityId = await planActivity(office, LOCAL, anActivityInput({ ...times, itemCode: null, signIn }))
  await issueCards(office, LOCAL, memberIds)
}

const cardOf = async (at: number): Promise<string> =>
  must((await cardsToPrint(hub.office)).find(each => each.memberId === memberIds[at])?.text, 'a card')

const attendance = async () =>
  (await hub.office.store.read.activities.attendance(activityId)).map(({ memberId, way }) => ({
    who: memberIds.indexOf(memberId),
    way,
  }))

async function aPhonePage(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await phones.newContext({ viewport: PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  return { context, page: await withClock(await context.newPage()) }
}

/** What another reader than ours sees in a picture of it; asked again while it is being drawn. */
async function readFrom(what: Locator | Page): Promise<string> {
  for (let tries = 0; tries < 20; tries++) {
    const text = readQrFromScreenshot(await what.screenshot())
    if (text !== null) return text
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new Error('no code can be read from the screen')
}

/** As a scanner types it. */
async function scan(text: string): Promise<void> {
  const input = await kiosk.page.context().newCDPSession(kiosk.page)
  await typeWedge(input, text, { paceMs: 1 })
  await input.detach()
}

const said = (words: string | RegExp) => kiosk.page.getByText(words).first().waitFor()
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

let first: Awaited<ReturnType<typeof aPhonePage>>
let offer: PhoneOffer

test('SG80 SG81 a phone is enrolled from the desk: its camera’s reading of the code is all it needs', async () => {
  const { page } = desk
  await openPage(page, 'members', '党员名册')
  await page.getByRole('cell', { name: '张建国' }).first().click()
  await press(page, '绑定手机')
  const address = await readFrom(page.getByRole('dialog').locator('svg[role=img]'))
  expect(address).toMatch(new RegExp(`^http://${PHONE_HOST}:\\d+/phone/#e=`))
  offer = must(readOffer(address.split('#e=')[1] ?? ''), 'an offer')
  expect(offer.memberName).toBe('张建国')

  first = await aPhonePage()
  const requests: string[] = []
  first.page.on('request', each => requests.push(`${each.url()} ${each.postData() ?? ''}`))
  await first.page.goto(address)
  await first.page.getByText('把这个码对准公开屏').waitFor()
  expect(await first.page.evaluate(() => [isSecureContext, 'subtle' in crypto])).toEqual([false, false])
  expect(first.page.url()).not.toContain('#')
  const hex = Buffer.from(offer.secret).toString('hex')
  expect(requests.join('\n')).toContain('/phone/api/claim')
  for (const secret of [hex, address.split('#e=')[1] ?? '']) expect(requests.join('\n')).not.toContain(secret)
  await page.getByText('张建国同志的手机绑好了').waitFor()

  // The same code before another phone.
  const other = await aPhonePage()
  await other.page.goto(address)
  await other.page.getByText('已经绑定过一部手机').waitFor()
  await other.context.close()
})

test('SG88 SG83 with no network the open page goes on, and a kiosk without its hub’s help takes what it shows, once', async () => {
  await kiosk.page.goto(`${hub.url}/kiosk/#pair=${hub.live.mintPairLink('一楼大厅')}`)
  await press(kiosk.page, '去签到')
  await first.context.setOffline(true)
  const code = await readFrom(first.page)
  expect(readPhonePass(code, offer.branchTag)).toMatchObject({ ok: true, value: { ref: offer.ref } })
  await scan(code)
  await said('签到成功')
  await said('张建国')
  // Beyond the moment in which a scanner fires twice.
  await pass(6_000)
  await scan(code)
  await said('这个码已经用过了')
  // Half a minute later the phone shows another one, all by itself.
  await pass(30_000)
  await expect.poll(() => readFrom(first.page)).not.toBe(code)
  await scan(await readFrom(first.page))
  await said('您已经签过到了')
  await expect.poll(attendance).toEqual([{ who: 0, way: 'phone' }])
  await first.context.setOffline(false)
})

test('SG26 SG4 a code of yesterday is out of date, and another branch’s phone is said to be one', async () => {
  await press(kiosk.page, /返回|好了|知道了/)
  const { secret, ref, branchTag } = offer
  await scan(phoneText(phonePassAt(secret, ref, now() - DAY_MS), branchTag))
  await said('这个手机码过时了')
  const neighbour = String((Number(branchTag) + 1) % 100_000).padStart(5, '0') as BranchTag
  await scan(phoneText(phonePassAt(secret, ref, now()), neighbour))
  await said(/别的支部/)
})

let second: Awaited<ReturnType<typeof aPhonePage>>

test('SG85 a phone is enrolled at the kiosk after the card, and the kiosk sees that it is done', async () => {
  const { page } = kiosk
  await page.goto(`${hub.url}/kiosk/`)
  await press(page, '去签到')
  await press(page, '我的积分、办事')
  await said('请刷您的党员卡')
  await scan(await cardOf(1))
  await press(page, /绑定手机/)
  await said('给 李秀英 的手机')
  const address = await readFrom(page.locator('svg[role=img]'))
  second = await aPhonePage()
  await second.page.goto(address)
  await second.page.getByText('李秀英同志').waitFor()
  await said('手机绑好了')
  expect(await hub.office.store.read.phones.ofMember(must(memberIds[1], 'member'))).toMatchObject([
    { state: 'active', via: 'kiosk' },
  ])
  // Enrolling is no sign-in.
  expect(await attendance()).toEqual([{ who: 0, way: 'phone' }])
})

test('SG86 SG87 a phone opens the kiosk’s code, takes its time, signs in by one tap, and the kiosk says its name', async () => {
  const { page } = kiosk
  await press(page, '好了，返回')
  await press(page, '用手机扫屏幕')
  await said('用手机扫这个码')
  const address = await readFrom(page.locator('svg[role=img]'))
  expect(address).toMatch(new RegExp(`^http://${PHONE_HOST}:\\d+/phone/#k=[\\w-]{135}$`))
  await second.page.goto(address)
  await second.page.getByRole('button', { name: '我来签到' }).waitFor()
  // Until long after the code itself is none any more.
  await pass(40_000)
  await expect.poll(() => readFrom(page.locator('svg[role=img]'))).not.toBe(address)
  await press(second.page, '我来签到')
  await second.page.getByText('签到成功').waitFor()
  await said('李秀英')
  expect(await attendance()).toContainEqual({ who: 1, way: 'code' })

  // A picture of that code, forty seconds old, is worth nothing.
  await first.page.goto(address)
  await first.page.getByText('屏幕上的码已经换了新的').waitFor()
  // A phone that is not enrolled is told kindly what to do.
  const stranger = await aPhonePage()
  await stranger.page.goto(await readFrom(page.locator('svg[role=img]')))
  await stranger.page.getByText('这次请刷党员卡').waitFor()
  await stranger.context.close()
  // A card goes on counting before the code, and the code comes back after it.
  await scan(await cardOf(2))
  await said('签到成功')
  await said('用手机扫这个码')
  await expect.poll(attendance).toContainEqual({ who: 2, way: 'card' })
})

/** Last year's first quarter, compiled: whatever day it is, it has ended. */
async function compileLastYear(): Promise<Period> {
  const { office } = hub
  const { staffId } = must((await office.store.read.staff.all())[0], 'the secretary')
  const by = { type: 'staff', id: staffId } as const
  const cycle = Number(plainDateTimeAt(now(), 'Asia/Shanghai').slice(0, 4)) - 1
  await saveSchemeDraft(office, by, templateScheme(cycle))
  await tellMeeting(office, by, cycle)
  await publishScheme(office, by, cycle, `${cycle}-01-01` as PlainDate)
  await compileReview(office, by, `${cycle}-Q1` as Period)
  return `${cycle}-Q1` as Period
}

test('PR28 RV18 over TLS or on this very PC a member reads their own page and disputes it; over plain HTTP it is told why not', async () => {
  const period = await compileLastYear()
  const context = await desk.browser.newContext({ viewport: PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const made = await offerPhone(hub.office, LOCAL, must(memberIds[2], 'member'), 'console')
  await page.goto(`${hub.url}/phone/#e=${offerText(made)}`)
  await press(page, '我的积分')
  await page.getByText('第一季度积分，请核对').waitFor()
  const review = async () => must(await hub.office.store.read.reviews.one(period), 'a review').review
  await expect
    .poll(async () => (await review()).hearings.filter(each => each.told !== null))
    .toMatchObject([{ figures: { memberId: memberIds[2] }, told: { how: 'phone' } }])
  await press(page, '记得不对')
  await page.getByRole('textbox').fill('二月那次我去了，没有记上。')
  // Put away and opened again: what was written is still there.
  await page.reload()
  await press(page, '有写了没送出的')
  await page.getByText('有写了没送出的意见').waitFor()
  await press(page, '记得不对')
  await press(page, '写好了，看一遍')
  await page.getByText('二月那次我去了').waitFor()
  await press(page, '送出')
  await page.getByText('已送到支部').waitFor()
  await page.getByText('二月那次我去了').waitFor()
  await press(page, '核对无误')
  await page.getByText('核对无误吗').waitFor()
  await press(page, '核对无误')
  await page.getByText('已记下：您核对无误').first().waitFor()
  expect((await review()).matters).toMatchObject([{ kind: 'defence', memberId: memberIds[2] }])
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('二月')
  await context.close()

  await second.page.goto(`http://${PHONE_HOST}:${new URL(must(hub.phoneUrl, 'url')).port}/phone/`)
  await press(second.page, '更多')
  await second.page.getByText('要用带锁的网址（https）打开本页').waitFor()
  expect(await second.page.getByText('我的积分', { exact: true }).count()).toBe(0)
})

test('SG82 a phone that the desk stops says so itself, and keeps nothing', async () => {
  const { page } = desk
  await page.getByRole('dialog').getByRole('button', { name: '好了' }).click()
  await press(page, '停用')
  await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click()
  await page.getByText('这部手机已停用').waitFor()
  await first.page.goto(`http://${PHONE_HOST}:${new URL(must(hub.phoneUrl, 'url')).port}/phone/`)
  await first.page.getByText('这部手机的签到码停用了').waitFor()
  expect(await first.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('secret')
})

test('SG84 where the address can be trusted the page is kept for a start without network, and the kiosk’s worker is another', async () => {
  const context = await desk.browser.newContext({ viewport: PHONE })
  const page = await context.newPage()
  await page.goto(`${hub.url}/phone/`)
  await page.getByText('这部手机还没有绑定').waitFor()
  await page.evaluate(async () => await navigator.serviceWorker.ready)
  const scopes = () =>
    page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(each => [
        new URL(each.scope).pathname,
        new URL(each.active?.scriptURL ?? location.href).pathname,
      ]),
    )
  expect(await scopes()).toEqual([['/phone/', '/phone/sw.js']])
  await page.goto(`${hub.url}/kiosk/`)
  await page.evaluate(async () => await navigator.serviceWorker.ready)
  expect(
    await page.evaluate(() => new URL(navigator.serviceWorker.controller?.scriptURL ?? location.href).pathname),
  ).not.toBe('/phone/sw.js')
  expect((await scopes()).toSorted()).toEqual([
    ['/kiosk/', '/sw.js'],
    ['/phone/', '/phone/sw.js'],
  ])
  await context.setOffline(true)
  const again = await context.newPage()
  await again.goto(`${hub.url}/phone/`)
  await again.getByText('这部手机还没有绑定').waitFor()
  await context.close()
})
