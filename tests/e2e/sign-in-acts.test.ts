import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { freePort, type Served, serveFolder } from '../fixtures/process.ts'
import { openDesk, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import { ask, call, setUpBranch, zoned } from './console.ts'

/**
 * A member at a kiosk that has lost its network: taken back, signed in again, signed out; card and PIN; leave. Then the
 * machine loses its clock as well. All of it with a scanner's keys, and all of it arrives once the hub is back.
 */

const ROSTER = resolve(import.meta.dirname, '../../hub/demo/data/roster-qingxi.xlsx')
const NAMES = ['韦正光', '龙秀莲', '马占魁'] as const
const PIN = '2580'

const folder = scratch()
const desk = await openDesk()
const { page } = desk
let hub: Served
let kiosk: KioskBrowser
const cards = new Map<string, string>()
const memberIds = new Map<string, string>()
const activityIds = { today: '', guarded: '', later: '' }

afterAll(async () => {
  await kiosk?.close()
  await desk.browser.close()
  await hub?.[Symbol.asyncDispose]()
})

const port = await freePort()
const start = async (): Promise<void> => {
  hub = await serveFolder(folder, { HUB_PORT: String(port) })
}
const stop = async (): Promise<void> => {
  hub.process.kill('SIGKILL')
  await hub.ended
}
const glass = (): Page => kiosk.page
const says = (text: string | RegExp) => glass().getByText(text).first().waitFor()
const press = (name: string | RegExp) => glass().getByRole('button', { name }).first().click()
const exactly = (name: string) => glass().getByRole('button', { name, exact: true }).first().click()

/** A scanner types; where a loaded machine cut the scan in two, as people do: once more. */
async function scan(name: string, answer: string | RegExp): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    await glass().keyboard.type(must(cards.get(name), 'a card'), { delay: 5 })
    await glass().keyboard.press('Enter')
    const isThere = await glass()
      .getByText(answer)
      .first()
      .waitFor({ timeout: 6_000 })
      .then(
        () => true,
        () => false,
      )
    if (isThere) return
  }
  throw new Error(`no answer ${String(answer)} to the card of ${name}`)
}

async function typePin(pin: string, go: string): Promise<void> {
  for (const digit of pin) await exactly(digit)
  await exactly(go)
}

/** So much time goes by at the kiosk, at once. */
const pass = (ms: number): Promise<void> => glass().clock.fastForward(ms)

async function plan(change: Record<string, unknown>): Promise<string> {
  return await call<string>(page, 'activities.plan', {
    activityId: null,
    code: '',
    type: 'themePartyDay',
    start: zoned(-15),
    end: zoned(180),
    place: '二楼会议室',
    expected: { kind: 'allMembers' },
    itemCode: null,
    opens: zoned(-60),
    lateAfter: zoned(90),
    closes: zoned(120),
    ...change,
  })
}

test('SG60 a branch with three cards, an activity that runs, one that wants a PIN, and one next week', async () => {
  await start()
  await setUpBranch(page, hub.url)
  const file = { fileName: 'roster.xlsx', base64: readFileSync(ROSTER).toString('base64') }
  const { token } = await call<{ token: string }>(page, 'members.previewImport', file)
  await call(page, 'members.confirmImport', { token })
  const members = await ask<{ memberId: string; name: string }[]>(page, 'members.list')
  for (const { memberId, name } of members) memberIds.set(name, memberId)
  await call(page, 'members.issueCards', { memberIds: members.map(each => each.memberId) })
  const made = await ask<{ name: string; text: string; serial: string }[]>(page, 'members.cardsToPrint')
  for (const each of made) cards.set(each.name, each.text)
  await call(page, 'members.confirmPrinted', { serials: made.map(each => each.serial) })
  activityIds.today = await plan({ title: '重阳敬老' })
  const signIn = { phone: true, kioskCode: false, card: 'pin', notExpected: 'welcome', capacity: null }
  activityIds.guarded = await plan({ title: '民主评议会', type: 'democraticAppraisal', start: zoned(60), signIn })
  const day = 7 * 24 * 60
  const times = {
    start: zoned(day),
    end: zoned(day + 60),
    opens: zoned(day - 30),
    lateAfter: zoned(day),
    closes: zoned(day + 30),
  }
  activityIds.later = await plan({ title: '冬日送暖', ...times })
  kiosk = await openKiosk(join(scratch(), 'kiosk'))
  await glass().clock.install()
  await glass().goto(`${hub.url}/kiosk/`)
  const shown = glass().locator('section[aria-live=polite] b')
  await shown.waitFor()
  await call(page, 'kiosks.confirm', { code: (await shown.innerText()).replace(/\D/g, ''), place: '一楼大厅' })
  await says('重阳敬老')
  await expect
    .poll(() => glass().evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 30_000 })
    .toBe('activated')
  await stop()
})

test('SG61 SG60 without a network: tick, “not me”, tick again, sign out, and again', async () => {
  const [name] = NAMES
  await press('去签到')
  await says('我的积分、办事')
  await scan(name, '签到成功')
  await press('不是我本人')
  await says('撤销这次签到吗？')
  await press('撤销签到')
  await says('签到已撤销')
  await scan(name, '签到成功')
  // A second scan within five seconds is the first one once more.
  await pass(5_200)
  await scan(name, '您已经签过到了')
  await exactly('签退')
  await says('现在签退吗？')
  await exactly('签退')
  await says('签退已记下')
  await pass(1_000)
  await scan(name, '您已经签退了')
  await exactly('现在再签退一次')
  await exactly('签退')
  await says('签退已记下')
})

