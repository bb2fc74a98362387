import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import { hchacha } from '@noble/ciphers/chacha.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes } from '../../../shared/base/bytes.ts'
import { openSealed, sealPublicKey, sealText } from '../../../shared/base/seal.ts'
import { randomOf } from '../../fixtures/passes.ts'

const random = randomOf(36)
const secret = random(32)
const publicKey = bytesToHex(sealPublicKey(secret))
const ABOUT = '019a0000-0000-7000-8000-00000000f201'
const WORDS = '{"name":"周远山","homeBranch":"大河村党支部 🏠","phone":""}'
const sealed = sealText(WORDS, publicKey, ABOUT, random)

/** X25519, HKDF and ChaCha20-Poly1305 of Node (OpenSSL); only the key of the extended nonce is taken from noble. */
function openedByNode(text: string): string {
  const bytes = Buffer.from(text, 'hex')
  const [once, nonce, body] = [bytes.subarray(0, 32), bytes.subarray(32, 56), bytes.subarray(56)]
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
    format: 'der',
    type: 'pkcs8',
  })
  const theirs = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), once]),
    format: 'der',
    type: 'spki',
  })
  const salt = Buffer.concat([once, Buffer.from(publicKey, 'hex')])
  const key = Buffer.from(
    hkdfSync('sha256', diffieHellman({ privateKey, publicKey: theirs }), salt, 'branch-board seal v1', 32),
  )
  const words = (part: Uint8Array) =>
    Uint32Array.from({ length: part.length / 4 }, (_, at) => Buffer.from(part).readUInt32LE(at * 4))
  const subkey = new Uint32Array(8)
  const sigma = words(Buffer.from('expand 32-byte k'))
  hchacha(sigma, words(key), words(nonce.subarray(0, 16)), subkey)
  const inner = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)])
  const decipher = createDecipheriv('chacha20-poly1305', Buffer.from(subkey.buffer), inner, { authTagLength: 16 })
  decipher.setAAD(Buffer.from(ABOUT), { plaintextLength: body.length - 16 })
  decipher.setAuthTag(body.subarray(-16))
  const opened = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()])
  return opened.subarray(0, opened.lastIndexOf(0x80)).toString('utf8')
}

describe('words sealed to the hub', () => {
  test('SG36 the hub opens what a kiosk sealed, whatever it is about, and Node’s own functions open the same', () => {
    expect(openSealed(sealed, secret, ABOUT)).toBe(WORDS)
    expect(openedByNode(sealed)).toBe(WORDS)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string(), (text, about) => {
        expect(openSealed(sealText(text, publicKey, about, random), secret, about)).toBe(text)
      }),
      { numRuns: 60, seed: 36 },
    )
  })

  /** Every byte counts: key, nonce, text and tag. */
  function noByteCanBeChanged(open: typeof openSealed): void {
    for (let at = 0; at < sealed.length / 2; at++) {
      for (const bit of [1, 0x80]) {
        const bytes = hexToBytes(sealed)
        bytes[at] = (bytes[at] ?? 0) ^ bit
        expect(open(bytesToHex(bytes), secret, ABOUT), `byte ${at}`).toBeNull()
      }
    }
  }

  test('SG36 no byte can be changed, added or left out', () => {
    noByteCanBeChanged(openSealed)
    for (const each of [
      sealed.slice(2),
      sealed.slice(0, -2),
      `${sealed}00`,
      `00${sealed}`,
      '',
      'zz',
      sealed.slice(1),
    ]) {
      expect(openSealed(each, secret, ABOUT)).toBeNull()
    }
    const trusting: typeof openSealed = (text, key, about) =>
      openSealed(text, key, about) ?? openSealed(sealed, key, about)
    expect(() => noByteCanBeChanged(trusting)).toThrow()
  })

  test('SG36 it opens for no other key and about nothing else, and the kiosk that sealed it has no key', () => {
    expect(openSealed(sealed, random(32), ABOUT)).toBeNull()
    expect(openSealed(sealed, secret, ABOUT.replace('f201', 'f202'))).toBeNull()
    expect(openSealed(sealed, hexToBytes(publicKey), ABOUT)).toBeNull()
  })

  test('SG36 lengths are filled up to 64 bytes, and the same words look different each time', () => {
    const lengths = new Set(
      ['', '王', '王建国', '欧阳春华'].map(each => sealText(each, publicKey, ABOUT, random).length),
    )
    expect(lengths.size).toBe(1)
    expect(sealText('x'.repeat(64), publicKey, ABOUT, random).length).toBe(Math.max(...lengths) + 128)
    expect(sealText(WORDS, publicKey, ABOUT, random)).not.toBe(sealText(WORDS, publicKey, ABOUT, random))
  })

  test('SG36 a sealing key that is none is refused before anything is kept', () => {
    for (const bad of ['', '00', '0'.repeat(64), 'g'.repeat(64)]) {
      expect(() => sealText('x', bad, ABOUT, random)).toThrow()
    }
  })
})
