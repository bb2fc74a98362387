import { runApart } from './apart.ts'
import { findDisks, systemDisks, type Disks } from './backups/disk.ts'
import { listBackups } from './backups/files.ts'
import { makeKeeper } from './backups/keeper.ts'
import { nextBackupAt } from './backups/schedule.ts'
import { Refusal } from '../shared/base/problem.ts'
import type { DataPaths } from './data-folder.ts'
import type { HubDesk } from './http/hub-desk.ts'
import { makeJournalCheck } from './journal-check.ts'
import { noteFaults } from './office/incidents.ts'
import type { Log } from './log.ts'
import type { Office } from './office/ports.ts'

/** What the machine itself can do for the console. */
export interface RunningDesk extends HubDesk {
  /** Makes the backups and rehearsals that are due; call it every minute. */
  keepBackups(): Promise<void>
  /** Checks the journal when it is due; call it every minute. */
  checkJournal(): Promise<void>
  stop(): void
}

export interface DeskDeps {
  readonly office: Office
  readonly dataFolder: string
  readonly paths: DataPaths
  /** By default what the operating system says. */
  readonly disks: Disks | undefined
  readonly log: Log
}

export function makeDesk(
  deps: DeskDeps,
  facts: Pick<HubDesk, 'version' | 'setUpCode' | 'timeZone' | 'caFingerprint' | 'lanUrls'>,
): RunningDesk {
  const { office, dataFolder, paths } = deps
  const onFault = (cause: unknown) => deps.log.error({ err: cause }, 'a backup failed in a way nobody foresaw')
  const disks = deps.disks ?? systemDisks
  const keeper = makeKeeper({ office, dataFolder, paths, disks, run: noting(office, runApart), onFault })
  const stopping = new AbortController()
  const verify = (rebuild: boolean) => runApart({ type: 'verify', dataFolder, rebuild }, stopping.signal)
  const check = makeJournalCheck(office, verify)
  return {
    ...facts,
    verify: () => verify(false),
    async checkJournal() {
      await check.tick().catch((cause: unknown) => {
        // Given up because the hub stops.
        if (!stopping.signal.aborted) throw cause
      })
    },
    backups: async () =>
      listBackups(paths.backups).map(({ name, bytes, manifest: { kind, madeAt, head } }) => {
        return { name, kind, bytes, journalSize: head.size, at: madeAt }
      }),
    async makeBackup(by) {
      const { name, kind, bytes, journalSize, at } = await keeper.makeNow(by)
      return { name, kind, bytes, journalSize, at }
    },
    async nextBackupAt() {
      const { timeZone } = (await office.store.read.branch.founded()) ?? facts
      return nextBackupAt(await office.store.read.hub.backups(), office.clock.now(), timeZone)
    },
    findDisks,
    chooseBackupPlace: (path, by) => keeper.choose(path, by),
    forgetBackupPlace: by => keeper.forget(by),
    rehearse: () => keeper.rehearse(),
    keepBackups: () => keeper.tick(),
    stop() {
      stopping.abort()
      keeper.stop()
    },
  }
}

/** A copy that is not whole when it is read back says something of the journal, not only of the copy. */
function noting(office: Office, run: typeof runApart): typeof runApart {
  return async (task, signal) => {
    try {
      return await run(task, signal)
    } catch (cause) {
      const [first, ...faults] = cause instanceof Refusal ? cause.problems : []
      if (task.type === 'makeBackup' && first?.code === 'BACKUP_UNSOUND') {
        await noteFaults(office, 'backup', { head: await office.store.read.journal.head(), faults })
      }
      throw cause
    }
  }
}
