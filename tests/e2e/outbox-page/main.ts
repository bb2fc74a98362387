import { Dexie } from 'dexie'
import { openOutbox, type OutboxDatabase } from '../../../kiosk/store/outbox-db.ts'
import type { Outbox } from '../../../kiosk/store/outbox.ts'
import { startSender, type SenderLoop } from '../../../kiosk/sync/sender-loop.ts'
import type { WireConnection } from '../../../kiosk/sync/wire.ts'
import type { Welcome } from '../../../shared/sync/hello.ts'
import type { Push, PushReply } from '../../../shared/sync/push.ts'
import { earlyTick, lateWrite, placesInMind } from './broken.ts'

/**
 * The kiosk's outbox, and the sender over it, alone on a page: so that they run against the browser's own IndexedDB,
 * with a hub that the test plays.
 */

const BROKEN = { earlyTick, lateWrite, placesInMind }
export type Bug = keyof typeof BROKEN

const open = new Map<string, OutboxDatabase>()
const senders = new Map<string, SenderLoop>()
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

const databaseOf = (name: string): OutboxDatabase => {
  const database = open.get(name)
  if (!database) throw new Error(`not open: ${name}`)
  return database
}

const outboxPage = {
  /** @param broken a twin with a planted bug in place of `add` */
  async open(name: string, broken: Bug | null = null): Promise<void> {
    open.get(name)?.close()
    const database = await openOutbox(random, name)
    open.set(name, broken ? { ...database, outbox: { ...database.outbox, add: await BROKEN[broken](name) } } : database)
  },
  async call(name: string, method: keyof Outbox, args: readonly unknown[]): Promise<unknown> {
    const work = databaseOf(name).outbox[method] as (...args: readonly unknown[]) => Promise<unknown>
    const done = await work(...args)
    // A sender that is deaf hears of nothing that is written after it began.
    if (method === 'add') senders.get(name)?.written(done as number)
    return done
  },
  async remove(name: string): Promise<void> {
    open.get(name)?.close()
    open.delete(name)
    await Dexie.delete(name)
  },
  /** Opens as the next program would, whose database has one more table. @returns how long it took, milliseconds */
  async openAsNext(name: string): Promise<number> {
    const begun = performance.now()
    const next = new Dexie(name)
    next.version(2).stores({ stream: 'key', rows: 'seq, at', device: 'key', reserve: '++id', more: 'key' })
    await next.open()
    next.close()
    return performance.now() - begun
  },
  /** Begins to send what is in the outbox, with the window's `pushToHub` for the hub. */
  async send(name: string, welcome: Pick<Welcome, 'stream' | 'hubEpoch'>, isDeaf = false): Promise<void> {
    const { outbox, device } = databaseOf(name)
    const sender = await startSender({
      outbox,
      device,
      random,
      mono: () => performance.now(),
      wall: () => Date.now(),
      every(work, ms) {
        const timer = setInterval(work, ms)
        return () => clearInterval(timer)
      },
      onUnsent: () => {},
    })
    const connection = { ask: (_name: string, body: Push) => window.pushToHub(body), close: () => {} }
    if (!isDeaf) senders.set(name, sender)
    sender.welcomed(
      connection as unknown as WireConnection,
      {
        ...welcome,
        limits: { recs: 50, bytes: 65_536, inflight: 1 },
        backedUp: 0,
      } as Welcome,
    )
  },
}

declare global {
  interface Window {
    outboxPage: typeof outboxPage
    /** The test's hub. */
    pushToHub: (body: Push) => Promise<PushReply>
    /** How each transaction that could write was opened. */
    durabilities: string[]
    /** Every connection to a database that this page has opened. */
    connections: IDBDatabase[]
  }
}

window.outboxPage = outboxPage
