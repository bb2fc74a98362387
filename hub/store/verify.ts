import type { DatabaseSync } from 'node:sqlite'
import { problem, type Problem } from '../../shared/base/problem.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import { GENESIS, type JournalHead } from '../../shared/journal/chain.ts'
import { privateHash } from '../../shared/journal/private-ref.ts'
import { changedBlobs } from './blobs.ts'
import { openEngine, openToRead, type Engine } from './engine.ts'
import { entryOf, sealBytes } from './journal.ts'
import { migrate } from './migrate.ts'
import { nativeChainHash } from './native-chain.ts'
import { project, PROJECTED_TABLES } from './projections/all.ts'

/** JN: whether the journal is still what was written, the private words what was hashed, the tables what was folded. */
export interface VerifyReport {
  readonly ok: boolean
  /** Where the journal ends now. */
  readonly head: JournalHead
  /** At most `FAULTS_TOLD`, in the order found; `ok` when empty. */
  readonly faults: readonly Problem[]
  /** Private words that still exist and were compared with their hash. */
  readonly wordsChecked: number
  /** Whether every table was folded from the journal again and compared. */
  readonly rebuilt: boolean
}

export interface VerifyOptions {
  /** Checks the hub's signature over the last head; without it only the head itself is compared. */
  readonly checkSeal?: (bytes: Uint8Array, seal: string) => boolean
  readonly rebuild?: boolean
}

const FAULTS_TOLD = 20
const LINES_AT_ONCE = 2000

/**
 * Reads beside a running hub: sees one moment, holds nobody up.
 * @throws StoreError when the file cannot be read as our database at all
 */
export async function verifyDatabase(path: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const engine = openToRead(path)
  try {
    engine.raw.exec('BEGIN')
    const { head, faults, wordsChecked } = verifyJournal(engine.raw, options.checkSeal)
    if (options.rebuild && faults.length === 0) faults.push(...(await compareRebuilt(path)))
    const told = faults.slice(0, FAULTS_TOLD)
    return { ok: told.length === 0, head, faults: told, wordsChecked, rebuilt: options.rebuild === true }
  } finally {
    await engine.close()
  }
}

/** The journal and what it vouches for, as of one moment of an open database. */
export function verifyJournal(
  raw: DatabaseSync,
  checkSeal?: VerifyOptions['checkSeal'],
): { head: JournalHead; faults: Problem[]; wordsChecked: number } {
  const faults: Problem[] = []
  const { head, wordsChecked } = verifyLines(raw, faults)
  verifyTail(raw, head, faults, checkSeal)
  faults.push(...changedBlobs(raw).map(blobChanged))
  return { head, faults, wordsChecked }
}

/** Every link of the chain and every private word it points to. After a fault it goes on from the stored hash. */
function verifyLines(raw: DatabaseSync, faults: Problem[]): { head: JournalHead; wordsChecked: number } {
  const wordsOf = raw.prepare('SELECT salt, words FROM private_words WHERE id = ?')
  let size = 0
  let hash = GENESIS
  let wordsChecked = 0
  for (const [no, stored, kind, line] of linesOf(raw)) {
    if (faults.length >= FAULTS_TOLD) break
    if (no !== size + 1) faults.push(missing(size + 1, no - 1))
    else if (nativeChainHash(hash, line) !== stored || !columnsFit(no, kind, line)) faults.push(broken(no))
    else if (line.includes(REF_START)) {
      for (const ref of refsIn(line)) {
        const found = wordsOf.get(ref.id)
        // Erased words leave their hash behind; that is how erasing is meant to be.
        if (!found) continue
        wordsChecked += 1
        if (privateHash(String(found['salt']), String(found['words'])) !== ref.hash) faults.push(wordsChanged(no))
      }
    }
    size = no
    hash = (/^[0-9a-f]{64}$/.test(stored) ? stored : GENESIS) as Hash
  }
  return { head: { size, hash }, wordsChecked }
}

/** no, hash, kind, line: as arrays, which the driver makes twice as fast as objects. */
type LineRow = readonly [no: number, hash: string, kind: string, line: string]

function* linesOf(raw: DatabaseSync): Generator<LineRow> {
  const some = raw.prepare('SELECT no, hash, kind, line FROM journal WHERE no > ? ORDER BY no LIMIT ?')
  some.setReturnArrays(true)
  for (let after = 0; ;) {
    const rows = some.all(after, LINES_AT_ONCE) as unknown as LineRow[]
    yield* rows
    if (rows.length < LINES_AT_ONCE) return
    after = rows.at(-1)?.[0] ?? after
  }
}

/**
 * The columns beside the line only serve questions, so they must say what the hashed line says. In canonical order
 * (at, body, by, kind, no) the two come last.
 */
const columnsFit = (no: number, kind: string, line: string): boolean => line.endsWith(`,"kind":"${kind}","no":${no}}`)

const REF_START = '{"hash":"'
const REF = /\{"hash":"([0-9a-f]{64})","id":"([^"]{1,64})"\}/g

