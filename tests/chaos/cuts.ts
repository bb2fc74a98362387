import { setTimeout } from 'node:timers/promises'
import { must } from '../../shared/base/check.ts'
import type { RecordId } from '../../shared/base/ids.ts'
import { pairKiosk } from '../../hub/office/kiosks/kiosks.ts'
import { aHub, seedBranch, type TestHub } from '../fixtures/wire.ts'
import { deviceKey, startChaosKiosk, type ChaosKiosk } from './kiosk.ts'
import { startProxy, type Direction, type Proxy } from './proxy.ts'

/** Connections cut after n bytes, for many n: kiosks with cables of their own to one hub, each cable cut in its turn. */

export interface CutsReport {
  /** Numbers of bytes that were tried, up and down. */
  readonly places: number
  /** Connections that were cut; the others had said everything before. */
  readonly cut: number
  readonly ticked: number
  readonly lost: number
  readonly doubled: number
  readonly strange: number
  /** Places after which a kiosk did not get rid of its records. */
  readonly stuck: readonly string[]
}

export interface CutsOptions {
  readonly from: number
  readonly to: number
  readonly step: number
  readonly cables: number
  readonly onNote?: (line: string) => void
}

const MEMBERS = 3
const STUCK_MS = 60_000

export async function runCuts({ from, to, step, cables, onNote = () => {} }: CutsOptions): Promise<CutsReport> {
  const hub = await aHub()
  await seedBranch(hub.office, MEMBERS)
  const ticked: RecordId[] = []
  const stuck: string[] = []
  const places: { bytes: number; direction: Direction }[] = []
  for (let bytes = from; bytes <= to; bytes += step) {
    places.push({ bytes, direction: 'up' }, { bytes, direction: 'down' })
  }
  let at = 0
  let cut = 0
  const onOne = async (number: number): Promise<void> => {
    await using cable = await layCable(hub, number)
    for (let place = places[at++]; place; place = places[at++]) {
      if (!(await cutOnce(cable, place, ticked))) stuck.push(`${place.bytes} ${place.direction}`)
      if (at % 500 === 0) onNote(`${at} of ${places.length} places`)
    }
    cut += cable.proxy.cuts()
  }
  await Promise.all(Array.from({ length: cables }, (_, number) => onOne(number)))
  const there = await recordsAt(hub)
  await hub.close()
  return { places: places.length, cut, ...compare(there, ticked), stuck }
}

interface Cable extends AsyncDisposable {
  readonly proxy: Proxy
  readonly kiosk: ChaosKiosk
}

async function layCable({ office, url }: TestHub, number: number): Promise<Cable> {
  const proxy = await startProxy(Number(new URL(url).port))
  const input = { publicKey: deviceKey(number), place: `${number}号机`, how: 'link' } as const
  const { kioskId } = await pairKiosk(office, office.secretary, input)
  const { hubId } = must(await office.store.read.branch.founded(), 'a founded branch')
  const kiosk = await startChaosKiosk({
    number,
    kioskId,
    hubId,
    hubKey: office.signer.publicKey,
    url: proxy.url,
    members: MEMBERS,
    answerMs: 10_000,
  })
  return {
    proxy,
    kiosk,
    async [Symbol.asyncDispose]() {
      kiosk.stop()
      await proxy[Symbol.asyncDispose]()
    },
  }
}

/** The open connection is closed, the next one is cut, and two people sign in meanwhile. @returns whether all arrived */
async function cutOnce(
  { proxy, kiosk }: Cable,
  place: { readonly bytes: number; readonly direction: Direction },
  ticked: RecordId[],
): Promise<boolean> {
  const before = proxy.connections()
  proxy.fault = { kind: 'cutAfter', ...place }
  kiosk.reconnect()
  for (let count = 0; count < 2; count++) ticked.push(await kiosk.record())
  const until = Date.now() + STUCK_MS
  while (kiosk.unsent() > 0 || proxy.connections() === before) {
    if (Date.now() > until) return false
    await setTimeout(5)
  }
  return true
}

async function recordsAt(hub: TestHub): Promise<readonly string[]> {
  const found: string[] = []
  const { size } = await hub.office.store.read.journal.head()
  for (let from = 1; from <= size; from += 1_000) {
    for (const { line } of await hub.office.store.read.journal.lines(from, 1_000)) {
      const [, id] = /"recordId":"([0-9a-f-]{36})"/.exec(line) ?? []
      if (id) found.push(id)
    }
  }
  return found
}

function compare(there: readonly string[], ticked: readonly RecordId[]) {
  const [stored, made] = [new Set(there), new Set<string>(ticked)]
  return {
    ticked: ticked.length,
    lost: ticked.filter(id => !stored.has(id)).length,
    doubled: there.length - stored.size,
    strange: [...stored].filter(id => !made.has(id)).length,
  }
}
