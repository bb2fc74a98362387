import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../../shared/base/check.ts'
import type { Push, PushReply } from '../../shared/sync/push.ts'
import type { Outbox } from '../../kiosk/store/outbox.ts'
import { aRow } from '../contract/outbox-contract.ts'
import { openDesk, openKiosk, scratch, type KioskBrowser } from './browser.ts'
import type { Bug } from './outbox-page/main.ts'
import { openOutboxSite, outboxOn } from './outbox-site.ts'

/**
 * What a browser does to storage, in a real Chromium: connections that close, transactions that are taken back, windows
 * that stand in each other's way, tabs and machines that die at the wrong moment. Each check is also run against a twin
 * with the bug planted that it is there to find.
 */

const site = await openOutboxSite()
const { browser, context } = await openDesk()

afterAll(async () => {
  await browser.close()
  await site.close()
})

let names = 0
const newName = () => `storage-${(names += 1)}`

/** A window with the outbox open on it. @param broken the planted bug @param plant another one, in the page itself */
async function aWindow(
  name: string,
  broken: Bug | null = null,
  { on = context, plant = () => {} } = {},
): Promise<KioskWindow> {
  const page = await on.newPage()
  await page.addInitScript(plant)
  await page.addInitScript(keepConnections)
  await site.visit(page)
  await page.evaluate(([at, bug]) => window.outboxPage.open(at, bug), [name, broken] as const)
  return { page, outbox: outboxOn(page, name) }
}

interface KioskWindow {
  readonly page: Page
  readonly outbox: Outbox
}

/** In the page: every connection to a database is remembered, so that it can be closed behind the program's back. */
function keepConnections(): void {
  window.connections = []
  const { open } = IDBFactory.prototype
  IDBFactory.prototype.open = function (this: IDBFactory, ...args: Parameters<typeof open>) {
    const request = open.apply(this, args)
    request.addEventListener('success', () => window.connections.push(request.result))
    return request
  }
}

/** In the page: the next transaction that adds a row is taken back after the row was accepted, before it is done. */
function takeBackNextRow(): void {
  const { add } = IDBObjectStore.prototype
  IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args: Parameters<typeof add>) {
    const request = add.apply(this, args)
    if (this.name !== 'rows') return request
    IDBObjectStore.prototype.add = add
    request.addEventListener('success', () => setTimeout(() => this.transaction.abort()))
    // The transaction is kept open until the abort comes: a long write, or a device that falls asleep in it.
    const keepOpen = (): void => {
      try {
        this.get(0).addEventListener('success', keepOpen)
      } catch {
        // Aborted.
      }
    }
    request.addEventListener('success', keepOpen)
    return request
  }
}

/** What a person was told, beside what is there. */
async function tickAndRow(outbox: Outbox, number: number): Promise<{ ticked: boolean; kept: boolean }> {
  const ticked = await outbox.add(aRow(number)).then(
    () => true,
    () => false,
  )
  // Whatever is still under way in the page has ended once this is answered.
  const kept = (await outbox.read(1, 1_000)).some(row => row.id === aRow(number).id)
  return { ticked, kept }
}

