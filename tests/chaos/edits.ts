import { registerHooks } from 'node:module'

/**
 * Preloaded into a hub's process (`--import`): changes named places of the program as it is loaded, so that the program
 * itself holds no switch for tests. `CHAOS_EDITS` names them, with commas between; a place that is not found any more
 * ends the process, so that no planted bug is quietly gone.
 */

interface Edit {
  readonly file: string
  readonly place: string
  readonly becomes: string
}

const WAITS = 'const storeBatch = async (batch: readonly Waiting[]): Promise<void> => {'
const STORED =
  "const done = await office.store.write({ type: 'hub' }, async work => await takeIn(office, work, knowledge, batch))"
const ANSWERS = `for (const { push: { push }, answer } of batch) {
  answer({ ok: true, epoch: push.epoch, upto: push.from + push.recs.length - 1, res: [] })
}`
/** Dies by itself at the n-th batch of its life, `CHAOS_NTH`. */
const DIES = `globalThis.chaosBatches = (globalThis.chaosBatches ?? 0) + 1
if (globalThis.chaosBatches === Number(process.env['CHAOS_NTH'])) process.kill(process.pid, 'SIGKILL')`

const EDITS: Readonly<Record<string, readonly Edit[]>> = {
  /** No bug: killed exactly between commit and answer. */
  diesUnanswered: [{ file: 'hub/office/intake.ts', place: STORED, becomes: `${STORED}\n${DIES}` }],
  /** No bug: the WAL goes back into the file every few commits, so that a short run has many checkpoints. */
  smallCheckpoints: [
    { file: 'hub/store/engine.ts', place: 'CHECKPOINT_PAGES = 4096', becomes: 'CHECKPOINT_PAGES = 48' },
  ],

  /** Answers every push before it is written, and writes a moment later. */
  earlyAnswer: [
    {
      file: 'hub/office/intake.ts',
      place: WAITS,
      becomes: `${WAITS}\n${ANSWERS}\nawait new Promise(resolve => setTimeout(resolve, 60))`,
    },
  ],
  /** Answers and then writes, and is killed between the two. */
  answersFirst: [
    {
      file: 'hub/office/intake.ts',
      place: STORED,
      becomes: `${ANSWERS}\nawait new Promise(resolve => setTimeout(resolve, 20))\n${DIES}\n${STORED}`,
    },
  ],
  /** Commits do not wait for the disk. */
  relaxedSync: [
    { file: 'hub/store/engine.ts', place: "'PRAGMA synchronous = FULL'", becomes: "'PRAGMA synchronous = NORMAL'" },
    { file: 'hub/store/engine.ts', place: "'PRAGMA synchronous') === 2", becomes: "'PRAGMA synchronous') === 1" },
  ],
  /** Takes a failed disk for a passing trouble. */
  goesOn: [
    { file: 'hub/store/store.ts', place: 'this.#broken = error\n', becomes: '\n' },
    { file: 'hub/store/store.ts', place: 'this.#deps.onFatal?.(error)', becomes: '' },
  ],
  /** Takes a failed commit for one that is done, and answers. */
  saysDone: [
    {
      file: 'hub/office/intake.ts',
      place: 'deps.onFault(cause)\n',
      becomes: `${ANSWERS}\nreturn\n`,
    },
  ],
}

const wanted = (process.env['CHAOS_EDITS'] ?? '').split(',').flatMap(name => {
  if (name === '') return []
  const edits = EDITS[name]
  if (!edits) throw new Error(`there is no edit ${name}`)
  return edits
})

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    const here = wanted.filter(edit => url.endsWith(`/${edit.file}`))
    if (here.length === 0) return loaded
    let source = String(loaded.source)
    for (const { file, place, becomes } of here) {
      if (!source.includes(place)) throw new Error(`${file} has no place for the planted edit any more: ${place}`)
      source = source.replace(place, () => becomes)
    }
    return { ...loaded, source }
  },
})
