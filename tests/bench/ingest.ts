import { join } from 'node:path'
import { printFigures, printNote, quantile, type Aim, type Figure } from './figures.ts'
import { KIOSKS, type Ready } from './ingest-branch.ts'
import { aBenchKiosk, drive, type BenchKiosk, type Load } from './ingest-kiosks.ts'
import { checkAllKept } from './kept.ts'
import { aScratchFolder } from './machine.ts'
import { startServer, type MeasuredServer, type Usage } from './server.ts'
import { aSupply, type Supply } from './supply.ts'

/**
 * Durable sign-ins a second into the hub from 50 kiosks, beside a bare sketch. Hub, sketch and kiosks are processes of
 * their own; hub and sketch take turns, so that what else the machine does falls on both.
 */

const REPETITIONS = 3
const HUB = 'ingest-hub.ts'
const PROFILES = process.env['BENCH_PROFILE']
const AIMS = {
  perSecond: { floor: 4_000, better: 'more' },
  p99: { floor: 40, better: 'less' },
  ratio: { goal: 0.8, better: 'more' },
} as const satisfies Record<string, Aim>

interface Way {
  readonly title: string
  readonly batch: number
  readonly records: number
}

const WAYS: readonly Way[] = [
  { title: 'one record a push', batch: 1, records: 15_000 },
  { title: 'up to 50 records a push', batch: 50, records: 30_000 },
]
const WARM_UP: readonly Way[] = WAYS.map(way => ({ ...way, records: 5_000 }))

interface Server {
  readonly process: MeasuredServer<Ready>
  readonly kiosks: readonly BenchKiosk[]
}

export async function benchIngest(): Promise<void> {
  using folder = aScratchFolder()
  const hub = await aServer(HUB, folder.path)
  const sketch = await aServer('ingest-sketch.ts', folder.path)
  try {
    const supply = aSupply(50)
    for (const way of WARM_UP) await runBoth({ hub, sketch }, way, supply, false)
    for (const way of WAYS) {
      const runs: Record<'hub' | 'sketch', Run>[] = []
      for (let at = 0; at < REPETITIONS; at++) runs.push(await runBoth({ hub, sketch }, way, supply, at % 2 === 1))
      print(way, runs)
    }
    checkAllKept(join(folder.path, 'hub', 'branch.db'), supply.made())
    printNote(`${supply.made()} acknowledged, kept and attended`)
  } finally {
    await Promise.all([stop(hub), stop(sketch)])
  }
}

async function aServer(file: string, folder: string): Promise<Server> {
  // `BENCH_PROFILE=folder` leaves a processor profile of the hub there.
  const profile = PROFILES !== undefined && file === HUB ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : []
  const process = await startServer<Ready>(file, [folder], profile)
  const kiosks: BenchKiosk[] = []
  for (let number = 0; number < KIOSKS; number++) kiosks.push(await aBenchKiosk(process.ready, number))
  return { process, kiosks }
}

async function stop({ process, kiosks }: Server): Promise<void> {
  for (const { socket } of kiosks) socket.disconnect()
  await process.stop()
}

/** @param sketchFirst whoever comes second finds a warm machine, or a tired one: they take turns in that too */
async function runBoth(
  { hub, sketch }: { hub: Server; sketch: Server },
  { batch, records }: Way,
  supply: Supply,
  sketchFirst: boolean,
) {
  const texts = supply.take(records)
  if (!sketchFirst) return { hub: await drivenBy(hub, texts, batch), sketch: await drivenBy(sketch, texts, batch) }
  const earlier = await drivenBy(sketch, texts, batch)
  return { hub: await drivenBy(hub, texts, batch), sketch: earlier }
}

interface Run extends Load {
  /** Processor time of the server for one record, in microseconds: unlike the rate, it bears a busy machine. */
  readonly cpuMicros: number
}

async function drivenBy(
  { process, kiosks }: Server,
  texts: readonly (readonly string[])[],
  batch: number,
): Promise<Run> {
  const before = await process.ask<Usage>('usage')
  const load = await drive(kiosks, texts, batch)
  const after = await process.ask<Usage>('usage')
  return { ...load, cpuMicros: (after.cpuMicros - before.cpuMicros) / texts.flat().length }
}

function print({ title, batch, records }: Way, runs: readonly Record<'hub' | 'sketch', Run>[]): void {
  const figures = (of: 'hub' | 'sketch', aims: boolean): Figure[] => [
    {
      what: `${of}: durable sign-ins`,
      unit: '/s',
      values: runs.map(run => run[of].perSecond),
      ...(aims ? { aim: AIMS.perSecond } : {}),
    },
    { what: `${of}: answer p50`, unit: 'ms', values: runs.map(run => quantile(run[of].latencies, 0.5)) },
    {
      what: `${of}: answer p99`,
      unit: 'ms',
      values: runs.map(run => quantile(run[of].latencies, 0.99)),
      // With fifty records in each push an answer is for fifty sign-ins: there is no mark for it.
      ...(aims && batch === 1 ? { aim: AIMS.p99 } : {}),
    },
    { what: `${of}: processor time of one`, unit: 'µs', values: runs.map(run => run[of].cpuMicros) },
  ]
  const busy = runs.reduce((sum, run) => sum + run.hub.busy, 0)
  const ratios = runs.map(run => run.hub.perSecond / run.sketch.perSecond)
  printFigures(`ingest: ${KIOSKS} kiosks, ${title}, ${records} records × ${REPETITIONS}`, [
    ...figures('hub', true),
    ...figures('sketch', false),
    { what: 'hub / sketch', unit: '', values: ratios, aim: AIMS.ratio },
    {
      what: 'processor time, hub / sketch',
      unit: '',
      values: runs.map(run => run.hub.cpuMicros / run.sketch.cpuMicros),
    },
  ])
  if (busy > 0) printNote(`${busy} pushes were told BUSY and came again`)
}
