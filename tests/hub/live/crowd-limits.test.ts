import { describe, expect, test } from 'vitest'
import { aFolder } from '../../fixtures/hub.ts'
import { freePort } from '../../fixtures/process.ts'
import { startChild, type HubChild } from '../../fuzz/child.ts'
import { welcomeAll } from '../../fuzz/crowd.ts'
import { RawKiosk } from '../../fuzz/raw-kiosk.ts'

/**
 * Many at once, against a hub in a process of its own; `npm run bench -- connections` has a thousand and the figures,
 * `limits.test.ts` the hub that cuts nobody.
 */

const MIB = 2 ** 20

describe('readers who never read', { timeout: 240_000 }, () => {
  const SLOW = 20

  test('SY151 twenty are all cut, the memory stays bounded, and who reads is served', async () => {
    using folder = aFolder()
    await using hub = await startChild({ folder: folder.path, kiosks: SLOW + 1, kioskRate: 1_000, fat: true })
    const { rss } = await hub.ask('health')
    const honest = await anHonest(hub)
    const slow = await heapUp(hub, SLOW)
    await expect.poll(() => hub.ask('online'), { timeout: 120_000, interval: 50 }).toBe(1)
    await hub.ask('publish')
    const after = await hub.ask('health')
    expect(after.rss - rss).toBeLessThan(250 * MIB)
    expect(after.faults).toEqual([])
    expect(await honest.ask('pull', pullOf(honest, 0))).toMatchObject({ ok: true })
    for (const each of [...slow, honest]) each.socket.close()
  })
})

describe('everybody at once', { timeout: 240_000 }, () => {
  const MANY = 60

  test('SY156 SY157 all come back after a restart, and an idle one is no burden', async () => {
    using folder = aFolder()
    const plan = { folder: folder.path, kiosks: MANY, port: await freePort() }
    const first = await startChild(plan)
    const before = await first.ask('health')
    const { sockets } = await welcomeAll(first, 0, MANY)
    const { rss, online } = await first.ask('health')
    expect(online).toBe(MANY)
    // A few are dearer each than many: the figure is the bench's, here is only what must never be.
    expect((rss - before.rss) / MANY).toBeLessThan(400 * 1024)
    await first.kill()
    for (const socket of sockets) socket.close()
    await using again = await startChild(plan)
    const back = await welcomeAll(again, 0, MANY)
    expect(Math.max(...back.waits)).toBeLessThan(60_000)
    expect((await again.ask('health')).online).toBe(MANY)
    for (const socket of back.sockets) socket.close()
  })
})

const pullOf = ({ rosterGen }: RawKiosk, after: number): string =>
  JSON.stringify({ feed: 'roster', gen: rosterGen, after, limit: 200 })

/** The one after all the slow ones. */
async function anHonest(hub: HubChild): Promise<RawKiosk> {
  const kiosk = await RawKiosk.open(hub, hub.kioskIds.length - 1)
  expect(await kiosk.welcomed()).toBe(true)
  return kiosk
}

/** Each asks for more pages than the system between the two takes in, and reads none. */
async function heapUp(hub: HubChild, count: number): Promise<RawKiosk[]> {
  const slow = await Promise.all(Array.from({ length: count }, (_, number) => RawKiosk.open(hub, number)))
  for (const kiosk of slow) expect(await kiosk.welcomed()).toBe(true)
  for (const kiosk of slow) kiosk.socket.stopReading()
  for (let round = 0; round < 6; round++) {
    for (const kiosk of slow) for (let at = 0; at < 20; at++) kiosk.tell('pull', pullOf(kiosk, at * 3))
    // Answered in the meantime: what is asked too much at once would be told to wait.
    await hub.ask('online')
  }
  return slow
}
