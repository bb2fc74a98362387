import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A server under measurement: a process of its own, so that its processor time and memory are its own too. */
export interface MeasuredServer<Ready> {
  readonly ready: Ready
  /** What the server's process answers to a question by name; one at a time. */
  ask<T>(question: string): Promise<T>
  /** @throws when it ends with an error */
  stop(): Promise<void>
}

/** What every measured server can be asked: since it started, and as of now. */
export interface Usage {
  readonly cpuMicros: number
  readonly rssMiB: number
  readonly peakRssMiB: number
}

/** @param file beside this one; its process ends when its parent lets go of it */
export async function startServer<Ready>(
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<MeasuredServer<Ready>> {
  const child = fork(join(import.meta.dirname, file), [...args], { execArgv: [...execArgv] })
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', message => resolve(message as Ready))
    child.once('exit', code => reject(new Error(`${file} ended with ${code} before it listened`)))
  })
  return {
    ready,
    async ask<T>(question: string): Promise<T> {
      const answer = once(child, 'message')
      child.send(question)
      return (await answer)[0] as T
    },
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      const [code] = await ended
      if (code !== 0) throw new Error(`${file} ended with ${code}`)
    },
  }
}

/**
 * The other end: says that the server listens, answers until the parent lets go, and stops.
 * @param more questions besides `usage`
 */
export function serveQuestions(
  ready: unknown,
  stop: () => Promise<void> | void,
  more: { readonly [question: string]: () => unknown } = {},
): void {
  const answers: typeof more = { usage, ...more }
  process.on('message', async question => process.send?.(await answers[String(question)]?.()))
  process.once('disconnect', () => void Promise.resolve(stop()).then(() => process.exit(0)))
  process.send?.(ready)
}

const KIB_PER_MIB = 1024

function usage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  return {
    cpuMicros: userCPUTime + systemCPUTime,
    rssMiB: process.memoryUsage.rss() / 2 ** 20,
    peakRssMiB: maxRSS / KIB_PER_MIB,
  }
}

/** Milliseconds of a clock that all processes of this machine share. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6
