import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { cardText } from '../../shared/passes/card.ts'
import { CHROMIUM_ARGS, findChromium } from '../chromium.ts'
import { BRANCH_TAG, secretNo } from '../fixtures/passes.ts'
import { qrPicture, writeQrVideo, type Scene } from '../fixtures/qr-video.ts'
import { serveSource } from '../fixtures/source-server.ts'
import { openGauges, type Sample } from './gauges.ts'

/** Frames through the kiosk's real camera code, as fast as it can read them, from a video of people and their cards. */

export interface CameraSoak {
  /** Stops when the first of these is reached. */
  readonly frames: number
  readonly untilMs: number
  readonly samples: number
  readonly onSample?: (sample: Sample) => void
  /** Ends it early, with the figures so far. */
  readonly stop?: AbortSignal
}

export interface CameraFigures {
  readonly samples: readonly Sample[]
  readonly frames: number
  /** In how many frames a code was read, and how often one was given. */
  readonly read: number
  readonly scans: number
  readonly ms: number
  /** After leaving the page. */
  readonly left: Sample
}

const CARDS = 4
const FRAME_POLL_MS = 250
/** No frame for so long: the camera has stopped, which is what this looks for. */
const STALLED_MS = 60_000

export async function soakCamera(soak: CameraSoak): Promise<CameraFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'branch-board-soak-'))
  const video = join(folder, 'people.y4m')
  writeQrVideo(video, scenes())
  const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const args = [
    ...CHROMIUM_ARGS,
    ...camera,
    `--use-file-for-fake-video-capture=${video}`,
    '--enable-precise-memory-info',
  ]
  const source = await serveSource()
  const browser = await chromium.launch({ executablePath: findChromium(), args, handleSIGINT: false })
  try {
    const page = await browser.newPage()
    await page.goto(`${source.origin}/tests/soak/page/index.html`)
    await page.waitForFunction(() => 'scanPage' in window)
    return await run(page, soak)
  } finally {
    await browser.close()
    await source.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(
  page: Page,
  { frames, untilMs, samples: wanted, onSample, stop }: CameraSoak,
): Promise<CameraFigures> {
  const gauges = await openGauges(page)
  const started = performance.now()
  // The rest of the pipeline is as ever: one frame in flight, the next after the answer.
  await page.evaluate(() => window.scanPage.startCamera(0))
  await page.waitForFunction(() => window.scanPage.counts.frames > 20, undefined, { timeout: 60_000 })
  const samples: Sample[] = []
  let moved = { frames: 0, at: started }
  for (let share = 0; share < 1;) {
    const done = await page.evaluate(() => window.scanPage.counts.frames)
    if (done > moved.frames) moved = { frames: done, at: performance.now() }
    if (performance.now() - moved.at > STALLED_MS) throw new Error(`no frame was read after the ${done}th`)
    share = Math.max(done / frames, (performance.now() - started) / untilMs, stop?.aborted ? 1 : 0)
    if (share * wanted >= samples.length || share >= 1) {
      const sample = await gauges.sample(done)
      samples.push(sample)
      onSample?.(sample)
    }
    await page.waitForTimeout(FRAME_POLL_MS)
  }
  const counts = await page.evaluate(() => window.scanPage.counts)
  const ms = performance.now() - started
  await page.evaluate(() => window.scanPage.stopCamera())
  await page.waitForTimeout(500)
  return {
    samples,
    frames: counts.frames,
    read: counts.read,
    scans: counts.scans,
    ms,
    left: await gauges.sample(counts.frames),
  }
}

/** Somebody comes, holds the card, goes; a dark moment in between. */
function scenes(): Scene[] {
  const people = Array.from({ length: CARDS }, (_, number): Scene[] => [
    { picture: null, frames: 3 },
    { picture: qrPicture(cardText(secretNo(number), BRANCH_TAG)), frames: 5 },
  ])
  return [...people.flat(), { picture: null, frames: 2, light: 0.05 }]
}
