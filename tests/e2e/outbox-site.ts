import type { Page } from 'playwright-core'
import type { Outbox } from '../../kiosk/store/outbox.ts'
import { serveSource } from '../fixtures/source-server.ts'

/** Serves the page that holds nothing but the outbox, and speaks to it. */

export interface OutboxSite {
  readonly port: number
  /** @param host another name of this machine is another origin, with a storage of its own */
  visit(page: Page, host?: string): Promise<void>
  close(): Promise<void>
}

export async function openOutboxSite(): Promise<OutboxSite> {
  const source = await serveSource()
  const port = Number(new URL(source.origin).port)
  return {
    port,
    async visit(page, host = '127.0.0.1') {
      await page.goto(`http://${host}:${port}/tests/e2e/outbox-page/index.html`)
      await page.waitForFunction(() => 'outboxPage' in window)
    },
    close: () => source.close(),
  }
}

/** The outbox of this name on a page, once `outboxPage.open` has opened it there. */
export function outboxOn(page: Page, name: string): Outbox {
  const method =
    (each: keyof Outbox) =>
    async (...args: readonly unknown[]): Promise<never> =>
      (await page.evaluate(([at, what, given]) => window.outboxPage.call(at, what, given), [
        name,
        each,
        args,
      ] as const)) as never
  return {
    state: method('state'),
    add: method('add'),
    addAll: method('addAll'),
    read: method('read'),
    confirm: method('confirm'),
    reopen: method('reopen'),
    renew: method('renew'),
    prune: method('prune'),
    marks: method('marks'),
  }
}