function* refsIn(line: string): Generator<{ hash: string; id: string }> {
  for (const [, hash = '', id = ''] of line.matchAll(REF)) yield { hash, id }
}

/** A cut tail leaves a chain that is whole in itself; the sealed head of the last commit is what it does not reach. */
function verifyTail(
  raw: DatabaseSync,
  head: JournalHead,
  faults: Problem[],
  checkSeal: VerifyOptions['checkSeal'],
): void {
  const sealed = raw.prepare('SELECT size, hash, seal FROM journal_head').get() as
    { size: number; hash: string; seal: string } | undefined
  if (faults.length > 0) return
  if (head.size !== (sealed?.size ?? 0) || head.hash !== (sealed?.hash ?? GENESIS)) {
    faults.push(missing(head.size + 1, sealed?.size ?? 0))
  } else if (head.size === 0 && raw.prepare('SELECT 1 FROM branch').get()) {
    // A branch was founded here, so there was a first line.
    faults.push(missing(1, 1))
  } else if (sealed && checkSeal && !isSeal(sealed.seal, head, checkSeal)) {
    faults.push(
      problem('SEAL_WRONG', {
        zh: '流水账末尾的签名不是本机密钥签的。',
        en: 'The seal over the journal’s head was not made by this hub’s key.',
      }),
    )
  }
}

/** Spelled in one way only, so that not a letter of it can be changed unseen. */
const isSeal = (seal: string, head: JournalHead, checkSeal: NonNullable<VerifyOptions['checkSeal']>): boolean =>
  /^[0-9a-f]{128}$/.test(seal) && checkSeal(sealBytes(head), seal)

/**
 * Folds the journal into empty tables in memory and compares every projected table with the real one, row by row and
 * both ways. The real file is only read.
 */
async function compareRebuilt(path: string): Promise<Problem[]> {
  const rebuilt = await openRebuilt(path)
  try {
    return compareTables(rebuilt.raw)
  } finally {
    await rebuilt.close()
  }
}

/** What the journal says the tables are, in memory (`main`), beside the file (`actual`); one moment of it. */
export async function openRebuilt(path: string): Promise<Engine> {
  const engine = openEngine(':memory:')
  try {
    await migrate(engine)
    const { raw, writer } = engine
    raw.prepare('ATTACH DATABASE ? AS actual').run(path)
    raw.exec('BEGIN')
    raw.exec(
      'INSERT INTO main.private_words (id, kind, salt, words) SELECT id, kind, salt, words FROM actual.private_words',
    )
    const some = raw.prepare('SELECT line FROM actual.journal WHERE no > ? ORDER BY no LIMIT ?')
    for (let after = 0; ;) {
      const rows = some.all(after, LINES_AT_ONCE) as unknown as { line: string }[]
      await project(writer, rows.map(entryOf))
      if (rows.length < LINES_AT_ONCE) break
      after += LINES_AT_ONCE
    }
    return engine
  } catch (cause) {
    await engine.close()
    throw cause
  }
}

/** @param raw of `openRebuilt` */
export const compareTables = (raw: DatabaseSync): Problem[] =>
  PROJECTED_TABLES.flatMap(table => compareTable(raw, table))

function compareTable(raw: DatabaseSync, table: string): Problem[] {
  const names = raw.prepare(`SELECT name FROM pragma_table_info(?)`).all(table) as { name: string }[]
  const columns = names.map(({ name }) => `"${name}"`).join(', ')
  const only = (a: string, b: string): number => {
    const sql = `SELECT count(*) AS n FROM (SELECT ${columns} FROM ${a}."${table}" EXCEPT SELECT ${columns} FROM ${b}."${table}")`
    return Number(raw.prepare(sql).get()?.['n'])
  }
  const [extra, lacking] = [only('actual', 'main'), only('main', 'actual')]
  if (extra === 0 && lacking === 0) return []
  return [
    problem(
      'TABLE_DIFFERS',
      {
        zh: `数据表 ${table} 和流水账对不上：多出或不同${extra}行，缺少或不同${lacking}行。`,
        en: `Table ${table} is not what the journal says: ${extra} rows extra or changed, ${lacking} lacking or changed.`,
      },
      table,
    ),
  ]
}

const missing = (from: number, to: number): Problem =>
  problem(
    'LINES_MISSING',
    {
      zh: `流水账少了第${from}行到第${to}行。`,
      en: `Journal lines ${from} to ${to} are missing.`,
    },
    String(from),
  )

const broken = (no: number): Problem =>
  problem(
    'LINE_CHANGED',
    { zh: `流水账第${no}行被改动过。`, en: `Journal line ${no} is not what was written.` },
    String(no),
  )

const blobChanged = (hash: string): Problem =>
  problem(
    'BLOB_CHANGED',
    { zh: `录音文件 ${hash} 被改动过。`, en: `The bytes of file ${hash} are not what was hashed.` },
    hash,
  )

const wordsChanged = (no: number): Problem =>
  problem(
    'WORDS_CHANGED',
    {
      zh: `第${no}行流水账所指的文字被改动过。`,
      en: `The private words of journal line ${no} are not what was hashed.`,
    },
    String(no),
  )
