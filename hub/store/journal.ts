import { createHash } from 'node:crypto'
import { canonical, type Json } from '../../shared/base/canonical.ts'
import { must } from '../../shared/base/check.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import { chainHash, GENESIS, type JournalHead } from '../../shared/journal/chain.ts'
import type { Author, Fact, JournalEntry } from '../../shared/journal/facts.ts'
import type { Db, JournalTable } from './tables.ts'
import type { JournalReads } from '../office/ports.ts'

/** The native SHA-256, for `chainHash`. */
export const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest()

export async function readHead(db: Db): Promise<JournalHead> {
  const last = await db.selectFrom('journal').select(['no', 'hash']).orderBy('no', 'desc').limit(1).executeTakeFirst()
  return last ? { size: last.no, hash: last.hash as Hash } : { size: 0, hash: GENESIS }
}

/** Turns facts into the next lines of the journal, chained but not yet stored. */
export function nextLines(head: JournalHead, facts: readonly Fact[], by: Author, at: number) {
  const rows: JournalTable[] = []
  const entries: JournalEntry[] = []
  let { size, hash } = head
  for (const fact of facts) {
    size += 1
    // Facts are JSON by their schemas; canonical text makes the line independent of how the object was built.
    const line = canonical({ no: size, at, by, kind: fact.kind, body: fact.body } as unknown as Json)
    hash = chainHash(sha256, hash, line)
    rows.push({ no: size, hash, kind: fact.kind, line })
    entries.push({ ...fact, no: size, at, by })
  }
  return { rows, entries, head: { size, hash } satisfies JournalHead }
}

/** Rows per INSERT: four columns each, far below SQLite's limit of 32,766 parameters. */
const ROWS_AT_ONCE = 500

export async function insertLines(db: Db, rows: readonly JournalTable[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await db
      .insertInto('journal')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .execute()
  }
}

export function journalReads(db: Db): JournalReads {
  return {
    head: () => readHead(db),
    async lines(from, limit) {
      return await db
        .selectFrom('journal')
        .select(['no', 'hash', 'line'])
        .where('no', '>=', from)
        .orderBy('no')
        .limit(limit)
        .execute()
    },
  }
}

export const entryOf = (row: { line: string }): JournalEntry =>
  must(JSON.parse(row.line) as JournalEntry | null, 'journal line')
