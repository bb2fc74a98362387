import type { Log } from '../log.ts'
import type { StoreError } from '../store/errors.ts'
import type { ExitCode } from './command.ts'

/** Longer than this a stop may not take (DESIGN §5). */
const STOP_MS = 4_500

/**
 * Runs something until SIGTERM or SIGINT, then stops it in order: no more work, what is being written is finished, exit
 * 0. A second signal ends at once. A bug nobody caught, or a disk that failed, ends with 1: the supervisor starts a
 * clean process, which reads the truth from the disk.
 */
export async function untilStopped(
  log: Log,
  start: (onFatal: (cause: StoreError) => void) => Promise<{ stop(): Promise<void> }>,
): Promise<ExitCode> {
  const die = (what: string) => (cause: unknown) => {
    log.fatal({ err: cause }, what)
    process.exit(1)
  }
  process.on('uncaughtException', die('uncaught exception'))
  process.on('unhandledRejection', die('unhandled rejection'))
  const asked = signalled()
  const running = await start(die('the disk failed'))
  const signal = await asked
  log.info({ signal }, 'stopping')
  for (const name of SIGNALS) process.once(name, () => process.exit(1))
  const late = setTimeout(() => {
    log.error('stopping took too long; what was acknowledged is on the disk')
    process.exit(1)
  }, STOP_MS)
  await running.stop()
  clearTimeout(late)
  log.info('stopped')
  return 0
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

function signalled(): Promise<string> {
  return new Promise(resolve => {
    const listener = (name: string): void => {
      for (const signal of SIGNALS) process.removeListener(signal, listener)
      resolve(name)
    }
    for (const signal of SIGNALS) process.on(signal, listener)
  })
}
