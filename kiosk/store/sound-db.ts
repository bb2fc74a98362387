/**
 * The branch's recordings by their SHA-256, in a database of their own: it is opened after the first picture, and losing
 * it loses nothing that cannot be fetched again.
 */
export interface SoundCache {
  hashes(): Promise<readonly string[]>
  get(hash: string): Promise<Uint8Array | null>
  put(hash: string, bytes: Uint8Array): Promise<void>
  remove(hash: string): Promise<void>
}

const SOUNDS = 'sounds'

export function openSounds(name = 'branch-board-sounds'): SoundCache {
  let opening: Promise<IDBDatabase> | null = null
  const database = (): Promise<IDBDatabase> => {
    opening ??= open(name, () => (opening = null)).catch((cause: unknown) => {
      opening = null
      throw cause
    })
    return opening
  }
  const run = async <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const transaction = (await database()).transaction(SOUNDS, mode)
    const request = ask(transaction.objectStore(SOUNDS))
    return await new Promise((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve(request.result))
      const fail = () => reject(transaction.error ?? new Error('the transaction was given up'))
      transaction.addEventListener('error', fail)
      transaction.addEventListener('abort', fail)
    })
  }
  return {
    hashes: async () => (await run('readonly', store => store.getAllKeys())).map(String),
    get: async hash => ((await run('readonly', store => store.get(hash))) as Uint8Array | undefined) ?? null,
    put: async (hash, bytes) => void (await run('readwrite', store => store.put(bytes, hash))),
    remove: async hash => void (await run('readwrite', store => store.delete(hash))),
  }
}

function open(name: string, onClosed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(SOUNDS))
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => {
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
