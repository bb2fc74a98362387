import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import { freePort, serveFolder, type Served } from '../fixtures/process.ts'
import { openDesk, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import { ask, call, setUpBranch } from './console.ts'

/**
 * A kiosk whose hub is gone: a resident vouches in three touches, a member declares by finger, by voice and with a
 * picture through a real camera and microphone of the browser. Then the power goes; the hub has all of it once it is back.
 */

const ROSTER = resolve(import.meta.dirname, '../../hub/demo/data/roster-qingxi.xlsx')
const NAME = '韦正光'
const today = plainDateAt(Date.now() as Millis, 'Asia/Shanghai')
const cycle = Number(today.slice(0, 4))

const folder = scratch()
const profile = join(scratch(), 'kiosk')
const desk = await openDesk()
const { page } = desk
const port = await freePort()
let hub: Served
let kiosk: KioskBrowser
let card = ''

afterAll(async () => {
  await kiosk?.close()
  await desk.browser.close()
  await hub?.[Symbol.asyncDispose]()
})

const start = async (): Promise<void> => {
  hub = await serveFolder(folder, { HUB_PORT: String(port) })
}
const glass = (): Page => kiosk.page
const says = (text: string | RegExp) => glass().getByText(text).first().waitFor({ timeout: 60_000 })
const press = (name: string | RegExp) => glass().getByRole('button', { name }).first().click({ timeout: 60_000 })

/** A scanner types; where a loaded machine cut the scan in two, as people do: once more. */
async function scan(answer: string): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    await glass().keyboard.type(card, { delay: 5 })
    await glass().keyboard.press('Enter')
    const waiting = glass().getByText(answer).first().waitFor({ timeout: 8_000 })
    const isThere = await waiting.then(
      () => true,
      () => false,
    )
    if (isThere) return
  }
  throw new Error(`no answer ${answer}`)
}

async function openGlass(): Promise<void> {
  kiosk = await openKiosk(profile)
  // Whatever is opened of camera and microphone, to see that it is given back.
  await glass().addInitScript(() => {
    const tracks: MediaStreamTrack[] = []
    Object.assign(window, { tracks })
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async wanted => {
      const stream = await open(wanted)
      tracks.push(...stream.getTracks())
      return stream
    }
  })
  await glass().goto(`${hub.url}/kiosk/`)
}

/** Kinds of tracks that were opened, and how many are open still. */
const tracks = () =>
  glass().evaluate(() => {
    const all = (window as unknown as { tracks: MediaStreamTrack[] }).tracks
    return { kinds: all.map(each => each.kind), live: all.filter(each => each.readyState === 'live').length }
  })

async function writeByFinger(): Promise<void> {
  const box = must(await glass().locator('canvas').boundingBox(), 'a pad')
  for (const at of [0.2, 0.4, 0.6]) {
    await glass().mouse.move(box.x + box.width * at, box.y + 60)
    await glass().mouse.down()
    await glass().mouse.move(box.x + box.width * (at + 0.1), box.y + 160, { steps: 4 })
    await glass().mouse.up()
  }
}

async function publish(content: object): Promise<void> {
  const noticeId = await call<string>(page, 'notices.start', { content })
  const { version } = await ask<{ version: number }>(page, 'notices.get', { noticeId })
  const hash = await call<string>(page, 'notices.check', { noticeId, version })
  await call(page, 'notices.approve', { noticeId, hash })
  await call(page, 'notices.publish', { noticeId, hash })
}

test('KS61 a branch whose items hang on the board; a kiosk has them, and then its hub is gone', async () => {
  await start()
  await setUpBranch(page, hub.url)
  const file = { fileName: 'roster.xlsx', base64: readFileSync(ROSTER).toString('base64') }
  const { token } = await call<{ token: string }>(page, 'members.previewImport', file)
  await call(page, 'members.confirmImport', { token })
  const members = await ask<{ memberId: string; name: string }[]>(page, 'members.list')
  const one = must(
    members.find(each => each.name === NAME),
    NAME,
  )
  await call(page, 'members.issueCards', { memberIds: [one.memberId] })
  const made = await ask<{ text: string; serial: string }[]>(page, 'members.cardsToPrint')
  card = must(made[0], 'a card').text
  await call(page, 'members.confirmPrinted', { serials: made.map(each => each.serial) })
  await call(page, 'scheme.start', { cycle, from: 'village' })
  await call(page, 'scheme.brief', { cycle, date: `${cycle}-01-05`, minutesNo: '1', activityId: null })
  await call(page, 'scheme.publish', { cycle, effectiveFrom: `${cycle}-01-01` })
  await publish(await ask<object>(page, 'notices.starter', { kind: 'items', cycle }))
  const road = await ask<object>(page, 'notices.starter', { kind: 'announcement' })
  await publish({ ...road, title: '村口修路', paragraphs: ['下周一起村口修路。'], noticeDays: 5 })
  await openGlass()
  const code = glass().locator('section[aria-live=polite] b')
  await code.waitFor({ timeout: 60_000 })
  await call(page, 'kiosks.confirm', { code: (await code.innerText()).replace(/\D/g, ''), place: '一楼大厅' })
  await says(/四个方面 \d+ 项/)
  await expect
    .poll(() => glass().evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 60_000 })
    .toBe('activated')
  hub.process.kill('SIGKILL')
  await hub.ended
  await says('离线')
})