test('SG64 SG63 a PIN set at the kiosk counts there at once: card, wrong PIN, right PIN', async () => {
  const [, name] = NAMES
  await press('好了，返回')
  await press('我的积分、办事')
  await says('请刷您的党员卡')
  await scan(name, '您要办什么？')
  await press('设个人密码')
  await typePin('1234', '下一步')
  await says('太简单')
  await typePin(PIN, '下一步')
  await says('再按一遍新密码')
  await typePin('2581', '设好')
  await says('两遍不一样')
  await typePin(PIN, '下一步')
  await typePin(PIN, '设好')
  await says('个人密码设好了')
  await press('好了，返回')
  await press('换一场活动')
  await press(/民主评议会/)
  await press('去签到')
  await scan(name, '请输入个人密码')
  await typePin('2581', '签到')
  await says('还可以试 4 次')
  await typePin(PIN, '签到')
  await says('签到成功')
  expect(await glass().evaluate(() => document.body.innerText)).not.toContain(PIN)
})

test('SG62 SG66 leave from next week’s activity; a minute later nothing of the member is on the glass', async () => {
  const [, name] = NAMES
  await press('完成')
  await press('首页')
  await press('活动安排')
  await press(/冬日送暖/)
  await exactly('请假')
  await says('请刷您的党员卡')
  await scan(name, '为什么请假？')
  await press('家事')
  await says('请假：家事')
  await says('要等支部同意')
  await exactly('请假')
  await says('请假已记下')
  await press('好了，返回')
  await press('我的积分、办事')
  await scan(name, '您要办什么？')
  await press(/^请假/)
  await says('等支部同意')
  const masked = must(/龙.莲/.exec(await glass().locator('main').innerText())?.[0], 'the name as the room may see it')
  expect(masked).not.toBe(name)
  // 40 seconds, then the question for 20; the answer is nobody.
  await pass(30_000)
  await expect.poll(() => glass().getByText(masked).count()).toBeGreaterThan(0)
  await pass(15_000)
  await pass(20_000)
  await expect.poll(() => glass().getByText(masked).count()).toBe(0)
  expect(await glass().getByText('等支部同意').count()).toBe(0)
})

interface Wall {
  readonly attendance: readonly { memberId: string; outAt: number | null; way: string }[]
}
const wall = (activityId: string) => ask<Wall>(page, 'activities.wall', { activityId })
const present = async (activityId: string) => (await wall(activityId)).attendance.map(each => each.memberId)

test('SG60 SG61 SG62 SG64 the hub is back: one attendance with the last sign-out, a wish for leave, and the PIN for others', async () => {
  await start()
  await page.goto(`${hub.url}/console/`)
  await page.getByRole('navigation').getByText('账本核对').waitFor()
  const idOf = (name: string) => must(memberIds.get(name), 'a member')
  await expect.poll(() => present(activityIds.today), { timeout: 60_000 }).toEqual([idOf(NAMES[0])])
  await expect.poll(() => present(activityIds.guarded), { timeout: 60_000 }).toEqual([idOf(NAMES[1])])
  const [first] = (await wall(activityIds.today)).attendance
  expect(first?.outAt).toBeGreaterThan(Date.now() - 600_000)
  const later = await ask<{ leaveAsked: readonly { memberId: string; reason: string }[] }>(page, 'activities.wall', {
    activityId: activityIds.later,
  })
  expect(later.leaveAsked).toMatchObject([{ memberId: idOf(NAMES[1]), reason: 'family' }])
  const kinds = (await ask<{ kind: string }[]>(page, 'journal.lines', { limit: 100 })).map(each => each.kind)
  expect(kinds.filter(each => each === 'memberAct.recorded')).toHaveLength(5)
  await stop()
})

/** [the machine's clock at start, whose card] */
const CLOCKS = [
  ['1970-01-01T00:05:00Z', '马占魁'],
  ['2036-12-01T02:00:00Z', '白玉兰'],
] as const

for (const [time, name] of CLOCKS) {
  test(`SG69 the machine starts in ${time.slice(0, 4)}, alone: the card is taken and said to be, and the hub places it`, async () => {
    await glass().clock.install({ time: new Date(time) })
    // Nothing of what it last knew of the time is left either.
    await glass().evaluate(() => {
      const facts = JSON.parse(localStorage.getItem('branch-board-facts') ?? '{}') as Record<string, unknown>
      localStorage.setItem(
        'branch-board-facts',
        JSON.stringify({ ...facts, clock: { anchor: null, lastTime: 0, seen: null } }),
      )
    })
    await glass().reload()
    await says('时间未校准')
    await scan(name, '签到成功')
    await says('机器时间还没有校准')
    await start()
    await page.goto(`${hub.url}/console/`)
    await page.getByRole('navigation').getByText('账本核对').waitFor()
    const lines = () => ask<{ kind: string; body: string }[]>(page, 'journal.lines', { limit: 200 })
    const isHere = async () =>
      (await lines()).filter(
        ({ kind, body }) => kind === 'signIn.recorded' && JSON.parse(body).signIn.memberId === memberIds.get(name),
      )
    await expect.poll(async () => (await isHere()).length, { timeout: 60_000 }).toBe(1)
    const signIn = JSON.parse(must((await isHere())[0], 'line').body).signIn
    expect(signIn).toMatchObject({ result: 'ok', clockTrust: 'unknown' })
    expect(signIn.flags).toContain('clockUnsure')
    const found = async () => [...(await present(activityIds.today)), ...(await present(activityIds.guarded))]
    await expect.poll(found, { timeout: 30_000 }).toContain(memberIds.get(name))
    await stop()
  })
}
