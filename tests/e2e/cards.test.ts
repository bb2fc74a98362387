import jsQR from 'jsqr'
import * as mupdf from 'mupdf'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { serveFolder } from '../fixtures/process.ts'
import { openDesk, scratch } from './browser.ts'
import { ask, openPage, setUpBranch } from './console.ts'
import { cardsOf, rasterise, type PaperPage } from './papers.ts'

/**
 * Cards as they leave the printer: the branch's own spreadsheet in at the desk, the print view out as a PDF, and every
 * card measured and read on the paper itself. Then the confirmation, and a lost card.
 */

const ROSTER = resolve(import.meta.dirname, '../../hub/demo/data/roster-qingxi.xlsx')
const PEOPLE = 46

const hub = await serveFolder(scratch(), { HUB_PORT: '0' })
const desk = await openDesk()
const { page } = desk
let paper: Page
let pdf: Uint8Array

afterAll(async () => {
  await desk.browser.close()
  await hub[Symbol.asyncDispose]()
})

interface ToPrint {
  readonly serial: string
  readonly name: string
  readonly text: string
  readonly printed: string
}

const waiting = () => ask<ToPrint[]>(page, 'members.cardsToPrint')
const button = (at: Page, name: string | RegExp) => at.getByRole('button', { name })
const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })

test('PL50 PL51 the branch’s own list is previewed, taken in, undone as a whole, and taken in again', async () => {
  await setUpBranch(page, hub.url)
  await openPage(page, 'members/import', '党员名册')
  const takeIn = async () => {
    await page.locator('input[type=file]').setInputFiles(ROSTER)
    await button(page, `确认导入 ${PEOPLE} 人`).click()
    await page.getByText(`新增 ${PEOPLE} 人，更新 0 人。`).first().waitFor()
  }
  await takeIn()
  await button(page, '撤销这次导入').first().click()
  await inDialog('撤销这次导入').click()
  await page.getByText('已撤销', { exact: true }).waitFor()
  expect(await ask<unknown[]>(page, 'members.list')).toEqual([])
  await takeIn()
  expect(await ask<unknown[]>(page, 'members.list')).toHaveLength(PEOPLE)
})

test('SG5 SG40 all cards are issued and open in a print view of their own, without the console around them', async () => {
  await button(page, '下一步：给大家发卡').click()
  await button(page, '给没有卡的都发卡').click()
  await inDialog('发卡').click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: '打开打印页' }).click()
  paper = await opened
  await paper
    .locator('article')
    .nth(PEOPLE - 1)
    .waitFor()
  expect(await paper.getByRole('navigation').count()).toBe(0)
  pdf = await paper.pdf({ preferCSSPageSize: true })
})

test('SG43 SG5 every card on the paper: A4, ten to a sheet, the code at least 25 mm with its quiet zone, and its digits', async () => {
  const cards = await waiting()
  expect(cards).toHaveLength(PEOPLE)
  const sheets = rasterise(pdf)
  expect(sheets).toHaveLength(Math.ceil(PEOPLE / 10))
  expect(sheets.map(sheet => [mm(sheet.width), mm(sheet.height)])).toEqual(sheets.map(() => [210, 297]))
  for (const [at, sheet] of sheets.entries()) {
    expect(faultsOf(sheet, cards.slice(at * 10, at * 10 + 10))).toEqual([])
  }
  const words = textOf(pdf)
  const warned = (await paper.getByRole('status').allInnerTexts()).join(' ')
  for (const card of cards) {
    const said = must(words[Math.floor(cards.indexOf(card) / 10)], 'the sheet').replace(/\s/g, '')
    // A character that no font of this machine has is warned of before anybody prints.
    const printable = [...card.name].filter(character => !warned.includes(character)).join('')
    for (const part of [printable, card.serial, card.text, '云溪村党支部', '告诉支部就能挂失'])
      expect(said).toContain(part)
  }
})

test('SG43 the measuring finds a code that is too small, one that is pale, and one beside its card', async () => {
  const cards = (await waiting()).slice(0, 10)
  const planted = async (change: (codes: SVGElement[]) => void) => {
    const before = await paper
      .locator('article svg')
      .evaluateAll(codes => codes.map(each => each.getAttribute('style')))
    await paper.locator('article svg').evaluateAll(change as (codes: Element[]) => void)
    const sheet = must(rasterise(await paper.pdf({ preferCSSPageSize: true }))[0], 'a sheet')
    await paper.locator('article svg').evaluateAll((codes, kept) => {
      for (const [at, code] of codes.entries()) code.setAttribute('style', kept[at] ?? '')
    }, before)
    return faultsOf(sheet, cards)
  }
  const small = await planted(codes =>
    codes.forEach(each => Object.assign(each.style, { width: '29mm', height: '29mm' })),
  )
  expect(small[0]).toMatch(/mm wide/)
  const hidden = await planted(codes => codes.forEach(each => Object.assign(each.style, { opacity: '0.04' })))
  expect(hidden[0]).toMatch(/cannot be read/)
  const framed = await planted(codes =>
    codes.forEach(each => Object.assign(each.style, { outline: '2mm solid #000', outlineOffset: '-3mm' })),
  )
  expect(framed[0]).toMatch(/quiet zone|cannot be read/)
})

