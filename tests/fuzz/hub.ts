import { pino } from 'pino'
import { putFeed } from '../../hub/office/feeds.ts'
import { foundBranch } from '../../hub/office/branch.ts'
import { pairKiosk } from '../../hub/office/kiosks/kiosks.ts'
import type { Office } from '../../hub/office/ports.ts'
import { deviceNo } from '../bench/ingest-branch.ts'
import { seedBranch } from '../fixtures/wire.ts'
import { aRunningHub } from '../fixtures/hub.ts'
import { aBranch } from '../fixtures/office.ts'
import { aRosterPerson } from '../fixtures/passes.ts'
import type { Answer, Ask, HubPlan } from './child.ts'
import { plantBug } from './bugs.ts'

/** A process of its own: the real hub over a real folder, with kiosks paired, that tells how it fares when it is asked. */

const MEMBERS = 20
/** Bytes of one person in the fat roster: pages of it are as large as pages get. */
const FAT_BYTES = 4_000

const plan = JSON.parse(process.argv[2] ?? '{}') as HubPlan
const faults: string[] = []
// Nothing of the hub's own may fail whatever is sent to it: what it says as an error is a finding.
const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line.slice(0, 2_000)) })
plan.bugs?.forEach(plantBug)
const rate = plan.kioskRate === undefined ? {} : { kioskRate: plan.kioskRate }
const hub = await aRunningHub(plan.folder, { log, ...rate, config: { port: plan.port ?? 0 } })
const { office, live } = hub
if ((await office.store.read.branch.founded()) === null) {
  await foundBranch(office, aBranch())
  await seedBranch(office, MEMBERS)
  if (plan.fat === true) await fatten(office)
}
const kioskIds = await pairAll(office, plan.kiosks)
const { hubId } = (await office.store.read.branch.founded()) ?? { hubId: '' }

process.on('message', (ask: Ask) => void answer(ask).then(each => process.send?.(each)))
process.once('disconnect', () => process.exit(0))
process.send?.({ url: hub.url, hubId, kioskIds } satisfies Answer['ready'])

async function answer(ask: Ask): Promise<Answer[Ask]> {
  switch (ask) {
    case 'health': {
      // Twice: what was young at the first may be freed at the second.
      global.gc?.()
      global.gc?.()
      const { rss, heapUsed, external } = process.memoryUsage()
      const online = live.statuses().filter(each => each.online).length
      return { rss, used: heapUsed + external, online, faults }
    }
    case 'online':
      return live.statuses().filter(each => each.online).length
    case 'publish':
      await fatten(office)
      return true
    case 'stop':
      await hub.stop()
      return true
  }
}

/** A hundred people whose words are long; each call makes them anew. */
async function fatten(to: Office): Promise<void> {
  await to.store.write({ type: 'local' }, async work => {
    for (let number = 1000; number < 1100; number++) {
      const mask = `${Date.now()}`.padEnd(FAT_BYTES, 'x')
      const person = aRosterPerson(number, { name: mask } as never)
      await putFeed(to, work, 'roster', person.memberId, person)
    }
  })
}

async function pairAll(to: Office, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    const { publicKey } = deviceNo(number)
    const input = { publicKey, place: `${number + 1}号机`, how: 'link' } as const
    const known = await to.store.read.kiosks.byKey(publicKey)
    ids.push((known ?? (await pairKiosk(to, { type: 'local' }, input))).kioskId)
  }
  return ids
}
