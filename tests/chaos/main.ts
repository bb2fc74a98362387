import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCuts } from './cuts.ts'
import { runChaos, type ChaosReport, type HowItEnds } from './run.ts'

/** `npm run chaos`: ends by itself, and with 1 where anything was lost, doubled or rewritten. */

const USAGE = `npm run chaos -- [what] [--kiosks K] [--seed S] [--planted NAME,…]

what, one or more, each with how often:
  --kills N        killed with SIGKILL at a random moment under load
  --stops N        told to stop with SIGTERM under load
  --unanswered N   killed exactly between a commit and its answer
  --power-cuts N   killed, and all that was written and not synced is gone
  --torn N         killed, and of what was not synced some lasts, in pieces
  --bad-syncs N    the 1st, 2nd … N-th fsync of a life fails: the hub must end, and have what it acknowledged
  --cuts A..B      a connection cut after A, A+1 … B bytes, once up and once down [--step S]

--kiosks K   20 unless told      --seed S   1 unless told
--planted    plants a bug of tests/chaos/edits.ts, to see that it is found
`

const WAYS = {
  kills: 'kill',
  stops: 'stop',
  unanswered: 'unanswered',
  'power-cuts': 'power',
  torn: 'torn',
  'bad-syncs': 'badSync',
} as const satisfies Record<string, HowItEnds>

/** So many lives in one branch; then it is read back and rebuilt, and the next ones are another branch's. */
const LIVES_OF_A_BRANCH = 100

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    ...(Object.fromEntries(Object.keys(WAYS).map(name => [name, text])) as Record<keyof typeof WAYS, typeof text>),
    cuts: text,
    step: { type: 'string', default: '1' },
    kiosks: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    planted: { type: 'string', default: '' },
    help: { type: 'boolean' },
  },
})

async function runWay(name: keyof typeof WAYS, count: number): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), 'branch-board-chaos-'))
  const began = performance.now()
  const reports: ChaosReport[] = []
  try {
    for (let done = 0; done < count; done += LIVES_OF_A_BRANCH) {
      const folder = join(scratch, String(done))
      mkdirSync(folder)
      const planted = values.planted.split(',').filter(each => each !== '')
      const report = await runChaos({
        folder,
        ends: Array.from({ length: Math.min(LIVES_OF_A_BRANCH, count - done) }, () => WAYS[name]),
        firstBadSync: done + 1,
        kiosks: Number(values.kiosks),
        seed: Number(values.seed) + done,
        planted,
      })
      reports.push(report)
      rmSync(folder, { recursive: true, force: true })
      console.log(`  ${name}: ${done + report.lives} of ${count}, ${isGood(report) ? 'good' : JSON.stringify(report)}`)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  const sum = (key: Exclude<keyof ChaosReport, 'chainWhole'>) => reports.reduce((all, each) => all + each[key], 0)
  const whole = reports.every(each => each.chainWhole)
  console.log(
    `${name} ${sum('lives')} in ${((performance.now() - began) / 1000).toFixed(0)} s: ${sum('ticked')} ticks, ` +
      `${sum('acked')} acknowledged (${sum('notKept')} of them not on the disk at a death), ` +
      `${sum('unanswered')} stored and not answered at a death, ${sum('gone')} unsynced changes gone, ` +
      `${sum('lost')} lost, ${sum('doubled')} doubled, ${sum('strange')} that no kiosk made, ${sum('forks')} false alarms, ` +
      `${sum('wentOn')} went on after a failed fsync, ${sum('afterFailure')} writes after one, ` +
      `${reports.length} chains ${whole ? 'whole and their tables equal to a rebuild' : 'BROKEN'}`,
  )
  return reports.every(isGood)
}

async function runAllCuts(range: string): Promise<boolean> {
  const [from, to = from] = range.split('..').map(Number)
  const began = performance.now()
  const cables = Number(values.kiosks)
  const report = await runCuts({
    from: from ?? 0,
    to: to ?? 0,
    step: Number(values.step),
    cables,
    onNote: line => console.log(`  cuts: ${line}`),
  })
  const { places, cut, ticked, lost, doubled, strange, stuck } = report
  console.log(
    `cuts after ${range} bytes in ${((performance.now() - began) / 1000).toFixed(0)} s: ${places} places, ${cut} connections cut, ` +
      `${ticked} ticks, ${lost} lost, ${doubled} doubled, ${strange} that no kiosk made, ` +
      `${stuck.length} kiosks stuck${stuck.length > 0 ? ` (${stuck.slice(0, 10).join(', ')})` : ''}`,
  )
  return lost + doubled + strange + stuck.length === 0 && cut > 0
}

const isGood = (report: ChaosReport): boolean =>
  report.notKept +
    report.lost +
    report.doubled +
    report.strange +
    report.forks +
    report.wentOn +
    report.afterFailure ===
    0 &&
  report.chainWhole &&
  report.acked === report.ticked

const asked = (Object.keys(WAYS) as (keyof typeof WAYS)[]).filter(name => values[name] !== undefined)
if (values.help || (asked.length === 0 && values.cuts === undefined)) {
  console.log(USAGE)
  process.exitCode = values.help ? 0 : 2
}
if (values.cuts !== undefined && !(await runAllCuts(values.cuts))) process.exitCode = 1
for (const name of asked) if (!(await runWay(name, Number(values[name])))) process.exitCode = 1
