import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import { points } from '../../shared/base/hundredths.ts'
import type { MemberId, Millis, NoticeId, StaffId } from '../../shared/base/ids.ts'
import type { Period } from '../../shared/base/plain-date.ts'
import { templateScheme } from '../../shared/points/template.ts'
import { declare, refuseDeclaration } from '../../hub/office/declarations/declarations.ts'
import { registerEntries } from '../../hub/office/points/ledger.ts'
import { starterContent } from '../../hub/office/notices/starters.ts'
import { approveNotice, checkNotice, editNotice, publishNotice, startNotice } from '../../hub/office/notices/notices.ts'
import { importRoster } from '../../hub/office/people/people.ts'
import {
  answerMatter,
  archiveReview,
  closeReview,
  compileReview,
  raiseMatter,
  reopenReview,
  settleReview,
  tellMembers,
} from '../../hub/office/reviews/reviews.ts'
import { publishScheme, saveSchemeDraft } from '../../hub/office/points/scheme.ts'
import { addStaff } from '../../hub/office/staff/staff.ts'
import { aMemberInput, day, tellMeeting } from '../fixtures/branch.ts'
import { aFolder, aRunningHub, aSecretary } from '../fixtures/hub.ts'
import { aClock, SECRETARY } from '../fixtures/office.ts'
import { openDesk } from './browser.ts'

/**
 * The gates of a quarter by console, by a registrar in a hurry: an old page pressed after the world moved on, two people
 * at one thing, the address of a later step. Each time the page says what and who, and not a line is written.
 */

const LI = { loginName: 'limei', displayName: '李梅', password: '竹林后面三口老井' } as const
const Q1 = '2026-Q1' as Period
const LOCAL = { type: 'local' } as const

const folder = aFolder()
const clock = aClock(Date.parse('2026-04-02T10:00:00+08:00') as Millis)
const hub = await aRunningHub(folder.path, { clock })
const desk = await openDesk()
const { office } = hub
const { read } = office.store
let memberIds: readonly MemberId[]
/** The other one, who works at the hub itself here: what she does is there at once. */
let li: { readonly type: 'staff'; readonly id: StaffId }
/** Open pages that hear of nothing. */
let old: Page
/** Pages that live. */
let page: Page

beforeAll(async () => {
  await aSecretary(hub)
  li = { type: 'staff', id: await addStaff(office, LOCAL, { ...LI, role: 'secretary' }) }
  const changes = [1, 2, 3].map(each => ({ memberId: null, input: aMemberInput(each) }))
  await importRoster(office, LOCAL, { fileHash: 'a'.repeat(64), changes })
  await saveSchemeDraft(office, LOCAL, templateScheme(2026))
  await tellMeeting(office, LOCAL, 2026)
  await publishScheme(office, LOCAL, 2026, day('2026-01-01'))
  memberIds = (await read.people.all()).toSorted((a, b) => a.memberNo - b.memberNo).map(each => each.memberId)
  page = await logIn(desk.context, SECRETARY)
  old = await deafPage(desk.context)
}, 60_000)

afterAll(async () => {
  await desk.browser.close()
  await hub.stop()
  folder[Symbol.dispose]()
})

async function logIn(context: BrowserContext, who: typeof LI | typeof SECRETARY): Promise<Page> {
  const opened = await context.newPage()
  await opened.clock.install({ time: clock.now() })
  await opened.goto(`${hub.url}/console/`)
  await opened.getByLabel('登录名').fill(who.loginName)
  await opened.getByLabel('密码', { exact: true }).fill(who.password)
  await opened.keyboard.press('Enter')
  await opened.getByRole('navigation').waitFor()
  return opened
}

/** A tab that was left open: the hub's nudges do not reach it. */
async function deafPage(context: BrowserContext): Promise<Page> {
  const opened = await context.newPage()
  await opened.clock.install({ time: clock.now() })
  await opened.routeWebSocket(/console\/socket\.io/, socket => {
    const server = socket.connectToServer()
    socket.onMessage(message => server.send(message))
    server.onMessage(message => {
      if (!String(message).includes('"changed"')) socket.send(message)
    })
  })
  return opened
}

const head = async () => (await read.journal.head()).hash

/** The page at an address, read anew, as it is now. */
async function open(on: Page, hash: string): Promise<void> {
  await on.goto('about:blank')
  await on.goto(`${hub.url}/console/#/${hash}`)
  await on.getByRole('heading', { level: 1 }).first().waitFor()
}
const button = (on: Page, name: string) => on.getByRole('main').getByRole('button', { name, exact: true }).first()
const inDialog = (on: Page, name: string) => on.getByRole('dialog').getByRole('button', { name, exact: true })

/** What was refused stands on the page by its code and says this; nothing was written since `before`. */
async function refused(on: Page, code: string, words: string, before: string): Promise<void> {
  const said = on.locator(`[role="alert"] [data-code="${code}"]`).first()
  await said.waitFor()
  expect(await said.innerText()).toContain(words)
  expect(await head()).toBe(before)
}

