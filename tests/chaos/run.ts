import { setTimeout } from 'node:timers/promises'
import type { RecordId } from '../../shared/base/ids.ts'
import { must } from '../../shared/base/check.ts'
import { dataPaths } from '../../hub/data-folder.ts'
import { openKeys } from '../../hub/keys.ts'
import { signerOf } from '../../hub/live/signer.ts'
import { pairKiosk } from '../../hub/office/kiosks.ts'
import { openStoreToRead } from '../../hub/store/store.ts'
import { verifyFolder } from '../../hub/verify-folder.ts'
import { chances } from '../fixtures/upload-walk.ts'
import { aFoundedOffice } from '../fixtures/office.ts'
import { freePort, serveFolder } from '../fixtures/process.ts'
import { seedBranch } from '../fixtures/wire.ts'
import { deviceKey, startChaosKiosk, type ChaosKiosk } from './kiosk.ts'

/**
 * The hub's real process is killed at random moments while real kiosks sign people in, and started again on the same
 * folder. In the end everything a kiosk ticked must be there once, in an unbroken chain.
 */

export interface ChaosOptions {
  readonly folder: string
  readonly kills: number
  readonly kiosks: number
  readonly seed: number
  readonly onNote?: (line: string) => void
  readonly signal?: 'SIGKILL' | 'SIGTERM'
  /** Of the hub's processes while they are being killed. */
  readonly env?: Record<string, string>
}

export interface ChaosReport {
  readonly ticked: number
  readonly acked: number
  /** Acknowledged to a kiosk, and not on the disk when the process was dead. */
  readonly notKept: number
  readonly lost: number
  readonly doubled: number
  /** Records at the hub that no kiosk made. */
  readonly strange: number
  readonly forks: number
  readonly chainWhole: boolean
  readonly kills: number
}

const MEMBERS = 20
const LONGEST_LIFE_MS = 700
const DRAIN_MS = 30_000

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { folder, seed, onNote = () => {} } = options
  const chance = chances(seed)
  const { kiosks: devices, hubId, hubKey } = await prepareBranch(folder, options.kiosks)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const kiosks = await Promise.all(
    devices.map((kioskId, number) => startChaosKiosk({ number, kioskId, hubId, hubKey, url, members: MEMBERS })),
  )
  const ticked: RecordId[] = []
  const there = journalOf(folder)
  const notKept = new Set<RecordId>()
  const load = signInUntilStopped(kiosks, chance, ticked)
  for (let kill = 1; kill <= options.kills; kill++) {
    const hub = await serveFolder(folder, { HUB_PORT: String(port), ...options.env })
    await setTimeout(chance() * LONGEST_LIFE_MS)
    hub.process.kill(options.signal ?? 'SIGKILL')
    await hub.ended
    const acked = await ackedBy(kiosks)
    await there.readOn()
    for (const id of acked) if (!there.times.has(id)) notKept.add(id)
    if (kill % 50 === 0) onNote(`${kill} kills, ${ticked.length} ticks`)
  }
  await load.stop()
  await using hub = await serveFolder(folder, { HUB_PORT: String(port) })
  await drained(kiosks)
  const acked = await ackedBy(kiosks)
  for (const kiosk of kiosks) kiosk.stop()
  hub.process.kill('SIGTERM')
  await hub.ended
  const forks = kiosks.reduce((sum, each) => sum + each.forks(), 0)
  await there.readOn()
  return {
    ...compare(there.times, ticked),
    chainWhole: (await verifyFolder(folder, true)).ok,
    acked: acked.length,
    notKept: notKept.size,
    forks,
    kills: options.kills,
  }
}

/** A founded branch with paired kiosks, and no hub running. */
async function prepareBranch(folder: string, count: number) {
  const paths = dataPaths(folder)
  const keys = await openKeys(paths.keys)
  const office = await aFoundedOffice({ path: paths.database, seal: keys.seal })
  await seedBranch(office, MEMBERS)
  const kiosks = []
  for (let number = 0; number < count; number++) {
    const input = { publicKey: deviceKey(number), place: `${number}号机`, how: 'link' } as const
    kiosks.push((await pairKiosk(office, office.secretary, input)).kioskId)
  }
  const { hubId } = must(await office.store.read.branch.founded(), 'a founded branch')
  await office.store.close()
  return { kiosks, hubId, hubKey: signerOf(keys).publicKey }
}

/** Everybody signs in, one after the other at each kiosk, with or without a hub. */
function signInUntilStopped(kiosks: readonly ChaosKiosk[], chance: () => number, ticked: RecordId[]) {
  const stopping = new AbortController()
  const atOne = async (kiosk: ChaosKiosk): Promise<void> => {
    while (!stopping.signal.aborted) {
      ticked.push(await kiosk.record())
      await setTimeout(5 + chance() * 60)
    }
  }
  const all = Promise.all(kiosks.map(atOne))
  return {
    async stop() {
      stopping.abort()
      await all
    },
  }
}

async function drained(kiosks: readonly ChaosKiosk[]): Promise<void> {
  const until = Date.now() + DRAIN_MS
  while (kiosks.some(each => each.unsent() > 0)) {
    if (Date.now() > until) return
    await setTimeout(50)
  }
}

const ackedBy = async (kiosks: readonly ChaosKiosk[]): Promise<readonly RecordId[]> =>
  (await Promise.all(kiosks.map(each => each.acked()))).flat()

/** How often each record is in the journal on the disk, whatever became of the process that wrote it. */
function journalOf(folder: string) {
  const times = new Map<string, number>()
  let read = 0
  return {
    times,
    async readOn(): Promise<void> {
      const store = openStoreToRead(dataPaths(folder).database)
      const { size } = await store.read.journal.head()
      while (read < size) {
        const lines = await store.read.journal.lines(read + 1, 1_000)
        for (const { line } of lines) {
          const [, id] = /"recordId":"([0-9a-f-]{36})"/.exec(line) ?? []
          if (id) times.set(id, (times.get(id) ?? 0) + 1)
        }
        read += lines.length
      }
      await store.close()
    },
  }
}

function compare(times: ReadonlyMap<string, number>, ticked: readonly RecordId[]) {
  const made = new Set<string>(ticked)
  return {
    ticked: ticked.length,
    lost: ticked.filter(id => !times.has(id)).length,
    doubled: [...times.values()].filter(count => count > 1).length,
    strange: [...times.keys()].filter(id => !made.has(id)).length,
  }
}
