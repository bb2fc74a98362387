import type { ActivityId, KioskId, MemberId, Millis, RecordId, StaffId } from '../../../shared/base/ids.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'

/** What members and guests did at kiosks besides signing in, as other desks ask for it. */

/** A member of another branch; `wordsId`: GuestWords without the telephone, as JSON. */
export interface Guest {
  readonly guestId: RecordId
  readonly activityId: ActivityId
  readonly at: Millis
  readonly wordsId: PrivateId
  readonly phoneId: PrivateId | null
  readonly slipNo: string
  readonly kioskId: KioskId
  readonly staffId: StaffId | null
  readonly struck: boolean
}

export interface GuestReads {
  /** In the order in which they came, those struck included. */
  ofActivity(activityId: ActivityId): Promise<readonly Guest[]>
  one(guestId: RecordId): Promise<Guest | null>
}

export interface PinReads {
  /** The verifier of the PIN that was set with this card; null where there is none. */
  verifierOf(memberId: MemberId, cardHash: string): Promise<string | null>
  /** When it was set; null where there is none. */
  setAt(memberId: MemberId, cardHash: string): Promise<Millis | null>
  /** Who has a PIN. */
  holders(): Promise<ReadonlySet<MemberId>>
  /** Of all phones of a member together. */
  tries(memberId: MemberId): Promise<PinTries>
}

/** Wrong PINs in a row, and until when none is looked at. */
export interface PinTries {
  readonly wrong: number
  readonly until: Millis
}
