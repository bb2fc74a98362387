import { createPrivateKey, createPublicKey, sign as nativeSign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../../shared/base/bytes.ts'
import type { PublicKey, Signature } from '../../../shared/sync/fields.ts'
import { pairCode, pairCommit } from '../../../shared/sync/pair.ts'
import { keyIdOf } from '../../../shared/sync/key-id.ts'
import { documentText, feedHeadText, helloText } from '../../../shared/sync/signing.ts'
import { isSignedBy, publicKeyOf, sign } from '../../../shared/sync/signature.ts'
import { verifySignature } from '../../../hub/live/signer.ts'
import { openKeys } from '../../../hub/keys.ts'
import { signerOf } from '../../../hub/live/signer.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SECRET = new Uint8Array(32).fill(1)
const KEY = publicKeyOf(SECRET)

describe('signatures', () => {
  test('SY71 the browser and the hub make and check the same signatures', async () => {
    const text = documentText('{"标题":"公告"}')
    const der = Buffer.concat([hexToBytes('302e020100300506032b657004220420'), SECRET])
    const native = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    const theirs = bytesToHex(nativeSign(null, utf8ToBytes(text), native)) as Signature
    expect(sign(text, SECRET)).toBe(theirs)
    expect(createPublicKey(native).export({ format: 'jwk' }).x).toBe(Buffer.from(hexToBytes(KEY)).toString('base64url'))
    for (const verify of [isSignedBy, verifySignature]) {
      expect(verify(KEY, text, theirs)).toBe(true)
      expect(verify(KEY, `${text} `, theirs)).toBe(false)
      expect(verify(KEY, text, theirs.replace(/^../, '00') as Signature)).toBe(false)
      expect(verify('ff'.repeat(32) as PublicKey, text, theirs)).toBe(false)
    }
    const folder = mkdtempSync(join(tmpdir(), 'keys-'))
    const signer = signerOf(await openKeys(folder))
    rmSync(folder, { recursive: true })
    expect(isSignedBy(signer.publicKey, text, signer.sign(text))).toBe(true)
    expect(signer.keyId).toBe(keyIdOf(signer.publicKey))
  })

  test('SY71 a signature for one purpose is none for another', () => {
    const hello = helloText({ nonce: 'n', hubId: 'h', kioskId: 'k' as never, epoch: 'e' as never })
    expect(hello).toBe('branch-board/hello/1\nn\nh\nk\ne')
    const head = { feed: 'board', gen: 1, n: 2, head: 'h' as never, time: 3 as never } as const
    expect(feedHeadText(head)).toBe('branch-board/feed/1\nboard\n1\n2\nh\n3')
    expect(isSignedBy(KEY, documentText(hello), sign(hello, SECRET))).toBe(false)
  })

  test('SY20 the pairing code is eight digits that depend on both keys and both nonces', () => {
    const kiosk = { pub: KEY, nonce: '11'.repeat(32) }
    const hub = { pub: publicKeyOf(new Uint8Array(32).fill(2)), nonce: '22'.repeat(32) }
    const code = pairCode(kiosk, hub)
    expect(code).toBe('42362892')
    const others = [
      pairCode(hub, kiosk),
      pairCode({ ...kiosk, nonce: hub.nonce }, hub),
      pairCode(kiosk, { ...hub, nonce: kiosk.nonce }),
      pairCode(kiosk, { ...hub, pub: KEY }),
    ]
    for (const other of others) expect(other).not.toBe(code)
    expect(pairCommit(KEY, kiosk.nonce)).not.toBe(pairCommit(KEY, hub.nonce))
  })
})
