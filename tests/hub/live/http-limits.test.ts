import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { HUB_LIMITS } from '../../../shared/sync/limits.ts'
import { aFolder, aRunningHub, aSecretary } from '../../fixtures/hub.ts'

/** What the hub bears by HTTP from people it does not know. */

const post = (origin: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', origin },
})
const big = (bytes: number): string => JSON.stringify({ loginName: 'x'.repeat(bytes) })

test('SY155 more than 64 KB by somebody who is not logged in is refused before it is read', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const door = new URL('/console/api/session.logIn', hub.url)
  const small = await fetch(door, { ...post(hub.url), body: big(1_000) })
  expect(small.status).toBe(400)
  const large = await fetch(door, { ...post(hub.url), body: big(HUB_LIMITS.bodyBytes) })
  expect(large.status).toBe(401)
  expect(await large.json()).toMatchObject({ error: { data: { problems: [{ code: 'LOGIN_NEEDED' }] } } })
  // Answered although not one byte of the body has come.
  for (const length of ['Content-Length: 16000000', 'Transfer-Encoding: chunked']) {
    const said = await answerTo(hub.url, `POST ${door.pathname} HTTP/1.1`, length)
    expect(said).toMatch(/^HTTP\/1.1 401 /)
  }
  // A place that takes no body takes no large one.
  const nowhere = await fetch(new URL('/v1/blobs/x', hub.url), { ...post(hub.url), body: big(HUB_LIMITS.bodyBytes) })
  expect(nowhere.status).toBeGreaterThanOrEqual(400)
  expect(nowhere.status).toBeLessThan(500)
})

test('SY155 who is logged in may send a spreadsheet', async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const secretary = await aSecretary(hub)
  const fits = await secretary.go('/console/api/session.logIn', { ...post(hub.url), body: big(2_000_000) })
  expect(fits.status).toBe(400)
  const tooBig = await secretary.go('/console/api/session.logIn', { ...post(hub.url), body: big(17 * 1024 * 1024) })
  expect(tooBig.status).toBe(413)
})

test('SY154 who talks too slowly is cut, and the others are answered meanwhile', { timeout: 60_000 }, async () => {
  using folder = aFolder()
  await using hub = await aRunningHub(folder.path)
  const slow = await Promise.all(Array.from({ length: 30 }, () => aTalker(hub.url)))
  for (const each of slow) each.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
  expect((await fetch(new URL('/healthz', hub.url))).status).toBe(200)
  // Ten seconds for the headers, two until it is looked at, the rest for a busy machine.
  await expect.poll(() => slow.filter(each => !each.destroyed).length, { timeout: 45_000, interval: 100 }).toBe(0)
})

async function aTalker(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  await once(socket, 'connect')
  return socket
}

async function answerTo(url: string, line: string, length: string): Promise<string> {
  const socket = await aTalker(url)
  const head = `Host: ${new URL(url).host}\r\nOrigin: ${url}\r\nContent-Type: application/json`
  const answer = once(socket, 'data')
  socket.write(`${line}\r\n${head}\r\n${length}\r\n\r\n`)
  const [bytes] = (await answer) as [Buffer]
  socket.destroy()
  return bytes.toString()
}