describe('connections', () => {
  test('SY127 a connection that was closed behind our back is opened again, and the record is kept', async () => {
    const { page, outbox } = await aWindow(newName())
    await outbox.add(aRow(1))
    await page.evaluate(() => {
      for (const each of window.connections) {
        each.close()
        each.dispatchEvent(new Event('close'))
      }
    })
    expect(await outbox.add(aRow(2))).toBe(2)
    // As after a device woke up: closed, and nobody was told.
    await page.evaluate(() => window.connections.forEach(each => each.close()))
    expect(await outbox.add(aRow(3))).toBe(3)
    expect(await outbox.state()).toMatchObject({ first: 1, last: 3 })
    await page.close()
  })

  test('SY127 a transaction that is taken back has no tick, and its place is given to the next record', async () => {
    const { page, outbox } = await aWindow(newName())
    await page.evaluate(takeBackNextRow)
    expect(await tickAndRow(outbox, 1)).toEqual({ ticked: false, kept: false })
    expect(await outbox.add(aRow(2))).toBe(1)
    await page.close()
    const twin = await aWindow(newName(), 'earlyTick')
    await twin.page.evaluate(takeBackNextRow)
    expect(await tickAndRow(twin.outbox, 1), 'the planted bug').toEqual({ ticked: true, kept: false })
    await twin.page.close()
  })

  test('SY121 storage that is cleared under an open window: no tick, and the next start is a new stream', async () => {
    const name = newName()
    const page = await context.newPage()
    await site.visit(page, 'localhost')
    await page.evaluate(at => window.outboxPage.open(at), name)
    const outbox = outboxOn(page, name)
    await outbox.add(aRow(1))
    const { epoch } = await outbox.state()
    const session = await context.newCDPSession(page)
    await session.send('Storage.clearDataForOrigin', {
      origin: `http://localhost:${site.port}`,
      storageTypes: 'indexeddb',
    })
    await expect(outbox.add(aRow(2))).rejects.toThrow('OutboxGone')
    await page.evaluate(at => window.outboxPage.open(at), name)
    const after = await outbox.state()
    expect(after).toMatchObject({ last: 0, carries: [] })
    expect(after.epoch).not.toBe(epoch)
    await page.close()
  })
})

describe('two windows', () => {
  test('SY128 a window with the next program is let in at once; the older one promises nothing it does not keep', async () => {
    const name = newName()
    const { page: old, outbox } = await aWindow(name)
    await outbox.add(aRow(1))
    const next = await context.newPage()
    await site.visit(next)
    expect(await next.evaluate(at => window.outboxPage.openAsNext(at), name)).toBeLessThan(5_000)
    const { ticked, kept } = await tickAndRow(outbox, 2)
    expect(ticked).toBe(kept)
    // An older window that does not give way keeps the next one out: the check would see it.
    const stubborn = newName()
    await old.evaluate(async at => {
      const request = indexedDB.open(at, 5)
      await new Promise(done => request.addEventListener('success', done))
    }, stubborn)
    const opening = next.evaluate(at => window.outboxPage.open(at), stubborn).then(() => 'open')
    const blocked = next.evaluate(() => new Promise(done => setTimeout(() => done('blocked'), 300)))
    expect(await Promise.race([opening, blocked])).toBe('blocked')
    const freed = Date.now()
    await old.close()
    expect(await opening).toBe('open')
    expect(Date.now() - freed).toBeLessThan(5_000)
    await next.close()
  })

  async function fromTwoWindows(
    broken: 'placesInMind' | null,
  ): Promise<{ ticks: number; rows: number; dense: boolean }> {
    const name = newName()
    const left = await aWindow(name)
    const right = await aWindow(name)
    if (broken) {
      for (const { page } of [left, right])
        await page.evaluate(([at, bug]) => window.outboxPage.open(at, bug), [name, broken] as const)
    }
    const numbers = Array.from({ length: 30 }, (_, at) => at + 1)
    await Promise.all([
      ...numbers.map(each => left.outbox.add(aRow(each))),
      ...numbers.map(each => right.outbox.add(aRow(each + 100))),
    ])
    const rows = await left.outbox.read(1, 1_000)
    await left.page.close()
    await right.page.close()
    return { ticks: 60, rows: rows.length, dense: rows.every((row, at) => row.seq === at + 1) }
  }

  test('SY125 records of two windows at once stand one behind the other, none in the place of another', async () => {
    expect(await fromTwoWindows(null)).toEqual({ ticks: 60, rows: 60, dense: true })
    expect((await fromTwoWindows('placesInMind')).rows, 'the planted bug').toBeLessThan(60)
  })
})

/** A hub in the test: stores each place once, and answers when it is let. */
function aPlayedHub() {
  const stored = new Map<string, string>()
  const seen: string[] = []
  let answers = true
  const waiting: (() => void)[] = []
  return {
    stored,
    seen,
    hold() {
      answers = false
    },
    release() {
      answers = true
      for (const each of waiting.splice(0)) each()
    },
    upto: (epoch: string) => [...stored.keys()].filter(each => each.startsWith(epoch)).length,
    async take({ epoch, from, recs }: Push): Promise<PushReply> {
      for (const [at, text] of recs.entries()) {
        const place = `${epoch} ${from + at}`
        seen.push(text)
        if (stored.has(place) && stored.get(place) !== text) throw new Error(`two records at ${place}`)
        stored.set(place, text)
      }
      if (!answers) await new Promise<void>(done => waiting.push(done))
      const upto = from + recs.length - 1
      return { ok: true, epoch, upto, res: recs.map((_, at) => ({ seq: from + at, st: 'new', no: from + at })) }
    },
  }
}

