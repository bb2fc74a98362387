import type { FeedCursor } from '../../shared/sync/feed.ts'
import type { FeedName } from '../../shared/sync/fields.ts'
import type { CachedItem, FeedCache, FeedCopy, Side } from './cache.ts'

/**
 * The cache in plain IndexedDB: the first readable board needs nothing more, so the library that the outbox uses is
 * not loaded for it. A cache that does not open is deleted and made anew.
 */

const CACHE_NAME = 'branch-board-cache'

interface PlaceRow {
  readonly feed: FeedName
  readonly side: Side
  readonly cursor: FeedCursor
  readonly asOf: number
}

interface ItemRow extends CachedItem {
  readonly feed: FeedName
  readonly side: Side
}

const PLACES = 'places'
const ITEMS = 'items'

export async function openCache(name = CACHE_NAME): Promise<FeedCache> {
  let opening: Promise<IDBDatabase> | null = null
  // The browser may close it at any time (a second tab's upgrade, a device that woke up): the next use opens it again.
  const database = (): Promise<IDBDatabase> => {
    opening ??= openDatabase(name, () => {
      opening = null
    }).catch((cause: unknown) => {
      opening = null
      throw cause
    })
    return opening
  }
  await database()
  return {
    shown: async feed => await read(await database(), feed, 'shown'),
    staged: async feed => await read(await database(), feed, 'staged'),
    async commit(feed, side, page, asOf) {
      await write(await database(), ({ items, places }) => {
        for (const { id, rev, text } of page.changes) items.put({ feed, side, id, rev, text } satisfies ItemRow)
        places.put({ feed, side, cursor: page.cursor, asOf } satisfies PlaceRow)
      })
    },
    async promote(feed) {
      await write(await database(), ({ items, places }) => {
        items.delete(rangeOf(feed, 'shown'))
        forEach<ItemRow>(items.openCursor(rangeOf(feed, 'staged')), (row, cursor) => {
          items.put({ ...row, side: 'shown' } satisfies ItemRow)
          cursor.delete()
        })
        whenDone<PlaceRow>(places.get([feed, 'staged']), row => {
          if (row) places.put({ ...row, side: 'shown' } satisfies PlaceRow)
          places.delete([feed, 'staged'])
        })
      })
    },
    async dropStaged(feed) {
      await write(await database(), ({ items, places }) => {
        items.delete(rangeOf(feed, 'staged'))
        places.delete([feed, 'staged'])
      })
    },
    async clear() {
      await write(await database(), ({ items, places }) => {
        items.clear()
        places.clear()
      })
    },
  }
}

/** @param onClosed told once when the connection is no longer good */
async function openDatabase(name: string, onClosed: () => void): Promise<IDBDatabase> {
  try {
    return await openOnce(name, onClosed)
  } catch (cause) {
    console.warn('the cache does not open and is made anew', cause)
    await new Promise(resolve => {
      const request = indexedDB.deleteDatabase(name)
      request.addEventListener('success', resolve)
      request.addEventListener('error', resolve)
      request.addEventListener('blocked', resolve)
    })
    return await openOnce(name, onClosed)
  }
}

function openOnce(name: string, onClosed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(PLACES, { keyPath: ['feed', 'side'] })
    request.result.createObjectStore(ITEMS, { keyPath: ['feed', 'side', 'id'] })
  })
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => {
      // A second tab with a newer program must not wait for this one.
      request.result.addEventListener('versionchange', () => {
        request.result.close()
        onClosed()
      })
      request.result.addEventListener('close', onClosed)
      resolve(request.result)
    })
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB does not open')))
    request.addEventListener('blocked', () => reject(new Error('IndexedDB is blocked by another tab')))
  })
}

const rangeOf = (feed: FeedName, side: Side): IDBKeyRange => IDBKeyRange.bound([feed, side], [feed, side, []])

async function read(db: IDBDatabase, feed: FeedName, side: Side): Promise<FeedCopy | null> {
  const transaction = db.transaction([PLACES, ITEMS], 'readonly')
  const place = transaction.objectStore(PLACES).get([feed, side])
  const items = transaction.objectStore(ITEMS).getAll(rangeOf(feed, side))
  await finished(transaction)
  // Rows of this program's own making; `feeds.ts` parses what is inside.
  const row = place.result as PlaceRow | undefined
  if (!row) return null
  const copies = (items.result as ItemRow[]).map(({ id, rev, text }) => [id, { id, rev, text }] as const)
  return { cursor: row.cursor, asOf: row.asOf, items: new Map(copies) }
}

interface Stores {
  readonly places: IDBObjectStore
  readonly items: IDBObjectStore
}

async function write(db: IDBDatabase, work: (stores: Stores) => void): Promise<void> {
  const transaction = db.transaction([PLACES, ITEMS], 'readwrite')
  work({ places: transaction.objectStore(PLACES), items: transaction.objectStore(ITEMS) })
  await finished(transaction)
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    const fail = () => reject(transaction.error ?? new Error('the transaction was given up'))
    transaction.addEventListener('error', fail)
    transaction.addEventListener('abort', fail)
  })
}

function whenDone<T>(request: IDBRequest, work: (result: T | undefined) => void): void {
  request.addEventListener('success', () => work(request.result as T | undefined))
}

function forEach<T>(
  request: IDBRequest<IDBCursorWithValue | null>,
  work: (row: T, cursor: IDBCursorWithValue) => void,
) {
  request.addEventListener('success', () => {
    const cursor = request.result
    if (!cursor) return
    work(cursor.value as T, cursor)
    cursor.continue()
  })
}
