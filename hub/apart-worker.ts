import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../shared/base/problem.ts'
import type { ApartAnswer, ApartTask } from './apart.ts'
import { doTask } from './apart-work.ts'
import { asStoreError, StoreError } from './store/errors.ts'

/** The other side of `runApart`. */

async function answer(task: ApartTask): Promise<ApartAnswer> {
  try {
    return { ok: true, value: await doTask(task) }
  } catch (cause) {
    const error = asStoreError(cause)
    if (error instanceof Refusal) return { ok: false, problems: error.problems }
    if (error instanceof StoreError) {
      return { ok: false, store: { code: error.code, zh: error.zh, message: error.message } }
    }
    return { ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
parentPort?.postMessage(await answer(workerData as ApartTask))
