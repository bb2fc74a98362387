import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import type { BranchTag } from '../../shared/passes/digits.ts'
import { printFigures, printNote, quantile, type Aim } from './figures.ts'
import { aScratchFolder } from './machine.ts'
import { builtPages } from './pages.ts'
import { coldStart, fillKiosk, openKiosk, SLOWDOWN, typeCard } from './scan.ts'
import {
  FORGOT,
  PEOPLE,
  peopleOf,
  scanOf,
  STAFF_PIN,
  theQueue,
  type QueueReady,
  type Visitor,
} from './signin-branch.ts'

/**
 * The rehearsal: sixty people at one kiosk before a meeting, the built kiosk in Chromium on a processor six times slower,
 * no hub. People take the time that people take, as written here; the machine's part is measured apart.
 */

/** Milliseconds, of unhurried people. */
const HUMAN = {
  /** Step up and hold the card before the scanner. */
  presentCard: 1_200,
  /** The phone's glass has to be turned and found. */
  presentPhone: 1_800,
  /** See one's name and step aside. */
  seeTick: 500,
  /** Read why not, and what to do. */
  readRefusal: 2_500,
  /** Find the next button and touch it. */
  tap: 700,
  digit: 350,
  /** A stroke of a finger, lifting included; a character has about eight. */
  stroke: 300,
} as const
const UNREADABLE = '没看清'
/** What half a code is told as. */
const BROKEN_SCAN = [UNREADABLE, '这不是签到卡']
const ANSWER_MS = 5_000
const TRIES_MAX = 4
const STROKES = { name: 24, branch: 56 } as const
const AIMS = {
  pace: { floor: 12, goal: 20, better: 'more' },
  verdict: { floor: 300, goal: 100, better: 'less' },
} as const satisfies Record<string, Aim>

interface Rehearsal {
  readonly page: Page
  readonly input: CDPSession
  readonly ready: QueueReady
  /** Last digit to the verdict on the glass, by what was scanned. */
  readonly verdicts: { readonly kind: Visitor['kind'] | 'misread'; readonly ms: number }[]
  /** What of the time was people's. */
  humanMs: number
  /** Scans that had to be made again because this machine was too busy to type like a scanner. */
  stumbles: number
}

export async function benchSignIn(): Promise<void> {
  const { at } = builtPages()
  using folder = aScratchFolder()
  const profile = join(folder.path, 'profile')
  const ready = await fillKiosk<QueueReady>(folder.path, profile, 'signin-hub.ts', PEOPLE)
  await using kiosk = await openKiosk(profile)
  await coldStart(kiosk.page, ready.url)
  const input = await kiosk.context.newCDPSession(kiosk.page)
  const rehearsal: Rehearsal = { page: kiosk.page, input, ready, verdicts: [], humanMs: 0, stumbles: 0 }
  // The board has just started; a queue forms before a machine that has been on for a while.
  await kiosk.page.waitForTimeout(5_000)
  const queue = theQueue()
  const spent: { kind: Visitor['kind']; ms: number }[] = []
  const started = performance.now()
  for (const visitor of queue) {
    const from = performance.now()
    await serve(rehearsal, visitor)
    spent.push({ kind: visitor.kind, ms: performance.now() - from })
  }
  const wholeMs = performance.now() - started
  const people = queue.reduce((sum, each) => sum + peopleOf(each), 0)
  await checkKept(kiosk.page, queue)
  report(rehearsal, spent, { wholeMs, people, at })
}

async function serve(rehearsal: Rehearsal, visitor: Visitor): Promise<void> {
  switch (visitor.kind) {
    case 'card':
      await scan(rehearsal, visitor, HUMAN.presentCard)
      return await pause(rehearsal, HUMAN.seeTick)
    case 'phone':
      await scan(rehearsal, visitor, HUMAN.presentPhone)
      return await pause(rehearsal, HUMAN.seeTick)
    case 'damagedCard':
      await scan(rehearsal, visitor, HUMAN.presentCard, { misread: true })
      await pause(rehearsal, HUMAN.readRefusal)
      await scan(rehearsal, visitor, HUMAN.presentCard)
      return await pause(rehearsal, HUMAN.seeTick)
    case 'refused':
      await scan(rehearsal, visitor, HUMAN.presentCard)
      return await pause(rehearsal, HUMAN.readRefusal)
    case 'forgot':
      return await confirmByHand(rehearsal)
    case 'guest':
      return await writeGuest(rehearsal)
  }
}

