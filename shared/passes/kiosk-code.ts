import { fromBase64Url, toBase64Url } from '../base/base64url.ts'
import { bytesToHex, concatBytes, hexToBytes } from '../base/bytes.ts'
import type { ActivityId, KioskId, Millis } from '../base/ids.ts'

/**
 * The code that a kiosk shows to members' phones: an address whose part after `#` names kiosk, activity and a quarter
 * of a minute, signed with the kiosk's own Ed25519 key. That key and not a further one agreed with the hub, because the
 * hub knows its public half since the pairing and knows when it was revoked: nothing more to agree on, to keep or to
 * leak. The signature costs 64 bytes of a code that is shown a hand wide.
 */
export interface KioskCode {
  readonly kioskId: KioskId
  readonly activityId: ActivityId
  /** Counts `SLOT_MS` since 1970. */
  readonly slot: number
}

export interface SignedKioskCode extends KioskCode {
  /** Ed25519 over `kioskCodeText`, hex. */
  readonly sig: string
}

/** The code on the glass changes this often, */
export const SLOT_MS = 15_000
/** and is taken for this long after it appeared, */
export const CODE_MS = 30_000
/** with so much to spare for two clocks that differ. */
export const CODE_SKEW_MS = 5_000
/** From the first load of the page in time, the member has this long: reading, or logging in to the Wi-Fi, is no fault. */
export const TICKET_MS = 10 * 60_000

const VERSION = 1
const ID_BYTES = 16
const SIG_BYTES = 64
const SLOT_BYTES = 4
const TOKEN_BYTES = 1 + 2 * ID_BYTES + SLOT_BYTES + SIG_BYTES

export const slotAt = (now: number): number => Math.floor(now / SLOT_MS)

export const slotStart = (slot: number): Millis => (slot * SLOT_MS) as Millis

/** What the kiosk signs. */
export const kioskCodeText = ({ kioskId, activityId, slot }: KioskCode): string =>
  ['branch-board/kiosk-code/1', kioskId, activityId, slot].join('\n')

/** The text after `#k=`: 135 characters. */
export function kioskCodeToken({ kioskId, activityId, slot, sig }: SignedKioskCode): string {
  const time = Uint8Array.of(slot >>> 24, (slot >>> 16) & 255, (slot >>> 8) & 255, slot & 255)
  return toBase64Url(concatBytes(Uint8Array.of(VERSION), bytesOf(kioskId), bytesOf(activityId), time, hexToBytes(sig)))
}

/** Null for anything that is no token of this version. Says nothing of the signature. */
export function readKioskCode(token: string): SignedKioskCode | null {
  const bytes = fromBase64Url(token)
  if (bytes?.length !== TOKEN_BYTES || bytes[0] !== VERSION) return null
  const at = 1 + 2 * ID_BYTES
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + SLOT_BYTES)
  return {
    kioskId: idOf(bytes.subarray(1, 1 + ID_BYTES)) as KioskId,
    activityId: idOf(bytes.subarray(1 + ID_BYTES, at)) as ActivityId,
    slot: a * 2 ** 24 + ((b << 16) | (c << 8) | d),
    sig: bytesToHex(bytes.subarray(at + SLOT_BYTES)),
  }
}

/** Whether a code of this slot may still be opened. */
export function isCodeFresh(slot: number, now: number): boolean {
  const age = now - slotStart(slot)
  return age >= -CODE_SKEW_MS && age < CODE_MS + CODE_SKEW_MS
}

const bytesOf = (id: string): Uint8Array => hexToBytes(id.replaceAll('-', ''))

function idOf(bytes: Uint8Array): string {
  const hex = bytesToHex(bytes)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
