import { createHash } from 'node:crypto'

/** A wall clock has a date. */
export const WORLD_BEGAN = Date.UTC(2026, 9, 15)

/** Virtual time and chance of one simulated world: the same seed gives the same world, step by step. */
export interface SimTime {
  /** Milliseconds since the world began; moves only from event to event. */
  readonly now: () => number
  /** 0 ≤ chance < 1 */
  readonly chance: () => number
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  bytes(length: number): Uint8Array
  /** Runs the work later. @returns how to stop it */
  after(ms: number, work: () => void): () => void
  /** Notes what happened: part of the trace hash. */
  note(line: string): void
  /** Runs everything that is due up to `until`. */
  run(until: number): Promise<void>
  traceHash(): string
}

interface Due {
  readonly at: number
  readonly order: number
  readonly work: () => void
}

/** @param onNote sees every line of the trace */
export function createTime(chance: () => number, onNote: (line: string) => void = () => {}): SimTime {
  const trace = createHash('sha256')
  const due: Due[] = []
  let now = 0
  let order = 0

  const insert = (entry: Due): void => {
    let low = 0
    let high = due.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = due[middle]
      if (other && (other.at < entry.at || (other.at === entry.at && other.order < entry.order))) low = middle + 1
      else high = middle
    }
    due.splice(low, 0, entry)
  }

  return {
    now: () => now,
    chance,
    between: (least, most) => least + Math.floor(chance() * (most - least + 1)),
    pick: list => list[Math.floor(chance() * list.length)] as (typeof list)[number],
    bytes(length) {
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at++) bytes[at] = Math.floor(chance() * 256)
      return bytes
    },
    after(ms, work) {
      if (!Number.isFinite(ms)) throw new Error('a time that never comes')
      const entry = { at: now + Math.max(0, Math.round(ms)), order: order++, work }
      insert(entry)
      return () => {
        const at = due.indexOf(entry)
        if (at >= 0) due.splice(at, 1)
      }
    },
    note(line) {
      const text = `${now} ${line}`
      trace.update(`${text}\n`)
      onNote(text)
    },
    async run(until) {
      // The process has others to answer too.
      await new Promise(resolve => setImmediate(resolve))
      for (;;) {
        // Everything that promises have to say to each other happens before the next event: a tick comes after them all.
        await new Promise<void>(resolve => process.nextTick(resolve))
        const next = due[0]
        if (!next || next.at > until) break
        due.shift()
        now = next.at
        next.work()
      }
      now = until
    },
    traceHash: () => trace.copy().digest('hex'),
  }
}
