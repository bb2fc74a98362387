import { freePort } from '../fixtures/process.ts'
import { startChild, type Health, type HubChild } from '../fuzz/child.ts'
import { welcomeAll } from '../fuzz/crowd.ts'
import { deviceOf } from '../fuzz/hello.ts'
import { printFigures, printNote, quantile } from './figures.ts'
import { aScratchFolder } from './machine.ts'

/**
 * What a thousand kiosks cost a hub that has nothing to tell them, and how long they wait when it comes back after a
 * power cut and all of them knock at once. Hub and kiosks are processes of their own.
 */

const KIOSKS = 1_000
/** Connected before the count begins: what the first ones load is not theirs. */
const WARM_UP = 100
const RESTARTS = 3
const REST_SECONDS = 10
/** A branch's kiosks are switched on one by one: what is left of a rush in the allocator is a figure of its own. */
const TOGETHER = 20

const kibEach = (was: number, is: number): number => (is - was) / KIOSKS / 1024

/** V8 gives back what it reserved for a rush only after a while with nothing to do. */
async function atRest(hub: HubChild): Promise<Health> {
  let least = await hub.ask('health')
  for (let second = 0; second < REST_SECONDS; second++) {
    await new Promise(resolve => setTimeout(resolve, 1_000))
    const now = await hub.ask('health')
    if (now.rss < least.rss) least = now
  }
  return least
}

export async function benchConnections(): Promise<void> {
  using folder = aScratchFolder()
  const plan = { folder: folder.path, kiosks: KIOSKS + WARM_UP, port: await freePort() }
  let hub = await startChild(plan)
  for (let number = 0; number < plan.kiosks; number++) deviceOf(number)
  const first = await welcomeAll(hub, 0, WARM_UP)
  const before = await atRest(hub)
  let sockets = [...first.sockets]
  for (let at = WARM_UP; at < plan.kiosks; at += TOGETHER) {
    sockets.push(...(await welcomeAll(hub, at, Math.min(at + TOGETHER, plan.kiosks))).sockets)
  }
  const after = await atRest(hub)
  if (after.online !== plan.kiosks) throw new Error(`${after.online} of ${plan.kiosks} kiosks are connected`)
  const storms: number[][] = []
  const afterStorms: number[] = []
  for (let at = 0; at < RESTARTS; at++) {
    await hub.kill()
    for (const socket of sockets) socket.close()
    hub = await startChild(plan)
    const alone = await atRest(hub)
    const storm = await welcomeAll(hub, 0, KIOSKS)
    sockets = [...storm.sockets]
    storms.push([...storm.waits])
    afterStorms.push(kibEach(alone.rss, (await atRest(hub)).rss))
  }
  for (const socket of sockets) socket.close()
  await hub.kill()
  printFigures(`connections: ${KIOSKS} kiosks`, [
    {
      what: 'memory of an idle one (RSS)',
      unit: 'KiB',
      values: [kibEach(before.rss, after.rss)],
      aim: { goal: 40, better: 'less' },
    },
    { what: 'of it JavaScript’s own', unit: 'KiB', values: [kibEach(before.used, after.used)] },
    { what: 'right after all came at once (RSS)', unit: 'KiB', values: afterStorms },
    {
      what: 'all back after a restart: welcome p50',
      unit: 'ms',
      values: storms.map(waits => quantile(waits, 0.5)),
    },
    {
      what: 'all back after a restart: the last one',
      unit: 'ms',
      values: storms.map(waits => Math.max(...waits)),
      aim: { floor: 10_000, better: 'less' },
    },
  ])
  printNote('the kiosks share this machine’s processors with the hub')
}
