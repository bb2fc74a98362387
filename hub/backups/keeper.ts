import { statSync } from 'node:fs'
import { must } from '../../shared/base/check.ts'
import { Refusal } from '../../shared/base/problem.ts'
import type { Author } from '../../shared/journal/facts.ts'
import type { BackupState, Rehearsal, SecondPlace, VerifiedBackup } from '../office/backup-state.ts'
import type { Office } from '../office/ports.ts'
import { asStoreError, StoreError } from '../store/errors.ts'
import { dueHere, dueRehearsal, dueSecond } from './schedule.ts'
import { choosePlace, placeTrouble } from './second.ts'
import { branchNow, makeSteps, type StepDeps } from './steps.ts'

/** Keeps the branch's backups while the hub runs: makes them when they are due, and remembers what came of it. */
export interface Keeper {
  /** Does whatever is due. Call it every minute; failures are kept in the state, not thrown. */
  tick(): Promise<void>
  /** A full one now, and to the second place when there is one. @throws Refusal, StoreError */
  makeNow(by: Author): Promise<VerifiedBackup>
  /** @throws Refusal as `choosePlace` */
  choose(path: string, by: Author): Promise<void>
  /** No second place any more; what lies there stays. */
  forget(by: Author): Promise<void>
  rehearse(): Promise<Rehearsal>
  /** Work under way is given up; what it leaves has no good name and is cleared away next time. */
  stop(): void
}

export interface KeeperDeps extends StepDeps {
  /** For the log: what went wrong that nobody could foresee. */
  readonly onFault: (cause: unknown) => void
}

export function makeKeeper(deps: KeeperDeps): Keeper {
  const { office, dataFolder, paths, disks } = deps
  const stopping = new AbortController()
  const { backUp, copy, rehearse } = makeSteps(deps, stopping.signal)
  const read = () => office.store.read.hub.backups()
  // A hanging stick must not hold up the backups on this PC.
  const [inTurn, outInTurn] = [oneAtATime(), oneAtATime()]
  const quietly = async (work: () => Promise<unknown>): Promise<void> => {
    if (stopping.signal.aborted) return
    await work().catch((cause: unknown) => {
      const foreseen = cause instanceof Refusal || asStoreError(cause) instanceof StoreError
      if (!foreseen && !stopping.signal.aborted) deps.onFault(cause)
    })
  }
  /** A stick that came back is not let wait for the next attempt. */
  const noticeReturn = async ({ second }: BackupState): Promise<boolean> => {
    const code = second?.trouble?.problem.code
    return (code === 'PLACE_AWAY' || code === 'PLACE_OTHER') && second !== null && !(await placeTrouble(second))
  }
  const isOver = () => stopping.signal.aborted
  // One that takes longer than a minute is not begun a second time beside itself.
  const keepHere = singly(async () => {
    const founded = isOver() ? null : await office.store.read.branch.founded()
    const due = founded && dueHere(await read(), office.clock.now(), founded.timeZone)
    if (due) await quietly(() => inTurn(() => backUp(due)))
  })
  const keepThere = singly(async () => {
    // The store may be closed by now.
    if (isOver()) return
    const state = await read()
    if (dueSecond(state, office.clock.now()) || (await noticeReturn(state))) await quietly(() => outInTurn(copy))
    if (isOver()) return
    if (dueRehearsal(await read(), office.clock.now())) await quietly(() => outInTurn(rehearse))
  })

  return {
    async tick() {
      await keepHere()
      await keepThere()
    },
    async makeNow(by) {
      await inTurn(() => backUp('full'))
      const made = must((await read()).here.verified, 'the backup just made')
      await office.store.write(by, work =>
        work.append({ kind: 'hub.backedUp', body: { journalSize: made.journalSize } }),
      )
      await quietly(() => outInTurn(copy))
      return made
    },
    async choose(path, by) {
      const { hubId } = await branchNow(office)
      const branchName = (await office.store.read.branch.settings())?.branchName ?? ''
      const needs = statSync(paths.database).size
      const place = choosePlace(path, { dataFolder, hubId, branchName, needs }, disks)
      await notePlace(office, by, place)
      if ((await read()).here.verified) await quietly(() => outInTurn(copy))
    },
    forget: by => notePlace(office, by, null),
    rehearse: () => outInTurn(rehearse),
    stop: () => stopping.abort(),
  }
}

async function notePlace(office: Office, by: Author, second: SecondPlace | null): Promise<void> {
  const place = second === null ? 'none' : second.otherDisk ? 'otherDisk' : 'sameDisk'
  await office.store.write(by, async work => {
    await work.noteBackups({ ...(await work.hub.backups()), second })
    await work.append({ kind: 'hub.backupPlaceSet', body: { place } })
  })
}

/** While it runs, whoever asks again waits for the same. */
function singly(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= work().finally(() => (running = null)))
}

/** Long work on a disk queues; two at once would only make both slower. */
function oneAtATime() {
  let turn: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }
}
