import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { BugName } from './bugs.ts'

/** A hub in a process of its own (`hub.ts`), as whoever presses it sees it. */

export interface HubPlan {
  readonly folder: string
  readonly kiosks: number
  readonly port?: number
  readonly kioskRate?: number
  /** With a roster whose pages are as large as pages get. */
  readonly fat?: boolean
  readonly bugs?: readonly BugName[]
}

export interface Health {
  readonly rss: number
  /** JavaScript's own memory after a collection, buffers included. */
  readonly used: number
  readonly online: number
  /** What the hub logged as errors. */
  readonly faults: readonly string[]
}

export interface Answer {
  readonly ready: { readonly url: string; readonly hubId: string; readonly kioskIds: readonly string[] }
  readonly health: Health
  /** How many kiosks are connected, at once and without a collection. */
  readonly online: number
  readonly publish: true
  readonly stop: true
}
export type Ask = Exclude<keyof Answer, 'ready'>

export interface HubChild extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly hubId: string
  readonly kioskIds: readonly string[]
  ask<K extends Ask>(what: K): Promise<Answer[K]>
  /** How it ended by itself; null while it runs. */
  ended(): string | null
  kill(): Promise<void>
}

export async function startChild(plan: HubPlan): Promise<HubChild> {
  const child = fork(join(import.meta.dirname, 'hub.ts'), [JSON.stringify(plan)], {
    execArgv: ['--expose-gc', '--no-warnings'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  let ended: string | null = null
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2_000)))
  child.once('exit', (code, signal) => (ended = `${code ?? signal}: ${said}`))
  const ready = await answerOf<Answer['ready']>(child, () => ended)
  return {
    ...ready,
    port: Number(new URL(ready.url).port),
    async ask(what) {
      child.send(what)
      return await answerOf(child, () => ended)
    },
    ended: () => ended,
    kill: () => kill(child, () => ended),
    [Symbol.asyncDispose]: () => kill(child, () => ended),
  }
}

async function kill(child: ChildProcess, ended: () => string | null): Promise<void> {
  if (ended() !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

async function answerOf<T>(child: ChildProcess, ended: () => string | null): Promise<T> {
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  child.once('exit', leave)
  try {
    const [answer] = (await once(child, 'message', { signal: gone.signal })) as [T]
    return answer
  } catch {
    // Aborted: there is nobody to answer any more.
    throw new Error(`the hub's process ended with ${ended() ?? 'nothing'}`)
  } finally {
    child.off('exit', leave)
  }
}
