import { readSync } from 'node:fs'
import { flushCompileCache } from 'node:module'

/**
 * Preloaded into a hub's process (`--import`): everything is loaded, and nothing of the hub is begun before a byte comes
 * on its input. The next hub can so be made ready while the one before it still lives.
 */
await import('../../hub/cli/run.ts')
await import('../../hub/hub.ts')
flushCompileCache()
if (readSync(0, new Uint8Array(1)) === 0) process.exit(3)
