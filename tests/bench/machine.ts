import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { printFigures, quantile } from './figures.ts'

/** What the figures were measured on. Without it no figure means anything. */

const PROBES = 300
const PAGE_BYTES = 4096

export function printMachine(): void {
  const database = new DatabaseSync(':memory:')
  const sqlite = String(Object.values(database.prepare('SELECT sqlite_version()').get() ?? {})[0])
  database.close()
  const cores = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const load = loadavg()
    .map(each => each.toFixed(1))
    .join(' ')
  process.stdout.write(
    `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'} · ${memory} GiB · Node ${process.versions.node} · ` +
      `SQLite ${sqlite} · load ${load}\n`,
  )
  probeDisk()
}

/** How long the disk takes to keep one page: every durable figure below is bounded by it. */
function probeDisk(): void {
  using folder = aScratchFolder()
  const file = openSync(join(folder.path, 'probe'), 'w')
  const page = Buffer.alloc(PAGE_BYTES, 1)
  const times: number[] = []
  for (let at = 0; at < PROBES; at++) {
    const started = performance.now()
    writeSync(file, page, 0, PAGE_BYTES, at * PAGE_BYTES)
    fdatasyncSync(file)
    times.push(performance.now() - started)
  }
  closeSync(file)
  printFigures(`disk: ${PROBES} × write 4 KiB + fdatasync`, [
    { what: 'p50', unit: 'ms', values: [quantile(times, 0.5)] },
    { what: 'p99', unit: 'ms', values: [quantile(times, 0.99)] },
  ])
}

/** A folder on the disk that temporary files go to (`TMPDIR` moves it), gone afterwards. */
export function aScratchFolder() {
  const path = mkdtempSync(join(tmpdir(), 'branch-board-bench-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
