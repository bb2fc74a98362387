import * as mupdf from 'mupdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { points } from '../../shared/base/hundredths.ts'
import type { MemberId, Millis } from '../../shared/base/ids.ts'
import { plainDateAt } from '../../shared/base/plain-date.ts'
import { attest, declare } from '../../hub/office/declarations/declarations.ts'
import { importRoster } from '../../hub/office/people/people.ts'
import { publishScheme, saveSchemeDraft } from '../../hub/office/points/scheme.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { aMemberInput, day, tellMeeting } from '../fixtures/branch.ts'
import { aFolder, aRunningHub, aSecretary } from '../fixtures/hub.ts'
import { SECRETARY } from '../fixtures/office.ts'
import { openDesk } from './browser.ts'
import { openPage } from './console.ts'
import { crop, decodeQr, rasterise } from './papers.ts'

/** A declaration decided by keyboard, ten slips of a meeting, an undo; and the slips on paper. */

const PEOPLE = '王建国 李秀英 赵永福 钱桂兰 欧阳德顺 努尔买买提·阿卜杜热合曼 周玉珍 郑有福 何秀兰 石磊'.split(' ')
const today = plainDateAt(Date.now() as Millis, 'Asia/Shanghai')
const cycle = Number(today.slice(0, 4))

const folder = aFolder()
const hub = await aRunningHub(folder.path)
const desk = await openDesk()
const { page } = desk
const { read } = hub.office.store
let memberIds: readonly MemberId[]

