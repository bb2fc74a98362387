import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { compareTables, openRebuilt, verifyDatabase, verifyJournal } from '../../hub/store/verify.ts'
import { PROJECTED_TABLES } from '../../hub/store/projections/all.ts'
import { nativeChainHash } from '../../hub/store/native-chain.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import { GENESIS } from '../../shared/journal/chain.ts'
import type { BranchFile } from './branch-file.ts'

/**
 * Somebody has the database file and not the hub's key, and changes the journal, its end, the private words it vouches
 * for, or a table that follows from it. Every change must be found by `verify`.
 */

export type Dice = (sides: number) => number

/** Does one change inside an open transaction. @returns false where it found nothing to change */
type Tamper = (raw: DatabaseSync, dice: Dice, size: number) => boolean

const text = (raw: DatabaseSync, sql: string, ...values: (string | number)[]): string =>
  String(Object.values(raw.prepare(sql).get(...values) ?? {})[0])

/** Another character at one place, by flipping one of its low bits. */
function flipped(word: string, dice: Dice): string {
  const at = dice(word.length)
  return word.slice(0, at) + String.fromCharCode(word.charCodeAt(at) ^ (1 << dice(7))) + word.slice(at + 1)
}

const put = (raw: DatabaseSync, column: 'line' | 'hash' | 'kind', no: number, value: string): boolean =>
  raw.prepare(`UPDATE journal SET "${column}" = ? WHERE no = ?`).run(value, no).changes === 1

const lineOf = (raw: DatabaseSync, no: number): string => text(raw, 'SELECT line FROM journal WHERE no = ?', no)

/** As far as one can without the key: the chain from `from` on and the head fit again, the seal stays what it was. */
function rechain(raw: DatabaseSync, from: number): void {
  const before = raw.prepare('SELECT no, hash FROM journal WHERE no < ? ORDER BY no DESC').get(from)
  let hash = (before ? String(before['hash']) : GENESIS) as Hash
  let size = before ? Number(before['no']) : 0
  const set = raw.prepare('UPDATE journal SET hash = ? WHERE no = ?')
  for (const row of raw.prepare('SELECT no, line FROM journal WHERE no >= ? ORDER BY no').all(from)) {
    hash = nativeChainHash(hash, String(row['line']))
    size = Number(row['no'])
    set.run(hash, size)
  }
  raw.prepare('UPDATE journal_head SET size = ?, hash = ?').run(size, hash)
}

/** Every line after `no` moves up by one place, also in what it says of itself. */
function closeGap(raw: DatabaseSync, no: number, size: number): void {
  const move = raw.prepare('UPDATE journal SET no = ?, line = ? WHERE no = ?')
  for (let at = no + 1; at <= size; at++) {
    move.run(at - 1, lineOf(raw, at).replace(/"no":\d+}$/, `"no":${at - 1}}`), at)
  }
}

const editedLine = (line: string, dice: Dice): string => {
  const at = /"at":(\d+)/.exec(line)
  return dice(2) === 0 && at
    ? line.replace(`"at":${at[1]}`, `"at":${Number(at[1]) + 1 + dice(1_000)}`)
    : flipped(line, dice)
}

