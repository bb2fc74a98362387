import type { ApartResults, ApartTask } from './apart.ts'
import { makeBackup } from './backups/make.ts'
import { rehearse } from './backups/rehearse.ts'
import { headOf } from './backups/restore.ts'
import { copyOut } from './backups/second.ts'
import { verifyFolder } from './verify-folder.ts'

/** What a thread apart does for each task; tests do it in their own. */
export async function doTask(task: ApartTask): Promise<ApartResults[ApartTask['type']]> {
  switch (task.type) {
    case 'verify':
      return await verifyFolder(task.dataFolder, task.rebuild)
    case 'makeBackup':
      return await makeBackup(task.task)
    case 'copyOut':
      return await copyOut(task.task)
    case 'rehearse': {
      const { point, faults, tookMs } = await rehearse(task.source, task.dataFolder)
      const { name } = point.changes ?? point.full
      return { name, journalSize: headOf(point).size, tookMs, problem: faults[0] ?? point.skipped[0] ?? null }
    }
  }
}
