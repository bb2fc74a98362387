import { Worker } from 'node:worker_threads'
import { Refusal, type Problem } from '../shared/base/problem.ts'
import type { MadeBackup, MakeBackup } from './backups/make.ts'
import type { CopyOut } from './backups/second.ts'
import type { Rehearsal, VerifiedBackup } from './office/backup-state.ts'
import { StoreError, type StoreErrorCode } from './store/errors.ts'
import type { VerifyReport } from './store/verify.ts'

/** Long work on the database in a thread of its own, so that sign-ins are answered meanwhile. */

export type ApartTask =
  | { readonly type: 'verify'; readonly dataFolder: string; readonly rebuild: boolean }
  | { readonly type: 'makeBackup'; readonly task: MakeBackup }
  | { readonly type: 'copyOut'; readonly task: CopyOut }
  | { readonly type: 'rehearse'; readonly source: string; readonly dataFolder: string }

export interface ApartResults {
  readonly verify: VerifyReport
  readonly makeBackup: MadeBackup
  readonly copyOut: VerifiedBackup | null
  readonly rehearse: Pick<Rehearsal, 'name' | 'journalSize' | 'tookMs' | 'problem'>
}

/** What a thread can say of its failure; classes do not travel between threads. */
export type ApartAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly store: { code: StoreErrorCode; zh: string; message: string } }
  | { readonly ok: false; readonly bug: string }

/**
 * @param signal gives the work up; what it has begun stays as it is
 * @throws what the work threw: Refusal, StoreError, or Error for a bug or when it was given up
 */
export async function runApart<T extends ApartTask>(task: T, signal?: AbortSignal): Promise<ApartResults[T['type']]> {
  const worker = new Worker(new URL('./apart-worker.ts', import.meta.url), { workerData: task })
  const giveUp = () => void worker.terminate()
  signal?.addEventListener('abort', giveUp, { once: true })
  if (signal?.aborted) giveUp()
  const answer = await new Promise<ApartAnswer>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the worker ended with ${code} and no answer`)))
  }).finally(() => signal?.removeEventListener('abort', giveUp))
  // The worker answers the question it was asked.
  if (answer.ok) return answer.value as ApartResults[T['type']]
  if ('problems' in answer) throw new Refusal(answer.problems)
  if ('store' in answer) throw new StoreError(answer.store.code, answer.store.zh, answer.store.message)
  throw new Error(answer.bug)
}
