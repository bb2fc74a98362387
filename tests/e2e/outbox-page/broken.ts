import type { NewRow, Outbox } from '../../../kiosk/store/outbox.ts'

/** Twins of the outbox's `add` with the bug planted that a test of the real one must find. */

interface Place {
  readonly key: 'stream'
  readonly last: number
}

/** Says "kept" when the row is accepted, not when the transaction is done: a green tick that a fault takes back. */
export async function earlyTick(name: string): Promise<Outbox['add']> {
  const db = await connect(name)
  return record =>
    new Promise((resolve, reject) => {
      const transaction = db.transaction(['stream', 'rows'], 'readwrite', { durability: 'strict' })
      const [stream, rows] = [transaction.objectStore('stream'), transaction.objectStore('rows')]
      const get = stream.get('stream')
      get.addEventListener('success', () => {
        const before = get.result as Place
        const seq = before.last + 1
        stream.put({ ...before, last: seq })
        const add = rows.add(rowOf(record, seq))
        add.addEventListener('success', () => resolve(seq))
        add.addEventListener('error', () => reject(new Error('not added')))
      })
    })
}

/** Counts places itself, from what it found when it opened: two windows give the same place to two records. */
export async function placesInMind(name: string): Promise<Outbox['add']> {
  const db = await connect(name)
  let last = 0
  return record =>
    new Promise((resolve, reject) => {
      last += 1
      const seq = last
      const transaction = db.transaction(['stream', 'rows'], 'readwrite', { durability: 'strict' })
      const stream = transaction.objectStore('stream')
      const get = stream.get('stream')
      get.addEventListener('success', () => stream.put({ ...(get.result as Place), last: seq }))
      transaction.objectStore('rows').put(rowOf(record, seq))
      transaction.addEventListener('complete', () => resolve(seq))
      transaction.addEventListener('abort', () => reject(new Error('not added')))
    })
}

/** Keeps the record in mind and writes it a moment later: the tick is as quick as can be, and worth nothing. */
export async function lateWrite(name: string): Promise<Outbox['add']> {
  const add = await placesInMind(name)
  let last = 0
  return async record => {
    setTimeout(() => void add(record), 2_000)
    last += 1
    return last
  }
}

const rowOf = (record: NewRow, seq: number) => ({ ...record, seq, no: null, outcome: null })

function connect(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name)
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('does not open')))
  })
}
