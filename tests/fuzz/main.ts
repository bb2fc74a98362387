import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mib, runFuzz } from './run.ts'

/** `npm run fuzz -- [--seconds N] [--seed S]`: loopback alone, ends by itself, exits 1 where anything was found. */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'branch-board-fuzz-'))
try {
  const report = await runFuzz({
    folder,
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    onNote: line => console.log(line),
  })
  const { sent, exits, findings, taken, slowestMs, first, last, journal } = report
  for (const { kind, times, first: detail } of findings) console.log(`\n${times} × ${kind}\n  ${detail}`)
  console.log(
    `\n${sent} messages in ${values.seconds} s (seed ${values.seed}): ${exits} exits, ${findings.length} kinds of findings; ` +
      `RSS ${mib(first.rss)} → ${mib(last.rss)} MiB, JavaScript’s own ${mib(first.used)} → ${mib(last.used)} MiB; ` +
      `the honest kiosk: ${taken} taken, at most ${slowestMs.toFixed(0)} ms; ${journal} lines of the journal read`,
  )
  process.exitCode = findings.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
