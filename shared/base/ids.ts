import * as v from 'valibot'
import type { Brand } from './brand.ts'
import { bytesToHex } from './hex.ts'

export type MemberId = Brand<string, 'MemberId'>
export type ActivityId = Brand<string, 'ActivityId'>
export type EntryId = Brand<string, 'EntryId'>
export type NoticeId = Brand<string, 'NoticeId'>
export type StaffId = Brand<string, 'StaffId'>
export type KioskId = Brand<string, 'KioskId'>
export type RecordId = Brand<string, 'RecordId'>
export type BatchId = Brand<string, 'BatchId'>
export type MatterId = Brand<string, 'MatterId'>

/** Milliseconds since 1970-01-01T00:00Z. */
export type Millis = Brand<number, 'Millis'>

/** Where random bytes come from: the real one in `main.ts`, a seeded one in tests and simulations. */
export type RandomBytes = (length: number) => Uint8Array

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A UUIDv7 in lower case (RFC 9562 §5.7), branded as the id it stands for. */
export function idSchema<T extends string>() {
  return v.pipe(
    v.string(),
    v.regex(UUID),
    v.transform(text => text as T),
  )
}

export const MillisSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.transform(value => value as Millis),
)

/** A new UUIDv7: 48 bits of `now`, then 74 random bits. Sorts by time of making, which keeps index pages warm. */
export function newId<T extends string>(now: Millis, random: RandomBytes): T {
  const bytes = new Uint8Array(16)
  bytes.set(random(16))
  let rest: number = now
  for (let at = 5; at >= 0; at--) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytesToHex(bytes)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T
}

/** When an id of `newId` was made; UTC milliseconds. */
export const timeOfId = (id: string): Millis => Number.parseInt(id.replace('-', '').slice(0, 12), 16) as Millis
