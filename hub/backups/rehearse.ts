import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Millis } from '../../shared/base/ids.ts'
import { problem, type Problem } from '../../shared/base/problem.ts'
import { dataPaths } from '../data-folder.ts'
import { openKeys } from '../keys.ts'
import { containsHead, databaseFacts } from '../store/backup-file.ts'
import { openStore } from '../store/store.ts'
import { verifyDatabase } from '../store/verify.ts'
import { findPoint, headOf, unpackPoint, type Point } from './restore.ts'

/** What a trial found. */
export interface Rehearsed {
  readonly point: Point
  /** Nothing when a restore would bring the branch back as it was. */
  readonly faults: readonly Problem[]
  readonly tookMs: number
}

/**
 * Restores into a folder that is thrown away: opens it as a hub would, folds the journal anew and compares every table,
 * and where the branch itself stands here, holds the two histories together. Works beside a running hub.
 * @throws as `findPoint`
 */
export async function rehearse(source: string, dataFolder: string): Promise<Rehearsed> {
  const began = performance.now()
  const point = await findPoint(source)
  // In the data folder, which has the same protection; not in memory, where a large branch might not fit.
  const folder = await mkdtemp(join(existsSync(dataFolder) ? dataFolder : tmpdir(), 'rehearsal-'))
  try {
    const trial = join(folder, 'data')
    await unpackPoint(point, trial)
    const paths = dataPaths(trial)
    const { head } = await databaseFacts(paths.database)
    const keys = await openKeys(paths.keys)
    // Opening brings an older schema up to date, as it would in earnest.
    const store = await openStore(paths.database, {
      clock: { now: () => Date.now() as Millis },
      random: length => new Uint8Array(randomBytes(length)),
    })
    await store.close()
    const { faults } = await verifyDatabase(paths.database, { checkSeal: keys.checkSeal, rebuild: true })
    const found = [...faults]
    if (head.hash !== headOf(point).hash) found.push(NOT_REACHED)
    const live = dataPaths(dataFolder).database
    if (existsSync(live) && (await isOtherHistory(live, paths.database, point))) found.push(OTHER_HISTORY)
    return { point, faults: found, tookMs: Math.round(performance.now() - began) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Another branch, or from before a restore, is no contradiction; the same epoch with other lines is. */
async function isOtherHistory(live: string, trial: string, point: Point): Promise<boolean> {
  const [here, there] = [await databaseFacts(live), await databaseFacts(trial)]
  const same = here.hubId === there.hubId && here.epoch === there.epoch
  return same && !(await containsHead(live, headOf(point)))
}

const NOT_REACHED: Problem = problem('BACKUP_CHAIN', {
  zh: '恢复出来的账本没有到备份所说的那一条。',
  en: 'The restored journal does not end where the backup says.',
})

const OTHER_HISTORY: Problem = problem('BACKUP_DIVERGED', {
  zh: '备份里的账本和现在的账本对不上，其中一个被改动过。请先不要动数据，联系技术人员。',
  en: 'The journal in the backup is not part of the one here; one of them was altered.',
})
