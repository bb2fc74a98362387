import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { must } from '../../shared/base/check.ts'
import { printFigures, printNote, quantile, type Aim, type Figure } from './figures.ts'
import { KIOSKS, type Ready } from './ingest-branch.ts'
import { aBenchKiosk, aSignIn, drive, type BenchKiosk, type Load } from './ingest-kiosks.ts'
import { aScratchFolder } from './machine.ts'
import { seededRandom } from '../fixtures/office.ts'

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
  readonly child: ChildProcess
  readonly kiosks: readonly BenchKiosk[]
}

export async function benchIngest(): Promise<void> {
  using folder = aScratchFolder()
  const hub = await aServer(HUB, folder.path)
  const sketch = await aServer('ingest-sketch.ts', folder.path)
  try {
    const supply = aSupply()
    for (const way of WARM_UP) await runBoth({ hub, sketch }, way, supply)
    for (const way of WAYS) {
      const runs: Record<'hub' | 'sketch', Run>[] = []
      for (let at = 0; at < REPETITIONS; at++) runs.push(await runBoth({ hub, sketch }, way, supply))
      print(way, runs)
    }
    checkAllKept(join(folder.path, 'hub', 'branch.db'), supply.made())
  } finally {
    await Promise.all([stop(hub), stop(sketch)])
  }
}

async function aServer(file: string, folder: string): Promise<Server> {
  const child = fork(join(import.meta.dirname, file), [folder], {
    // `BENCH_PROFILE=folder` leaves a processor profile of the hub there.
    execArgv: PROFILES !== undefined && file === HUB ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : [],
  })
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', message => resolve(message as Ready))
    child.once('exit', code => reject(new Error(`${file} ended with ${code} before it listened`)))
  })
  const kiosks: BenchKiosk[] = []
  for (let number = 0; number < KIOSKS; number++) kiosks.push(await aBenchKiosk(ready, number))
  return { child, kiosks }
}

async function stop({ child, kiosks }: Server): Promise<void> {
  for (const { socket } of kiosks) socket.disconnect()
  const ended = once(child, 'exit')
  child.disconnect()
  await ended
}

/** Texts for every kiosk, made before the clock runs. */
function aSupply() {
  const random = seededRandom(50)
  let made = 0
  return {
    made: () => made,
    /** Dealt out in turn, as people come: all kiosks are busy with the same activity. */
    take(records: number): string[][] {
      const texts: string[][] = Array.from({ length: KIOSKS }, () => [])
      for (let at = 0; at < records; at++) texts[at % KIOSKS]?.push(aSignIn(made++, random))
      return texts
    },
  }
}

async function runBoth(
  { hub, sketch }: { hub: Server; sketch: Server },
  { batch, records }: Way,
  supply: ReturnType<typeof aSupply>,
) {
  const texts = supply.take(records)
  return { hub: await drivenBy(hub, texts, batch), sketch: await drivenBy(sketch, texts, batch) }
}

interface Run extends Load {
  /** Processor time of the server for one record, in microseconds: unlike the rate, it bears a busy machine. */
  readonly cpuMicros: number
}

async function drivenBy({ child, kiosks }: Server, texts: readonly (readonly string[])[], batch: number): Promise<Run> {
  const before = await cpuOf(child)
  const load = await drive(kiosks, texts, batch)
  return { ...load, cpuMicros: ((await cpuOf(child)) - before) / texts.flat().length }
}

async function cpuOf(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message')
  child.send('cpu')
  return Number((await answer)[0])
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
  ])
  if (busy > 0) printNote(`${busy} pushes were told BUSY and came again`)
}

/** Every acknowledged sign-in is one attendance in the file. */
function checkAllKept(file: string, records: number): void {
  const database = new DatabaseSync(file, { readOnly: true })
  const count = (table: string) =>
    Number(must(database.prepare(`SELECT count(*) AS n FROM ${table}`).get(), table)['n'])
  const [raw, attendance] = [count('raw'), count('attendance')]
  database.close()
  if (raw !== records || attendance !== records) {
    throw new Error(`${records} acknowledged, ${raw} kept, ${attendance} attended`)
  }
  printNote(`${records} acknowledged, ${raw} kept, ${attendance} attended`)
}
