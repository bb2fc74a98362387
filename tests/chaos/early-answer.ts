import { registerHooks } from 'node:module'

/**
 * Preloaded into a hub's process (`NODE_OPTIONS=--import`) by the test that plants a bug: the hub then answers every
 * push before it is written, and writes a moment later.
 */

const FILE = 'hub/office/intake.ts'
const PLACE = 'const storeBatch = async (batch: readonly Waiting[]): Promise<void> => {'
const BUG = `${PLACE}
    for (const { push: { push }, answer } of batch) {
      answer({ ok: true, epoch: push.epoch, upto: push.from + push.recs.length - 1, res: [] })
    }
    await new Promise(resolve => setTimeout(resolve, 60))`

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith(FILE)) return loaded
    const source = String(loaded.source)
    if (!source.includes(PLACE)) throw new Error(`${FILE} has no place for the planted bug any more`)
    return { ...loaded, source: source.replace(PLACE, BUG) }
  },
})
