import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'

/** `npm test`: everything that must hold, on the pinned runtime, ending with one line `N passed, N failed`. */

const root = new URL('..', import.meta.url).pathname
const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const scratch = mkdtempSync(join(tmpdir(), 'branch-board-test-'))

let passed = 0
let failed = 0

/** Runs a program to its end. What it prints appears as it comes. */
async function step(name: string, command: string, args: readonly string[]): Promise<boolean> {
  const started = Date.now()
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  const good = await new Promise<boolean>(done => {
    child.once('error', () => done(false))
    child.once('close', code => done(code === 0))
  })
  process.stdout.write(`${good ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  return good
}

/** A step that is one check of its own. */
async function check(name: string, command: string, args: readonly string[]): Promise<void> {
  if (await step(name, command, args)) passed += 1
  else failed += 1
}

/** A vitest project: its own counts are added up; a run that could not even start is one failure. */
async function suite(project: string): Promise<void> {
  const report = join(scratch, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const good = await step(`tests: ${project}`, bin('vitest'), args)
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      numTotalTests: number
    }
    passed += counts.numPassedTests
    failed += counts.numFailedTests
    // A file that does not load, or an unhandled error, fails the run without a failed test.
    if (!good && counts.numFailedTests === 0) failed += 1
    if (counts.numTotalTests === 0) failed += 1
  } catch {
    failed += 1
  }
}

try {
  process.env['CHROMIUM_PATH'] = findChromium()
} catch (cause) {
  process.stdout.write(`${(cause as Error).message}\n0 passed, 1 failed\n`)
  process.exit(1)
}

// The tests start hundreds of processes of the same program: each finds what the first one has compiled.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'compiled')

async function written(): Promise<void> {
  await check('build', bin('vite'), ['build', '--logLevel', 'warn'])
  await check('lint', bin('oxlint'), ['--deny-warnings'])
  await check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.'])
}

await Promise.all([check('types', bin('tsc'), ['-b']), written()])
await suite('node')
await suite('e2e')

rmSync(scratch, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
