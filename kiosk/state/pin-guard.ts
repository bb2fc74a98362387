import * as v from 'valibot'

/**
 * How often a PIN may be guessed at this machine. Kept for itself, so that no other window can put an older count in its
 * place, and counted before a try is looked at. A lock is served in time that the kiosk runs: no change of any clock, no
 * reload and no power cut shortens it.
 */
export interface PinGuard {
  /** Milliseconds before this door may be tried again; 0: now. */
  lockedMs(door: Door): number
  /** Wrong tries in a row at this door, or at this machine, whichever is nearer to a lock. */
  wrong(door: Door): number
  /** One try at a time, in all windows. `locked`: it was not looked at. */
  attempt(door: Door, isRight: () => boolean): Promise<'right' | 'wrong' | 'locked'>
  /** Once a second. */
  tick(): void
}

/** Whose PIN: a staff account's id, or the shared one of the service page. */
export type Door = string
export const SERVICE_DOOR = 'service'

/** Free tries before a lock. */
export const TRIES = 5
const LOCK_FIRST_MS = 5 * 60_000
/** Long enough that six digits last for years, short enough that a meeting gets its staff back. */
export const LOCK_MS_MAX = 30 * 60_000

/** Every try counts here too: whoever goes from name to name has no more tries than for one. */
const MACHINE = 'machine'
const KEY = 'branch-board-pins'
const KEEP_EVERY_MS = 5_000

const CountSchema = v.object({
  wrong: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What is left of the lock, milliseconds of running time. */
  leftMs: v.pipe(v.number(), v.minValue(0), v.maxValue(LOCK_MS_MAX)),
})
type Count = v.InferOutput<typeof CountSchema>
const CountsSchema = v.record(v.string(), CountSchema)
type Counts = v.InferOutput<typeof CountsSchema>
const NONE: Count = { wrong: 0, leftMs: 0 }

export interface PinGuardDeps {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  /** Steady milliseconds. */
  mono(): number
  /** This window is the one that counts the locks down: two would count twice as fast. */
  isTimekeeper(): boolean
  /** Runs one piece of work at a time in all windows of this kiosk. */
  oneAtATime<T>(work: () => Promise<T>): Promise<T>
}

export function createPinGuard({ storage, mono, isTimekeeper, oneAtATime }: PinGuardDeps): PinGuard {
  let counts: Counts = {}
  let tickedAt = mono()
  /** The newest that any window wrote; where storage is refused, what this one knows. */
  const read = (): Counts => {
    counts = readCounts(storage) ?? counts
    return counts
  }
  const write = (change: Counts): void => {
    counts = { ...counts, ...change }
    try {
      storage.setItem(KEY, JSON.stringify(counts))
    } catch {
      // Full or refused: the counts live on in memory, until this window is gone.
    }
  }
  const both = (door: Door): readonly Count[] => {
    const all = read()
    return [all[door] ?? NONE, all[MACHINE] ?? NONE]
  }
  const lockedMs = (door: Door): number => Math.max(...both(door).map(each => each.leftMs))
  const miss = (before: Count = NONE): Count => ({ wrong: before.wrong + 1, leftMs: lockFor(before.wrong + 1) })

  return {
    lockedMs,
    wrong: door => Math.max(...both(door).map(each => each.wrong)),
    attempt: (door, isRight) =>
      oneAtATime(async () => {
        if (lockedMs(door) > 0) return 'locked'
        const before = read()
        // Before it is looked at: whoever pulls the plug after a wrong try has used it up.
        write({ [door]: miss(before[door]), [MACHINE]: miss(before[MACHINE]) })
        if (!isRight()) return 'wrong'
        // One's own PIN opens the machine again, not the door of somebody else.
        write({ [door]: NONE, [MACHINE]: NONE })
        return 'right'
      }),
    tick() {
      const now = mono()
      const passedMs = now - tickedAt
      if (!isTimekeeper()) {
        tickedAt = now
        return
      }
      if (passedMs < KEEP_EVERY_MS) return
      tickedAt = now
      const locked = Object.entries(read()).filter(([, each]) => each.leftMs > 0)
      if (locked.length === 0) return
      write(Object.fromEntries(locked.map(([door, each]) => [door, { ...each, leftMs: less(each.leftMs, passedMs) }])))
    },
  }
}

const less = (leftMs: number, passedMs: number): number => Math.max(0, leftMs - Math.max(0, passedMs))

/** Five are free; then 5 minutes, 10, 20, and half an hour after each further one. */
function lockFor(wrong: number): number {
  if (wrong < TRIES) return 0
  return Math.min(LOCK_MS_MAX, LOCK_FIRST_MS * 2 ** Math.min(10, wrong - TRIES))
}

/** Null where nothing can be read; a damaged text counts as nothing written. */
function readCounts(storage: PinGuardDeps['storage']): Counts | null {
  try {
    const text = storage.getItem(KEY)
    if (text === null) return null
    const parsed = v.safeParse(CountsSchema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}