type PlayedHub = ReturnType<typeof aPlayedHub>

async function sendTo(hub: PlayedHub, page: Page, name: string, isDeaf = false): Promise<void> {
  const { epoch } = await outboxOn(page, name).state()
  const welcome = { stream: { upto: hub.upto(epoch), frozen: false }, hubEpoch: 'ab'.repeat(16) } as const
  await page.evaluate(([at, said, deaf]) => window.outboxPage.send(at, said as never, deaf), [
    name,
    welcome,
    isDeaf,
  ] as const)
}

const textsOf = (...numbers: readonly number[]) => numbers.map(each => aRow(each).text)

describe('sending', () => {
  test('SY126 a record that is made while another is under way goes with the next, without anything else happening', async () => {
    const made = async (isDeaf: boolean) => {
      const hub = aPlayedHub()
      const name = newName()
      const { page, outbox } = await aWindow(name)
      await page.exposeFunction('pushToHub', (body: Push) => hub.take(body))
      hub.hold()
      await outbox.add(aRow(1))
      await sendTo(hub, page, name, isDeaf)
      await expect.poll(() => hub.seen.length).toBe(1)
      await outbox.add(aRow(2))
      hub.release()
      await expect.poll(async () => (await outbox.state()).acked).toBeGreaterThanOrEqual(1)
      if (!isDeaf) await expect.poll(async () => (await outbox.state()).acked).toBe(2)
      await page.close()
      return [...hub.stored.values()]
    }
    expect(await made(false)).toEqual(textsOf(1, 2))
    expect(await made(true), 'the planted bug: a sender that does not look again').toEqual(textsOf(1))
  })

  test('SY126 a window that dies between the tick and the sending, or before the answer, loses and doubles nothing', async () => {
    const hub = aPlayedHub()
    const name = newName()
    const dying = await aWindow(name)
    await dying.outbox.add(aRow(1))
    await crash(dying.page)
    const second = await aWindow(name)
    expect(await second.outbox.state()).toMatchObject({ last: 1, acked: 0 })
    await second.page.exposeFunction('pushToHub', (body: Push) => hub.take(body))
    hub.hold()
    await second.outbox.add(aRow(2))
    await sendTo(hub, second.page, name)
    await expect.poll(() => hub.seen.length).toBe(2)
    // The hub has them; the answer finds nobody.
    await crash(second.page)
    const third = await aWindow(name)
    expect(await third.outbox.state()).toMatchObject({ last: 2, acked: 0 })
    hub.release()
    await third.page.exposeFunction('pushToHub', (body: Push) => hub.take(body))
    await sendTo(hub, third.page, name)
    await expect.poll(async () => (await third.outbox.state()).acked).toBe(2)
    expect([...hub.stored.values()]).toEqual(textsOf(1, 2))
    await third.page.close()
    const twin = await aWindow(newName(), 'lateWrite')
    expect(await twin.outbox.add(aRow(1))).toBe(1)
    await crash(twin.page)
    const after = await aWindow(`storage-${names}`)
    expect(await after.outbox.state(), 'the planted bug: a tick before the row').toMatchObject({ last: 0 })
    await after.page.close()
  })
})

/** As when the machine's memory runs out: the window is gone in the middle of what it does. */
async function crash(page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  const gone = new Promise<void>(done => page.once('crash', () => done()))
  void session.send('Page.crash').catch(() => {})
  await gone
  await page.close()
}

