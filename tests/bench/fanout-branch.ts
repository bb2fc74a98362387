import { announcement } from '../../kiosk/gallery/fixtures.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'

/** What is published in the fanout benchmark, as the hub's process and the kiosks' process both know it. */

/** Kiosks paired with the hub: the most that are ever connected. */
export const MOST_KIOSKS = 1_000

/** An announcement of about 2 KB, corrected again and again. */
export const documentNo = (rev: number): BoardDocument => ({ ...announcement, rev })

/** When it was on the disk and nobody had been told yet; milliseconds of `sharedNow`. */
export interface Published {
  readonly rev: number
  readonly committedAt: number
}

/** The sketch hears of its last acknowledgement itself. */
export interface Broadcast extends Published {
  readonly ackedAt: number
}
