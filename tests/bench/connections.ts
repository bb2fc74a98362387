import { freePort } from '../fixtures/process.ts'
import { startChild } from '../fuzz/child.ts'
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

export async function benchConnections(): Promise<void> {
  using folder = aScratchFolder()
  const plan = { folder: folder.path, kiosks: KIOSKS + WARM_UP, port: await freePort() }
  let hub = await startChild(plan)
  for (let number = 0; number < plan.kiosks; number++) deviceOf(number)
  const first = await welcomeAll(hub, 0, WARM_UP)
  const before = await hub.ask('health')
  let { sockets } = await welcomeAll(hub, WARM_UP, plan.kiosks)
  const after = await hub.ask('health')
  sockets = [...sockets, ...first.sockets]
  if (after.online !== plan.kiosks) throw new Error(`${after.online} of ${plan.kiosks} kiosks are connected`)
  const storms: number[][] = []
  for (let at = 0; at < RESTARTS; at++) {
    await hub.kill()
    for (const socket of sockets) socket.close()
    hub = await startChild(plan)
    const storm = await welcomeAll(hub, 0, KIOSKS)
    sockets = [...storm.sockets]
    storms.push([...storm.waits])
  }
  for (const socket of sockets) socket.close()
  await hub.kill()
  const kibEach = (was: number, is: number): number => (is - was) / KIOSKS / 1024
  printFigures(`connections: ${KIOSKS} kiosks`, [
    {
      what: 'memory of an idle one (RSS)',
      unit: 'KiB',
      values: [kibEach(before.rss, after.rss)],
      aim: { goal: 40, better: 'less' },
    },
    { what: 'of it JavaScript’s own', unit: 'KiB', values: [kibEach(before.used, after.used)] },
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
