import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { describe, expect, test, vi } from 'vitest'
import type { Millis } from '../../../shared/base/ids.ts'
import { openOutbox } from '../../../kiosk/store/outbox-db.ts'
import { lostStream } from '../../../kiosk/state/keepsake.ts'
import { OutboxBroken, OutboxFull, type Outbox } from '../../../kiosk/store/outbox.ts'
import {
  aRow,
  EPOCH,
  registerOutboxContract,
  sameAsModel,
  type OutboxUnderTest,
} from '../../contract/outbox-contract.ts'
import { memoryOutbox } from '../../fixtures/memory-outbox.ts'
import { seededRandom } from '../../fixtures/office.ts'

let names = 0

async function inIndexedDb(): Promise<OutboxUnderTest> {
  const name = `outbox-${(names += 1)}`
  let database = await openOutbox(seededRandom(names), name)
  return {
    outbox: database.outbox,
    async reopen() {
      database.close()
      database = await openOutbox(seededRandom(99), name)
      return database.outbox
    },
    async close() {
      database.close()
      await Dexie.delete(name)
    },
  }
}

async function inMemory(change: (outbox: Outbox) => Partial<Outbox> = () => ({})): Promise<OutboxUnderTest> {
  const plain = memoryOutbox(EPOCH)
  const outbox = { ...plain, ...change(plain) }
  return { outbox, reopen: async () => outbox, close: async () => {} }
}

registerOutboxContract('memory', inMemory)
registerOutboxContract('IndexedDB (Dexie)', inIndexedDb)

describe('the contract finds planted bugs', () => {
  const broken: readonly (readonly [string, (outbox: Outbox) => Partial<Outbox>])[] = [
    [
      'a renewal that forgets what was acknowledged',
      outbox => ({
        renew: async epoch => {
          const { acked } = await outbox.state()
          await outbox.prune(Number.MAX_SAFE_INTEGER as Millis, acked > 0 ? 1e9 : 0)
          return await outbox.renew(epoch)
        },
      }),
    ],
    [
      'a confirmation that goes back',
      outbox => ({
        confirm: async (upto, outcomes) => {
          await outbox.reopen(upto)
          await outbox.confirm(upto, outcomes)
        },
      }),
    ],
    ['pruning what the hub may lose', outbox => ({ prune: before => outbox.prune(before, 1e9) })],
    [
      'a place given twice',
      outbox => {
        let stuck = 0
        return { add: async row => ((stuck += 1) % 5 === 0 ? stuck - 1 : await outbox.add(row)) }
      },
    ],
  ]
  test.each(broken)('SY44 %s', async (_what, change) => {
    await expect(sameAsModel(() => inMemory(change))).rejects.toThrow()
  })
})

describe('the outbox in IndexedDB', () => {
  test('SY45 durability is strict, in a database of its own', async () => {
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const under = await inIndexedDb()
    spy.mockClear()
    await under.outbox.add(aRow(1))
    const writes = spy.mock.calls.filter(([, mode]) => mode === 'readwrite')
    expect(writes).toHaveLength(1)
    // The record and its place are one transaction, flushed before it says so.
    expect(writes[0]?.[0]).toEqual(expect.arrayContaining(['rows', 'stream']))
    expect(writes[0]?.[2]).toEqual({ durability: 'strict' })
    spy.mockRestore()
    await under.close()
  })

  test('SY46 with a full disk the reserve is given up for a sign-in; when that is gone, nothing is kept and it says so', async () => {
    const under = await inIndexedDb()
    let refusals = 1
    const original = IDBObjectStore.prototype.add
    const spy = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name !== 'rows' || refusals <= 0) return original.apply(this, args)
      refusals -= 1
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(await under.outbox.add(aRow(1))).toBe(1)
    refusals = 2
    await expect(under.outbox.add(aRow(2))).rejects.toBeInstanceOf(OutboxFull)
    spy.mockRestore()
    expect(await under.outbox.state()).toMatchObject({ last: 1 })
    expect(await under.outbox.add(aRow(3))).toBe(2)
    await under.close()
  })

  test('SY46 a database that does not write keeps nothing and says so; one that does not open is not deleted', async () => {
    const name = `outbox-${(names += 1)}`
    const first = await openOutbox(seededRandom(1), name)
    await first.outbox.add(aRow(1))
    first.close()
    await expect(first.outbox.add(aRow(2))).rejects.toBeInstanceOf(OutboxBroken)
    const spy = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('gone', 'UnknownError')
    })
    await expect(openOutbox(seededRandom(2), name)).rejects.toBeInstanceOf(OutboxBroken)
    spy.mockRestore()
    const again = await openOutbox(seededRandom(3), name)
    expect(await again.outbox.state()).toMatchObject({ last: 1 })
    again.close()
  })

  test('SY47 a new database has a new stream and is no continuation of the one before', async () => {
    const name = `outbox-${(names += 1)}`
    const first = await openOutbox(seededRandom(1), name)
    const { epoch } = await first.outbox.state()
    first.close()
    await Dexie.delete(name)
    const second = await openOutbox(seededRandom(2), name)
    const state = await second.outbox.state()
    expect(state.epoch).not.toBe(epoch)
    expect(lostStream({ epoch, last: 1, acked: 0 }, state)).toEqual({ epoch, last: 1, acked: 0 })
    second.close()
  })

  test('SY47 what a device must know of itself is there after opening again', async () => {
    const name = `outbox-${(names += 1)}`
    const first = await openOutbox(seededRandom(1), name)
    await first.device.set('seen', { size: 3, hash: 'x' })
    await first.device.set('secret', 's')
    await first.device.remove('secret')
    first.close()
    const again = await openOutbox(seededRandom(2), name)
    expect(await again.device.get('seen')).toEqual({ size: 3, hash: 'x' })
    expect(await again.device.get('secret')).toBeNull()
    again.close()
  })
})
