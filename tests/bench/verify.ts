import { join } from 'node:path'
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
  const seconds: number[] = []
  for (let at = 0; at < REPETITIONS; at++) {
    const started = performance.now()
    const report = await verifyDatabase(file)
    seconds.push((performance.now() - started) / 1000)
    if (!report.ok || report.head.size !== LINES || report.head.hash !== head.hash) throw new Error('not verified')
  }
  printFigures(`verify: a chain of ${LINES.toLocaleString('en')} lines in a file`, [
    { what: 'every link checked', unit: 's', values: seconds, aim: { floor: 6, goal: 3, better: 'less' } },
  ])
}

/** Sign-ins, chained as the hub chains them; the tables they would be folded into stay empty. */
async function write({ engine }: OpenStore): Promise<JournalHead> {
  let head: JournalHead = { size: 0, hash: GENESIS }
  while (head.size < LINES) {
    const rows: unknown[][] = []
    for (let at = 0; at < LINES_AT_ONCE; at++) {
      const no = head.size + 1
      const line = aLine(no)
      const hash: Hash = nativeChainHash(head.hash, line)
      rows.push([no, hash, 'signIn.recorded', line])
      head = { size: no, hash }
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