test('KS60 a resident vouches: one touch opens the page, three send it', async () => {
  await press(/群众证实/)
  await says('是哪位党员做的好事？')
  // Nobody on this roster has agreed to be named: the first in stroke order is somebody all the same.
  await glass().getByRole('list', { name: '点一个名字' }).getByRole('button').first().click()
  await press('劝和、调解')
  await press('送出')
  await says('谢谢您，收到了')
  await says('没有网络，已记在本机')
  await press(/好了，返回/)
})

test('KS80 somebody objects to the notice that hangs: by finger, no card, without a network', async () => {
  await press(/^公示公告/)
  await press(/村口修路/)
  await press('我有异议')
  await says('您觉得哪里不对？')
  await press('写一句话')
  await writeByFinger()
  await press('写好了')
  await press('送出')
  await says('异议收到了')
  await press(/好了，返回/)
})

test('KS63 KS67 a member declares by finger, by voice and with a picture; camera and microphone are given back', async () => {
  await press(/我的积分/)
  await says('请刷您的党员卡')
  await scan('您要办什么？')
  await press(/我要申报/)
  await press(/撰写心得体会/)
  await press(/今天/)
  await press(/用手指写几句/)
  await writeByFinger()
  await press('写好了')
  await press(/说几句话/)
  await press('开始录音')
  // The microphone beeps once a second.
  await says('还能说 28 秒')
  await press('说完了')
  await says('录好了，先听一遍')
  expect((await tracks()).live).toBe(0)
  await press('就用这段')
  await press(/拍一张照片/)
  await press('拍照')
  await glass().getByAltText('拍好的照片').waitFor({ timeout: 60_000 })
  await expect.poll(async () => (await tracks()).live, { timeout: 30_000 }).toBe(0)
  await press('就用这张')
  await press('下一步')
  await says('请看一遍再送出')
  for (const line of ['写了 1 页', '拍好了']) await says(line)
  await press('送出')
  await says('申报已经记下')
  // One after the other, and each of them ended; the card page's own camera among them.
  expect(new Set((await tracks()).kinds)).toEqual(new Set(['audio', 'video']))
  // The power goes in the very moment in which the tick stands there.
  await kiosk.cutPower()
})

interface Row {
  readonly kind: string
  readonly itemCode: string | null
  readonly date: string
  readonly member: { readonly name: string } | null
  readonly attachments: readonly { readonly attachmentId: string; readonly type: string; readonly state: string }[]
}

test('KS64 KS69 the hub has all of it, opened, once it is back', async () => {
  await start()
  await page.reload()
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 })
  await openGlass()
  const inbox = () => ask<readonly Row[]>(page, 'declarations.inbox')
  const settled = async () =>
    (await inbox()).flatMap(each => each.attachments).filter(each => each.state === 'kept').length
  await expect.poll(async () => (await inbox()).length, { timeout: 60_000 }).toBe(2)
  await expect.poll(settled, { timeout: 60_000 }).toBe(3)
  const [attested, declared] = await inbox()
  expect(attested).toMatchObject({ kind: 'attestation', itemCode: 'C04', date: today, attachments: [] })
  expect(declared).toMatchObject({ kind: 'declaration', itemCode: 'B03', date: today, member: { name: NAME } })
  const types = await page.evaluate(
    async ids => {
      const answers = await Promise.all(ids.map(each => fetch(`/console/attachments/${each}`)))
      return answers.map(each => `${each.status} ${each.headers.get('content-type')}`)
    },
    must(declared, 'a declaration').attachments.map(each => each.attachmentId),
  )
  expect(types).toEqual([
    expect.stringMatching(/^200 image\//),
    expect.stringMatching(/^200 (audio|video)\//),
    expect.stringMatching(/^200 /),
  ])
  const list = await ask<{ open: number; rows: readonly object[] }>(page, 'objections.list', { noticeId: null })
  expect(list).toMatchObject({ open: 1, rows: [{ title: '村口修路', why: 'otherNotice', said: { name: null } }] })
})