test('SG40 once they are confirmed printed, the hub has forgotten them and the print view is empty', async () => {
  await button(page, '已经印好').click()
  await inDialog('都印好了').click()
  await page.getByText('没有等着打印的卡。').waitFor()
  expect(await waiting()).toEqual([])
  await paper.reload()
  await paper.getByText('没有等着打印的卡。').waitFor()
  expect(await paper.locator('article').count()).toBe(0)
})

test('SG41 a card is reported lost from the member’s row, and the new one waits for the printer', async () => {
  await openPage(page, 'members', '党员名册')
  await page.getByRole('tab', { name: '名册', exact: true }).click()
  await page.getByRole('searchbox').fill('oyds')
  await button(page, '挂失 欧阳德顺').click()
  await button(page, '挂失并发新卡').click()
  await page.getByText('已挂失，新卡等待打印').waitFor()
  expect((await waiting()).map(each => [each.name, each.serial])).toEqual([['欧阳德顺', '000047']])
  await page
    .getByRole('row', { name: /欧阳德顺/ })
    .getByText('待打印')
    .waitFor()
})

const mm = (pixels: number): number => Math.round((pixels / 300) * 25.4)

/** What is wrong with the codes of one sheet at 300 dpi, card by card; the sizes are the standard's and SIGNIN's. */
function faultsOf(sheet: PaperPage, cards: readonly ToPrint[]): string[] {
  return cardsOf(sheet)
    .slice(0, cards.length)
    .flatMap((field, at) => {
      const card = must(cards[at], 'a card')
      const found = jsQR(field.rgba, field.width, field.height, { inversionAttempts: 'dontInvert' })
      if (!found) return [`${card.serial}: cannot be read`]
      const { topLeftCorner, topRightCorner, bottomLeftCorner } = found.location
      const wide = (Math.hypot(topRightCorner.x - topLeftCorner.x, topRightCorner.y - topLeftCorner.y) / 300) * 25.4
      const high = (Math.hypot(bottomLeftCorner.x - topLeftCorner.x, bottomLeftCorner.y - topLeftCorner.y) / 300) * 25.4
      return [
        ...(found.data === card.text ? [] : [`${card.serial}: another card's code`]),
        ...(found.version === 2 ? [] : [`${card.serial}: version ${found.version}`]),
        ...(wide < 25 || high < 25 ? [`${card.serial}: ${wide.toFixed(1)} mm wide, ${high.toFixed(1)} mm high`] : []),
        ...(wide / 25 < 0.8 ? [`${card.serial}: a module of ${(wide / 25).toFixed(2)} mm`] : []),
        ...(isQuiet(field, found.location, 4) ? [] : [`${card.serial}: something stands in the quiet zone`]),
      ]
    })
}

/** White for so many modules on every side of the code. */
function isQuiet(
  field: PaperPage,
  corners: NonNullable<ReturnType<typeof jsQR>>['location'],
  modules: number,
): boolean {
  const [left, top] = [corners.topLeftCorner.x, corners.topLeftCorner.y]
  const [right, bottom] = [corners.topRightCorner.x, corners.bottomLeftCorner.y]
  // A pixel of grey at an edge that falls between two dots is not ink.
  const slack = 2
  const reach = ((right - left) / 25) * modules - slack
  for (let y = Math.ceil(top - reach); y < bottom + reach; y++) {
    for (let x = Math.ceil(left - reach); x < right + reach; x++) {
      const inside = x > left - slack && x < right + slack && y > top - slack && y < bottom + slack
      if (!inside && (field.rgba[(y * field.width + x) * 4] ?? 255) < 128) return false
    }
  }
  return true
}

/** The words of each page, as a reader finds them in the file. */
function textOf(file: Uint8Array): string[] {
  const document = mupdf.Document.openDocument(file, 'application/pdf')
  return Array.from({ length: document.countPages() }, (_, at) =>
    document.loadPage(at).toStructuredText('preserve-whitespace').asText(),
  )
}