/** One code before the scanner, until its answer is on the glass; whoever is told to try again does. */
async function scan(
  rehearsal: Rehearsal,
  visitor: Visitor,
  presentMs: number,
  { misread = false }: { readonly misread?: boolean } = {},
): Promise<void> {
  const { page, input, ready, verdicts } = rehearsal
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    await pause(rehearsal, presentMs)
    const { text, shows } = scanOf(visitor, ready.branchTag as BranchTag, Date.now())
    const typed = misread ? text.slice(0, 20) + String((Number(text[20]) + 1) % 10) + text.slice(21) : text
    const shown = verdictOn(page, misread ? UNREADABLE : shows)
    await typeCard(input, typed)
    const verdict = await shown
    if (verdict !== null) {
      const lastDigitAt = await page.evaluate(() => window.bench.lastDigitAt)
      verdicts.push({ kind: misread ? 'misread' : visitor.kind, ms: verdict - lastDigitAt })
      return
    }
    const glass = await page.locator('[role=status]').allInnerTexts()
    const isBroken = BROKEN_SCAN.some(words => glass.join('').includes(words))
    if (!isBroken) throw new Error(`no answer to ${visitor.kind}: ${glass.join(' / ')}`)
    // This very machine typed with pauses that no scanner makes: other work was on it.
    rehearsal.stumbles += 1
    await pause(rehearsal, HUMAN.readRefusal)
  }
  throw new Error(`${visitor.kind} was not read in ${TRIES_MAX} tries`)
}

/** The time of the frame with the words on it; null when they do not come. */
async function verdictOn(page: Page, words: string): Promise<number | null> {
  const wait = { words, ms: ANSWER_MS }
  return await page.evaluate(
    ({ words, ms }) =>
      Promise.race([
        window.bench.shown('[role=status]', words),
        new Promise<null>(resolve => setTimeout(() => resolve(null), ms)),
      ]),
    wait,
  )
}

/** Staff open the roster once and confirm both who forgot their cards, by the first letters of their names. */
async function confirmByHand(rehearsal: Rehearsal): Promise<void> {
  const { page, ready } = rehearsal
  await toDesk(rehearsal)
  await tap(rehearsal, '忘带卡了')
  await tap(rehearsal, ready.staffName)
  await digits(rehearsal, STAFF_PIN)
  await tap(rehearsal, '进入', true)
  for (const { name, pinyin } of FORGOT) {
    for (const letter of pinyin.toUpperCase()) await tap(rehearsal, letter, true)
    await tap(rehearsal, name)
    await tap(rehearsal, '确认到场', true)
    await page.getByText(`工作人员 ${ready.staffName} 确认`).first().waitFor()
  }
  await tap(rehearsal, '完成', true)
}

/** A guest writes name and home branch by finger, leaves out the telephone, and takes the slip's picture. */
async function writeGuest(rehearsal: Rehearsal): Promise<void> {
  const { page } = rehearsal
  await toDesk(rehearsal)
  await tap(rehearsal, '我是外来党员')
  await write(rehearsal, STROKES.name)
  await tap(rehearsal, '下一步', true)
  await write(rehearsal, STROKES.branch)
  await tap(rehearsal, '下一步', true)
  await tap(rehearsal, '不填，下一步', true)
  await tap(rehearsal, '登记', true)
  await page.getByText('拍下来，交给您的支部').waitFor()
  await pause(rehearsal, HUMAN.readRefusal)
  await tap(rehearsal, '完成', true)
}

async function toDesk(rehearsal: Rehearsal): Promise<void> {
  const { page } = rehearsal
  // Wherever the answer before left the glass, help is one or two touches away.
  const help = page.getByRole('button', { name: '请人帮忙' }).first()
  if (!(await help.isVisible())) await tap(rehearsal, '去签到')
  await tap(rehearsal, '请人帮忙')
}

async function tap(rehearsal: Rehearsal, name: string | RegExp, exact = false): Promise<void> {
  await pause(rehearsal, HUMAN.tap)
  await rehearsal.page.getByRole('button', { name, exact }).first().tap()
}

async function digits(rehearsal: Rehearsal, pin: string): Promise<void> {
  for (const digit of pin) {
    await pause(rehearsal, HUMAN.digit)
    await rehearsal.page.getByRole('button', { name: digit, exact: true }).tap()
  }
}

