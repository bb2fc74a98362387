import { join } from 'node:path'
import { must } from '../shared/base/check.ts'
import { plainDateTimeAt } from '../shared/base/plain-date.ts'
import type { Author } from '../shared/journal/facts.ts'
import { runApart } from './apart.ts'
import { backupName, listBackups, thinBackups } from './backup.ts'
import type { DataPaths } from './data-folder.ts'
import type { BackupFile, HubDesk } from './http/hub-desk.ts'
import type { Office } from './office/ports.ts'

/** Backups kept on the hub's own disk; copies on another medium are the secretary's (guide). */
const BACKUPS_KEPT = 14
const DAY_MS = 86_400_000

/** What the machine itself can do for the console. */
export interface RunningDesk extends HubDesk {
  /** Makes one when the newest is a day old and there is something to keep. */
  backUpDaily(): Promise<void>
}

export function makeDesk(
  office: Office,
  dataFolder: string,
  paths: DataPaths,
  facts: Pick<HubDesk, 'version' | 'setUpCode' | 'timeZone' | 'caFingerprint' | 'lanUrls'>,
): RunningDesk {
  const backUp = async (): Promise<BackupFile & { journalSize: number }> => {
    const now = office.clock.now()
    const { size } = await office.store.read.journal.head()
    const founded = await office.store.read.branch.founded()
    const name = backupName(plainDateTimeAt(now, founded?.timeZone ?? facts.timeZone), size)
    const head = await runApart({ type: 'backup', dataFolder, target: join(paths.backups, name) })
    await office.store.write({ type: 'hub' }, work => work.noteBackup({ at: now, journalSize: head.size, file: name }))
    thinBackups(paths.backups, BACKUPS_KEPT)
    const file = listBackups(paths.backups).find(each => each.name === name)
    return { ...must(file, 'the backup just made'), journalSize: head.size }
  }
  const inTurn = oneAtATime()
  return {
    ...facts,
    verify: () => inTurn(() => runApart({ type: 'verify', dataFolder, rebuild: false })),
    backups: async () => listBackups(paths.backups),
    async makeBackup(by: Author) {
      const { journalSize, ...file } = await inTurn(backUp)
      await office.store.write(by, work => work.append({ kind: 'hub.backedUp', body: { journalSize } }))
      return file
    },
    async backUpDaily() {
      const last = await office.store.read.hub.lastBackup()
      const founded = await office.store.read.branch.founded()
      if (founded && office.clock.now() - (last?.at ?? 0) >= DAY_MS) await inTurn(backUp)
    },
  }
}

/** Long work on the disk queues; two at once would only make both slower. */
function oneAtATime() {
  let turn: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }
}
