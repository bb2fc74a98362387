import type { ActivityId, MemberId, Millis, RecordId } from '../../shared/base/ids.ts'
import type { Period } from '../../shared/base/plain-date.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { Outcome } from '../../shared/sync/push.ts'

/**
 * Everything this kiosk recorded, in the order of recording, until the hub has it and has it backed up. A promise here
 * is the green tick: it resolves only when the record survives a power cut (SY).
 */
export interface Outbox {
  state(): Promise<OutboxState>
  /** Gives the record the next place of the stream. Rejects with OutboxFull or OutboxBroken: then nothing was kept. */
  add(record: NewRow, room?: Room): Promise<number>
  /**
   * Gives all of these the next places, one behind the other, in one transaction: after a power cut either all are there
   * or none. @returns the place of the last
   */
  addAll(records: readonly NewRow[], room?: Room): Promise<number>
  /** Rows from this place on, in order. */
  read(from: number, limit: number): Promise<readonly OutboxRow[]>
  /** The hub has everything up to `upto`. */
  confirm(upto: number, outcomes: readonly Outcome[]): Promise<void>
  /** The hub lost what came after: offer it again. */
  reopen(after: number): Promise<void>
  /** Begins a new stream: every kept row under a new place, in order, ids and bytes unchanged. @returns the last place */
  renew(epoch: StreamEpoch): Promise<number>
  /** Lets go of rows that are acknowledged, older than `before` and in a backup (journal number ≤ `backedUp`). */
  prune(before: Millis, backedUp: number): Promise<void>
  /** Sign-ins that count and acts, since a time, in order: what a second scan is compared with. */
  marks(since: Millis): Promise<readonly RowMark[]>
}

/** reserve: what was held back for a full disk may be given up for it · spare: only what is free anyway. */
export type Room = 'reserve' | 'spare'

export interface OutboxState {
  readonly epoch: StreamEpoch
  /** Oldest kept place; last + 1 when none is kept. */
  readonly first: number
  /** Newest place ever given; 0 = none. */
  readonly last: number
  readonly acked: number
  /** Earlier streams whose kept rows this one carries on, newest last. */
  readonly carries: readonly StreamEpoch[]
  /** When the oldest unsent row was recorded; null when nothing waits. */
  readonly oldestUnsent: Millis | null
  /** Characters of all kept texts. Rows of earlier programs are not counted. */
  readonly size: number
}

/** What of a row the kiosk itself needs to look up again. */
export interface RowMark {
  readonly memberId: MemberId
  readonly activityId: ActivityId | null
  readonly at: Millis
  /** Left out in rows of earlier programs. */
  readonly recordId?: RecordId
  /** Left out: a sign-in that counts. */
  readonly act?: MarkedAct
  /** Of an undo: the sign-in that it takes back. */
  readonly undoes?: RecordId
  /** What showed it: the card's hash or the phone's reference. Left out by hand. */
  readonly pass?: string
  /** The phone's code that was used. */
  readonly phone?: { readonly ref: PhoneRef; readonly step: number }
  /** Of `seen`, `accepted`, `raised`: which figures, as compiled by the journal line with this number. */
  readonly figures?: { readonly period: Period; readonly no: number }
  readonly matter?: 'defence' | 'inquiry'
  /** Of `resent`: the declaration that the branch asked back. */
  readonly follows?: RecordId
  /** Of `read`: which document behind the card, in which revision. */
  readonly inner?: string
}

/**
 * out: signed out · undo: took a sign-in back · leave, noLeave: asked leave, dropped it again ·
 * seen, accepted, raised: saw the figures of a period, agreed with them, said something of them · resent: sent a
 * declaration again that was asked back · read: opened a document behind the card
 */
export type MarkedAct = 'out' | 'undo' | 'leave' | 'noLeave' | 'seen' | 'accepted' | 'raised' | 'resent' | 'read'

export interface NewRow {
  readonly id: RecordId
  readonly text: string
  readonly at: Millis
  /** Set for an accepted sign-in and for what a member did afterwards. */
  readonly mark: RowMark | null
}

export interface OutboxRow extends NewRow {
  readonly seq: number
  /** Its journal number, once the hub said so. */
  readonly no: number | null
  readonly outcome: Outcome['st'] | null
}

/** No room even after the reserve was given up. */
export class OutboxFull extends Error {
  override readonly name = 'OutboxFull'
}

/** The database does not open or does not write; it is tried again, never deleted. */
export class OutboxBroken extends Error {
  override readonly name: string = 'OutboxBroken'
}

/** The database was thrown away behind our back and is another one now: begin anew, and say so. */
export class OutboxGone extends OutboxBroken {
  override readonly name = 'OutboxGone'
}

/** Few things a kiosk must keep as safely as its records. Values are JSON. */
export interface DeviceStore {
  get(key: DeviceKey): Promise<unknown>
  set(key: DeviceKey, value: unknown): Promise<void>
  remove(key: DeviceKey): Promise<void>
}

/** secret: device key · pairing: hub and name · seen: journal head · ratchets, documents: the newest ever shown ·
 * forked: the head that the hub's history did not contain · hubEpoch: of the hub's database that acknowledged ·
 * lostHead: what was seen of a journal that a restore took back, until the hub was told ·
 * lost: a stream that is gone, until a hub was told · missing: records that are gone, as the hub last said ·
 * pins: members' PINs set here, and wrong tries · shown: what was on the glass and is not told yet */
export type DeviceKey =
  | 'secret'
  | 'pairing'
  | 'seen'
  | 'ratchets'
  | 'documents'
  | 'forked'
  | 'hubEpoch'
  | 'lostHead'
  | 'pins'
  | 'shown'
  | 'lost'
  | 'missing'
