import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { aBranchFile } from './branch-file.ts'
import { BLIND_SPOTS, tamperOffline, type BlindSpot } from './offline.ts'
import { BROKEN_KIOSKS, diceOf, tamperOnline } from './online.ts'

/**
 * `npm run tamper -- --times N [--seed S]`: N changes of a real journal without the key, found by `verify`, and N
 * rewritten histories signed with the key, found by kiosks; then every verify and every kiosk with a planted mistake.
 * Exits 1 where one was missed.
 */

const { values } = parseArgs({
  options: { times: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const [times, seed] = [Number(values.times), Number(values.seed)]
const folder = mkdtempSync(join(tmpdir(), 'branch-board-tamper-'))
try {
  const file = await aBranchFile(folder)
  const began = performance.now()
  const offline = await tamperOffline(file, times, diceOf(seed))
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`verify: found ${times - offline.missed.length} of ${times} in ${seconds} s`)
  for (const [what, count] of offline.done) console.log(`  ${String(count).padStart(6)}  ${what}`)
  const db = new DatabaseSync(file.path, { readOnly: true })
  const lines = db
    .prepare('SELECT line FROM journal ORDER BY no')
    .all()
    .map(row => String(row['line']))
  db.close()
  const online = tamperOnline(lines, times, diceOf(seed))
  console.log(`kiosks: found ${times - online.missed.length} of ${times}, ${online.falseAlarms} false alarms`)
  for (const [what, count] of online.done) console.log(`  ${String(count).padStart(6)}  ${what}, and signed`)
  let uncaught = 0
  const tell = (what: string, missed: readonly { readonly at: number }[]): void => {
    if (missed.length === 0) uncaught += 1
    console.log(`planted: ${what}: ${missed[0] ? `caught after ${missed[0].at}` : 'NOT CAUGHT'}`)
  }
  for (const blind of Object.keys(BLIND_SPOTS) as BlindSpot[]) {
    tell(`a verify without its ${blind}`, (await tamperOffline(file, 400, diceOf(seed), blind)).missed)
  }
  for (const [what, kiosk] of Object.entries(BROKEN_KIOSKS)) {
    tell(`a kiosk that ${what}`, tamperOnline(lines, 400, diceOf(seed), kiosk).missed)
  }
  const clean = offline.missed.length + online.missed.length + online.falseAlarms + uncaught === 0
  if (!clean) console.log('missed:', offline.missed.slice(0, 9), online.missed.slice(0, 9))
  process.exitCode = clean ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
