import { createHash } from 'node:crypto'
import { hashOf, type Hash } from '../../shared/base/bytes.ts'
import { GENESIS, type JournalHead, type Sha256 } from '../../shared/journal/chain.ts'
import { nativeChainHash, nativeLeafHash } from '../../hub/store/native-chain.ts'
import { continues } from '../../shared/sync/history.ts'
import type { Dice } from './offline.ts'

/**
 * Somebody has the hub's key as well: every signature of a rewritten journal is right, and the hub's program itself may
 * lie. Only the head that a kiosk keeps tells; it must tell every time, and never of an honest hub.
 */

const sha256: Sha256 = data => createHash('sha256').update(data).digest()

export type Continues = (
  sha256: Sha256,
  seen: JournalHead,
  answer: { readonly journal: JournalHead; readonly journalThen: Hash | null; readonly leaves: Hash[] },
) => boolean

/** Kiosks with one deliberate mistake each. */
export const BROKEN_KIOSKS: Readonly<Record<string, Continues>> = {
  'takes the hub’s word for what it held then': (_sha, seen, { journalThen }) => journalThen === seen.hash,
  'only looks whether it grew': (_sha, seen, { journal }) => journal.size >= seen.size,
  'counts the links and does not walk them': (_sha, seen, { journal, journalThen, leaves }) =>
    journalThen === seen.hash && journal.size === seen.size + leaves.length,
  'walks from wherever the hub says': (sha, seen, answer) =>
    continues(sha, { ...seen, hash: answer.journalThen ?? seen.hash }, answer),
}

const headsOf = (lines: readonly string[]): Hash[] => {
  const heads = [GENESIS]
  for (const line of lines) heads.push(nativeChainHash(heads.at(-1) ?? GENESIS, line))
  return heads
}

const at = <T>(all: readonly T[], index: number): T => {
  const one = all[index]
  if (one === undefined) throw new Error(`nothing at ${index}`)
  return one
}

const other = (line: string, dice: Dice): string => `${line} ${dice(1e6)}`

/** Another history than `lines`, different somewhere in its first `seen` lines, perhaps longer. */
export const REWRITES = {
  edited: (lines, seen, dice) =>
    lines.map((line, no) => (no === dice(seen) || no === seen - 1 ? other(line, dice) : line)),
  deleted: (lines, seen, dice) => lines.toSpliced(dice(seen), 1),
  inserted: (lines, seen, dice) => lines.toSpliced(dice(seen), 0, other('new', dice)),
  reordered: (lines, seen, dice) => {
    const a = dice(seen)
    const b = (a + 1 + dice(lines.length - 1)) % lines.length
    return lines.map((line, no) => (no === a ? at(lines, b) : no === b ? at(lines, a) : line))
  },
  cut: (lines, seen, dice) => lines.slice(0, dice(seen)),
  'cut and grown again': (lines, seen, dice) => {
    const kept = lines.slice(0, dice(seen))
    const more = Array.from({ length: lines.length - kept.length + dice(5) }, (_, no) => other(`n${no}`, dice))
    return [...kept, ...more]
  },
  forked: (lines, seen, dice) => {
    const from = dice(seen)
    return lines.map((line, no) => (no >= from ? other(line, dice) : line))
  },
} satisfies Record<string, (lines: readonly string[], seen: number, dice: Dice) => readonly string[]>
export type Rewrite = keyof typeof REWRITES

interface Answer {
  readonly journal: JournalHead
  readonly journalThen: Hash | null
  readonly leaves: Hash[]
}

/** What the hub says of a rewritten journal: its program is honest, or says what the kiosk wants to hear. */
const TELLINGS: readonly ((
  theirs: readonly string[],
  mine: readonly string[],
  seen: JournalHead,
  dice: Dice,
) => Answer)[] = [
  (theirs, _mine, seen) => {
    const heads = headsOf(theirs)
    return {
      journal: { size: theirs.length, hash: at(heads, theirs.length) },
      journalThen: heads[seen.size] ?? null,
      leaves: theirs.slice(seen.size).map(line => nativeLeafHash(line)),
    }
  },
  // Echoes the kiosk's own head, and offers the links of the other history.
  (theirs, _mine, seen) => ({
    journal: { size: theirs.length, hash: at(headsOf(theirs), theirs.length) },
    journalThen: seen.hash,
    leaves: theirs.slice(seen.size).map(line => nativeLeafHash(line)),
  }),
  // The same with as many links as the sizes ask for.
  (theirs, mine, seen, dice) => {
    const size = Math.max(theirs.length, seen.size + dice(3))
    return {
      journal: { size, hash: at(headsOf(theirs), theirs.length) },
      journalThen: seen.hash,
      leaves: Array.from({ length: size - seen.size }, (_, no) =>
        nativeLeafHash(mine[seen.size + no] ?? `x${dice(99)}`),
      ),
    }
  },
  // No links: as if nothing had happened since.
  (theirs, _mine, seen) => ({
    journal: { size: seen.size, hash: at(headsOf(theirs), theirs.length) },
    journalThen: seen.hash,
    leaves: [],
  }),
]

export interface OnlineReport {
  readonly done: ReadonlyMap<Rewrite, number>
  readonly missed: readonly { readonly at: number; readonly rewrite: Rewrite }[]
  /** An honest hub that was taken for a liar. */
  readonly falseAlarms: number
}

/** @param lines of a real journal */
export function tamperOnline(
  lines: readonly string[],
  times: number,
  dice: Dice,
  kiosk: Continues = continues,
): OnlineReport {
  const heads = headsOf(lines)
  const names = Object.keys(REWRITES) as Rewrite[]
  const done = new Map<Rewrite, number>()
  const missed: { at: number; rewrite: Rewrite }[] = []
  let falseAlarms = 0
  for (let time = 1; time <= times; time++) {
    const size = 2 + dice(lines.length - 2)
    const seen: JournalHead = { size, hash: at(heads, size) }
    const rewrite = at(names, dice(names.length))
    const theirs = REWRITES[rewrite](lines, size, dice)
    const answer = at(TELLINGS, dice(TELLINGS.length))(theirs, lines, seen, dice)
    done.set(rewrite, (done.get(rewrite) ?? 0) + 1)
    if (kiosk(sha256, seen, answer)) missed.push({ at: time, rewrite })
    const upto = size + dice(lines.length - size + 1)
    const honest: Answer = {
      journal: { size: upto, hash: at(heads, upto) },
      journalThen: seen.hash,
      leaves: lines.slice(size, upto).map(line => nativeLeafHash(line)),
    }
    if (!kiosk(sha256, seen, honest)) falseAlarms += 1
  }
  return { done, missed, falseAlarms }
}

/** The same numbers for the same seed. */
export function diceOf(seed: number): Dice {
  let state = hashOf(`dice ${seed}`)
  let left = 0
  let pool = 0n
  return sides => {
    if (left < 3) {
      state = hashOf(state)
      pool = BigInt(`0x${state}`)
      left = 8
    }
    const part = Number(pool & 0xffffffffn)
    pool >>= 32n
    left -= 1
    return Math.floor((part / 2 ** 32) * Math.max(1, sides))
  }
}
