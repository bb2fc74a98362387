import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runChaos } from './run.ts'

/** `npm run chaos -- --kills N [--kiosks K] [--seed S]`: ends by itself, exits 1 where anything was lost or doubled. */

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    kiosks: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'branch-board-chaos-'))
const began = performance.now()
try {
  const report = await runChaos({
    folder,
    kills: Number(values.kills),
    kiosks: Number(values.kiosks),
    seed: Number(values.seed),
    onNote: line => console.log(line),
  })
  const { kills, ticked, acked, notKept, lost, doubled, strange, forks, chainWhole } = report
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `${kills} kills in ${seconds} s: ${ticked} ticks, ${acked} acknowledged (${notKept} of them too early), ${lost} lost, ${doubled} doubled, ` +
      `${strange} that no kiosk made, ${forks} false alarms, chain and projections ${chainWhole ? 'whole' : 'BROKEN'}`,
  )
  process.exitCode = notKept + lost + doubled + strange + forks === 0 && chainWhole && acked === ticked ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