const tellAll = () => tellMembers(office, li, { period: Q1, memberIds, how: 'person' })
const enter = (memberNo: number, date: string) =>
  registerEntries(office, li, {
    itemCode: 'B05',
    memberIds: [must(memberIds[memberNo - 1], 'a member')],
    date: day(date),
    quantity: points(1),
    source: 'branchRecord',
    recordedBy: 'branch',
    activityId: null,
    basis: null,
    note: '',
  })
const newestMatter = async () => must((await read.reviews.one(Q1))?.review.matters.at(-1), 'a matter').matterId

test('RV10 RV32 a review: pages left open are pressed after the world moved on', async () => {
  // A later step by its address: what is missing stands there, and no button.
  await open(page, 'reviews/2026-Q2')
  await page
    .getByText('这一期到2026-06-30结束')
    .or(page.getByText(/这一期到.*结束，第二天起可以汇总/))
    .first()
    .waitFor()
  expect(await button(page, '汇总积分').count()).toBe(0)

  await open(old, 'reviews/2026-Q1')
  await button(old, '汇总积分').waitFor()
  await compileReview(office, li, Q1)
  await tellAll()
  await settleReview(office, li, Q1)
  let before = await head()
  await button(old, '汇总积分').click()
  await refused(old, 'REVIEW_SETTLED', '这一期已经审定', before)
  await old.getByText('办理：李梅').first().waitFor()
  // The page that was left open shows how it is now.
  await button(old, '退回审核').waitFor()

  await reopenReview(office, li, { period: Q1, reason: '漏了一笔' })
  await open(old, 'reviews/2026-Q1')
  await button(old, '审定').click()
  await enter(1, '2026-03-10')
  before = await head()
  await inDialog(old, '审定').click()
  await refused(old, 'REVIEW_STALE', '请重新汇总', before)

  await compileReview(office, li, Q1)
  await open(old, 'reviews/2026-Q1')
  await old.getByLabel('全选').first().check()
  await tellAll()
  await settleReview(office, li, Q1)
  before = await head()
  await button(old, '已当面反馈').click()
  await refused(old, 'REVIEW_SETTLED', '办理：李梅', before)

  // What was typed stays where it was typed.
  await open(old, 'reviews/2026-Q1')
  await button(old, '退回审核').click()
  await old.getByLabel('为什么退回').fill('三组还有一笔')
  const noticeId = await publishedPoints()
  before = await head()
  await inDialog(old, '退回审核').click()
  await refused(old, 'REVIEW_PUBLISHED', '不能退回审核', before)
  expect(await old.getByLabel('为什么退回').inputValue()).toBe('三组还有一笔')
  expect(noticeId).not.toBe('')
})

async function publishedPoints(): Promise<NoticeId> {
  const noticeId = await startNotice(office, li, await starterContent(office, read, 'periodPoints', { period: Q1 }))
  const version = must(await read.notices.one(noticeId), 'a notice').version
  const hash = await checkNotice(office, li, { noticeId, version })
  const wang = must(
    (await read.staff.all()).find(each => each.loginName === SECRETARY.loginName),
    'the first',
  )
  await approveNotice(office, { type: 'staff', id: wang.staffId }, { noticeId, hash })
  await publishNotice(office, li, { noticeId, hash })
  return noticeId
}

test('RV5 RV8 RV9 RV32 answering, closing and archiving: the other one was quicker', async () => {
  await raiseMatter(office, li, { period: Q1, kind: 'objection', memberId: null, words: '榜上怎么没有老赵？' })
  await open(page, 'reviews/2026-Q1')
  await button(page, '答复').click()
  await page.getByLabel('答复内容').fill('老赵的关系不在本支部。')
  const given = { period: Q1, matterId: await newestMatter(), outcome: 'explained', correction: null } as const
  await answerMatter(office, li, { ...given, words: '已经当面说明。' })
  // A page that hears of it says so before anything is pressed, and keeps what was typed.
  await page.getByRole('dialog').getByText('李梅已经答复了这一条').waitFor()
  let before = await head()
  await inDialog(page, '答复').click()
  await refused(page, 'REVIEW_ANSWERED', '办理：李梅', before)
  expect(await page.getByLabel('答复内容').inputValue()).toBe('老赵的关系不在本支部。')

  clock.advance(20 * 86_400_000)
  await old.close()
  await page.close()
  const context = await desk.browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  page = await logIn(context, SECRETARY)
  old = await deafPage(context)
  await open(old, 'reviews/2026-Q1')
  await button(old, '办结').waitFor()
  await raiseMatter(office, li, { period: Q1, kind: 'objection', memberId: null, words: '还有一个问题' })
  before = await head()
  await button(old, '办结').click()
  await refused(old, 'REVIEW_UNANSWERED', '还有 1 条申辩、问询或异议没有答复', before)
  await answerMatter(office, li, { ...given, matterId: await newestMatter(), words: '已经说明。' })
  await closeReview(office, li, Q1)
  await open(old, 'reviews/2026-Q1')
  await button(old, '归档').waitFor()
  await archiveReview(office, li, Q1)
  before = await head()
  await button(old, '归档').click()
  await refused(old, 'REVIEW_OVER', '办理：李梅', before)
  await old.getByText('和归档时一致').waitFor()
})

