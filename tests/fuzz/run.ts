import type { Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import * as v from 'valibot'
import { dataPaths } from '../../hub/data-folder.ts'
import { verifyFolder } from '../../hub/verify-folder.ts'
import { FACTS, JournalLineSchema } from '../../shared/journal/facts.ts'
import { aSignInRecord } from '../fixtures/wire.ts'
import { seededRandom } from '../fixtures/office.ts'
import type { BugName } from './bugs.ts'
import { makeChance, type Chance } from './chance.ts'
import { startChild, type Health, type HubChild } from './child.ts'
import { makeFindings, type Findings } from './findings.ts'
import { badRecords, madKiosk, stranger } from './messages.ts'
import { floods, oddFrames, oddHandshakes, oddPackets, slowReader } from './packets.ts'
import { RawKiosk, type Where } from './raw-kiosk.ts'
import { oddRequests } from './requests.ts'

/**
 * The fuzzer: a real hub in a process of its own is sent whatever comes to mind, while one honest kiosk goes on working.
 * The same seed makes the same attacks, in an order that the machine may change.
 */

export interface FuzzOptions {
  readonly folder: string
  readonly seconds: number
  readonly seed: number
  /** Planted into the hub; the run ends once these kinds of findings are all there. */
  readonly bugs?: readonly BugName[]
  readonly until?: readonly string[]
  /** Messages of welcomed kiosks alone, where the rest of the world is not what is looked at. */
  readonly messagesOnly?: boolean
  readonly onNote?: (line: string) => void
}

export interface FuzzReport {
  readonly sent: number
  readonly exits: number
  readonly findings: ReturnType<Findings['all']>
  /** Records that the honest kiosk had taken, and the longest it waited, in milliseconds. */
  readonly taken: number
  readonly slowestMs: number
  readonly first: Health
  readonly last: Health
  readonly journal: number
}

/** What an attack has to do with. */
export interface World extends Where {
  readonly findings: Findings
  /** The number of a kiosk that nobody else is now. */
  kiosk(): number
  count(messages?: number): void
  pause(ms: number): Promise<void>
  /** Leaves the connection open for the hub to end. @returns whether there was room */
  dangle(socket: Socket): boolean
}

export type Attack = (world: World, chance: Chance) => Promise<void>

/** Each as often as it stands here. */
const ATTACKS: readonly Attack[] = [
  madKiosk,
  madKiosk,
  madKiosk,
  badRecords,
  badRecords,
  stranger,
  stranger,
  oddPackets,
  oddPackets,
  oddFrames,
  floods,
  slowReader,
  oddHandshakes,
  oddHandshakes,
  oddRequests,
  oddRequests,
]
const WORKERS = 6
const KIOSKS = 24
const DANGLING = 40
/** What JavaScript's memory may have grown between the first quarter and the end; a leak of any message passes it soon. */
const GROWN_MAX = 16 * 2 ** 20
const RSS_MAX = 700 * 2 ** 20

export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { seconds, seed, bugs = [], until, onNote } = options
  const findings = makeFindings()
  const folder = join(options.folder, 'hub')
  const hub = await startChild({ folder, kiosks: KIOSKS, fat: true, bugs })
  const end = performance.now() + seconds * 1_000
  const isFound = (): boolean => until?.every(kind => findings.all().some(each => each.kind === kind)) ?? false
  const isOver = (): boolean => performance.now() >= end || hub.ended() !== null || isFound()
  const world = aWorld(hub, findings)
  const attacks = options.messagesOnly === true ? [madKiosk, badRecords] : ATTACKS
  const honest = honestKiosk(world, isOver)
  const watch = watchHealth(hub, seconds, isOver, (health, first) => {
    judgeMemory(findings, first, health)
    for (const fault of health.faults) findings.note('the hub logged an error', fault)
    onNote?.(lineOf(world.sent(), health))
  })
  await Promise.all(
    Array.from({ length: WORKERS }, (_, at) => attackUntil(world, makeChance(seed * 1_000 + at), attacks, isOver)),
  )
  const { taken, slowestMs } = await honest
  const { first, last } = await watch
  world.end()
  await judge(hub, findings, first, taken)
  const exits = hub.ended() === null ? 0 : 1
  if (exits === 0) await hub.ask('stop')
  await hub.kill()
  const journal = await readJournal(folder, findings)
  return { sent: world.sent(), exits, findings: findings.all(), taken, slowestMs, first, last, journal }
}

async function attackUntil(
  world: World,
  chance: Chance,
  attacks: readonly Attack[],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const attack = chance.pick(attacks)
    try {
      await attack(world, chance)
    } catch (cause) {
      world.findings.note('the fuzzer itself failed', String((cause as Error).stack))
    }
  }
}

