import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Brand } from '../base/brand.ts'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../base/bytes.ts'
import { assert } from '../base/check.ts'
import type { Millis, RandomBytes } from '../base/ids.ts'
import { addDays, type PlainDate } from '../base/plain-date.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { DayKey, PhoneRef } from '../people/roster.ts'
import { bodyOf, bytesOfBody, decodePass, encodeFrame, type BranchTag, type PassFault } from './digits.ts'

/**
 * The phone pass: a code that a member's phone computes anew every 30 seconds, with no network. A kiosk holds only the
 * keys of a few days, so a stolen one leaks a bounded window (SIGNIN.md). Needs no `crypto.subtle`: the page may come
 * over plain HTTP.
 */

/** 128 random bits that a phone and the hub share. */
export type PhoneSecret = Brand<Uint8Array, 'PhoneSecret'>
/** Eight bytes, lower-case hex. */
export type PhoneTag = Brand<string, 'PhoneTag'>

/** What a phone shows. `step` counts 30 seconds since `PHONE_EPOCH`. */
export interface PhonePass {
  readonly ref: PhoneRef
  readonly step: number
  readonly tag: PhoneTag
}

const SECRET_BYTES = 16
const REF_BYTES = 5
const STEP_BYTES = 3
const TAG_BYTES = 8
const DAY_KEY_BYTES = 16
export const STEP_MS = 30_000
/** 2025-01-01T00:00Z: three bytes of steps reach to December 2040. */
export const PHONE_EPOCH = Date.UTC(2025, 0, 1)
const STEP_MAX = 2 ** (8 * STEP_BYTES) - 1
/** Accepted are the steps from two before to one after the kiosk's own (RFC 6238 §5.2, §6). */
export const STEPS_BEFORE = 2
export const STEPS_AFTER = 1
/** With a clock that drifts, codes within this many steps are not worth a second look. */
export const STEPS_UNSURE = 10
/** Days whose keys a kiosk is given, today included; besides, yesterday's, for codes shown across midnight (UTC). */
export const DAY_KEYS = 15

export const newPhoneSecret = (random: RandomBytes): PhoneSecret => random(SECRET_BYTES) as PhoneSecret

export function phoneSecret(bytes: Uint8Array): PhoneSecret {
  assert(bytes.length === SECRET_BYTES, 'a phone secret has 16 bytes')
  return bytes as PhoneSecret
}

export const newPhoneRef = (random: RandomBytes): PhoneRef => bytesToHex(random(REF_BYTES)) as PhoneRef

/** Within what three bytes can say: a phone far off its time still shows a code, which is told apart as `expired`. */
export const stepAt = (now: number): number =>
  Math.min(Math.max(Math.floor((now - PHONE_EPOCH) / STEP_MS), 0), STEP_MAX)

export const stepStart = (step: number): Millis => (PHONE_EPOCH + step * STEP_MS) as Millis

/** The UTC day whose key a step belongs to: no time zone, so that phone, kiosk and hub cannot differ. */
export const dayOfStep = (step: number): PlainDate => new Date(stepStart(step)).toISOString().slice(0, 10) as PlainDate

export const dayKey = (secret: PhoneSecret, day: PlainDate): DayKey =>
  bytesToHex(hmac(sha256, secret, utf8ToBytes(`branch-board phone day v1\n${day}`)).slice(0, DAY_KEY_BYTES)) as DayKey

/** What a kiosk is given at `now`: yesterday's key, today's and those of the following days. */
export function dayKeysAt(secret: PhoneSecret, now: number): Record<string, DayKey> {
  const today = dayOfStep(stepAt(now))
  const days = Array.from({ length: DAY_KEYS + 1 }, (_, at) => addDays(today, at - 1))
  return Object.fromEntries(days.map(day => [day, dayKey(secret, day)]))
}

export function phoneTag(key: DayKey, ref: PhoneRef, step: number): PhoneTag {
  const said = concatBytes(hexToBytes(ref), stepBytes(step))
  return bytesToHex(hmac(sha256, hexToBytes(key), said).slice(0, TAG_BYTES)) as PhoneTag
}

/** The pass that the phone shows at this time, and nobody else can. */
export function phonePassAt(secret: PhoneSecret, ref: PhoneRef, now: number): PhonePass {
  const step = stepAt(now)
  return { ref, step, tag: phoneTag(dayKey(secret, dayOfStep(step)), ref, step) }
}

/** The 49 digits in the QR: reference, step and tag are 16 bytes. */
export function phoneText({ ref, step, tag }: PhonePass, branchTag: BranchTag): string {
  const bytes = concatBytes(hexToBytes(ref), stepBytes(step), hexToBytes(tag))
  return encodeFrame({ kind: 'phone', branchTag, body: bodyOf(bytes) })
}

export function readPhonePass(text: string, branchTag: BranchTag): Result<PhonePass, PassFault> {
  const frame = decodePass(text, branchTag)
  if (!frame.ok) return frame
  if (frame.value.kind !== 'phone') return err('notAPass')
  const bytes = bytesOfBody(frame.value.body)
  if (!bytes) return err('damaged')
  const [high = 0, middle = 0, low = 0] = bytes.subarray(REF_BYTES, REF_BYTES + STEP_BYTES)
  return ok({
    ref: bytesToHex(bytes.subarray(0, REF_BYTES)) as PhoneRef,
    step: (high << 16) | (middle << 8) | low,
    tag: bytesToHex(bytes.subarray(REF_BYTES + STEP_BYTES)) as PhoneTag,
  })
}

/** Whether the phone made this pass. Compares every character, whatever the first ones say. */
export function isPhonePassTrue(pass: PhonePass, key: DayKey): boolean {
  const right = phoneTag(key, pass.ref, pass.step)
  let difference = right.length ^ pass.tag.length
  for (let at = 0; at < right.length; at++) difference |= right.charCodeAt(at) ^ pass.tag.charCodeAt(at)
  return difference === 0
}

const stepBytes = (step: number): Uint8Array => Uint8Array.of((step >>> 16) & 0xff, (step >>> 8) & 0xff, step & 0xff)
