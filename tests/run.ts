import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'

/** `npm test`: everything that must hold, on the pinned runtime, ending with one line `N passed, N failed`. */

const root = new URL('..', import.meta.url).pathname
const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const scratch = mkdtempSync(join(tmpdir(), 'branch-board-test-'))

/** The niceness of what runs beside the browser's tests. */
const BEHIND = 10

let passed = 0
let failed = 0

interface Step {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** Takes what the others leave of the processors. It is heard when it is done: two at once nobody could read. */
  readonly isBehind?: boolean
}

/** Runs a program to its end. */
async function run({ name, command, args, isBehind = false }: Step): Promise<boolean> {
  const started = Date.now()
  const [program, words] = isBehind ? behind(command, args) : [command, args]
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', ...(isBehind ? PIPES : INHERITED)] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => void said.push(piece))
  const good = await new Promise<boolean>(done => {
    child.once('error', () => done(false))
    child.once('close', code => done(code === 0))
  })
  process.stdout.write(Buffer.concat(said))
  process.stdout.write(`${good ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  return good
}

const PIPES = ['pipe', 'pipe'] as const
const INHERITED = ['inherit', 'inherit'] as const

/** The same command for the system's `nice`, where there is one. */
const behind = (command: string, args: readonly string[]): [string, readonly string[]] =>
  process.platform === 'win32' ? [command, args] : ['nice', ['-n', String(BEHIND), command, ...args]]

/** A step that is one check of its own. */
async function check(step: Step): Promise<void> {
  if (await run(step)) passed += 1
  else failed += 1
}

/** A vitest project: its own counts are added up; a run that could not even start is one failure. */
async function suite(project: string, isBehind: boolean): Promise<void> {
  const report = join(scratch, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const good = await run({ name: `tests: ${project}`, command: bin('vitest'), args, isBehind })
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

/** All that needs no browser. */
async function withoutBrowser(): Promise<void> {
  const isBehind = true
  await Promise.all([
    check({ name: 'types', command: bin('tsc'), args: ['-b'], isBehind }),
    check({ name: 'lint', command: bin('oxlint'), args: ['--deny-warnings'], isBehind }),
  ])
  await check({ name: 'format', command: bin('prettier'), args: ['--check', '--log-level', 'warn', '.'], isBehind })
  await suite('node', isBehind)
}

// A browser mostly waits for a hub or a picture, and a person who waits for the browser must not wait longer: so it goes
// first, and everything else has what it leaves of the machine.
await check({ name: 'build', command: bin('vite'), args: ['build', '--logLevel', 'warn'] })
await Promise.all([suite('e2e', false), withoutBrowser()])

rmSync(scratch, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
