import { io, type Socket } from 'socket.io-client'
import { byteLength } from '../../shared/sync/record.ts'
import { documentNo, MOST_KIOSKS, type Broadcast, type Published } from './fanout-branch.ts'
import { aBoardKiosk, type BoardKiosk } from './fanout-kiosks.ts'
import { printFigures, printNote, quantile, type Aim } from './figures.ts'
import type { Ready } from './ingest-branch.ts'
import { aScratchFolder } from './machine.ts'
import { startServer, type MeasuredServer, type Usage } from './server.ts'

/**
 * One document to every kiosk: from its commit until the last one has pulled it, verified it, kept it and been told
 * that the hub knows. Beside a bare broadcast of the same text whose clients answer at once.
 */

const COUNTS = [50, 200, MOST_KIOSKS]
const WARM_UP = 3
const ROUNDS = 7
const AIMS = {
  p95: { floor: 250, better: 'less' },
  ratio: { goal: 1.5, better: 'less' },
} as const satisfies Record<string, Aim>

interface World {
  readonly hub: MeasuredServer<Ready>
  readonly sketch: MeasuredServer<Ready>
  readonly kiosks: BoardKiosk[]
  readonly listeners: Socket[]
}

export async function benchFanout(): Promise<void> {
  using folder = aScratchFolder()
  const hub = await startServer<Ready>('fanout-hub.ts', [folder.path])
  const sketch = await startServer<Ready>('fanout-sketch.ts', [folder.path])
  const world: World = { hub, sketch, kiosks: [], listeners: [] }
  try {
    for (const count of COUNTS) {
      await connectUpTo(world, count)
      const rounds: Round[] = []
      for (let at = -WARM_UP; at < ROUNDS; at++) {
        const round = await runBoth(world, at % 2 === 0)
        if (at >= 0) rounds.push(round)
      }
      print(count, rounds)
    }
    printNote(`${byteLength(JSON.stringify(documentNo(1)))} bytes of document; the kiosks all share one processor,`)
    printNote('which is most of the time until all show it; the sketch’s clients only say that something came')
  } finally {
    for (const kiosk of [...world.kiosks, ...world.listeners]) kiosk.close()
    await Promise.all([hub.stop(), sketch.stop()])
  }
}

async function connectUpTo({ hub, sketch, kiosks, listeners }: World, count: number): Promise<void> {
  while (kiosks.length < count) {
    kiosks.push(await aBoardKiosk(hub.ready, kiosks.length))
    listeners.push(await aListener(sketch.ready.url))
  }
}

async function aListener(url: string): Promise<Socket> {
  const socket = io(`${url}/kiosk`, { transports: ['websocket'], reconnection: false, forceNew: true })
  socket.on('document', (_text: string, answer: (word: string) => void) => answer('here'))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

/** Milliseconds from the commit on, and what the server's processor spent on each kiosk. */
interface Round {
  readonly hub: { readonly times: readonly number[]; readonly cpuMicros: number; readonly kioskMicros: number }
  readonly sketch: { readonly all: number; readonly cpuMicros: number }
}

async function runBoth(world: World, hubFirst: boolean): Promise<Round> {
  if (hubFirst) return { hub: await publishByHub(world), sketch: await publishBySketch(world) }
  const sketch = await publishBySketch(world)
  return { hub: await publishByHub(world), sketch }
}

let published = 1

async function publishByHub({ hub, kiosks }: World): Promise<Round['hub']> {
  const before = await hub.ask<Usage>('usage')
  published += 1
  const ownBefore = process.cpuUsage()
  const shown = Promise.all(kiosks.map(kiosk => kiosk.shows(published)))
  const { rev, committedAt } = await hub.ask<Published>('publish')
  if (rev !== published) throw new Error(`revision ${rev} instead of ${published}`)
  const times = (await shown).map(at => at - committedAt)
  const own = process.cpuUsage(ownBefore)
  const after = await hub.ask<Usage>('usage')
  return {
    times,
    cpuMicros: (after.cpuMicros - before.cpuMicros) / kiosks.length,
    kioskMicros: (own.user + own.system) / kiosks.length,
  }
}

async function publishBySketch({ sketch, listeners }: World): Promise<Round['sketch']> {
  const before = await sketch.ask<Usage>('usage')
  const { committedAt, ackedAt } = await sketch.ask<Broadcast>('publish')
  const after = await sketch.ask<Usage>('usage')
  return { all: ackedAt - committedAt, cpuMicros: (after.cpuMicros - before.cpuMicros) / listeners.length }
}

function print(count: number, rounds: readonly Round[]): void {
  const all = rounds.map(({ hub }) => Math.max(...hub.times))
  const isLargest = count === MOST_KIOSKS
  printFigures(`fanout: one document to ${count} kiosks × ${ROUNDS}`, [
    { what: 'hub: half of them show it', unit: 'ms', values: rounds.map(({ hub }) => quantile(hub.times, 0.5)) },
    {
      what: 'hub: 95 of 100 show it',
      unit: 'ms',
      values: rounds.map(({ hub }) => quantile(hub.times, 0.95)),
      ...(isLargest ? { aim: AIMS.p95 } : {}),
    },
    { what: 'hub: all show it', unit: 'ms', values: all },
    { what: 'sketch: all have answered', unit: 'ms', values: rounds.map(({ sketch }) => sketch.all) },
    {
      what: 'hub / sketch',
      unit: '',
      values: rounds.map(({ sketch }, at) => (all[at] ?? Number.NaN) / sketch.all),
      ...(isLargest ? { aim: AIMS.ratio } : {}),
    },
    { what: 'hub: processor time for one kiosk', unit: 'µs', values: rounds.map(({ hub }) => hub.cpuMicros) },
    { what: 'sketch: processor time for one', unit: 'µs', values: rounds.map(({ sketch }) => sketch.cpuMicros) },
    {
      what: 'processor time, hub / sketch',
      unit: '',
      values: rounds.map(({ hub, sketch }) => hub.cpuMicros / sketch.cpuMicros),
    },
    { what: 'kiosks: processor time of one', unit: 'µs', values: rounds.map(({ hub }) => hub.kioskMicros) },
  ])
}
