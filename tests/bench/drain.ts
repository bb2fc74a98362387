import { join } from 'node:path'
import { must } from '../../shared/base/check.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import type { OutboxRow } from '../../kiosk/store/outbox.ts'
import { seededRandom } from '../fixtures/office.ts'
import { DAYS, KIOSKS_TOGETHER, RECORDS_A_DAY, signInTime, todayAt } from './drain-branch.ts'
import { emptied } from './drain-kiosks.ts'
import { printFigures, printNote, type Figure } from './figures.ts'
import { aBenchKiosk, signInText, type BenchKiosk } from './ingest-kiosks.ts'
import { checkAllKept } from './kept.ts'
import type { Ready } from './ingest-branch.ts'
import { aScratchFolder } from './machine.ts'
import { startServer, type Usage } from './server.ts'

/**
 * Kiosks that were ninety days without their hub empty their outboxes, with the sender they really have: one alone, then
 * twenty together. A fresh hub and a fresh sketch in each repetition, so that the memory they need is seen from the start.
 */

const REPETITIONS = 3
const ALONE = KIOSKS_TOGETHER

type Target = 'hub' | 'sketch'

/** Records a second, and the server's memory in MiB. */
interface Run {
  readonly alone: number
  readonly together: number
  readonly rssBefore: number
  readonly rssPeak: number
}

export async function benchDrain(): Promise<void> {
  const today = todayAt(Date.now())
  const outboxes = Array.from({ length: KIOSKS_TOGETHER + 1 }, (_, kiosk) => anOutbox(today, kiosk))
  const runs: Record<Target, Run>[] = []
  for (let at = 0; at < REPETITIONS; at++) {
    const first = at % 2 === 0 ? 'hub' : 'sketch'
    const run = { [first]: await runOne(first, today, outboxes) }
    const second = first === 'hub' ? 'sketch' : 'hub'
    runs.push({ ...run, [second]: await runOne(second, today, outboxes) } as Record<Target, Run>)
  }
  print(runs, outboxes)
}

/** Each kiosk has its own share of the members; the one that comes alone has the first share, at other activities. */
function anOutbox(today: PlainDate, kiosk: number): OutboxRow[] {
  const random = seededRandom(900 + kiosk)
  const [share, activities] = kiosk === ALONE ? [0, DAYS] : [kiosk, 0]
  return Array.from({ length: DAYS * RECORDS_A_DAY }, (_, index): OutboxRow => {
    const [day, number] = [Math.floor(index / RECORDS_A_DAY), index % RECORDS_A_DAY]
    const at = signInTime(today, day, number)
    const said = {
      member: share * RECORDS_A_DAY + number,
      activity: activities + day,
      at,
      // Switched on every morning.
      mono: 60_000 + number * 30_000,
      boot: `d${day.toString(16).padStart(7, '0')}`,
    }
    return { ...signInText(said, random), seq: index + 1, at, mark: null, no: null, outcome: null }
  })
}

async function runOne(target: Target, today: PlainDate, outboxes: readonly (readonly OutboxRow[])[]): Promise<Run> {
  using folder = aScratchFolder()
  const server = await startServer<Ready>(target === 'hub' ? 'drain-hub.ts' : 'ingest-sketch.ts', [folder.path, today])
  const kiosks: BenchKiosk[] = []
  for (const number of outboxes.keys()) kiosks.push(await aBenchKiosk(server.ready, number))
  const drain = async (numbers: readonly number[]): Promise<number> => {
    const started = performance.now()
    await Promise.all(numbers.map(number => emptied(must(kiosks[number], 'a kiosk'), outboxes[number] ?? [])))
    const seconds = (performance.now() - started) / 1000
    return numbers.reduce((sum, number) => sum + (outboxes[number]?.length ?? 0), 0) / seconds
  }
  const { rssMiB } = await server.ask<Usage>('usage')
  const alone = await drain([ALONE])
  const together = await drain(Array.from({ length: KIOSKS_TOGETHER }, (_, number) => number))
  const { peakRssMiB } = await server.ask<Usage>('usage')
  for (const { socket } of kiosks) socket.disconnect()
  await server.stop()
  if (target === 'hub') checkAllKept(join(folder.path, 'hub', 'branch.db'), outboxes.flat().length)
  return { alone, together, rssBefore: rssMiB, rssPeak: peakRssMiB }
}

function print(runs: readonly Record<Target, Run>[], outboxes: readonly (readonly OutboxRow[])[]): void {
  const each = outboxes[0]?.length ?? 0
  const rates = (what: 'alone' | 'together'): Figure[] => [
    { what: 'hub', unit: 'records/s', values: runs.map(run => run.hub[what]) },
    { what: 'sketch', unit: 'records/s', values: runs.map(run => run.sketch[what]) },
    { what: 'hub / sketch', unit: '', values: runs.map(run => run.hub[what] / run.sketch[what]) },
    { what: 'until the hub has all', unit: 's', values: runs.map(run => amount(what, each) / run.hub[what]) },
  ]
  const title = `${DAYS} days of ${RECORDS_A_DAY} sign-ins without the hub`
  printFigures(`drain: one kiosk, ${title} × ${REPETITIONS}`, rates('alone'))
  printFigures(`drain: ${KIOSKS_TOGETHER} kiosks together, ${title} each × ${REPETITIONS}`, [
    ...rates('together'),
    { what: 'hub: memory before', unit: 'MiB', values: runs.map(run => run.hub.rssBefore) },
    { what: 'hub: most memory', unit: 'MiB', values: runs.map(run => run.hub.rssPeak) },
    { what: 'sketch: most memory', unit: 'MiB', values: runs.map(run => run.sketch.rssPeak) },
  ])
  printNote(`${outboxes.flat().length} acknowledged each time, kept and attended`)
}

const amount = (what: 'alone' | 'together', each: number): number => (what === 'alone' ? each : each * KIOSKS_TOGETHER)
