import { Dexie } from 'dexie'
import { openOutbox, type OutboxDatabase } from '../../../kiosk/store/outbox-db.ts'
import type { Outbox } from '../../../kiosk/store/outbox.ts'

/** The kiosk's outbox alone on a page, so that its contract runs against the browser's own IndexedDB. */

const open = new Map<string, OutboxDatabase>()
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

const outboxPage = {
  async open(name: string): Promise<void> {
    open.get(name)?.close()
    open.set(name, await openOutbox(random, name))
  },
  async call(name: string, method: keyof Outbox, args: readonly unknown[]): Promise<unknown> {
    const database = open.get(name)
    if (!database) throw new Error(`not open: ${name}`)
    const work = database.outbox[method] as (...args: readonly unknown[]) => Promise<unknown>
    return await work(...args)
  },
  async remove(name: string): Promise<void> {
    open.get(name)?.close()
    open.delete(name)
    await Dexie.delete(name)
  },
}

declare global {
  interface Window {
    outboxPage: typeof outboxPage
    /** How each transaction that could write was opened. */
    durabilities: string[]
  }
}

window.outboxPage = outboxPage
