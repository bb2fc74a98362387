import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { aRow, registerOutboxContract, type OutboxUnderTest } from '../contract/outbox-contract.ts'
import type { Page } from 'playwright-core'
import { openDesk } from './browser.ts'
import { openOutboxSite, outboxOn } from './outbox-site.ts'

/** The outbox's contract against the IndexedDB of a real Chromium, and how it asks for its promises to be kept. */

const site = await openOutboxSite()
const { browser, page } = await openDesk()
await page.addInitScript(() => {
  window.durabilities = []
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
    if (args[1] === 'readwrite') window.durabilities.push(args[2]?.durability ?? 'default')
    return transaction.apply(this, args)
  }
})
await site.visit(page)

afterAll(async () => {
  await browser.close()
  await site.close()
})

let names = 0

async function inChromium(on: Page = page): Promise<OutboxUnderTest> {
  const name = `outbox-${(names += 1)}`
  await on.evaluate(each => window.outboxPage.open(each), name)
  const outbox = outboxOn(on, name)
  return {
    outbox,
    async reopen() {
      await on.evaluate(each => window.outboxPage.open(each), name)
      return outbox
    },
    close: () => on.evaluate(each => window.outboxPage.remove(each), name),
  }
}

registerOutboxContract('IndexedDB of Chromium', () => inChromium())

describe('what the green tick stands on', () => {
  test('SY45 every transaction that may write asks for strict durability', async () => {
    const { outbox, close } = await inChromium()
    await page.evaluate(() => void (window.durabilities = []))
    await outbox.add(aRow(1))
    await outbox.confirm(1, [{ seq: 1, st: 'new', no: 1 }])
    const asked = await page.evaluate(() => window.durabilities)
    expect(asked.length).toBeGreaterThanOrEqual(2)
    expect(new Set(asked)).toEqual(new Set(['strict']))
    await close()
  })

  test('SY46 on a full disk the reserve is given up; then nothing is promised and nothing is lost', async () => {
    // An origin of its own: the browser remembers for a while how much room one has.
    const small = await page.context().newPage()
    const session = await small.context().newCDPSession(small)
    const origin = `http://localhost:${site.port}`
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 })
    await site.visit(small, 'localhost')
    const { outbox } = await inChromium(small)
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin })
    expect(usage, 'the reserve takes its room on the disk').toBeGreaterThan(1_900_000)
    // Nothing that the browser could pack: only then does the disk fill up as it says.
    const filler = (number: number) => randomBytes(7_000).toString('hex') + number
    const texts: string[] = []
    let kept = 0
    let refusal = ''
    while (refusal === '' && kept < 1_000) {
      try {
        const text = filler(kept)
        await outbox.add(aRow(kept + 1, { text }))
        texts.push(text)
        kept += 1
      } catch (cause) {
        refusal = String(cause)
      }
    }
    expect(kept, 'the reserve held room for some').toBeGreaterThan(0)
    expect(refusal).toContain('OutboxFull')
    expect(await outbox.state()).toMatchObject({ first: 1, last: kept })
    expect((await outbox.read(1, 2_000)).map(row => row.text)).toEqual(texts)
    await small.close()
  })

  test('SY45 the check sees a transaction that does not ask', async () => {
    const asked = await page.evaluate(async () => {
      window.durabilities = []
      const opening = indexedDB.open('relaxed', 1)
      await new Promise((done, fail) => {
        opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore('rows'))
        opening.addEventListener('success', done)
        opening.addEventListener('error', fail)
      })
      opening.result.transaction('rows', 'readwrite')
      return window.durabilities
    })
    expect(asked).toEqual(['default'])
  })
})
