import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { aFolder } from '../fixtures/hub.ts'
import { installCamera } from '../fixtures/qr-camera.ts'
import { aScanBranch, openScanKiosk } from '../fixtures/qr-kiosk.ts'
import { soakCamera } from './camera.ts'
import { growths, type Sample } from './gauges.ts'
import { soakScreens } from './screens.ts'

/**
 * `npm run soak -- [--frames N] [--rounds N] [--minutes M]`: the frames of a day before the camera, and the page with
 * the camera opened and left. Stops by itself; fails when anything grows.
 */

/** Eight hours at the camera's eight frames a second. */
const DAY_FRAMES = 230_400
const DAY_ROUNDS = 1_000
const SAMPLES = 40
const MINUTES = 6
const LONGEST_MS = 6 * 3_600_000
const USAGE =
  'npm run soak -- [--frames N] [--rounds N] [--minutes M]   whole numbers; 0 frames or rounds leaves a part out\n'

/** Ctrl-C: what was measured so far is still told. */
const stopping = new AbortController()
const stop = stopping.signal
process.once('SIGINT', () => stopping.abort())

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Now and then, for whoever waits. */
function sayProgress(what: string): (sample: Sample) => void {
  let samples = 0
  return ({ at, heapBytes, workerHeapBytes, wasmBytes }) => {
    if (samples++ % 8 !== 0) return
    const [page, worker, wasm] = [heapBytes, workerHeapBytes, wasmBytes].map(each => (each / 1_048_576).toFixed(2))
    say(`  … ${at} ${what}: page ${page} MB, worker ${worker} MB, wasm ${wasm} MB`)
  }
}

function sayGrowth(samples: readonly Sample[]): boolean {
  const rows = growths(samples)
  for (const { what, growth, from, to, good } of rows) {
    say(
      `  ${good ? '✓' : '✗'} ${what}: ${from.toFixed(2)} → ${to.toFixed(2)}, by slope ${growth >= 0 ? '+' : ''}${growth.toFixed(3)}`,
    )
  }
  return rows.every(row => row.good)
}

async function cameraPart(frames: number, untilMs: number): Promise<boolean> {
  say(`camera: up to ${frames} frames (8 h are ${DAY_FRAMES}), at most ${(untilMs / 60_000).toFixed(1)} min`)
  const figures = await soakCamera({ frames, untilMs, samples: SAMPLES, onSample: sayProgress('frames'), stop })
  const perSecond = figures.frames / (figures.ms / 1_000)
  say(
    `  ${figures.frames} frames in ${(figures.ms / 1_000).toFixed(0)} s (${perSecond.toFixed(0)}/s), a code in ${figures.read}, ${figures.scans} given`,
  )
  const flat = sayGrowth(figures.samples)
  const { workers, wasmBytes } = figures.left
  say(`  ${workers + wasmBytes === 0 ? '✓' : '✗'} after leaving: ${workers} workers, ${wasmBytes} bytes of wasm`)
  return flat && workers + wasmBytes === 0 && figures.read > 0 && figures.scans > 0
}

async function screenPart(rounds: number, untilMs: number): Promise<boolean> {
  say(`screens: the sign-in page opened and left up to ${rounds} times, at most ${(untilMs / 60_000).toFixed(1)} min`)
  using folder = aFolder()
  const branch = await aScanBranch(folder.path)
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS, handleSIGINT: false })
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN' })
    await installCamera(page)
    await openScanKiosk(page, branch)
    const figures = await soakScreens(page, {
      rounds,
      untilMs,
      samples: SAMPLES,
      onSample: sayProgress('rounds'),
      stop,
    })
    say(
      `  ${figures.rounds} times in ${(figures.ms / 1_000).toFixed(0)} s, ${figures.opened} cameras opened, ${figures.live} not given back`,
    )
    return sayGrowth(figures.samples) && figures.live === 0 && figures.opened >= figures.rounds
  } finally {
    await browser.close()
  }
}

async function main(): Promise<number> {
  const options = { frames: { type: 'string' }, rounds: { type: 'string' }, minutes: { type: 'string' } } as const
  const { values } = parseArgs({ options })
  const frames = Number(values.frames ?? DAY_FRAMES)
  const rounds = Number(values.rounds ?? DAY_ROUNDS)
  const minutes = Number(values.minutes ?? MINUTES)
  if (![frames, rounds, minutes].every(each => Number.isInteger(each) && each >= 0)) {
    process.stderr.write(USAGE)
    return 2
  }
  // A number of frames or rounds that was asked for is reached, if it takes hours; else time stops both.
  const within = (asked: string | undefined) =>
    asked === undefined || values.minutes !== undefined ? (minutes * 60_000) / 2 : LONGEST_MS
  const good: boolean[] = []
  if (frames > 0) good.push(await cameraPart(frames, within(values.frames)))
  if (rounds > 0 && !stop.aborted) good.push(await screenPart(rounds, within(values.rounds)))
  const flat = good.every(Boolean)
  say(flat ? 'soak: flat' : stop.aborted ? 'soak: ended early' : 'soak: something grows or stopped')
  return flat ? 0 : 1
}

process.exitCode = await main()
