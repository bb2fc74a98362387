import { canonical, type Json } from '../../shared/base/canonical.ts'
import { must } from '../../shared/base/check.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import { GENESIS, type JournalHead } from '../../shared/journal/chain.ts'
import type { Author, Fact, JournalEntry } from '../../shared/journal/facts.ts'
import { ask, insertRows, type BulkTarget } from './bulk.ts'
import type { Db, JournalTable } from './tables.ts'
import { StoreError } from './errors.ts'
import { nativeChainHash } from './native-chain.ts'
import type { JournalReads } from '../office/ports.ts'

export async function readHead(db: Db): Promise<JournalHead> {
  const newest = 'select "no", "hash" from "journal" order by "no" desc limit 1'
  const [last] = await ask<Pick<JournalTable, 'no' | 'hash'>>(db, newest)
  return last ? { size: last.no, hash: last.hash as Hash } : { size: 0, hash: GENESIS }
}

/** What the hub's key signs for a head. */
export const sealBytes = (head: JournalHead): Uint8Array =>
  new TextEncoder().encode(`branch-board journal head v1\n${head.size}\n${head.hash}`)

const HEAD = {
  table: 'journal_head',
  columns: ['id', 'size', 'hash', 'seal'],
  suffix:
    'on conflict ("id") do update set "size" = excluded."size", "hash" = excluded."hash", "seal" = excluded."seal"',
} as const satisfies BulkTarget<'journal_head'>

/** Keeps the head as of this commit beside the journal, sealed: a tail cut off later does not fit it any more. */
export async function sealHead(db: Db, seal: ((head: JournalHead) => string) | undefined): Promise<JournalHead> {
  const head = await readHead(db)
  await insertRows(db, HEAD, [[1, head.size, head.hash, seal?.(head) ?? '']])
  return head
}

async function readSeal(db: Db): Promise<(JournalHead & { readonly seal: string }) | null> {
  const row = await db.selectFrom('journal_head').select(['size', 'hash', 'seal']).executeTakeFirst()
  return row ? { ...row, hash: row.hash as Hash } : null
}

/**
 * Before anything is written: the next commit would seal whatever stands there with the hub's own key.
 * @param checkSeal  left out, only the head itself is compared
 * @throws StoreError JOURNAL_CUT when the journal does not end where the last commit left it
 */
export async function refuseCutTail(
  db: Db,
  checkSeal: ((bytes: Uint8Array, seal: string) => boolean) | undefined,
): Promise<void> {
  const [head, sealed] = [await readHead(db), await readSeal(db)]
  if (head.size !== (sealed?.size ?? 0) || head.hash !== (sealed?.hash ?? GENESIS)) {
    throw cut(`the journal has ${head.size} lines, the last commit left ${sealed?.size ?? 0}`)
  }
  if (sealed && checkSeal && !checkSeal(sealBytes(head), sealed.seal)) {
    throw cut('the journal’s end was not sealed with this hub’s key')
  }
}

/** The head to go on from. @throws StoreError JOURNAL_CUT when it is not the one this program left */
export async function headToExtend(db: Db, left: JournalHead | null): Promise<JournalHead> {
  const head = await readHead(db)
  if (left === null || (head.size === left.size && head.hash === left.hash)) return head
  throw cut(`the journal has ${head.size} lines, this program left ${left.size}`)
}

const cut = (message: string): StoreError =>
  new StoreError(
    'JOURNAL_CUT',
    '流水账的末尾和最后一次保存时不一样，程序停下来了，没有再写。请用备份恢复，或运行 npm run hub -- verify 查看详情。',
    message,
  )

/** Turns facts into the next lines of the journal, chained but not yet stored. */
export function nextLines(
  head: JournalHead,
  facts: readonly { readonly by: Author; readonly fact: Fact }[],
  at: number,
) {
  const rows: JournalTable[] = []
  const entries: JournalEntry[] = []
  let { size, hash } = head
  for (const { by, fact } of facts) {
    size += 1
    // Facts are JSON by their schemas; canonical text makes the line independent of how the object was built.
    const line = canonical({ no: size, at, by, kind: fact.kind, body: fact.body } as unknown as Json)
    hash = nativeChainHash(hash, line)
    rows.push({ no: size, hash, kind: fact.kind, line })
    // Read back from the line, so that what the tables are made of today is what a rebuild will make them of.
    entries.push(entryOf({ line }))
  }
  return { rows, entries, head: { size, hash } satisfies JournalHead }
}

const JOURNAL = {
  table: 'journal',
  columns: ['no', 'hash', 'kind', 'line'],
} as const satisfies BulkTarget<'journal'>

export const insertLines = (db: Db, rows: readonly JournalTable[]): Promise<void> =>
  insertRows(
    db,
    JOURNAL,
    rows.map(row => [row.no, row.hash, row.kind, row.line]),
  )

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
