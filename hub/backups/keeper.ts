import { statSync } from 'node:fs'
import { must } from '../../shared/base/check.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import { problem, Refusal, type Problem } from '../../shared/base/problem.ts'
import type { Author } from '../../shared/journal/facts.ts'
import type { runApart } from '../apart.ts'
import type { DataPaths } from '../data-folder.ts'
import type { BackupState, PlaceState, Rehearsal, SecondPlace, VerifiedBackup } from '../office/backup-state.ts'
import type { Office } from '../office/ports.ts'
import { asStoreError, StoreError } from '../store/errors.ts'
import type { Disks } from './disk.ts'
import type { MadeBackup } from './make.ts'
import { dueHere, dueRehearsal, dueSecond } from './schedule.ts'
import { choosePlace, placeTrouble } from './second.ts'

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

export interface KeeperDeps {
  readonly office: Office
  readonly dataFolder: string
  readonly paths: DataPaths
  readonly disks: Disks
  readonly run: typeof runApart
  /** For the log: what went wrong that nobody could foresee. */
  readonly onFault: (cause: unknown) => void
}

export function makeKeeper(deps: KeeperDeps): Keeper {
  const { office, dataFolder, paths, disks } = deps
  const stopping = new AbortController()
  const run: typeof runApart = task => deps.run(task, stopping.signal)
  const read = () => office.store.read.hub.backups()
  const note = (change: (state: BackupState) => BackupState) =>
    office.store.write({ type: 'hub' }, async work => work.noteBackups(change(await work.hub.backups())))
  const branch = async () => {
    const founded = must(await office.store.read.branch.founded(), 'a founded branch')
    const at = office.clock.now()
    return { hubId: founded.hubId, timeZone: founded.timeZone, at }
  }

  const backUp = async (want: 'full' | 'changes'): Promise<void> => {
    const { at, timeZone } = await branch()
    const localTime = plainDateTimeAt(at, timeZone)
    const task = { dataFolder, folder: paths.backups, want, at, localTime, timeZone }
    const attempt = await tried(() => run({ type: 'makeBackup', task }))
    if (stopping.signal.aborted) return
    await note(state => ({ ...state, here: after(state.here, attempt, at) }))
    if (!attempt.ok) throw attempt.cause
  }

  const copy = async (): Promise<void> => {
    const { at, timeZone, hubId } = await branch()
    const { second } = await read()
    if (!second) return
    const attempt = await tried(async (): Promise<MadeBackup> => {
      const away = await placeTrouble(second)
      if (away) throw new Refusal([away])
      const backup = await run({ type: 'copyOut', task: { from: paths.backups, place: second, hubId, at, timeZone } })
      return backup ? { type: 'made', backup } : { type: 'nothingNew' }
    })
    if (stopping.signal.aborted) return
    // A disk plugged into the same place may have become another one, or the data may have moved.
    const otherDisk = attempt.ok ? !disks.same(second.folder, dataFolder) : second.otherDisk
    await note(state => {
      // Another place may have been chosen meanwhile.
      if (state.second?.placeId !== second.placeId) return state
      return { ...state, second: { ...state.second, ...after(state.second, attempt, at), otherDisk } }
    })
    if (!attempt.ok) throw attempt.cause
  }

  const rehearseNow = async (): Promise<Rehearsal> => {
    const { at } = await branch()
    const { second } = await read()
    const place = second?.verified && !(await placeTrouble(second)) ? 'second' : 'here'
    const source = place === 'second' && second ? second.folder : paths.backups
    const attempt = await tried(() => run({ type: 'rehearse', source, dataFolder }))
    if (stopping.signal.aborted) throw new Error('the hub stopped')
    const rehearsal: Rehearsal = attempt.ok
      ? { at, place, ...attempt.value }
      : { at, place, name: '', journalSize: 0, tookMs: 0, problem: attempt.problem }
    await note(state => ({ ...state, rehearsal }))
    return rehearsal
  }

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
  let ticking: Promise<void> | null = null
  const tick = async (): Promise<void> => {
    const founded = await office.store.read.branch.founded()
    if (!founded || stopping.signal.aborted) return
    const due = dueHere(await read(), office.clock.now(), founded.timeZone)
    if (due) await quietly(() => inTurn(() => backUp(due)))
    // The store may be closed by now.
    if (stopping.signal.aborted) return
    const state = await read()
    if (dueSecond(state, office.clock.now()) || (await noticeReturn(state))) await quietly(() => outInTurn(copy))
    if (stopping.signal.aborted) return
    if (dueRehearsal(await read(), office.clock.now())) await quietly(() => inTurn(rehearseNow))
  }

  return {
    // One that takes longer than a minute is not begun a second time beside itself.
    tick: () => (ticking ??= tick().finally(() => (ticking = null))),
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
      const { hubId } = await branch()
      const branchName = (await office.store.read.branch.settings())?.branchName ?? ''
      const needs = statSync(paths.database).size
      const place = choosePlace(path, { dataFolder, hubId, branchName, needs }, disks)
      await notePlace(office, by, place)
      if ((await read()).here.verified) await quietly(() => outInTurn(copy))
    },
    forget: by => notePlace(office, by, null),
    rehearse: () => inTurn(rehearseNow),
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

type Attempt<T = MadeBackup> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem; readonly cause: unknown }

async function tried<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (cause) {
    return { ok: false, problem: problemOf(cause), cause }
  }
}

/** What a place is after an attempt. */
function after(before: PlaceState, attempt: Attempt, at: Millis): PlaceState {
  if (!attempt.ok) {
    const since = before.trouble?.problem.code === attempt.problem.code ? before.trouble.since : at
    return { ...pick(before), trouble: { problem: attempt.problem, since, at } }
  }
  const good = { checkedAt: at, trouble: null }
  if (attempt.value.type === 'nothingNew') return { ...pick(before), ...good }
  const { backup } = attempt.value
  return { verified: backup, fullAt: backup.kind === 'full' ? backup.at : before.fullAt, ...good }
}

const pick = ({ verified, fullAt, checkedAt, trouble }: PlaceState): PlaceState => ({
  verified,
  fullAt,
  checkedAt,
  trouble,
})

/** In words for the secretary; what nobody could foresee gets words as well, and the log its stack. */
function problemOf(cause: unknown): Problem {
  const error = asStoreError(cause)
  if (error instanceof Refusal && error.problems[0]) return error.problems[0]
  if (error instanceof StoreError) return error.code === 'DISK_FULL' ? NO_ROOM : storeProblem(error)
  return problem('BACKUP_FAILED', {
    zh: '备份没有做成，程序会接着试。如果一直这样，请换一个盘，并联系技术人员。',
    en: 'The backup failed and will be tried again; use another disk if it stays so.',
  })
}

const storeProblem = ({ code, zh, message }: StoreError): Problem => ({ code, zh, en: message })

const NO_ROOM: Problem = problem('BACKUP_NO_ROOM', {
  zh: '盘满了，备份没有做成，没有留下半个文件。请删去不要的文件，或换一个大一点的盘。',
  en: 'The disk is full; no backup was made and nothing half done is left. Make room or use a larger disk.',
})

/** Long work on a disk queues; two at once would only make both slower. */
function oneAtATime() {
  let turn: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }
}