test('RV32 NT2 two at one notice: what the other wrote is not written over, what one typed is kept', async () => {
  const starter = await starterContent(office, read, 'announcement', {})
  if (starter.kind !== 'announcement') throw new Error('another kind')
  const content = { ...starter, title: '防汛值班', paragraphs: ['每晚两人。'] }
  const noticeId = await startNotice(office, li, content)
  const version = async () => must(await read.notices.one(noticeId), 'a notice').version
  await open(page, `notices/${noticeId}/edit`)
  const title = page.getByRole('main').locator('input:not([type=radio])').first()
  await title.fill('防汛值班（王）')
  await editNotice(office, li, { noticeId, version: await version(), content: { ...content, title: '防汛值班（李）' } })
  let before = await head()
  await button(page, '保存草稿').click()
  await refused(page, 'NOTICE_CHANGED', '办理：李梅', before)
  expect(await title.inputValue()).toBe('防汛值班（王）')
  await button(page, '仍用我写的保存').click()
  await page.getByRole('heading', { name: '防汛值班（王）', level: 1 }).first().waitFor()

  await open(old, `notices/${noticeId}`)
  await button(old, '核对无误').waitFor()
  const hash = await checkNotice(office, li, { noticeId, version: await version() })
  before = await head()
  await button(old, '核对无误').click()
  await refused(old, 'NOTICE_CHANGED', '办理：李梅', before)
  // One's own words are approved by somebody else: the page says so in words beside the button.
  await open(page, `notices/${noticeId}`)
  await page.getByRole('main').getByText('要由另一位').first().waitFor()
  expect(await button(page, '批准').getAttribute('aria-disabled')).toBe('true')
  expect(hash).not.toBe('')
})

test('PT72 RV32 two at one declaration: the form stays with the one it was about, and says who decided', async () => {
  const said = { itemCode: 'C07', date: day('2026-04-20'), quantity: points(1), follows: null }
  const one = await declare(office, LOCAL, { ...said, memberId: must(memberIds[0], 'one'), text: '加固了河堤' })
  await declare(office, LOCAL, { ...said, memberId: must(memberIds[1], 'two'), text: '清了水渠' })
  await open(page, 'declarations')
  await page.getByRole('article').getByText('加固了河堤').waitFor()
  await page.keyboard.press('a')
  const basis = page.getByRole('form', { name: '同意并登记' }).locator('[autofocus], input').last()
  await basis.fill('现场看过')
  await refuseDeclaration(office, li, one, '不在项目里')
  await page.getByText('这一条刚刚有人办了').waitFor()
  const before = await head()
  await page.keyboard.press('Enter')
  // Not the next one in the list, which has moved up.
  await refused(page, 'DECLARATION_DECIDED', '办理：李梅', before)
  expect(await basis.inputValue()).toBe('现场看过')
})

test('RV31 PT17 what the forms refuse is said at its place, and the cursor is there', async () => {
  await open(page, 'ledger/register')
  await page.getByRole('main').getByRole('combobox').first().fill('B05')
  await page.keyboard.press('Enter')
  const date = page.locator('[data-at="date"]')
  await date.fill('2026-02-11')
  await page.keyboard.press('Tab')
  await page.getByText('党员1').first().click()
  const before = await head()
  await page.getByText('2026-02-11所在的一期已经归档').first().waitFor()
  await page.keyboard.press('Control+Enter')
  await refused(page, 'PERIOD_SETTLED', '党员1 · 日期', before)
  await page.locator('[data-at="date"]:focus').waitFor()
  expect(await date.inputValue()).toContain('2026')

  // A file: the row and the column of whatever is wrong, all of it at once.
  await open(page, 'ledger/import')
  const wrong = [
    'entry_id,member_no,item_code,date,quantity,points,source,activity_id,recorded_by,reverses,note',
    'L1,1,Z99,2026-04-02,1,1,branchRecord,,branch,,',
    'L2,2,B05,2026-02-11,1,1,branchRecord,,branch,,',
    'L3,9,B05,2026-04-02,1,1,branchRecord,,branch,,',
    'L4,3,B05,2026-04-02,1,7,branchRecord,,branch,,',
  ].join('\r\n')
  const file = { name: 'ledger.csv', mimeType: 'text/csv', buffer: Buffer.from(wrong) }
  await page.locator('input[type="file"]').setInputFiles(file)
  await refused(page, 'ENTRY_ITEM_UNKNOWN', '第2行 · 项目', before)
  await refused(page, 'PERIOD_SETTLED', '第3行 · 日期', before)
  await refused(page, 'MEMBER_UNKNOWN', '第4行', before)
  await refused(page, 'ENTRY_POINTS_DIFFER', '第5行 · 分值', before)
})
