import type { Millis } from '../../shared/base/ids.ts'
import { plainDateTimeAt } from '../../shared/base/plain-date.ts'
import { must } from '../../shared/base/check.ts'
import { problem, Refusal, type Problem } from '../../shared/base/problem.ts'
import type { runApart } from '../apart.ts'
import type { DataPaths } from '../data-folder.ts'
import type { BackupState, PlaceState, Rehearsal } from '../office/backup-state.ts'
import type { Office } from '../office/ports.ts'
import { asStoreError, StoreError } from '../store/errors.ts'
import type { Disks } from './disk.ts'
import type { MadeBackup } from './make.ts'
import { placeTrouble } from './second.ts'

/** One backup, one copy, one trial: each done apart from the hub's own thread, and what came of it kept in the state. */

export interface StepDeps {
  readonly office: Office
  readonly dataFolder: string
  readonly paths: DataPaths
  readonly disks: Disks
  readonly run: typeof runApart
}

type Note = (change: (state: BackupState) => BackupState) => Promise<void>

/** @param stopping the hub ends: the work is given up, and nothing is noted any more, because the store may be closed */
export function makeSteps(deps: StepDeps, stopping: AbortSignal) {
  const note: Note = change =>
    deps.office.store.write({ type: 'hub' }, async work => work.noteBackups(change(await work.hub.backups())))
  return {
    backUp: (want: 'full' | 'changes') => backUp(deps, stopping, note, want),
    copy: () => copy(deps, stopping, note),
    rehearse: () => rehearseNow(deps, stopping, note),
  }
}

export async function branchNow(office: Office) {
  const { hubId, timeZone } = must(await office.store.read.branch.founded(), 'a founded branch')
  return { hubId, timeZone, at: office.clock.now() }
}

async function backUp(deps: StepDeps, stopping: AbortSignal, note: Note, want: 'full' | 'changes'): Promise<void> {
  const { office, dataFolder, paths, run } = deps
  const { at, timeZone } = await branchNow(office)
  const localTime = plainDateTimeAt(at, timeZone)
  const task = { dataFolder, folder: paths.backups, want, at, localTime, timeZone }
  const attempt = await tried(() => run({ type: 'makeBackup', task }, stopping))
  if (stopping.aborted) return
  await note(state => ({ ...state, here: after(state.here, attempt, at) }))
  if (!attempt.ok) throw attempt.cause
}

async function copy(deps: StepDeps, stopping: AbortSignal, note: Note): Promise<void> {
  const { office, dataFolder, paths, disks, run } = deps
  const { at, timeZone, hubId } = await branchNow(office)
  const { second } = await office.store.read.hub.backups()
  if (!second) return
  const attempt = await tried(async (): Promise<MadeBackup> => {
    const away = await placeTrouble(second)
    if (away) throw new Refusal([away])
    const task = { from: paths.backups, place: second, hubId, at, timeZone }
    const backup = await run({ type: 'copyOut', task }, stopping)
    return backup ? { type: 'made', backup } : { type: 'nothingNew' }
  })
  if (stopping.aborted) return
  // A disk plugged into the same place may have become another one, or the data may have moved.
  const otherDisk = attempt.ok ? !disks.same(second.folder, dataFolder) : second.otherDisk
  await note(state => {
    // Another place may have been chosen meanwhile.
    if (state.second?.placeId !== second.placeId) return state
    return { ...state, second: { ...state.second, ...after(state.second, attempt, at), otherDisk } }
  })
  if (!attempt.ok) throw attempt.cause
}

/** Of the second place when it is there: that is what would be used when this PC is gone. */
async function rehearseNow(deps: StepDeps, stopping: AbortSignal, note: Note): Promise<Rehearsal> {
  const { office, dataFolder, paths, run } = deps
  const { at } = await branchNow(office)
  const { second } = await office.store.read.hub.backups()
  const place = second?.verified && !(await placeTrouble(second)) ? 'second' : 'here'
  const source = place === 'second' && second ? second.folder : paths.backups
  const attempt = await tried(() => run({ type: 'rehearse', source, dataFolder }, stopping))
  if (stopping.aborted) throw new Error('the hub stopped')
  const rehearsal: Rehearsal = attempt.ok
    ? { at, place, ...attempt.value }
    : { at, place, name: '', journalSize: 0, tookMs: 0, problem: attempt.problem }
  await note(state => ({ ...state, rehearsal }))
  return rehearsal
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
