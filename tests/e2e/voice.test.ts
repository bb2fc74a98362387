import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlainDateTime } from '../../shared/base/plain-date.ts'
import { spokenTime } from '../../shared/passes/spoken-time.ts'
import { clipOf, clipsOf } from '../../shared/voice/clips.ts'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { freePort, serveFolder, type Served } from '../fixtures/process.ts'
import { typeWedge } from '../fixtures/qr-wedge.ts'
import { DESK, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import { ask, call, openPage, setUpBranch, zoned } from './console.ts'

/** What the room hears, in real Chromium: bundled clips with the hub gone, then the secretary's own voice. */

const root = resolve(import.meta.dirname, '../..')
const folder = scratch()
const profile = join(scratch(), 'kiosk')
let hub: Served
let kiosk: KioskBrowser
let page: Page
let activityId = ''
let cards: readonly { readonly text: string }[] = []
let recordedHash = ''

const port = String(await freePort())
const start = async () => {
  hub = await serveFolder(folder, { HUB_PORT: port })
}
async function cutHub(): Promise<void> {
  hub.process.kill('SIGKILL')
  await hub.ended
}
const OPENS = zoned(25)
const fileHash = (text: string) =>
  createHash('sha256')
    .update(readFileSync(join(root, `shared/voice/clips/${clipOf(text).id}.ogg`)))
    .digest('hex')
const desk = await chromium.launch({
  executablePath: findChromium(),
  // The microphone beeps once a second.
  args: [...CHROMIUM_ARGS, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
})

/** Plans the one activity, or moves its window. */
async function plan(opens: PlainDateTime): Promise<void> {
  activityId = await call<string>(page, 'activities.plan', {
    activityId: activityId || null,
    code: 'T001',
    type: 'themePartyDay',
    title: '重阳敬老 情暖邻里',
    start: zoned(60),
    end: zoned(120),
    place: '二楼会议室',
    expected: { kind: 'allMembers' },
    itemCode: 'B05',
    opens,
    lateAfter: zoned(60),
    closes: zoned(90),
  })
}

interface Heard {
  /** SHA-256 of the file that is played. */
  readonly hash: string
  /** On the audio clock, seconds. */
  readonly at: number
}

/** Notes every recording that the page really starts to play, by the bytes it was decoded from. */
function listen(): void {
  const heard: Heard[] = []
  const hashes = new WeakMap<AudioBuffer, string>()
  const decode = BaseAudioContext.prototype.decodeAudioData
  BaseAudioContext.prototype.decodeAudioData = async function (this: BaseAudioContext, bytes: ArrayBuffer) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const buffer = await decode.call(this, bytes)
    hashes.set(buffer, [...digest].map(each => each.toString(16).padStart(2, '0')).join(''))
    return buffer
  }
  const play = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, at = 0, ...rest: number[]) {
    const running = this.context.state === 'running'
    if (this.buffer && running) heard.push({ hash: hashes.get(this.buffer) ?? '?', at })
    play.call(this, at, ...rest)
  }
  Object.assign(window, { heard })
}

const heard = () => kiosk.page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)

/** Reads the member's card and waits for the words; @returns what was heard for it */
async function scan(member: number, title: string, count: number): Promise<readonly Heard[]> {
  const before = (await heard()).length
  const input = await kiosk.page.context().newCDPSession(kiosk.page)
  await typeWedge(input, cards[member]?.text ?? '')
  await kiosk.page.getByText(title).first().waitFor()
  await expect.poll(async () => (await heard()).length - before).toBeGreaterThanOrEqual(count)
  return (await heard()).slice(before)
}

/** The kiosk's page as after a start of the machine; a touch, for browsers that wait for one before they sound. */
async function openPageOfKiosk(): Promise<void> {
  await kiosk.page.goto(`${hub.url}/kiosk/`)
  await kiosk.page.getByText('重阳敬老').first().waitFor()
  await kiosk.page.locator('header').first().click({ force: true })
  await kiosk.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

const keptSounds = () =>
  kiosk.page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('branch-board-sounds')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const database = opening.result
          if (!database.objectStoreNames.contains('sounds')) return resolve([])
          const keys = database.transaction('sounds').objectStore('sounds').getAllKeys()
          keys.addEventListener('success', () => {
            database.close()
            resolve(keys.result.map(String))
          })
        })
      }),
  )

beforeAll(async () => {
  page = await (await desk.newContext({ viewport: DESK, locale: 'zh-CN' })).newPage()
  await start()
  await setUpBranch(page, hub.url)
  const year = Number(zoned(0).slice(0, 4))
  const { scheme } = await ask<{ scheme: unknown }>(page, 'scheme.edit', { cycle: year })
  await call(page, 'scheme.saveDraft', { scheme })
  await call(page, 'scheme.brief', { cycle: year, date: `${year}-01-01`, minutesNo: '支会1号', activityId: null })
  await call(page, 'scheme.publish', { cycle: year, effectiveFrom: `${year}-01-01` })
  const roster = readFileSync(join(root, 'hub/demo/data/roster-qingxi.xlsx')).toString('base64')
  const { token } = await call<{ token: string }>(page, 'members.previewImport', { fileName: 'r.xlsx', base64: roster })
  await call(page, 'members.confirmImport', { token })
  const members = await ask<{ memberId: string }[]>(page, 'members.list')
  await call(page, 'members.issueCards', { memberIds: members.slice(0, 6).map(each => each.memberId) })
  cards = await ask(page, 'members.cardsToPrint')
  await plan(OPENS)
  kiosk = await openKiosk(profile)
  await kiosk.page.addInitScript(listen)
  await kiosk.page.goto(`${hub.url}/kiosk/`)
  const shown = kiosk.page.locator('section[aria-live=polite] b')
  await shown.waitFor()
  const code = (await shown.innerText()).replace(/\D/g, '')
  await call(page, 'kiosks.confirm', { code, place: '一楼大厅' })
  await kiosk.page.getByText('重阳敬老').first().waitFor()
  await openPageOfKiosk()
})

