import { hash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Hash } from '../../shared/base/bytes.ts'
import { GENESIS, type JournalHead } from '../../shared/journal/chain.ts'
import { insertRows } from '../../hub/store/bulk.ts'
import { nativeChainHash } from '../../hub/store/native-chain.ts'
import { openStore, type OpenStore } from '../../hub/store/store.ts'
import { verifyDatabase } from '../../hub/store/verify.ts'
import { aClock, seededRandom } from '../fixtures/office.ts'
import { printFigures } from './figures.ts'
import { aScratchFolder } from './machine.ts'

/** A whole journal read back and every link of it checked, as `npm run hub -- verify` does beside a running hub. */

const LINES = 1_000_000
const LINES_AT_ONCE = 50_000
const REPETITIONS = 3

export async function benchVerify(): Promise<void> {
  using folder = aScratchFolder()
  const file = join(folder.path, 'branch.db')
  const store = await openStore(file, { clock: aClock(), random: seededRandom() })
  const head = await write(store)
  await store.close()
  const runs: { readonly verified: number; readonly walked: number }[] = []
  for (let at = 0; at < REPETITIONS; at++) {
    const walkedFirst = at % 2 === 1 ? walk(file) : null
    const verified = await verify(file, head)
    runs.push({ verified, walked: walkedFirst ?? walk(file) })
  }
  printFigures(`verify: a chain of ${LINES.toLocaleString('en')} lines in a file × ${REPETITIONS}`, [
    {
      what: 'hub: every link checked',
      unit: 's',
      values: runs.map(run => run.verified),
      aim: { floor: 6, goal: 3, better: 'less' },
    },
    { what: 'bare: read, one SHA-256 a line', unit: 's', values: runs.map(run => run.walked) },
    { what: 'hub / bare', unit: '', values: runs.map(run => run.verified / run.walked) },
  ])
}

/** @returns seconds */
async function verify(file: string, head: JournalHead): Promise<number> {
  const started = performance.now()
  const report = await verifyDatabase(file)
  const seconds = (performance.now() - started) / 1000
  if (!report.ok || report.head.size !== LINES || report.head.hash !== head.hash) throw new Error('not verified')
  return seconds
}

/**
 * The least that a chain over the same bytes can cost: each line read and hashed once behind the hash before it. The
 * hub's chain hashes the line and the link apart, compares with what is stored, and follows what a line points to.
 */
function walk(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  const started = performance.now()
  let count = 0
  let head: string = GENESIS
  for (const row of database.prepare('SELECT line FROM journal ORDER BY no').iterate()) {
    head = hash('sha256', head + String(row['line']), 'hex')
    count += 1
  }
  const seconds = (performance.now() - started) / 1000
  database.close()
  if (count !== LINES || head === GENESIS) throw new Error('not walked')
  return seconds
}

/** Sign-ins, chained as the hub chains them; the tables they would be folded into stay empty. */
async function write({ engine }: OpenStore): Promise<JournalHead> {
  let head: JournalHead = { size: 0, hash: GENESIS }
  while (head.size < LINES) {
    const rows: unknown[][] = []
    for (let at = 0; at < LINES_AT_ONCE; at++) {
      const no = head.size + 1
      const line = aLine(no)
      const linked: Hash = nativeChainHash(head.hash, line)
      rows.push([no, linked, 'signIn.recorded', line])
      head = { size: no, hash: linked }
    }
    await engine.writer
      .transaction()
      .execute(db => insertRows(db, { table: 'journal', columns: ['no', 'hash', 'kind', 'line'] }, rows))
  }
  const { size, hash } = head
  await engine.writer.insertInto('journal_head').values({ id: 1, size, hash, seal: '' }).execute()
  return head
}

/** As long as a real line, in canonical order. */
function aLine(no: number): string {
  const at = 1_795_000_000_000 + no
  const digits = no.toString(16).padStart(12, '0')
  const id = (kind: number): string => `019a0000-0000-7${kind}00-8000-${digits}`
  const hash = digits.repeat(6).slice(0, 64)
  const signIn =
    `{"activityId":"${id(1)}","clockTrust":"synced","flags":[],"memberId":"${id(2)}","passHash":"${hash}",` +
    `"proof":"${hash}","result":"ok","way":"card"}`
  const body =
    `{"at":${at},"correctedAt":${at},"counts":{"activityId":"${id(1)}","memberId":"${id(2)}"},"epoch":"${hash.slice(0, 32)}",` +
    `"hash":"${hash}","recordId":"${id(3)}","review":[],"seq":${no},"signIn":${signIn}}`
  return `{"at":${at},"body":${body},"by":{"id":"${id(4)}","type":"kiosk"},"kind":"signIn.recorded","no":${no}}`
}
