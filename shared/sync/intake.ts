import type { Hash } from '../base/bytes.ts'
import type { RecordId } from '../base/ids.ts'
import type { Refused } from './fields.ts'
import type { Ack, Outcome, Push } from './push.ts'
import type { Result } from '../base/result.ts'
import { parseRecord, recordHash, type HeldReason, type KioskRecord } from './record.ts'

/**
 * The hub's side of the upload: what to do with a push, given how far the stream is. No I/O: the caller stores the
 * rows, their effect and the stream's new state in one transaction, and answers only when that is on the disk.
 */

/** One stream as the hub knows it: positions 1 … `upto` are stored. Frozen after a FORK, for ever. */
export interface StreamState {
  readonly upto: number
  readonly frozen: boolean
}

export const NEW_STREAM: StreamState = { upto: 0, frozen: false }

/** What the hub already has. The caller looks it up before it plans. */
export interface Stored {
  /** Hash of the record at a position ≤ `upto` of this stream. */
  hashAt(seq: number): Hash | null
  /** The record stored under this id, in whichever stream. */
  byId(id: RecordId): { readonly hash: Hash; readonly no: number | null } | null
}

/** A record to be stored. `held` and `dup` have no effect; their bytes are kept all the same. */
export type IntakeRow = { readonly seq: number; readonly hash: Hash; readonly text: string } & (
  | { readonly state: 'fresh'; readonly record: KioskRecord }
  | { readonly state: 'held'; readonly why: HeldReason; readonly record: KioskRecord | null }
  | { readonly state: 'dup'; readonly no: number | null }
)

export type PushPlan =
  | {
      readonly type: 'refuse'
      readonly reply: Refused
      readonly stream: StreamState
      /** The place whose bytes differ, when this push is what freezes the stream. */
      readonly froze: number | null
    }
  | {
      readonly type: 'store'
      readonly rows: readonly IntakeRow[]
      /** Positions of the push that were stored before. */
      readonly before: readonly number[]
      readonly stream: StreamState
    }

/** A push with its records hashed and parsed: done once, outside the transaction. */
export interface ReadPush {
  readonly push: Push
  readonly records: readonly {
    readonly text: string
    readonly hash: Hash
    readonly parsed: Result<KioskRecord, HeldReason>
  }[]
}

/** @param hash  SHA-256 of a text; an argument because the hub's native one is ten times faster than the portable one */
export const readPush = (push: Push, hash: (text: string) => Hash = recordHash): ReadPush => ({
  push,
  records: push.recs.map(text => ({ text, hash: hash(text), parsed: parseRecord(text) })),
})

export function planPush(stream: StreamState, { push, records }: ReadPush, stored: Stored): PushPlan {
  if (stream.frozen) return refuse(stream, { code: 'FORK' })
  if (push.from > stream.upto + 1) return refuse(stream, { code: 'GAP', expect: stream.upto + 1 })
  const rows: IntakeRow[] = []
  const before: number[] = []
  const taken = new Map<RecordId, Hash>()
  for (const [at, record] of records.entries()) {
    const seq = push.from + at
    if (seq > stream.upto) rows.push(rowOf(seq, record, stored, taken))
    else if (stored.hashAt(seq) === record.hash) before.push(seq)
    // Same place, other bytes: the device was cloned or set back. Whoever is right, this stream can take no more.
    else return refuse({ upto: stream.upto, frozen: true }, { code: 'FORK' }, seq)
  }
  const upto = Math.max(stream.upto, push.from + records.length - 1)
  return { type: 'store', rows, before, stream: { upto, frozen: false } }
}

const refuse = (stream: StreamState, reply: Omit<Refused, 'ok'>, froze: number | null = null): PushPlan => ({
  type: 'refuse',
  reply: { ok: false, ...reply },
  stream: { upto: stream.upto, frozen: stream.frozen },
  froze,
})

function rowOf(
  seq: number,
  { text, hash, parsed }: ReadPush['records'][number],
  stored: Stored,
  taken: Map<RecordId, Hash>,
): IntakeRow {
  if (!parsed.ok) return { seq, hash, text, state: 'held', why: parsed.error, record: null }
  const record = parsed.value
  const inPush = taken.get(record.id)
  const earlier = inPush === undefined ? stored.byId(record.id) : { hash: inPush, no: null }
  if (earlier?.hash === hash) return { seq, hash, text, state: 'dup', no: earlier.no }
  if (earlier) return { seq, hash, text, state: 'held', why: 'idTaken', record: null }
  taken.set(record.id, hash)
  return { seq, hash, text, state: 'fresh', record }
}

/**
 * The answer to a stored push: everything up to its own end is there with these very bytes. What the stream may hold
 * beyond was not compared and is not spoken of. `outcomes` may come in any order.
 */
export const ackOf = (push: Push, outcomes: readonly Outcome[]): Ack => ({
  ok: true,
  epoch: push.epoch,
  upto: push.from + push.recs.length - 1,
  res: outcomes.toSorted((a, b) => a.seq - b.seq),
})
