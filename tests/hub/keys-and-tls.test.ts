import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { openKeys } from '../../hub/keys.ts'
import { isPrivateAddress } from '../../hub/tls-constraints.ts'
import { openTls, type HubTls } from '../../hub/tls.ts'
import { aFolder, aRunningHub } from '../fixtures/hub.ts'
import { aBranch } from '../fixtures/office.ts'

const NOW = new Date('2026-11-22T02:00:00Z')
const DAY = 86_400_000
const later = (days: number) => new Date(NOW.getTime() + days * DAY)
const leafOf = async (tls: HubTls, now: Date) => new X509Certificate((await tls.current(now)).chain)

describe('keys', () => {
  test('JN17 keys are made once, readable by their owner alone, and never half written', async () => {
    using folder = aFolder()
    const path = join(folder.path, 'keys')
    const [a, b] = await Promise.all([openKeys(path), openKeys(path)])
    const c = await openKeys(path)
    expect([b.keyId, c.keyId]).toEqual([a.keyId, a.keyId])
    expect(a.sessionKey.equals(c.sessionKey)).toBe(true)
    expect(statSync(path).mode & 0o077).toBe(0)
    for (const name of readdirSync(path)) {
      expect(name).not.toMatch(/part$/)
      expect(statSync(join(path, name)).mode & 0o077).toBe(0)
    }
  })

  test('JN17 what one hub signs, its public key accepts and another’s does not', async () => {
    using folder = aFolder()
    const [ours, theirs] = [await openKeys(join(folder.path, 'a')), await openKeys(join(folder.path, 'b'))]
    const bytes = new TextEncoder().encode('公示')
    const check = (publicKey: Uint8Array, signature: Uint8Array) => {
      const x = Buffer.from(publicKey).toString('base64url')
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
      return verify(null, bytes, key, signature)
    }
    expect(check(ours.publicKey, ours.sign(bytes))).toBe(true)
    expect(check(theirs.publicKey, ours.sign(bytes))).toBe(false)
  })
})

describe('certificates', () => {
  test('JN17 the server’s is good for this machine’s names for at most 397 days, under a CA that keeps', async () => {
    using folder = aFolder()
    const keys = await openKeys(folder.path)
    const tls = await openTls(keys, NOW, () => ['localhost', 'hub.local', '127.0.0.1', '192.168.1.20'])
    const leaf = await leafOf(tls, NOW)
    const ca = new X509Certificate(tls.caCertificate)
    expect(leaf.verify(ca.publicKey)).toBe(true)
    expect(leaf.checkHost('hub.local')).toBe('hub.local')
    expect(leaf.checkIP('192.168.1.20')).toBe('192.168.1.20')
    expect(leaf.checkHost('example.com')).toBeUndefined()
    const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / DAY
    expect(days).toBeLessThanOrEqual(397)
    expect(days).toBeGreaterThan(390)
    const again = await openTls(keys, later(100))
    expect(again.caFingerprint).toBe(tls.caFingerprint)
  })

  test('JN17 it is renewed at two thirds of its life and when the addresses change, not before', async () => {
    using folder = aFolder()
    let names = ['localhost', '192.168.1.20']
    const tls = await openTls(await openKeys(folder.path), NOW, () => names)
    const serial = async (days: number) => (await leafOf(tls, later(days))).serialNumber
    const first = await serial(0)
    expect(await serial(200)).toBe(first)
    const second = await serial(265)
    expect(second).not.toBe(first)
    names = ['localhost', '192.168.1.21']
    expect(await serial(266)).not.toBe(second)
    expect((await leafOf(tls, later(266))).checkIP('192.168.1.21')).toBe('192.168.1.21')
  })

  test('JN17 the CA can vouch for a LAN and for nothing on the internet', async () => {
    using folder = aFolder()
    const keys = await openKeys(folder.path)
    const verdict = async (names: readonly string[], servername: string): Promise<string> => {
      const now = new Date()
      const tls = await openTls(keys, now, () => names)
      const { key, chain } = await tls.current(now)
      const server = createServer({ key, cert: chain }, socket => socket.end()).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const socket = connect({ port, host: '127.0.0.1', servername, ca: tls.caCertificate })
      const said = await new Promise<string>(resolve => {
        socket.on('secureConnect', () => resolve('trusted'))
        socket.on('error', cause => resolve(cause.message))
      })
      socket.destroy()
      server.close()
      return said
    }
    expect(await verdict(['localhost', 'hub.local', '10.0.0.7', '192.168.1.20', 'fd00::7'], 'hub.local')).toBe(
      'trusted',
    )
    expect(await verdict(['localhost', 'example.com'], 'example.com')).toMatch(/permitted subtree violation/)
    expect(await verdict(['localhost', '8.8.8.8'], 'localhost')).toMatch(/permitted subtree violation/)
  })

  test.each([
    ['10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.255.1', true],
    ['100.64.1.1', true],
    ['8.8.8.8', false],
    ['::1', true],
    ['fd12::1', true],
    ['fe80::1', true],
    ['2001:db8::1', false],
  ])('JN17 %s is an address of a LAN: %s', (address, expected) => {
    expect(isPrivateAddress(address)).toBe(expected)
  })

  test('JN17 RT11 the LAN port serves the same hub under the branch CA, with a Secure cookie', async () => {
    using folder = aFolder()
    await using hub = await aRunningHub(folder.path, { config: { tlsPort: 0 } })
    const ca = await (await fetch(`${hub.url}/ca.crt`)).text()
    expect(new X509Certificate(ca).fingerprint256).toBe(hub.desk.caFingerprint)
    const url = hub.lanUrls.find(each => each.includes('//localhost')) ?? expect.fail('no LAN address')
    const ask = (path: string, method: string, body?: string) =>
      new Promise<{ status: number; cookie: string; text: string }>((resolve, reject) => {
        const headers = { 'content-type': 'application/json', origin: url }
        const asked = request(`${url}${path}`, { ca, method, headers }, answer => {
          let text = ''
          answer.on('data', (bytes: Buffer) => (text += bytes.toString()))
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, cookie: String(answer.headers['set-cookie'] ?? ''), text }),
          )
        })
        asked.on('error', reject)
        asked.end(body)
      })
    expect(await ask('/healthz', 'GET')).toMatchObject({ status: 200 })
    const founded = await ask('/console/api/setUp.found', 'POST', JSON.stringify(aBranch()))
    expect(founded).toMatchObject({ status: 200, cookie: expect.stringMatching(/^branch_board_tls=.*; Secure/) })
    expect(readFileSync(join(folder.path, 'keys', 'branch-ca.pem'), 'utf8')).toContain('PRIVATE KEY')
    expect(ca).not.toContain('PRIVATE KEY')
  })
})
