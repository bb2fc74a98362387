import { bytesToHex } from '../../shared/base/bytes.ts'
import type { ActivityId, MemberId, RandomBytes } from '../../shared/base/ids.ts'
import type { PublicKey, StreamEpoch } from '../../shared/sync/fields.ts'
import { publicKeyOf } from '../../shared/sync/signature.ts'
import { seededRandom } from '../fixtures/office.ts'
import { idNo } from '../fixtures/passes.ts'

/** The branch that the benchmarks of the wire are about, as the hub's process and the kiosks' process both know it. */

export const KIOSKS = 50
export const MEMBERS = 1_000
/** Everybody signs in once to each: enough for every record to be an attendance of its own. */
export const ACTIVITIES = 200

export const memberIdNo = (number: number): MemberId => idNo<MemberId>(number + 1)
export const activityIdNo = (number: number): ActivityId => idNo<ActivityId>(0xa000 + number)
export const everyMember = (): MemberId[] => Array.from({ length: MEMBERS }, (_, at) => memberIdNo(at))

export interface Device {
  readonly secret: Uint8Array
  readonly publicKey: PublicKey
  readonly epoch: StreamEpoch
  readonly random: RandomBytes
}

export function deviceNo(number: number): Device {
  const random = seededRandom(number + 1)
  const secret = random(32)
  return { secret, publicKey: publicKeyOf(secret), epoch: bytesToHex(random(16)) as StreamEpoch, random }
}

/** What a server's process says once it listens. */
export interface Ready {
  readonly url: string
  /** By kiosk number; empty for the sketch, which knows nobody. */
  readonly kioskIds: readonly string[]
}
