import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { served, spawnHub, type Served } from '../fixtures/process.ts'
import type { PoweredLife } from './power.ts'

/** One life of the hub's real process. */
export interface Life {
  /** It begins, with everything already loaded. Resolves when it answers. */
  begin(): Promise<Served>
  /** Ends it, if nothing has. */
  discard(): Promise<void>
}

export interface LifeOptions {
  readonly folder: string
  readonly port: number
  /** Names in `edits.ts`. */
  readonly edits: readonly string[]
  readonly env?: Record<string, string>
  readonly power?: PoweredLife
  /** Where what was compiled once is kept for the next. */
  readonly compiled: string
}

const preload = (name: string): string => pathToFileURL(join(import.meta.dirname, name)).href

/** A process that has loaded everything and waits: a second of every restart is so spent while the last hub lives. */
export function prepareLife({ folder, port, edits, env = {}, power, compiled }: LifeOptions): Life {
  const child = spawnHub(
    folder,
    {
      HUB_PORT: String(port),
      HUB_LOG: 'error',
      NODE_COMPILE_CACHE: compiled,
      CHAOS_EDITS: edits.join(','),
      ...env,
      ...power?.env,
    },
    [preload('edits.ts'), preload('warm.ts')],
  )
  const ready = served(child)
  // Who begins it hears of it.
  ready.catch(() => {})
  return {
    async begin() {
      power?.begin()
      child.stdin.end('.')
      return await ready
    },
    async discard() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
