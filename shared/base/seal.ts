import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { bytesToUtf8 } from '@noble/ciphers/utils.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from './bytes.ts'
import type { RandomBytes } from './ids.ts'

/**
 * Private words that wait on a kiosk are sealed to the hub: X25519 with a key made for this one text, HKDF-SHA256,
 * XChaCha20-Poly1305. Who takes the kiosk cannot open them, the kiosk itself neither.
 */

const KEY_BYTES = 32
const NONCE_BYTES = 24
const PURPOSE = 'branch-board seal v1'
/** Texts are filled up to a multiple of this, so that a length tells little. */
const BLOCK_BYTES = 64

/** The public key of a sealing secret, both 32 bytes. */
export const sealPublicKey = (secret: Uint8Array): Uint8Array => x25519.getPublicKey(secret)

/**
 * @param publicKey the hub's sealing key, hex
 * @param about bound to the text: it opens only where the same is said, e.g. the record's id
 * @returns hex: the one-time public key, nonce and sealed text
 */
export const sealText = (text: string, publicKey: string, about: string, random: RandomBytes): string =>
  bytesToHex(sealBytes(utf8ToBytes(text), publicKey, about, random))

/** As `sealText`, for what is no text: a picture, a voice. */
export function sealBytes(bytes: Uint8Array, publicKey: string, about: string, random: RandomBytes): Uint8Array {
  const once = random(KEY_BYTES)
  const oncePublic = x25519.getPublicKey(once)
  const to = hexToBytes(publicKey)
  const nonce = random(NONCE_BYTES)
  const key = sharedKey(x25519.getSharedSecret(once, to), oncePublic, to)
  const sealed = xchacha20poly1305(key, nonce, utf8ToBytes(about)).encrypt(padded(bytes, BLOCK_BYTES))
  return concatBytes(oncePublic, nonce, sealed)
}

/** The text, or null for what was not sealed to this key, or about something else, or changed on the way. */
export function openSealed(sealed: string, secret: Uint8Array, about: string): string | null {
  try {
    const opened = openSealedBytes(hexToBytes(sealed), secret, about)
    return opened && bytesToUtf8(opened)
  } catch {
    // No hex, or no text.
    return null
  }
}

/** The bytes, or null as with `openSealed`. */
export function openSealedBytes(bytes: Uint8Array, secret: Uint8Array, about: string): Uint8Array | null {
  try {
    const oncePublic = bytes.slice(0, KEY_BYTES)
    const nonce = bytes.slice(KEY_BYTES, KEY_BYTES + NONCE_BYTES)
    const key = sharedKey(x25519.getSharedSecret(secret, oncePublic), oncePublic, x25519.getPublicKey(secret))
    const opened = xchacha20poly1305(key, nonce, utf8ToBytes(about)).decrypt(bytes.slice(KEY_BYTES + NONCE_BYTES))
    return unpadded(opened)
  } catch {
    // Whatever is wrong with bytes from outside, they are no sealed text.
    return null
  }
}

/** ISO 7816-4 padding: one byte 0x80, then zeroes. */
const END = 0x80

/** Filled up to a multiple of `block` bytes, at least one byte. */
export function padded(bytes: Uint8Array, block: number): Uint8Array {
  const whole = new Uint8Array(Math.ceil((bytes.length + 1) / block) * block)
  whole.set(bytes)
  whole[bytes.length] = END
  return whole
}

/** Null for what was not filled up like that. */
export function unpadded(whole: Uint8Array): Uint8Array | null {
  const end = whole.lastIndexOf(END)
  return end >= 0 && whole.subarray(end + 1).every(byte => byte === 0) ? whole.subarray(0, end) : null
}

const sharedKey = (secret: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array =>
  hkdf(sha256, secret, concatBytes(from, to), utf8ToBytes(PURPOSE), KEY_BYTES)