beforeAll(async () => {
  await aSecretary(hub)
  const by = { type: 'local' } as const
  const changes = PEOPLE.map((name, at) => {
    const input = aMemberInput(at + 1)
    return { memberId: null, input: { ...input, words: { ...input.words, name } } }
  })
  await importRoster(hub.office, by, { fileHash: 'a'.repeat(64), changes })
  await saveSchemeDraft(hub.office, by, templateScheme(cycle))
  await tellMeeting(hub.office, by, cycle)
  await publishScheme(hub.office, by, cycle, day(`${cycle}-01-01`))
  memberIds = (await read.people.all()).toSorted((a, b) => a.memberNo - b.memberNo).map(each => each.memberId)
  await page.goto(`${hub.url}/console/`)
  await page.getByLabel('登录名').fill(SECRETARY.loginName)
  await page.getByLabel('密码', { exact: true }).fill(SECRETARY.password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').getByText('申报证实').waitFor()
}, 60_000)

afterAll(async () => {
  await desk.browser.close()
  await hub.stop()
  folder[Symbol.dispose]()
})

const idOf = (memberNo: number): MemberId => {
  const found = memberIds[memberNo - 1]
  if (found === undefined) throw new Error(`nobody has the number ${memberNo}`)
  return found
}
const states = async () =>
  (await read.declarations.inState(['waiting', 'accepted', 'refused'], 99))
    .map(each => `${each.kind} ${each.itemCode} ${each.state}`)
    .sort()
const lines = async () => (await read.ledger.page({ cycle, offset: 0, limit: 100 })).lines
const { keyboard } = page

test('PT88 a declaration is accepted with its witness, and another refused, without a mouse', async () => {
  const by = { type: 'local' } as const
  const said = { date: today, quantity: points(1), follows: null }
  await declare(hub.office, by, { ...said, memberId: idOf(2), itemCode: 'C05', text: '清理村口水渠' })
  await declare(hub.office, by, { ...said, memberId: idOf(3), itemCode: 'C03', text: '给老人送药' })
  await attest(hub.office, by, { memberId: idOf(2), itemCode: 'C05', date: today, name: '赵大娘', note: '看见了' })
  await openPage(page, 'declarations', '申报证实')
  const sheet = page.getByRole('article')
  await sheet.getByRole('heading', { name: '李秀英' }).waitFor()
  await keyboard.press('j')
  await sheet.getByText('给老人送药').waitFor()
  await keyboard.press('r')
  await page.getByRole('form', { name: '不采纳' }).waitFor()
  await keyboard.type('这是卫生室的本职工作，谢谢您。')
  await keyboard.press('Enter')
  await page.getByText('已答复，本人刷卡能看到。').waitFor()
  await keyboard.press('k')
  await sheet.getByText('清理村口水渠').waitFor()
  await keyboard.press('a')
  await page.getByRole('form', { name: '同意并登记' }).getByText('赵大娘').waitFor()
  await keyboard.type('现场看过')
  await keyboard.press('Enter')
  await page.getByText('没有等着看的申报和证实。').waitFor()
  expect(await states()).toEqual(['attestation C05 accepted', 'declaration C03 refused', 'declaration C05 accepted'])
  expect((await lines()).map(each => [each.memberId, each.itemCode, each.points, each.note])).toEqual([
    [idOf(2), 'C05', 100, '现场看过'],
  ])
})

test('PT84 PT85 PT80 ten slips by keyboard: the bad row is said in place, then all are registered, then taken back', async () => {
  await openPage(page, 'declarations/round', '录入申报单')
  await page.getByText('会上已经通过，直接登记').click()
  await page.getByLabel('第 1 行 党员').focus()
  for (let row = 1; row <= 10; row++) {
    await page.getByLabel(`第 ${row} 行 党员`).and(page.locator(':focus')).waitFor()
    // As a scanner types the slip's code, and as a hand types what is on it.
    await keyboard.type(String(row))
    await keyboard.press('Enter')
    await keyboard.type(row % 2 === 0 ? '环境' : 'c03')
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await keyboard.type(row === 4 ? '0' : '1')
    await keyboard.press('Enter')
    await keyboard.type('会上自己报的')
    if (row < 10) await keyboard.press('Enter')
  }
  await keyboard.press('Control+Enter')
  await page.getByText('有 1 行要改，现在什么也没有保存。').waitFor()
  expect(await lines()).toHaveLength(1)
  await page.getByLabel('第 4 行 数量').and(page.locator(':focus')).waitFor()
  await keyboard.press('Control+a')
  await keyboard.type('2')
  await keyboard.press('Control+Enter')
  await page.getByText('刚刚登记了 10 笔。').waitFor()
  expect((await lines()).filter(each => each.note.endsWith('支部会议通过；会上自己报的'))).toHaveLength(10)
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByText('已撤销 10 笔，台账里两行都留着。').waitFor()
  const left = (await lines()).filter(each => each.reverses === null && each.reversedBy === null)
  expect(left.map(each => each.note)).toEqual(['现场看过'])
  expect((await states()).filter(each => each.endsWith('waiting'))).toHaveLength(10)
})

test('PT86 the slips are printed two to a sheet, each with a code that the batch takes', async () => {
  await page.goto(`${hub.url}/console/#/declaration-slips-paper`)
  await page.getByText('10 张申报单，5 页 A4').waitFor()
  const titles = page.getByRole('article').getByRole('heading', { name: '党员积分申报单' })
  expect(await titles.count()).toBe(10)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(mupdf.Document.openDocument(pdf, 'application/pdf').countPages()).toBe(5)
  const [sheet] = rasterise(await page.pdf({ preferCSSPageSize: true, pageRanges: '1' }))
  if (!sheet) throw new Error('no sheet')
  expect([sheet.width, sheet.height].map(dots => Math.round((dots / 300) * 25.4))).toEqual([210, 297])
  const dots = 300 / 25.4
  for (const at of [0, 1]) {
    const name = await page.getByRole('article').nth(at).locator('b').first().innerText()
    // Where the code stands on its slip: 14 mm from the right edge, 10 mm from the top.
    const corner = { x: 165 * dots, y: (5 + at * 148.5) * dots, width: 40 * dots, height: 35 * dots }
    expect(decodeQr(crop(sheet, corner))).toBe(String(PEOPLE.indexOf(name.trim()) + 1))
  }
})
