import type { FeedActivity } from '../../../shared/activities/activity.ts'
import type { Hash } from '../../../shared/base/bytes.ts'
import type { ActivityId, KioskId, MemberId, StaffId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import type { Fact } from '../../../shared/journal/facts.ts'
import type { PrivateRef } from '../../../shared/journal/private-ref.ts'
import type { ProofKey, ProofOf } from '../../../shared/passes/card.ts'
import type { ClockTrust } from '../../../shared/passes/clock.ts'
import type { RosterIndex } from '../../../shared/passes/decide.ts'
import type { PlacedTime } from '../../../shared/passes/placing.ts'
import type { Component } from '../../../shared/points/item.ts'
import type { StreamEpoch } from '../../../shared/sync/fields.ts'
import type { HeldReason, KioskRecord } from '../../../shared/sync/record.ts'

/** What every kind of record has to say for itself, so that the intake need not know them. */

export interface Origin {
  readonly kioskId: KioskId
  readonly epoch: StreamEpoch
  readonly seq: number
  readonly hash: Hash
}

export interface KnownCard {
  readonly memberId: MemberId
  readonly proofKey: ProofKey
}

/** What the hub knows when it judges. */
export interface JudgeKnowledge {
  readonly roster: RosterIndex
  readonly activities: ReadonlyMap<ActivityId, FeedActivity>
  readonly cards: ReadonlyMap<string, KnownCard>
  /** Everybody who ever had an account. */
  readonly staffIds: ReadonlySet<StaffId>
  readonly timeZone: string
  /** What an item counted as on a day; null where the scheme of that day has no such item, or there is none. */
  componentOf(itemCode: string, day: PlainDate): Component | null
  /** The portable one where none is given. */
  readonly proofOf?: ProofOf | undefined
}

/** What a judgement may do besides looking. */
export interface JudgeHands {
  keepWords(kind: 'guest' | 'declaration' | 'attachment' | 'note', words: string): Promise<PrivateRef>
  /** Opens what was sealed to the hub about this; null when it was not. */
  openSealed(sealed: string, about: string): string | null
}

export interface Verdict {
  readonly fact: Fact
  /** What is kept in place of the record's text; the text itself where left out. */
  readonly keep?: string
}

/** A record whose body was read. */
export interface OpenRecord {
  readonly clockTrust: ClockTrust
  judge(time: PlacedTime, origin: Origin, known: JudgeKnowledge, hands: JudgeHands): Verdict | Promise<Verdict>
}

/** Reads the body of a record of its kind, or says why it cannot be used. */
export type OpenKind = (record: KioskRecord) => OpenRecord | HeldReason

export function heldFact(record: KioskRecord | null, { epoch, seq, hash }: Origin, why: HeldReason): Fact {
  // An id that another record has already is not this one's.
  const recordId = why === 'idTaken' ? null : (record?.id ?? null)
  return { kind: 'record.held', body: { recordId, epoch, seq, hash, kind: record?.kind ?? null, why } }
}

/** What every fact made of a record says of its origin and its time. */
export function recordedAs(record: KioskRecord, { epoch, seq, hash }: Origin, time: PlacedTime) {
  const { at: correctedAt, from, to, known } = time
  const origin = { recordId: record.id, epoch, seq, hash, at: record.at, correctedAt }
  return known ? origin : { ...origin, span: { from, to } }
}