export const JOURNAL_TAMPERINGS = {
  'a bit of a line': (raw, dice, size) => {
    const no = 1 + dice(size)
    return put(raw, 'line', no, flipped(lineOf(raw, no), dice))
  },
  'a field of a line': (raw, dice, size) => {
    const no = 1 + dice(size)
    return put(raw, 'line', no, editedLine(lineOf(raw, no), dice))
  },
  'a line’s hash': (raw, dice, size) => {
    const no = 1 + dice(size)
    return put(raw, 'hash', no, flipped(text(raw, 'SELECT hash FROM journal WHERE no = ?', no), dice))
  },
  'a line’s kind beside it': (raw, dice, size) => {
    const no = 1 + dice(size)
    return put(raw, 'kind', no, flipped(text(raw, 'SELECT kind FROM journal WHERE no = ?', no), dice))
  },
  'a line is deleted': (raw, dice, size) =>
    raw.prepare('DELETE FROM journal WHERE no = ?').run(1 + dice(size)).changes === 1,
  'a line is deleted and the rest moved up': (raw, dice, size) => {
    const no = 1 + dice(size - 1)
    raw.prepare('DELETE FROM journal WHERE no = ?').run(no)
    closeGap(raw, no, size)
    rechain(raw, no)
    return true
  },
  'two lines change places': (raw, dice, size) => {
    const [a, b] = [1 + dice(size), 1 + dice(size)]
    if (a === b) return false
    const [first, second] = [lineOf(raw, a), lineOf(raw, b)]
    const [hash, kind] = ['hash', 'kind'].map(each => text(raw, `SELECT ${each} FROM journal WHERE no = ?`, a))
    for (const column of ['hash', 'kind'] as const) {
      put(raw, column, a, text(raw, `SELECT ${column} FROM journal WHERE no = ?`, b))
    }
    put(raw, 'line', a, second)
    put(raw, 'hash', b, hash ?? '')
    put(raw, 'kind', b, kind ?? '')
    return put(raw, 'line', b, first)
  },
  'two lines change places and the chain is worked out again': (raw, dice, size) => {
    const a = 1 + dice(size - 1)
    const [first, second] = [lineOf(raw, a), lineOf(raw, a + 1)]
    const kinds = [a, a + 1].map(no => text(raw, 'SELECT kind FROM journal WHERE no = ?', no))
    put(raw, 'line', a, second.replace(/"no":\d+}$/, `"no":${a}}`))
    put(raw, 'line', a + 1, first.replace(/"no":\d+}$/, `"no":${a + 1}}`))
    put(raw, 'kind', a, kinds[1] ?? '')
    put(raw, 'kind', a + 1, kinds[0] ?? '')
    rechain(raw, a)
    return true
  },
  'the tail is cut': (raw, dice, size) =>
    raw.prepare('DELETE FROM journal WHERE no >= ?').run(1 + dice(size)).changes > 0,
  'the tail is cut and the head set back': (raw, dice, size) => {
    raw.prepare('DELETE FROM journal WHERE no >= ?').run(2 + dice(size - 1))
    rechain(raw, size)
    return true
  },
  'everything is cut': raw => {
    raw.exec('DELETE FROM journal')
    raw.exec('DELETE FROM journal_head')
    return true
  },
  'a line is changed and the chain worked out again': (raw, dice, size) => {
    const no = 1 + dice(size)
    put(raw, 'line', no, editedLine(lineOf(raw, no), dice))
    rechain(raw, no)
    return true
  },
  'another tail from here on': (raw, dice, size) => {
    const from = 1 + dice(size)
    for (let no = from; no <= size; no++) put(raw, 'line', no, editedLine(lineOf(raw, no), dice))
    rechain(raw, from)
    return true
  },
  'a line is put at the end': (raw, dice, size) => {
    const line = lineOf(raw, 1 + dice(size)).replace(/"no":\d+}$/, `"no":${size + 1}}`)
    const kind = /"kind":"([^"]+)"/.exec(line)?.[1] ?? ''
    raw.prepare('INSERT INTO journal (no, hash, kind, line) VALUES (?, ?, ?, ?)').run(size + 1, GENESIS, kind, line)
    rechain(raw, size + 1)
    return true
  },
  'the head kept beside it': (raw, dice) => {
    const column = ['size', 'hash', 'seal'][dice(3)] ?? 'size'
    if (column === 'size') return raw.prepare('UPDATE journal_head SET size = size + ?').run(1 + dice(9)).changes === 1
    const now = text(raw, `SELECT ${column} FROM journal_head`)
    return raw.prepare(`UPDATE journal_head SET ${column} = ?`).run(flipped(now, dice)).changes === 1
  },
  'private words or their salt': (raw, dice) => {
    const column = dice(2) === 0 ? 'words' : 'salt'
    const rows = raw.prepare('SELECT id, words, salt FROM private_words ORDER BY id').all()
    const row = rows[dice(rows.length)]
    if (!row) return false
    const sql = `UPDATE private_words SET ${column} = ? WHERE id = ?`
    return raw.prepare(sql).run(flipped(String(row[column]), dice), String(row['id'])).changes === 1
  },
} satisfies Record<string, Tamper>

export type Tampering = keyof typeof JOURNAL_TAMPERINGS | 'a table’s row' | 'a bit of the file'

/** What a `verify` without one of its checks says nothing of. */
export const BLIND_SPOTS = {
  links: 'LINE_CHANGED',
  numbers: 'LINES_MISSING',
  seal: 'SEAL_WRONG',
  words: 'WORDS_CHANGED',
  tables: 'TABLE_DIFFERS',
} as const
export type BlindSpot = keyof typeof BLIND_SPOTS

export interface Missed {
  readonly at: number
  readonly tampering: Tampering
}

export interface OfflineReport {
  readonly done: ReadonlyMap<Tampering, number>
  readonly missed: readonly Missed[]
}