/** So many strokes, side by side as characters stand. */
async function write(rehearsal: Rehearsal, strokes: number): Promise<void> {
  const { page } = rehearsal
  const pad = page.locator('canvas[data-strokes]')
  await pad.waitFor()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no pad to write on')
  for (let at = 0; at < strokes; at++) {
    const [column, row] = [at % 8, Math.floor(at / 8) % 5]
    const x = box.x + box.width * (0.08 + column * 0.11)
    const y = box.y + box.height * (0.1 + row * 0.17)
    const from = performance.now()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + box.width * 0.06, y + box.height * 0.1, { steps: 6 })
    await page.mouse.up()
    const left = HUMAN.stroke - (performance.now() - from)
    if (left > 0) await page.waitForTimeout(left)
    rehearsal.humanMs += HUMAN.stroke
  }
  await page.locator(`canvas[data-strokes="${strokes}"]`).waitFor()
}

async function pause(rehearsal: Rehearsal, ms: number): Promise<void> {
  rehearsal.humanMs += ms
  await rehearsal.page.waitForTimeout(ms)
}

/** Everything that had a tick lies on the kiosk's disk. @throws when anything is missing */
async function checkKept(page: Page, queue: readonly Visitor[]): Promise<void> {
  const rows = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('cannot read the outbox')))
      })
    const counts: number[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.includes('outbox')) continue
      const db = await done(indexedDB.open(name))
      for (const store of db.objectStoreNames) {
        counts.push(await done(db.transaction(store).objectStore(store).count()))
      }
      db.close()
    }
    return Math.max(0, ...counts)
  })
  const attempts = queue.reduce((sum, each) => sum + peopleOf(each) + (each.kind === 'damagedCard' ? 1 : 0), 0)
  if (rows < attempts) throw new Error(`${attempts} attempts, ${rows} records on the disk`)
}

function report(
  { verdicts, humanMs, stumbles }: Rehearsal,
  spent: readonly { kind: Visitor['kind']; ms: number }[],
  { wholeMs, people, at }: { readonly wholeMs: number; readonly people: number; readonly at: Date },
): void {
  const isTick = (kind: string): boolean => kind !== 'refused' && kind !== 'misread'
  const all = verdicts.filter(each => isTick(each.kind)).map(each => each.ms)
  const others = verdicts.filter(each => !isTick(each.kind)).map(each => each.ms)
  const scans = (kind: Visitor['kind']) => verdicts.filter(each => each.kind === kind).map(each => each.ms)
  const cards = spent.filter(each => each.kind === 'card').map(each => each.ms)
  const seconds = (kind: Visitor['kind']) => spent.filter(each => each.kind === kind).map(each => each.ms / 1_000)
  printFigures(
    `signin: ${people} people at one built kiosk (${at.toISOString()}), no hub, processor ${SLOWDOWN}× slower`,
    [
      { what: 'people a minute, the whole queue', unit: '', values: [(people * 60_000) / wholeMs], aim: AIMS.pace },
      { what: 'people a minute, cards alone', unit: '', values: [(cards.length * 60_000) / sum(cards)] },
      { what: 'last digit → tick, p50', unit: 'ms', values: [quantile(all, 0.5)] },
      {
        what: `last digit → tick, p95 of ${all.length}`,
        unit: 'ms',
        values: [quantile(all, 0.95)],
        aim: AIMS.verdict,
      },
      { what: 'last digit → tick, p99', unit: 'ms', values: [quantile(all, 0.99)] },
      { what: 'the same, phones', unit: 'ms', values: scans('phone') },
      { what: 'last digit → verdict, refusals and the misread one', unit: 'ms', values: others },
      { what: 'two forgotten cards by hand, together', unit: 's', values: seconds('forgot') },
      { what: 'one guest, from the first touch to the slip', unit: 's', values: seconds('guest') },
      { what: 'the whole queue', unit: 's', values: [wholeMs / 1_000] },
      { what: 'of it people’s own time', unit: 's', values: [humanMs / 1_000] },
      { what: 'scans made again, for this machine was busy', unit: '', values: [stumbles] },
    ],
  )
  const told = Object.entries(HUMAN).map(([what, ms]) => `${what} ${ms}`)
  printNote(`people, in ms: ${told.join(' · ')}; ${STROKES.name} and ${STROKES.branch} strokes for name and branch`)
  printNote('half a code and a stranger’s wait half a second for what may be their other half (SG20), by design')
  printNote('46 cards (one held askew at first), 8 phones, 2 forgotten cards, 1 guest, 3 refusals')
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0)
