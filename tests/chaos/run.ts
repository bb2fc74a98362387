import { setTimeout } from 'node:timers/promises'
import type { RecordId } from '../../shared/base/ids.ts'
import { must } from '../../shared/base/check.ts'
import { verifyFolder } from '../../hub/verify-folder.ts'
import { chances } from '../fixtures/upload-walk.ts'
import type { Served } from '../fixtures/process.ts'
import { journalOnDisk, type JournalOnDisk } from './disk-journal.ts'
import type { ChaosKiosk } from './kiosk.ts'
import type { Life } from './life.ts'
import type { PoweredLife } from './power.ts'
import { prepareWorld, type World } from './world.ts'

/**
 * The hub's real process dies again and again while real kiosks sign people in, and is started again on the same
 * folder. Whenever it is dead, everything a kiosk was told is kept must be on the disk; in the end everything a kiosk
 * ticked must be there once, in an unbroken chain, and the tables must be what a rebuild makes of it.
 */

export type HowItEnds =
  /** SIGKILL at a random moment. */
  | 'kill'
  /** SIGTERM at a random moment. */
  | 'stop'
  /** Killed by itself between a commit and its answer. */
  | 'unanswered'
  /** Killed before a random fsync or at a random moment, and the disk keeps only what was synced. */
  | 'power'
  /** The same, but of what was not synced some lasts, torn. */
  | 'torn'
  /** The n-th fsync of its life fails, n = 1, 2, 3 … over the lives; the power is cut when it has ended. */
  | 'badSync'

export interface ChaosOptions {
  /** Empty; the branch and what the test needs besides. */
  readonly folder: string
  /** One life each, in this order. */
  readonly ends: readonly HowItEnds[]
  readonly kiosks: number
  readonly seed: number
  /** Planted bugs, by their names in `edits.ts`. */
  readonly planted?: readonly string[]
  /** The fsync that fails in the first `badSync`; the next one in the second. */
  readonly firstBadSync?: number
  /** What a bug breaks at a death is known without a life after the last one. */
  readonly onlyDeaths?: boolean
  readonly onNote?: (line: string) => void
}

export interface ChaosReport {
  readonly lives: number
  readonly ticked: number
  readonly acked: number
  /** Acknowledged to a kiosk, and not on the disk when the process was dead. */
  readonly notKept: number
  readonly lost: number
  readonly doubled: number
  /** Records at the hub that no kiosk made. */
  readonly strange: number
  /** Times a kiosk missed in the hub's journal what it had been shown. */
  readonly forks: number
  readonly chainWhole: boolean
  /** On the disk, and their kiosk not told, when the process was dead. */
  readonly unanswered: number
  /** Changes to files that a power cut took, whole or in part. */
  readonly gone: number
  /** Processes that a failed fsync did not end, or that ended well after one. */
  readonly wentOn: number
  /** What processes still did to their files after an fsync had failed. */
  readonly afterFailure: number
}