/** @param blind  the verify that must be caught */
export async function tamperOffline(
  { path, checkSeal }: BranchFile,
  times: number,
  dice: Dice,
  blind: BlindSpot | null = null,
): Promise<OfflineReport> {
  const raw = new DatabaseSync(path)
  raw.exec('DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete')
  const size = Number(text(raw, 'SELECT max(no) FROM journal'))
  // A file of its own: its moment of the journal lasts as long as all the changes to the other.
  const apart = join(path, '..', 'tables.db')
  copyFileSync(path, apart)
  const rebuilt = await openRebuilt(apart)
  const done = new Map<Tampering, number>()
  const missed: Missed[] = []
  const names = Object.keys(JOURNAL_TAMPERINGS) as (keyof typeof JOURNAL_TAMPERINGS)[]
  /** Whether it was found; null where nothing was changed. */
  const once = async (): Promise<readonly [Tampering, boolean | null]> => {
    const draw = dice(100)
    if (draw < 8) return ['a table’s row', editRow(rebuilt.raw, dice, found => isFault(found, blind))]
    if (draw < 11) return ['a bit of the file', await flipBit(path, checkSeal, dice, blind)]
    const name = names[dice(names.length)] ?? 'a line is deleted'
    raw.exec('BEGIN')
    try {
      if (!JOURNAL_TAMPERINGS[name](raw, dice, size)) return [name, null]
      return [name, isFault(verifyJournal(raw, checkSeal).faults, blind)]
    } finally {
      raw.exec('ROLLBACK')
    }
  }
  try {
    for (let at = 0; at < times;) {
      const [tampering, found] = await once()
      if (found === null) continue
      at += 1
      done.set(tampering, (done.get(tampering) ?? 0) + 1)
      if (!found) missed.push({ at, tampering })
    }
  } finally {
    raw.close()
    await rebuilt.close()
  }
  return { done, missed }
}

const isFault = (faults: readonly { readonly code: string }[], blind: BlindSpot | null): boolean =>
  faults.some(each => blind === null || each.code !== BLIND_SPOTS[blind])

/** SQLITE_CONSTRAINT, whichever it is. */
const CONSTRAINT = 19

/** Deletes or changes a row of a table that follows from the journal. */
function editRow(
  raw: DatabaseSync,
  dice: Dice,
  isFound: (faults: ReturnType<typeof compareTables>) => boolean,
): boolean | null {
  const filled = PROJECTED_TABLES.filter(each => raw.prepare(`SELECT 1 FROM actual."${each}"`).get())
  const table = filled[dice(filled.length)] ?? ''
  const rows = raw.prepare(`SELECT * FROM actual."${table}"`).all()
  const row = rows[dice(rows.length)]
  if (!row) return null
  const columns = Object.keys(row)
  const column = columns[dice(columns.length)] ?? ''
  const where = columns.map(each => `"${each}" IS ?`).join(' AND ')
  const key = Object.values(row)
  raw.exec('SAVEPOINT edit')
  try {
    const was = row[column]
    const sql =
      dice(3) === 0
        ? `DELETE FROM actual."${table}" WHERE ${where}`
        : `UPDATE actual."${table}" SET "${column}" = ${typeof was === 'number' ? `${was + 1}` : was === null ? "'x'" : `"${column}" || 'x'`} WHERE ${where}`
    raw.prepare(sql).run(...key)
    return isFound(compareTables(raw))
  } catch (cause) {
    // The schema itself did not let it happen.
    if (cause instanceof Error && 'errcode' in cause && Number(cause.errcode) % 256 === CONSTRAINT) return null
    throw cause
  } finally {
    raw.exec('ROLLBACK TO edit')
    raw.exec('RELEASE edit')
  }
}

/** One bit of the pages that hold the journal, in the file itself; null where it changed no line (unused space). */
async function flipBit(
  path: string,
  checkSeal: BranchFile['checkSeal'],
  dice: Dice,
  blind: BlindSpot | null,
): Promise<boolean | null> {
  const copy = join(path, '..', 'flipped.db')
  copyFileSync(path, copy)
  const pages = journalPages(path)
  const bytes = readFileSync(copy)
  const page = pages[dice(pages.length)]
  if (!page) return null
  const at = (page.no - 1) * page.size + dice(page.size)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << dice(8))
  writeFileSync(copy, bytes)
  try {
    if (journalText(copy) === journalText(path)) return null
    return isFault((await verifyDatabase(copy, { checkSeal })).faults, blind)
  } catch {
    // It cannot be read any more at all, and says so: every way in which the file does not open is found.
    return true
  }
}

function journalPages(path: string): { no: number; size: number }[] {
  const db = new DatabaseSync(path, { readOnly: true })
  const rows = db.prepare("SELECT pageno, pgsize FROM dbstat WHERE name = 'journal'").all()
  db.close()
  return rows.map(row => ({ no: Number(row['pageno']), size: Number(row['pgsize']) }))
}

function journalText(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    return JSON.stringify(db.prepare('SELECT no, hash, kind, line FROM journal ORDER BY no').all())
  } finally {
    db.close()
  }
}
