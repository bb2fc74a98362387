import { parseArgs } from 'node:util'
import { Broken, BUGS, type Bug } from './bugs.ts'
import { runWorld } from './world.ts'

/** `npm run sim -- --seeds N [--seed S] [--trace] [--bug NAME]`: N worlds from seed S on; exits 1 where one is broken. */

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    bug: { type: 'string' },
  },
})
if (values.bug !== undefined && !(values.bug in BUGS)) {
  console.error(`no such bug: ${values.bug}; there are ${Object.keys(BUGS).join(', ')}`)
  process.exit(2)
}
const first = Number(values.seed)
const count = Number(values.seeds)
const began = performance.now()
const sums = { signIns: 0, restores: 0, crashes: 0 }
for (let seed = first; seed < first + count; seed++) {
  try {
    const report = await runWorld({
      seed,
      bug: (values.bug as Bug | undefined) ?? null,
      ...(values.trace ? { onNote: line => console.log(line) } : {}),
    })
    sums.signIns += report.signIns
    sums.restores += report.restores
    sums.crashes += report.crashes
    if (values.trace) console.log(`seed ${seed}: trace ${report.traceHash}`)
  } catch (cause) {
    if (!(cause instanceof Broken)) throw cause
    console.log(`seed ${seed}: BROKEN ${cause.message}\nsee it with: npm run sim -- --seeds 1 --seed ${seed} --trace`)
    process.exit(1)
  }
}
const seconds = ((performance.now() - began) / 1000).toFixed(1)
console.log(
  `${count} worlds from seed ${first} in ${seconds} s: ${sums.signIns} ticks, ${sums.crashes} power cuts, ${sums.restores} restores; every promise kept`,
)
