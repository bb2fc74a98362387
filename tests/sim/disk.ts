import type { RecordId } from '../../shared/base/ids.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { FeedCache, FeedCopy } from '../../kiosk/store/cache.ts'
import type { DeviceKey, DeviceStore, Outbox } from '../../kiosk/store/outbox.ts'
import { memoryCache } from '../fixtures/memory-cache.ts'
import { memoryOutbox, type MemoryOutbox } from '../fixtures/memory-outbox.ts'
import type { Bug } from './bugs.ts'
import type { SimTime } from './time.ts'

/**
 * What a kiosk's disk holds, and the three databases on it as the kiosk's program sees them. Every operation takes
 * time, one after the other; one that had not ended when the power went was never done.
 */
export interface KioskDisk {
  outbox: MemoryOutbox
  device: Map<DeviceKey, unknown>
  cache: Map<string, FeedCopy>
}

export const emptyDisk = (epoch: StreamEpoch): KioskDisk => ({
  outbox: memoryOutbox(epoch),
  device: new Map(),
  cache: new Map(),
})

/** The disk's image: another machine with the same past. */
export const imageOf = ({ outbox, device, cache }: KioskDisk): KioskDisk => ({
  outbox: outbox.copy(),
  device: new Map(structuredClone([...device])),
  cache: new Map(cache),
})

export interface OpenDisk {
  readonly outbox: Outbox
  readonly device: DeviceStore
  readonly cache: FeedCache
}

export interface DiskDeps {
  readonly time: SimTime
  readonly bug: Bug | null
  /** False once the machine that opened the disk is off. */
  readonly isOn: () => boolean
}

const OPERATION_MS = 6
/** How long a browser with relaxed durability keeps a write to itself. */
const RELAXED_MS = 3_000

export function openDisk(disk: KioskDisk, deps: DiskDeps): OpenDisk {
  const { time, isOn } = deps
  let turn: Promise<unknown> = Promise.resolve()
  /** Never ends where the power goes first. */
  const one = <T>(work: () => Promise<T>, ms = OPERATION_MS): Promise<T> => {
    const done = turn.then(
      () =>
        new Promise<T>(resolve => {
          time.after(time.between(1, ms), () => {
            if (isOn()) void work().then(resolve)
          })
        }),
    )
    turn = done
    return done
  }
  return {
    outbox: outboxOf(disk, deps, one),
    device: {
      get: key => one(async () => (forgets(deps.bug, key) ? forgetful() : written(disk.device.get(key)))),
      set: (key, value) => one(async () => keep(disk, deps.bug, key, value)),
      remove: key => one(async () => void disk.device.delete(key)),
    },
    cache: cacheOf(disk, deps, one),
  }
}

type One = <T>(work: () => Promise<T>, ms?: number) => Promise<T>

const FORGOTTEN: Partial<Record<DeviceKey, Bug>> = {
  ratchets: 'rollbackAccepted',
  documents: 'documentRollback',
  seen: 'journalForgotten',
}

const forgets = (bug: Bug | null, key: DeviceKey): boolean => bug !== null && FORGOTTEN[key] === bug

/** Takes everything in and keeps nothing. */
const forgetful = (): object => new Proxy({}, { set: () => true })

/** As a database would: a later change of the object does not reach what was stored. All that is stored is JSON. */
const written = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

function keep(disk: KioskDisk, bug: Bug | null, key: DeviceKey, value: unknown): void {
  if (!forgets(bug, key)) disk.device.set(key, written(value))
}

function outboxOf(disk: KioskDisk, { time, bug, isOn }: DiskDeps, one: One): Outbox {
  const add: Outbox['add'] = async record => {
    if (bug !== 'relaxedDurability') return await one(() => disk.outbox.add(record))
    const { last } = await disk.outbox.state()
    time.after(RELAXED_MS, () => {
      if (isOn()) void disk.outbox.add(record)
    })
    return last + 1
  }
  return {
    add,
    addAll: records => one(() => disk.outbox.addAll(records)),
    state: () => one(() => disk.outbox.state()),
    read: (from, limit) => one(() => disk.outbox.read(from, limit)),
    confirm: (upto, outcomes) =>
      one(async () => {
        await disk.outbox.confirm(upto, outcomes)
        if (bug === 'ackedDropped') await disk.outbox.prune(Infinity as never, Infinity)
      }),
    reopen: after => one(async () => (bug === 'reopenForgotten' ? undefined : await disk.outbox.reopen(after))),
    renew: epoch =>
      one(async () => {
        const last = await disk.outbox.renew(epoch)
        if (bug !== 'newIdsOnRenew') return last
        const rows = await disk.outbox.read(1, last)
        disk.outbox = memoryOutbox(epoch, { last, acked: 0, rows: rows.map(row => ({ ...row, ...otherId(row) })) })
        return last
      }),
    prune: (before, backedUp) => one(() => disk.outbox.prune(before, backedUp)),
    marks: since => one(() => disk.outbox.marks(since)),
  }
}

function otherId({ id, text }: { readonly id: RecordId; readonly text: string }) {
  const other = `${id.slice(0, 24)}ffff${id.slice(28)}` as RecordId
  return { id: other, text: text.replace(id, other) }
}

function cacheOf(disk: KioskDisk, { bug, isOn, time }: DiskDeps, one: One): FeedCache {
  const cache = memoryCache(disk.cache)
  const commit: FeedCache['commit'] = (feed, into, { cursor, changes }, asOf) =>
    one(async () => {
      const kept = bug === 'tombstoneLost' ? changes.filter(each => !each.text?.includes('withdrawal')) : changes
      if (bug !== 'cursorBeforeData') return await cache.commit(feed, into, { cursor, changes: kept }, asOf)
      await cache.commit(feed, into, { cursor, changes: [] }, asOf)
      time.after(200, () => {
        const now = disk.cache.get(`${into} ${feed}`)
        if (isOn() && now) void cache.commit(feed, into, { cursor: now.cursor, changes: kept }, now.asOf)
      })
    })
  return {
    shown: feed => one(() => cache.shown(feed)),
    staged: feed => one(() => cache.staged(feed)),
    commit,
    promote: feed => one(() => cache.promote(feed)),
    dropStaged: feed => one(() => cache.dropStaged(feed)),
    clear: () => one(() => cache.clear()),
  }
}
