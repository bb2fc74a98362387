import * as v from 'valibot'
import { canonical } from '../base/canonical.ts'
import type { RandomBytes } from '../base/ids.ts'
import type { PhoneSecret } from '../passes/phone.ts'
import type { PhoneRef } from '../people/roster.ts'
import { openUnder, phoneOwnKey, sealUnder } from './seal-own.ts'

/** A member's own PIN on its way from their phone to the hub (SG90): under the phone's key, for one act and no other. */

export const SealedPinSchema = v.pipe(v.string(), v.maxLength(8_000))

/** `act`: the id of the answer or declaration. */
export interface PinAbout {
  readonly ref: PhoneRef
  readonly act: string
}

const DIGITS = /^\d{4,6}$/
const aboutOf = ({ ref, act }: PinAbout): string => canonical({ pin: ref, act })

export const sealPin = (pin: string, secret: PhoneSecret, about: PinAbout, random: RandomBytes): string =>
  sealUnder(pin, phoneOwnKey(secret), aboutOf(about), random)

/** Null for whatever is no PIN of this phone for this act. */
export function openPin(sealed: string, secret: PhoneSecret, about: PinAbout): string | null {
  const pin = openUnder(sealed, phoneOwnKey(secret), aboutOf(about))
  return pin !== null && DIGITS.test(pin) ? pin : null
}
