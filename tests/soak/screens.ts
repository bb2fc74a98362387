import type { Page } from 'playwright-core'
import { openSignIn } from '../fixtures/qr-kiosk.ts'
import { openGauges, type Sample } from './gauges.ts'

/** The page with the camera opened and left, over and over, on a real kiosk. */

export interface ScreenSoak {
  readonly rounds: number
  readonly untilMs: number
  readonly samples: number
  readonly onSample?: (sample: Sample) => void
  /** Ends it early, with the figures so far. */
  readonly stop?: AbortSignal
}

export interface ScreenFigures {
  readonly samples: readonly Sample[]
  readonly rounds: number
  readonly ms: number
  /** Tracks that were not given back, and cameras opened. */
  readonly live: number
  readonly opened: number
}

/** @param page a kiosk with a hand camera (`installCamera`), on its first page */
export async function soakScreens(
  page: Page,
  { rounds, untilMs, samples: wanted, onSample, stop }: ScreenSoak,
): Promise<ScreenFigures> {
  const gauges = await openGauges(page)
  const started = performance.now()
  const samples: Sample[] = []
  let round = 0
  for (let share = 0; share < 1;) {
    await openSignIn(page)
    await page.getByRole('button', { name: '首页' }).click()
    await page.getByRole('button', { name: '去签到' }).first().waitFor()
    round += 1
    share = Math.max(round / rounds, (performance.now() - started) / untilMs, stop?.aborted ? 1 : 0)
    if (share * wanted < samples.length && share < 1) continue
    // The worker's own goodbye.
    await page.waitForTimeout(100)
    const sample = await gauges.sample(round)
    samples.push(sample)
    onSample?.(sample)
  }
  const live = await page.evaluate(() => window.handCamera.live())
  const opened = await page.evaluate(() => window.handCamera.opened)
  return { samples, rounds: round, ms: performance.now() - started, live, opened }
}