describe('power', () => {
  // A profile on the disk: what a private window stores is in memory only.
  const profile = join(scratch(), 'kiosk')
  let kiosk: KioskBrowser
  let tracing: CDPSession
  beforeAll(async () => {
    kiosk = await openKiosk(profile)
    tracing = await must(kiosk.page.context().browser(), 'the browser').newBrowserCDPSession()
  })
  afterAll(() => kiosk.close())

  /** How often Chromium's database waited for the disk while so many records were added, and how many ticks came before. */
  async function syncsOf(adds: number, isRelaxed: boolean): Promise<{ syncs: number; earlyTicks: number }> {
    const on = kiosk.page.context()
    const { page, outbox } = await aWindow(newName(), null, { on, ...(isRelaxed && { plant: relax }) })
    const events: { name: string; ts: number }[] = []
    const gather = ({ value }: { value: unknown[] }) => events.push(...(value as never[]))
    tracing.on('Tracing.dataCollected', gather)
    await tracing.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['leveldb', 'IndexedDB'], excludedCategories: ['*'] },
    })
    for (let number = 1; number <= adds; number++) await outbox.add(aRow(number))
    const complete = new Promise(done => tracing.once('Tracing.tracingComplete', done))
    await tracing.send('Tracing.end')
    await complete
    tracing.off('Tracing.dataCollected', gather)
    await page.close()
    const at = (name: string) => events.filter(each => each.name === name).map(each => each.ts)
    const syncs = at('WritableFile::Sync').sort((a, b) => a - b)
    const ticks = at('IDBTransaction::onComplete').sort((a, b) => a - b)
    expect(ticks.length, 'the trace shows the transactions').toBeGreaterThanOrEqual(adds)
    const earlyTicks = ticks.filter((tick, nth) => syncs.filter(each => each < tick).length < nth + 1).length
    return { syncs: syncs.length, earlyTicks }
  }

  test('SY124 no tick before the disk has the record; with relaxed durability every tick comes before', async () => {
    const strict = await syncsOf(12, false)
    expect(strict.syncs).toBeGreaterThanOrEqual(12)
    expect(strict.earlyTicks).toBe(0)
    const relaxed = await syncsOf(12, true)
    expect(relaxed.syncs, 'the planted bug').toBeLessThan(12)
    expect(relaxed.earlyTicks).toBeGreaterThan(0)
  })

  test('SY126 a machine that dies with its outbox full has every record it gave a tick for, and brings each once', async () => {
    const name = newName()
    const session = await kiosk.page.context().newCDPSession(kiosk.page)
    // An origin of its own: the browser remembers for a while how much room one has.
    const origin = `http://localhost:${site.port}`
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 })
    await site.visit(kiosk.page, 'localhost')
    await kiosk.page.evaluate(at => window.outboxPage.open(at), name)
    const { texts, why } = await kiosk.page.evaluate(fillUp, name)
    expect(why).toContain('OutboxFull')
    await kiosk.cutPower()
    kiosk = await openKiosk(profile)
    await site.visit(kiosk.page, 'localhost')
    await kiosk.page.evaluate(at => window.outboxPage.open(at), name)
    const hub = aPlayedHub()
    await kiosk.page.exposeFunction('pushToHub', (body: Push) => hub.take(body))
    await sendTo(hub, kiosk.page, name)
    await expect.poll(async () => (await outboxOn(kiosk.page, name).state()).acked).toBe(texts.length)
    expect([...hub.stored.values()]).toEqual(texts)
    expect(texts.length).toBeGreaterThan(20)
  })
})

/** In the page: what a program gets that does not ask for more. */
function relax(): void {
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (
    this: IDBDatabase,
    stores: string | string[],
    mode?: IDBTransactionMode,
  ) {
    return transaction.call(this, stores, mode, { durability: 'relaxed' })
  } as typeof transaction
}

/** In the page: adds records that no disk can pack until one is refused. */
async function fillUp(name: string): Promise<{ texts: string[]; why: string }> {
  const texts: string[] = []
  for (;;) {
    const noise = crypto.getRandomValues(new Uint32Array(3_000))
    const text = `${texts.length} ${noise.join('')}`
    const id = `00000000-0000-7000-8000-${String(texts.length).padStart(12, '0')}`
    try {
      await window.outboxPage.call(name, 'add', [{ id, text, at: 1_000, mark: null }])
    } catch (cause) {
      return { texts, why: String(cause) }
    }
    texts.push(text)
  }
}