/** A queue at the door is only so long: on a slow machine a kiosk would else work off an hour's backlog. */
const UNSENT_MOST = 8
const LONGEST_LIFE_MS = 500
const ENDS_WITHIN_MS = 15_000
const DRAIN_MS = 60_000
/** An fsync before which the power is cut: at least so many are the hub's own beginning. */
const DYING_SYNC = { first: 4, range: 60 } as const
/** Commits until the process dies between one and its answer: at most. */
const NTH_MOST = 8

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, planted = [], onNote = () => {} } = options
  const chance = chances(seed)
  await using world = await prepareWorld({ ...options, powered: options.ends.some(each => POWERED.has(each)) })
  const { kiosks, folder } = world
  const there = journalOnDisk(folder)
  const notKept = new Set<RecordId>()
  const totals = { unanswered: 0, gone: 0, wentOn: 0, afterFailure: 0 }
  await using load = signInUntilStopped(kiosks, chance)
  const prepare = preparing(world, options)
  let next = prepare(0)
  for (const [at, ends] of options.ends.entries()) {
    const { life, power } = next
    const isWanted = at + 1 < options.ends.length || !options.onlyDeaths
    const prepareNext = (): void => void (next = isWanted ? prepare(at + 1) : next)
    // A bug may leave out the very syncs.
    const isAtSync = planted.length === 0 && (ends === 'power' || ends === 'torn') && chance() < 0.75
    if (await liveAndDie(life, power, ends, { chance, kiosks, prepareNext, isAtSync })) totals.wentOn += 1
    if (power && POWERED.has(ends)) {
      const cut = power.cut(ends === 'torn' ? { kind: 'torn', chance } : { kind: 'synced' })
      totals.gone += cut.gone
      totals.afterFailure += cut.afterFailure
    }
    await quiet(kiosks)
    await there.readOn()
    const acked = new Set<string>(await ackedBy(kiosks))
    for (const id of acked) if (!there.times.has(id)) notKept.add(id as RecordId)
    totals.unanswered += there.fresh().filter(id => !acked.has(id)).length
    if ((at + 1) % 25 === 0) onNote(`${at + 1} lives, ${load.ticked.length} ticks`)
  }
  await load.stop()
  if (!options.onlyDeaths) await lastLife(world, next.life)
  await world[Symbol.asyncDispose]()
  await there.readOn()
  const { ticked } = load
  return {
    ...compare(there, ticked),
    ...totals,
    lives: options.ends.length,
    chainWhole: (await verifyFolder(folder, true)).ok,
    acked: (await ackedBy(kiosks)).length,
    notKept: notKept.size,
    forks: kiosks.reduce((sum, each) => sum + each.forks(), 0),
  }
}

/** Ends that are about what the disk keeps. */
const POWERED: ReadonlySet<HowItEnds> = new Set(['power', 'torn', 'badSync'])

/** @returns what makes the n-th life; the one after the last has no faults */
function preparing(world: World, { ends, planted = [], firstBadSync = 1 }: ChaosOptions) {
  return (at: number) => {
    const end = ends[at]
    if (end === undefined) return world.life({})
    // Few checkpoints leave more that a bug can lose.
    const powered = planted.length === 0 && ends.some(each => POWERED.has(each)) ? ['smallCheckpoints'] : []
    // A planted bug has its own place to die at.
    const dying = end === 'unanswered' && planted.length === 0 ? ['diesUnanswered'] : []
    const failed = ends.slice(0, at).filter(each => each === 'badSync').length
    return world.life({
      edits: [...powered, ...dying, ...planted],
      env: end === 'unanswered' ? { CHAOS_NTH: String(1 + (at % NTH_MOST)) } : {},
      ...(end === 'badSync' ? { failingSync: firstBadSync + failed } : {}),
    })
  }
}

interface Surroundings {
  readonly chance: () => number
  readonly kiosks: readonly ChaosKiosk[]
  readonly prepareNext: () => void
  /** The power goes before a random fsync, not at a random moment. */
  readonly isAtSync: boolean
}

/** @returns whether the process went on after a failed fsync, or took it for a good end */
async function liveAndDie(
  life: Life,
  power: PoweredLife | undefined,
  ends: HowItEnds,
  { chance, kiosks, prepareNext, isAtSync }: Surroundings,
): Promise<boolean> {
  if (ends === 'badSync') return await dieOfBadSync(life, must(power ?? null, 'a disk that can fail'), prepareNext)
  const before = answersTo(kiosks)
  const dying = power && isAtSync
  if (dying) power.dieBeforeSync(DYING_SYNC.first + Math.floor(chance() * DYING_SYNC.range))
  const hub = await life.begin().catch((cause: unknown) => {
    // The power may go while it begins.
    if (dying && String(cause).includes('the hub ended with null')) return null
    throw cause
  })
  prepareNext()
  if (!hub) return false
  // Where nobody comes for so many syncs, the moment is a random one after all.
  if (dying && (await endsWithin(hub, ENDS_WITHIN_MS))) return false
  if (ends === 'unanswered') {
    if (!(await endsWithin(hub, ENDS_WITHIN_MS))) throw new Error('the hub did not die at the named place')
    return false
  }
  // Most moments are to be under load; some kiosks are always still on their way.
  const isUnderLoad = () => (ends === 'kill' ? kiosks.some(each => each.live()) : answersTo(kiosks) > before)
  await poll(isUnderLoad, ENDS_WITHIN_MS)
  await setTimeout(chance() * LONGEST_LIFE_MS)
  hub.process.kill(ends === 'stop' ? 'SIGTERM' : 'SIGKILL')
  await hub.ended
  return false
}