afterAll(async () => {
  await kiosk?.close()
  await desk.close()
  await hub?.[Symbol.asyncDispose]()
})

test('SG51 with the hub gone and no voice on the machine, bundled clips really say the sentence, the time included', async () => {
  // Not opened anew: without the hub its clock would be unsure, and an unsure clock turns nobody away.
  await cutHub()
  const voices = await kiosk.page.evaluate(
    () => speechSynthesis.getVoices().filter(each => each.localService && each.lang.startsWith('zh')).length,
  )
  expect(voices).toBe(0)
  const steps = clipsOf(`还没到签到时间，${spokenTime(OPENS)}开始。`)
  expect(steps.length).toBeGreaterThanOrEqual(4)
  const said = await scan(0, '还没到签到时间', steps.length)
  expect(said.map(({ hash }) => hash)).toEqual(steps.map(({ text }) => fileHash(text)))
  const times = said.map(({ at }) => at)
  expect(times.every((at, index) => index === 0 || at > (times[index - 1] ?? 0) + 0.1)).toBe(true)
})

test('SG52 SG53 the secretary records a sentence at the desk, listens to it and saves it', async () => {
  await start()
  await page.goto(`${hub.url}/console/`)
  await openPage(page, 'settings/voice', '设置')
  await page.getByRole('button', { name: '录音：签到成功', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '开始录音' }).click()
  await dialog.getByText('正在录音 1 秒').waitFor()
  await dialog.getByRole('button', { name: '停止' }).click()
  await dialog.getByRole('button', { name: '听一遍' }).click()
  await dialog.getByRole('button', { name: '停止播放' }).waitFor()
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存：签到成功').waitFor()
  await page.getByRole('row', { name: /^签到成功 本支部录音/ }).waitFor()
  const [recorded] = await ask<{ blob: string; ms: number; text: string }[]>(page, 'voice.recordings')
  expect(recorded?.text).toBe('签到成功')
  expect(recorded?.ms).toBeGreaterThan(900)
  expect(recorded?.ms).toBeLessThan(8_000)
  recordedHash = recorded?.blob ?? ''
})

test('SG52 a file that is no recording is refused at the desk in words', async () => {
  await page.getByRole('button', { name: '录音：开始', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const file = (name: string, content: Buffer) =>
    dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'audio/mpeg', buffer: content })
  await file('page.mp3', Buffer.from('<script>alert(1)</script>'))
  await dialog.getByText('这个文件不能当录音播放').waitFor()
  await file('long.ogg', readFileSync(join(root, 'tests/fixtures/sound/long.ogg')))
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await dialog.getByText('录音太长').waitFor()
  await dialog.getByRole('button', { name: '关闭' }).first().click()
  expect(await ask<unknown[]>(page, 'voice.recordings')).toHaveLength(1)
})

test('SG51 SG54 the recording replaces the bundled clip on the kiosk, with the hub gone again', async () => {
  await plan(zoned(-30))
  await expect.poll(keptSounds, { timeout: 60_000 }).toEqual([recordedHash])
  await expect.poll(() => kiosk.page.locator('footer').innerText(), { timeout: 30_000 }).toMatch(/在线/)
  await cutHub()
  await openPageOfKiosk()
  const said = await scan(1, '签到成功', 1)
  expect(said.map(({ hash }) => hash)).toEqual([recordedHash])
})

test('SG53 SG54 deleted at the desk, it is gone from the kiosk, and the bundled voice is back', async () => {
  await start()
  await page.goto(`${hub.url}/console/`)
  await openPage(page, 'settings/voice', '设置')
  await page.getByRole('button', { name: '删除录音：签到成功' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click()
  await page.getByText('公开屏改回自带语音。').first().waitFor()
  await expect.poll(keptSounds, { timeout: 60_000 }).toEqual([])
  const said = await scan(2, '签到成功', 1)
  expect(said.map(({ hash }) => hash)).toEqual([fileHash('签到成功')])
  expect((await fetch(`${hub.url}/v1/blobs/${recordedHash}`)).status).toBe(404)
})

test('SG51 with the voice switched off there are tones and no words', async () => {
  const settings = await ask<Record<string, unknown>>(page, 'settings.get')
  const names = ['branchName', 'fullName', 'placeName', 'noticeDays', 'noticeDaysFloor', 'officeCloses', 'helpContact']
  const kept = Object.fromEntries(names.map(name => [name, settings[name]]))
  await call(page, 'settings.change', { ...kept, voice: false })
  const n = (await heard()).length
  await expect
    .poll(async () => JSON.stringify(await kiosk.page.evaluate(readSettings)), { timeout: 30_000 })
    .toContain('"voice":false')
  await scan(3, '签到成功', 0)
  await kiosk.page.waitForTimeout(1_500)
  expect((await heard()).length).toBe(n)
})

/** The settings as the kiosk keeps them. */
function readSettings(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('branch-board-cache')
    opening.addEventListener('error', () => reject(opening.error))
    opening.addEventListener('success', () => {
      const database = opening.result
      const rows = database.transaction('items').objectStore('items').getAll()
      rows.addEventListener('success', () => {
        database.close()
        const texts = (rows.result as { feed: string; text: string }[]).filter(each => each.feed === 'settings')
        resolve(texts.map(({ text }) => JSON.parse(text) as unknown))
      })
    })
  })
}
