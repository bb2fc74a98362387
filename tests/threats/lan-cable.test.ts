import { connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { aFolder, aRunningHub } from '../fixtures/hub.ts'

/**
 * "The LAN cable": whoever sits on the branch's network reads and rewrites plain HTTP. So the phones' plain port gives
 * the phone's page and what a phone may ask, and nothing of the rest: not a page, not a procedure, not a socket.
 */

async function aFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** Every path that the hub answers anywhere, by its own list, and what people try. */
const PATHS = [
  '/console/',
  '/console/api/session.visit',
  '/console/api/members.list',
  '/console/backups/x.zip',
  '/console/socket.io/?EIO=4&transport=polling',
  '/kiosk/',
  '/kiosk',
  '/sw.js',
  '/v1/blobs/' + '0'.repeat(64),
  '/v1/',
  '/socket.io/?EIO=4&transport=polling',
  '/health',
  '/healthz',
  '/ready',
  '/metrics',
  '/ca.crt',
  '/phone/../console/',
  '/phone/%2e%2e/console/',
  '/phone/..%2fconsole%2f',
  '/phone//console/',
  '//console/',
  '/PHONE/',
  '/phone.html',
  '/phoney/',
  '/.env',
  '/phone/api/../../console/api/session.visit',
]

test('SG84 the phones’ plain port answers nothing but the phone’s own page and questions', async () => {
  using folder = aFolder()
  const phonePort = await aFreePort()
  await using hub = await aRunningHub(folder.path, { config: { phonePort } })
  const plain = `http://127.0.0.1:${phonePort}`
  for (const path of PATHS) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await rawRequest(phonePort, method, path)
      expect(response, `${method} ${path}`).toMatch(/^HTTP\/1\.1 (404|400|405)/)
      expect(response.toLowerCase()).not.toContain('set-cookie')
    }
  }
  // The same paths are alive on the hub's own port, so the list is a list of something.
  const alive = await Promise.all(
    ['/console/', '/kiosk/', '/health'].map(async path => (await fetch(hub.url + path)).status),
  )
  expect(alive.filter(status => status === 200).length).toBeGreaterThan(0)
  expect((await fetch(`${plain}/`, { redirect: 'manual' })).headers.get('location')).toBe('/phone/')
})

test('SG84 nor a socket: kiosks and consoles speak to the hub elsewhere', async () => {
  using folder = aFolder()
  const phonePort = await aFreePort()
  await using hub = await aRunningHub(folder.path, { config: { phonePort } })
  const upgrade = 'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
  const ask = (port: number, path = '/socket.io/?EIO=4&transport=websocket') =>
    rawRequest(port, 'GET', path, `Connection: Upgrade\r\n${upgrade}`)
  expect(await ask(Number(new URL(hub.url).port))).toMatch(/^HTTP\/1\.1 101/)
  // Hung up on at once: one that waits for ever would keep the hub from stopping.
  const before = performance.now()
  expect(await ask(phonePort)).toBe('')
  expect(await ask(Number(new URL(hub.url).port), '/kiosk/')).toBe('')
  expect(performance.now() - before).toBeLessThan(ENOUGH_MS)
})

const ENOUGH_MS = 2_000

/** As it stands, without a client that tidies paths up. @returns what was answered until the end, or in two seconds */
async function rawRequest(port: number, method: string, path: string, headers = 'Connection: close\r\n') {
  return await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      const host = `Host: 127.0.0.1:${port}\r\nContent-Length: 0\r\n`
      socket.write(`${method} ${path} HTTP/1.1\r\n${host}${headers}\r\n`)
    })
    let text = ''
    socket.setEncoding('utf8')
    socket.setTimeout(ENOUGH_MS, () => socket.destroy())
    socket.on('data', (piece: string) => (text += piece))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}