async function dieOfBadSync(life: Life, power: PoweredLife, prepareNext: () => void): Promise<boolean> {
  let hub: Served
  try {
    hub = await life.begin()
  } catch (cause) {
    // The disk failed while it began: it said so, and ended with 1.
    prepareNext()
    if (power.seen().failed === 0) throw cause
    return !String(cause).includes('the hub ended with 1')
  }
  prepareNext()
  await poll(() => power.seen().failed > 0, ENDS_WITHIN_MS)
  const { syncs } = power.seen()
  let ended = false
  void hub.ended.then(() => (ended = true))
  await poll(() => ended || power.seen().syncs > syncs, ENDS_WITHIN_MS)
  hub.process.kill('SIGKILL')
  // One that was killed here has no code.
  return (await hub.ended).code !== 1
}

/** A hub without faults takes in what is left, and is stopped in order. */
async function lastLife({ kiosks }: World, life: Life): Promise<void> {
  await using hub = await life.begin()
  await poll(() => kiosks.every(each => each.unsent() === 0), DRAIN_MS)
  hub.process.kill('SIGTERM')
  await hub.ended
}

async function endsWithin(hub: Served, ms: number): Promise<boolean> {
  let ended = false
  void hub.ended.then(() => (ended = true))
  await poll(() => ended, ms)
  return ended
}

/** Until it is so, or the time is over: what did not come about shows in the report. */
export async function poll(isSo: () => boolean, ms: number): Promise<void> {
  for (const until = Date.now() + ms; !isSo() && Date.now() < until;) await setTimeout(5)
}

/** Answers that were on their way have come or never will. */
const quiet = (kiosks: readonly ChaosKiosk[]): Promise<void> =>
  poll(() => !kiosks.some(each => each.live()), ENDS_WITHIN_MS)

/** Everybody signs in, one after the other at each kiosk, with or without a hub. */
function signInUntilStopped(kiosks: readonly ChaosKiosk[], chance: () => number) {
  const ticked: RecordId[] = []
  const stopping = new AbortController()
  const atOne = async (kiosk: ChaosKiosk): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (kiosk.unsent() < UNSENT_MOST) ticked.push(await kiosk.record())
      await setTimeout(10 + chance() * 180)
    }
  }
  const all = Promise.all(kiosks.map(atOne))
  const stop = async (): Promise<void> => {
    stopping.abort()
    await all
  }
  return { ticked, stop, [Symbol.asyncDispose]: stop }
}

const answersTo = (kiosks: readonly ChaosKiosk[]): number => kiosks.reduce((sum, each) => sum + each.answers(), 0)

const ackedBy = async (kiosks: readonly ChaosKiosk[]): Promise<readonly RecordId[]> =>
  (await Promise.all(kiosks.map(each => each.acked()))).flat()

function compare({ times }: JournalOnDisk, ticked: readonly RecordId[]) {
  const made = new Set<string>(ticked)
  return {
    ticked: ticked.length,
    lost: ticked.filter(id => !times.has(id)).length,
    doubled: [...times.values()].filter(count => count > 1).length,
    strange: [...times.keys()].filter(id => !made.has(id)).length,
  }
}
