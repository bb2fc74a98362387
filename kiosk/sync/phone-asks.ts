import { bytesToHex, hexToBytes } from '../../shared/base/bytes.ts'
import type { ActivityId, KioskId, Millis, RandomBytes } from '../../shared/base/ids.ts'
import { openSealed, sealPublicKey } from '../../shared/base/seal.ts'
import { cardHash, proofKey, signInProof } from '../../shared/passes/card.ts'
import { kioskCodeText, kioskCodeToken, slotAt } from '../../shared/passes/kiosk-code.ts'
import { phoneSecret, type PhoneSecret } from '../../shared/passes/phone.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'
import { enrolBytes, type EnrolPhoneReply } from '../../shared/sync/enrol-phone.ts'
import type { Signature } from '../../shared/sync/fields.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import type { ShownHandle } from '../state/shown.ts'
import type { Link } from './link.ts'
import { isWireFailure } from './wire.ts'

/** What this kiosk does for members' phones: a code to enrol one, and the code that enrolled ones open. */
export interface PhoneAsks {
  /** Asks the hub for a one-time code for the member whose card was shown. @param pin their own PIN was given, and right */
  enrol(shown: ShownHandle, pin: boolean): Promise<Enrolment>
  /** What stands behind `#k=` at this time: another every quarter of a minute. */
  code(activityId: ActivityId): string
}

export type EnrolRefusal = Extract<EnrolPhoneReply, { code: 'REFUSED' }>['why']

export type Enrolment =
  | { readonly kind: 'made'; readonly ref: PhoneRef; readonly secret: PhoneSecret; readonly until: Millis }
  | { readonly kind: 'no'; readonly why: EnrolRefusal }
  /** The card was shown too long ago. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable' }

export interface PhoneAskDeps {
  readonly kioskId: KioskId
  readonly ask: Link['ask']
  readonly sign: (text: string) => Signature
  readonly now: () => Millis
  readonly random: RandomBytes
}

const SEAL_BYTES = 32

export function makePhoneAsks({ kioskId, ask, sign, now, random }: PhoneAskDeps): PhoneAsks {
  return {
    async enrol(shown, pin) {
      const secret = shown.held()?.secret
      if (!secret) return { kind: 'gone' }
      // Made for this one question: whoever reads the answer on its way, or keeps it, cannot open it.
      const mine = random(SEAL_BYTES)
      const said = { passHash: cardHash(secret), at: now(), sealTo: bytesToHex(sealPublicKey(mine)) as Hash, pin }
      const proof = signInProof(proofKey(secret), enrolBytes(kioskId, said)) as Hash
      const reply = await ask('enrolPhone', { ...said, proof })
      if (isWireFailure(reply)) return { kind: 'unreachable' }
      if (!reply.ok) return reply.code === 'REFUSED' ? { kind: 'no', why: reply.why } : { kind: 'unreachable' }
      const opened = openSealed(reply.sealed, mine, reply.ref)
      if (opened === null) return { kind: 'unreachable' }
      return { kind: 'made', ref: reply.ref, secret: phoneSecret(hexToBytes(opened)), until: reply.until }
    },
    code(activityId) {
      const code = { kioskId, activityId, slot: slotAt(now()) }
      return kioskCodeToken({ ...code, sig: sign(kioskCodeText(code)) })
    },
  }
}
