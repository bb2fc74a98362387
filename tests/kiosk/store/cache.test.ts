import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import { openCache } from '../../../kiosk/store/cache-db.ts'
import type { Hash } from '../../../shared/base/bytes.ts'

let names = 0
const aName = (): string => `cache-test-${(names += 1)}`
const HEAD = 'ab'.repeat(32) as Hash
const cursor = (gen: number, n: number) => ({ gen, n, head: HEAD, owed: [] })
const change = (id: string, rev: number, text: string | null) => ({ id, rev, text })

describe('the cache', () => {
  test('SY65 items and cursor are kept together, also after opening again; one that is gone keeps its revision', async () => {
    const name = aName()
    const cache = await openCache(name)
    expect(await cache.shown('roster')).toBeNull()
    await cache.commit(
      'roster',
      'shown',
      { cursor: cursor(1, 2), changes: [change('a', 1, '甲'), change('b', 1, '乙')] },
      7,
    )
    await cache.commit('roster', 'shown', { cursor: cursor(1, 3), changes: [change('a', 2, null)] }, 8)
    const again = await (await openCache(name)).shown('roster')
    expect(again).toEqual({
      cursor: cursor(1, 3),
      asOf: 8,
      items: new Map([
        ['a', change('a', 2, null)],
        ['b', change('b', 1, '乙')],
      ]),
    })
    expect(await cache.shown('board')).toBeNull()
  })

  test('SY65 a connection that the browser closed is opened again at the next use', async () => {
    const name = aName()
    const cache = await openCache(name)
    await cache.commit('roster', 'shown', { cursor: cursor(1, 1), changes: [change('a', 1, '甲')] }, 1)
    // A second window with a newer program asks for the database: this one must let go, and come back.
    const newer = indexedDB.open(name, 2)
    await new Promise(resolve => newer.addEventListener('success', resolve))
    newer.result.close()
    const removed = indexedDB.deleteDatabase(name)
    await new Promise(resolve => removed.addEventListener('success', resolve))
    await cache.commit('roster', 'shown', { cursor: cursor(1, 2), changes: [change('b', 1, '乙')] }, 2)
    expect([...((await cache.shown('roster'))?.items.keys() ?? [])]).toEqual(['b'])
  })

  test('SY65 when the items cannot be written the cursor does not move', async () => {
    const cache = await openCache(aName())
    await cache.commit('roster', 'shown', { cursor: cursor(1, 1), changes: [change('a', 1, '甲')] }, 1)
    const put = IDBObjectStore.prototype.put
    const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args)
      // The disk is full at the end of the transaction.
      if (this.name === 'places') this.transaction.abort()
      return request
    })
    const failed = cache.commit('roster', 'shown', { cursor: cursor(1, 2), changes: [change('b', 1, '乙')] }, 2)
    await expect(failed).rejects.toThrow()
    spy.mockRestore()
    const shown = await cache.shown('roster')
    expect(shown?.cursor.n).toBe(1)
    expect(shown?.items.size).toBe(1)
  })

  test('SY66 a download beside the shown view replaces it in one step when it is whole, or goes without a trace', async () => {
    const cache = await openCache(aName())
    await cache.commit(
      'roster',
      'shown',
      { cursor: cursor(1, 2), changes: [change('old', 1, '旧'), change('x', 1, '旧')] },
      1,
    )
    await cache.commit('roster', 'staged', { cursor: cursor(2, 1), changes: [change('x', 1, '新')] }, 0)
    expect((await cache.shown('roster'))?.items.get('x')?.text).toBe('旧')
    await cache.dropStaged('roster')
    expect(await cache.staged('roster')).toBeNull()
    await cache.commit('roster', 'staged', { cursor: cursor(3, 1), changes: [change('x', 4, '新')] }, 9)
    await cache.promote('roster')
    expect(await cache.staged('roster')).toBeNull()
    const shown = await cache.shown('roster')
    expect([shown?.cursor, shown?.asOf, [...(shown?.items.values() ?? [])]]).toEqual([
      cursor(3, 1),
      9,
      [change('x', 4, '新')],
    ])
    await cache.clear()
    expect(await cache.shown('roster')).toBeNull()
  })

  test('SY67 a cache that does not open is made anew', async () => {
    const name = aName()
    await (await openCache(name)).commit('roster', 'shown', { cursor: cursor(1, 0), changes: [] }, 1)
    const open = IDBFactory.prototype.open
    let broken = true
    const quiet = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const spy = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
      if (broken) {
        broken = false
        throw new DOMException('damaged', 'UnknownError')
      }
      return open.apply(this, args)
    })
    const again = await openCache(name)
    spy.mockRestore()
    quiet.mockRestore()
    expect(await again.shown('roster')).toBeNull()
    await again.commit('roster', 'shown', { cursor: cursor(1, 0), changes: [] }, 1)
    expect(await again.shown('roster')).not.toBeNull()
  })
})
