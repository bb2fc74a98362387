import type { Hash } from '../../shared/base/bytes.ts'
import type { ActivityId, KioskId, MemberId, RecordId } from '../../shared/base/ids.ts'
import type { FactBody } from '../../shared/journal/facts.ts'
import type { DecisionCode } from '../../shared/passes/decide.ts'
import type { StreamTime } from '../../shared/passes/placing.ts'
import type { StreamEpoch } from '../../shared/sync/fields.ts'
import type { IntakeRow } from '../../shared/sync/intake.ts'
import type { AnnouncedRow, Owed } from './kiosks/streams.ts'
import type { AppliedRow } from './kiosks/kiosks.ts'
import type { KnownCard } from './records/kind.ts'

/** What the intake asks of the store. */

export interface KnownStream {
  readonly streamId: number
  readonly kioskId: KioskId
  readonly epoch: StreamEpoch
  readonly upto: number
  readonly frozen: boolean
  /** Its newest record as it was placed in time; null before the first. */
  readonly time: StreamTime | null
}

export interface RawRow {
  readonly streamId: number
  readonly seq: number
  readonly recordId: RecordId | null
  readonly hash: Hash
  readonly text: string
  readonly receivedAt: number
  readonly state: IntakeRow['state']
  readonly no: number | null
}

export interface StoredPlace {
  readonly hash: Hash
  readonly no: number | null
}

export interface IntakeReads {
  streamsOf(...kioskIds: readonly KioskId[]): Promise<readonly KnownStream[]>
  /** The records at these places, both included: their hashes, and their numbers in the journal. */
  places(streamId: number, from: number, to: number): Promise<ReadonlyMap<number, StoredPlace>>
  records(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, { hash: Hash; no: number | null }>>
  /** Cards ever issued, revoked ones too, by hash. */
  cards(hashes: readonly string[]): Promise<ReadonlyMap<string, KnownCard>>
  /** The streams that live on a kiosk, as it said. */
  announced(kioskId: KioskId): Promise<readonly AnnouncedRow[]>
  /** Of every kiosk: what it said it has and the hub has not, a line per stream. */
  owed(): Promise<readonly Owed[]>
}

export interface IntakeWrites {
  openStream(kioskId: KioskId, epoch: StreamEpoch): Promise<KnownStream>
  saveStreams(streams: readonly KnownStream[]): Promise<void>
  keepRaw(rows: readonly RawRow[]): Promise<void>
  /** A held record has an effect after all: from its old journal line to its new one. */
  release(oldNo: number, newNo: number, text: string): Promise<void>
  noteApplied(rows: readonly AppliedRow[]): Promise<void>
  noteAnnounced(rows: readonly AnnouncedRow[]): Promise<void>
  forgetAnnounced(kioskId: KioskId, epochs: readonly StreamEpoch[]): Promise<void>
}

export interface SignInRow {
  readonly no: number
  readonly recordId: RecordId
  readonly kioskId: KioskId
  readonly memberId: MemberId | null
  readonly activityId: ActivityId | null
  readonly result: DecisionCode
  readonly way: 'card' | 'phone' | 'code' | 'hand'
  readonly at: number
  readonly counts: boolean
  readonly review: FactBody<'signIn.recorded'>['review']
}

export interface SignInReads {
  /** Every attempt for it, refusals too, in the order of arrival. */
  ofActivity(activityId: ActivityId): Promise<readonly SignInRow[]>
  /** Those a person should look at, newest first. */
  toReview(limit: number): Promise<readonly SignInRow[]>
  /** Records kept without effect, newest first. */
  held(
    limit: number,
  ): Promise<readonly { kioskId: KioskId; seq: number; receivedAt: number; no: number | null; text: string }[]>
}