function aWorld(hub: HubChild, findings: Findings) {
  let sent = 0
  let next = 0
  const dangling: Socket[] = []
  return {
    port: hub.port,
    kioskIds: hub.kioskIds,
    findings,
    sent: () => sent,
    // Number 0 is the honest one.
    kiosk: () => 1 + (next++ % (KIOSKS - 1)),
    count: (messages = 1) => void (sent += messages),
    pause: (ms: number) => setTimeout(ms),
    dangle(socket: Socket) {
      if (dangling.filter(each => !each.destroyed).length >= DANGLING) return false
      dangling.push(socket)
      return true
    },
    end: () => dangling.forEach(each => each.destroy()),
  }
}

/** Signs people in, one after the other, and counts what the hub keeps of it. */
async function honestKiosk(world: World, isOver: () => boolean): Promise<{ taken: number; slowestMs: number }> {
  const random = seededRandom(4_711)
  let kiosk: RawKiosk | null = null
  let [taken, slowestMs, next] = [0, 0, 1]
  while (!isOver()) {
    const began = performance.now()
    kiosk ??= await aWelcomedOne(world)
    const { text } = aSignInRecord(1 + (next % 20), random)
    const reply = (await kiosk?.ask(
      'push',
      JSON.stringify({ epoch: kiosk.device.epoch, from: next, recs: [text] }),
      15_000,
    )) as { ok: boolean } | null | undefined
    slowestMs = Math.max(slowestMs, performance.now() - began)
    if (reply?.ok) {
      taken += 1
      next += 1
    } else if (!isOver()) {
      world.findings.note('the honest kiosk was not served', JSON.stringify(reply ?? 'cut'))
      kiosk?.socket.close()
      kiosk = null
    }
    await world.pause(100)
  }
  kiosk?.socket.close()
  return { taken, slowestMs }
}

async function aWelcomedOne(world: World): Promise<RawKiosk | null> {
  const kiosk = await RawKiosk.open(world, 0)
  return kiosk.challenge && (await kiosk.welcomed()) ? kiosk : null
}

/** The first reading is taken when everything has been loaded and used once. */
async function watchHealth(
  hub: HubChild,
  seconds: number,
  isOver: () => boolean,
  tell: (health: Health, first: Health) => void,
) {
  const nothing: Health = { rss: 0, used: 0, online: 0, faults: [] }
  const began = performance.now()
  let [first, last] = [nothing, nothing]
  while (!isOver()) {
    await setTimeout(seconds > 60 ? 5_000 : 250)
    if (isOver()) break
    last = await hub.ask('health').catch(() => last)
    // Not later than after a few seconds: what grows is to be seen growing.
    if (first === nothing && performance.now() - began > Math.min(seconds * 250, 30_000)) first = last
    tell(last, first)
  }
  return { first, last }
}

async function judge(hub: HubChild, findings: Findings, first: Health, taken: number): Promise<void> {
  const ended = hub.ended()
  if (ended !== null) return findings.note('the hub ended', ended)
  // What the attacks had open is over now.
  const last = await hub.ask('health')
  for (const fault of last.faults) findings.note('the hub logged an error', fault)
  judgeMemory(findings, first, last)
  if (taken === 0) findings.note('the honest kiosk was not served', 'not once')
}

function judgeMemory(findings: Findings, first: Health, last: Health): void {
  if (first.used > 0 && last.used - first.used > GROWN_MAX) {
    findings.note('memory grows', `${mib(first.used)} → ${mib(last.used)} MiB`)
  }
  if (last.rss > RSS_MAX) findings.note('memory is large', `${mib(last.rss)} MiB`)
}

/** Every line of the journal can be read, and the chain with all that is made from it is whole. */
async function readJournal(folder: string, findings: Findings): Promise<number> {
  const report = await verifyFolder(folder, true)
  for (const fault of report.faults) findings.note('the journal is not whole', fault.en)
  const database = new DatabaseSync(dataPaths(folder).database, { readOnly: true })
  const lines = database.prepare('SELECT line FROM journal ORDER BY no').all()
  database.close()
  for (const { line } of lines) {
    const read = v.safeParse(JournalLineSchema, JSON.parse(String(line)))
    const schema =
      read.success && Object.hasOwn(FACTS, read.output.kind) ? FACTS[read.output.kind as keyof typeof FACTS] : null
    if (!schema || !read.success || !v.safeParse(schema, read.output.body).success) {
      findings.note('a line of the journal cannot be read', String(line))
    }
  }
  return lines.length
}

export const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1)

const lineOf = (sent: number, { rss, used, online }: Health): string =>
  `${sent} sent · RSS ${mib(rss)} MiB · used ${mib(used)} MiB · ${online} kiosks`
