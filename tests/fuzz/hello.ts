import { createPrivateKey, sign as signNative, type KeyObject } from 'node:crypto'
import { bytesToHex, hexToBytes } from '../../shared/base/bytes.ts'
import type { KioskId } from '../../shared/base/ids.ts'
import { helloText } from '../../shared/sync/signing.ts'
import { deviceNo, type Device } from '../bench/ingest-branch.ts'

/** The hello of a paired kiosk, signed by the runtime's own Ed25519: a thousand are made within a second. */

/** DER of an Ed25519 private key before its 32 bytes (RFC 8410). */
const DER_HEAD = hexToBytes('302e020100300506032b657004220420')

export interface Known {
  readonly device: Device
  readonly key: KeyObject
}

const known = new Map<number, Known>()

/** Made once each: keys are dear. */
export function deviceOf(number: number): Known {
  const found = known.get(number)
  if (found) return found
  const device = deviceNo(number)
  const der = Buffer.concat([DER_HEAD, device.secret])
  const made = { device, key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
  known.set(number, made)
  return made
}

export function helloOf(
  { device, key }: Known,
  kioskId: KioskId,
  { nonce, hubId }: { readonly nonce: string; readonly hubId: string },
  epoch: string = device.epoch,
): object {
  const text = helloText({ nonce, hubId, kioskId, epoch: epoch as never })
  return {
    proto: 1,
    kioskId,
    epoch,
    nonce: '11'.repeat(32),
    sig: bytesToHex(signNative(null, Buffer.from(text), key)),
    app: 'raw',
    out: { first: 1, last: 0, acked: 0 },
    feeds: [],
    journalSeen: null,
    clock: { wall: Date.now(), mono: 5000, boot: 'b007b007' },
    store: { persisted: true, usage: 1, quota: 100 },
  }
}
